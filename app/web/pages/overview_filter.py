"""The filter of the overview as it stands in the address, in Dutch words."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid, Message
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.queries.overview import OverviewFilter

T = TypeVar("T")

KINDS = {
    "product": DeliverableKind.PRODUCT,
    "besluit": DeliverableKind.DECISION,
    "onderzoek": DeliverableKind.RESEARCH,
    "bijeenkomst": DeliverableKind.EVENT,
    "terugkerend": DeliverableKind.RECURRING,
}
STATUSES = {
    "gepland": Status.PLANNED,
    "in-uitvoering": Status.IN_PROGRESS,
    "opgeleverd": Status.DELIVERED,
    "vastgesteld": Status.ADOPTED,
    "aangehouden": Status.ON_HOLD,
    "vervallen": Status.CANCELLED,
}
STANDS = {
    "opgeleverd": "delivered",
    "nu": "due_now",
    "over-tijd": "overdue",
    "verschoven": "moved",
    "komend": "coming",
    "besluit": "decision",
    "zonder-datum": "undated",
    "vervallen": "withdrawn",
}


class AskedOverview:
    """The filter read from the address; `wrong` names what was not understood, and is left out of it."""

    def __init__(self, asked: QueryParams) -> None:
        one = {name: asked.get(name, "").strip() for name in ("stand", "wie", "venster", "tekst")}
        many = {name: [v for v in asked.getlist(name) if v] for name in ("lijn", "soort", "status")}
        self.wrong: dict[str, Message] = {}
        self.typed: dict[str, object] = {**many, **one}
        self.filter = OverviewFilter(
            lines=frozenset(many["lijn"]),
            kinds=frozenset(self._words("soort", many["soort"], KINDS)),
            statuses=frozenset(self._words("status", many["status"], STATUSES)),
            stand=next(iter(self._words("stand", [one["stand"]] if one["stand"] else [], STANDS)), ""),
            who=one["wie"],
            window=self._read("venster", one["venster"], HalfYear.parse),
            text=one["tekst"],
            page=self._read("bladzijde", asked.get("bladzijde", ""), _page) or 1,
        )

    def query(self, **changed: object) -> dict[str, object]:
        """The filter as it goes into an address, with some of it changed."""
        return {**self.typed, **changed}

    def _words(self, field: str, values: Iterable[str], words: Mapping[str, T]) -> Iterable[T]:
        for value in values:
            if value in words:
                yield words[value]
            else:
                self.wrong[field] = Message("“%(value)s” is no choice here.", {"value": value})

    def _read(self, field: str, value: str, read: Callable[[str], T]) -> T | None:
        if not value:
            return None
        try:
            return read(value)
        except (Invalid, ValueError):
            self.wrong[field] = Message("“%(value)s” is no choice here.", {"value": value})
            return None


async def asked_overview(request: Request) -> AskedOverview:
    """The filter of a request; a coroutine, so that no thread is asked for it."""
    return AskedOverview(request.query_params)


def _page(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 10_000:
        raise ValueError(value)
    return number
