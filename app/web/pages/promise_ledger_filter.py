"""The filter of the promise ledger as it stands in the address, in Dutch words."""

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.promise_ledger import Outcome
from app.domain.refusal import Message
from app.queries.promise_ledger import LedgerFilter

OUTCOMES = {
    "gehaald": Outcome.KEPT,
    "verschoven": Outcome.MOVED,
    "vervallen": Outcome.DROPPED,
    "loopt": Outcome.RUNNING,
    "zonder-moment": Outcome.UNSAID,
}
MOST_PAGES = 10_000


class AskedLedger:
    """The filter read from the address; `wrong` names what was not understood, and is left out of it."""

    def __init__(self, asked: QueryParams) -> None:
        self.wrong: dict[str, Message] = {}
        lines = [code for code in asked.getlist("lijn") if code]
        one = {name: asked.get(name, "").strip() for name in ("uitkomst", "tekst")}
        self.typed: dict[str, object] = {"lijn": lines, **one}
        self.filter = LedgerFilter(
            outcome=self._outcome(one["uitkomst"]),
            lines=frozenset(lines),
            text=one["tekst"],
            page=self._page(asked.get("bladzijde", "")),
        )

    def query(self, **changed: object) -> dict[str, object]:
        """The filter as it goes into an address, with some of it changed."""
        return {**self.typed, **changed}

    def _outcome(self, value: str) -> Outcome | None:
        if value and value not in OUTCOMES:
            self.wrong["uitkomst"] = Message("“%(value)s” is no choice here.", {"value": value})
        return OUTCOMES.get(value)

    def _page(self, value: str) -> int:
        if not value:
            return 1
        if value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_PAGES:
            return int(value)
        self.wrong["bladzijde"] = Message("“%(value)s” is no choice here.", {"value": value})
        return 1


async def asked_ledger(request: Request) -> AskedLedger:
    """The filter of a request; a coroutine, so that no thread is asked for it."""
    return AskedLedger(request.query_params)
