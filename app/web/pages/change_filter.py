"""What is asked of the changes, as it stands in the address, in Dutch words."""

from datetime import date

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.happening import HappeningKind
from app.domain.refusal import Message
from app.queries.changes import ChangeFilter
from app.web.deps.session import read_day
from app.web.state import app_state_of

KINDS = {
    "moment": HappeningKind.MOMENT,
    "stand": HappeningKind.STATUS,
    "besluit": HappeningKind.DECISION,
    "risico": HappeningKind.RISK,
    "meting": HappeningKind.MEASUREMENT,
    "anderen": HappeningKind.OTHERS,
    "opzet": HappeningKind.STRUCTURE,
}
MOST_PAGES = 10_000


class AskedChanges:
    """The filter read from the address; `wrong` names what was not understood, and is left out of it."""

    def __init__(self, asked: QueryParams, today: date) -> None:
        self.wrong: dict[str, Message] = {}
        kinds = [value for value in asked.getlist("soort") if value]
        lines = [code for code in asked.getlist("lijn") if code]
        sinds = asked.get("sinds", "").strip()
        self.typed: dict[str, object] = {"soort": kinds, "lijn": lines, "sinds": sinds}
        self.since = self._since(sinds, today)
        self.filter = ChangeFilter(
            kinds=frozenset(KINDS[value] for value in kinds if self._knows(value)),
            lines=frozenset(lines),
            page=self._page(asked.get("bladzijde", "")),
        )

    def query(self, **changed: object) -> dict[str, object]:
        """The filter as it goes into an address, with some of it changed."""
        return {**self.typed, **changed}

    def _since(self, typed: str, today: date) -> date | None:
        if not typed:
            return None
        day = read_day(typed)
        if day is None:
            self.wrong["sinds"] = Message("“%(typed)s” is no day. Write 18-12-2023.", {"typed": typed})
        elif day > today:
            self.wrong["sinds"] = Message("This day is still to come. Choose today or earlier.")
            return None
        return day

    def _knows(self, value: str) -> bool:
        if value not in KINDS:
            self.wrong["soort"] = Message("“%(value)s” is no choice here.", {"value": value})
        return value in KINDS

    def _page(self, value: str) -> int:
        if not value:
            return 1
        if value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_PAGES:
            return int(value[:6])
        self.wrong["bladzijde"] = Message("“%(value)s” is no choice here.", {"value": value})
        return 1


async def asked_changes(request: Request) -> AskedChanges:
    """What a request asks; a coroutine, so that no thread is asked for it."""
    return AskedChanges(request.query_params, app_state_of(request).today())
