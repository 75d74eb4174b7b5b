"""The counts, choices and pages of an overview."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.refusal import Invalid, Message
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.queries.overview import Overview, OverviewFilter
from app.queries.tally import Tally
from app.templating import translator
from app.templating.formats import day
from app.templating.vocabulary import word
from app.web.urls import Paths

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


class OverviewQuery:
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


async def read_overview_query(request: Request) -> OverviewQuery:
    """The filter of a request; a coroutine, so that no thread is asked for it."""
    return OverviewQuery(request.query_params)


def _page(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 10_000:
        raise ValueError(value)
    return number


class OverviewChoices(NamedTuple):
    """The options of each field of the filter: pairs of value and text."""

    lines: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    who: list[tuple[str, str]]
    windows: list[tuple[str, str]]


class CountItem(NamedTuple):
    """One count of the strip, which is a filter too."""

    number: int
    name: str
    note: str
    sign: str
    href: str
    signal: bool = False
    current: bool = False


def choices(found: Overview) -> OverviewChoices:
    """What can be chosen, from what the programme holds."""
    everyone, always = translator().gettext("everyone"), translator().gettext("all time")
    return OverviewChoices(
        [(line.code, f"{line.number} {line.title}".strip()) for line in found.lines],
        [(value, word(translator(), kind).lower()) for value, kind in KINDS.items()],
        [(value, word(translator(), status).lower()) for value, status in STATUSES.items()],
        [("", everyone), *((name, name) for name in found.everyone)],
        [("", always), *((str(half), str(half)) for half in found.windows)],
    )


def strip(
    counts: Tally,
    asked: OverviewQuery,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[CountItem]:
    """The counts, each with its sign, one detail, and the address that shows just these."""
    words = {value: key for key, value in STANDS.items()}

    def item(stand: str, number: int, name: str, note: str, sign: str) -> CountItem:
        chosen = asked.filter.stand == stand
        query = asked.query(stand="" if chosen else words[stand], **day_query)
        href = paths("overview.show", query, **here)
        return CountItem(number, translator().gettext(name), note, sign, href, stand == "overdue", chosen)

    return [
        item("delivered", counts.delivered, _("delivered"), _undated(counts), "delivered"),
        item("due_now", counts.due_now, _("expected now"), _until(counts), "due_now"),
        item("overdue", counts.overdue, _("overdue"), "", "overdue"),
        item("moved", counts.moved, _("moved"), "", "moved"),
        item("coming", counts.coming, _("upcoming"), _soon(counts), "due_later"),
        item("decision", counts.decisions, _("decisions"), _taken(counts), "decision"),
        item("undated", counts.undated, _("without a date"), "", ""),
    ]


def pages(
    found: Overview,
    asked: OverviewQuery,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[tuple[str, int, bool]]:
    """The pages where there are more milestones than one page draws; none where they fit."""
    if found.pages == 1:
        return []
    return [
        (
            paths("overview.show", asked.query(bladzijde=number, **day_query), **here),
            number,
            number == asked.filter.page,
        )
        for number in range(1, found.pages + 1)
    ]


def _say(msgid: str, **values: object) -> str:
    return str(Message(translator().gettext(msgid), values))


def _undated(counts: Tally) -> str:
    undated = counts.delivered_undated
    return _say(_("%(n)s of them without a date"), n=undated) if undated else ""


def _until(counts: Tally) -> str:
    until = counts.due_now_until
    return _say(_("first window closes %(day)s"), day=day(until, DEFAULT_LANGUAGE)) if until else ""


def _soon(counts: Tally) -> str:
    soon = counts.coming_this_quarter
    return _say(_("%(n)s by the end of the next quarter"), n=soon) if soon else ""


def _taken(counts: Tally) -> str:
    if not counts.decisions:
        return ""
    open_ones = counts.decisions - counts.decisions_taken
    return _say(_("%(taken)s taken, %(open)s to take"), taken=counts.decisions_taken, open=open_ones)
