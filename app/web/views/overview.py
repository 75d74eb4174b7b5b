"""The filter of an overview, with its choices, and the counts above it."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.count import Counts
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
    "activiteit": DeliverableKind.ACTIVITY,
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
    "doorlopend": "ongoing",
    "datum-losgelaten": "date_dropped",
    "vervallen": "withdrawn",
}


class OverviewQuery:
    """The filter in the address; values that were not understood are left out and explained in `wrong`."""

    def __init__(self, params: QueryParams) -> None:
        single = {name: params.get(name, "").strip() for name in ("stand", "wie", "venster", "tekst")}
        lists = {name: [v for v in params.getlist(name) if v] for name in ("lijn", "soort", "status")}
        self.wrong: dict[str, Message] = {}
        self.typed: dict[str, object] = {**lists, **single}
        self.filter = OverviewFilter(
            lines=frozenset(lists["lijn"]),
            kinds=frozenset(self._words("soort", lists["soort"], KINDS)),
            statuses=frozenset(self._words("status", lists["status"], STATUSES)),
            stand=next(iter(self._words("stand", [single["stand"]] if single["stand"] else [], STANDS)), ""),
            who=single["wie"],
            window=self._read("venster", single["venster"], HalfYear.parse),
            text=single["tekst"],
            page=self._read("bladzijde", params.get("bladzijde", ""), _read_page) or 1,
        )

    def query(self, **changed: object) -> dict[str, object]:
        """Return the query of an address with this filter, some of it changed."""
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
    """Return the filter of a request. A coroutine, because FastAPI runs plain functions in a thread."""
    return OverviewQuery(request.query_params)


def _read_page(value: str) -> int:
    number = int(value)
    if not 1 <= number <= 10_000:
        raise ValueError(value)
    return number


class OverviewChoices(NamedTuple):
    """The choices of each field of the filter, as pairs of value and text."""

    lines: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    statuses: list[tuple[str, str]]
    who: list[tuple[str, str]]
    windows: list[tuple[str, str]]


class CountItem(NamedTuple):
    """One count above a table; following `href` filters the table by it, or lifts that filter."""

    number: int
    name: str
    note: str
    sign: str
    href: str
    signal: bool = False
    current: bool = False


def list_choices(overview: Overview) -> OverviewChoices:
    """Return the choices that the programme offers."""
    everyone, always = translator().gettext("everyone"), translator().gettext("all time")
    return OverviewChoices(
        [(line.code, f"{line.number} {line.title}".strip()) for line in overview.lines],
        [(value, word(translator(), kind).lower()) for value, kind in KINDS.items()],
        [(value, word(translator(), status).lower()) for value, status in STATUSES.items()],
        [("", everyone), *((name, name) for name in overview.everyone)],
        [("", always), *((str(half), str(half)) for half in overview.windows)],
    )


def count_items(
    tally: Tally,
    filters: OverviewQuery,
    paths: Paths,
    route_params: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[CountItem]:
    """Return the counts, each with its sign, a detail, and the address that filters by it."""
    words = {value: key for key, value in STANDS.items()}

    def item(stand: str, number: int, name: str, note: str, sign: str) -> CountItem:
        chosen = filters.filter.stand == stand
        query = filters.query(stand="" if chosen else words[stand], **day_query)
        href = paths("overview.show", query, **route_params)
        return CountItem(number, translator().gettext(name), note, sign, href, stand == "overdue", chosen)

    counts = tally.counts
    items = [
        item("delivered", counts.delivered, _("delivered"), _describe_undated(tally), "delivered"),
        item("due_now", counts.due_now, _("expected now"), _describe_first_close(tally), "due_now"),
        item("overdue", counts.overdue, _("overdue"), "", "overdue"),
        item("moved", counts.moved, _("moved since the first promise"), "", "moved"),
        item("coming", counts.due_later, _("upcoming"), _describe_upcoming(tally), "due_later"),
        item("decision", counts.decisions, _("decisions"), _describe_taken(counts), "decision"),
        item("undated", counts.undated, _("without a date"), "", ""),
    ]
    rare = [
        item("ongoing", counts.ongoing, _("ongoing"), "", ""),
        item("date_dropped", counts.date_dropped, _("date dropped since the first promise"), "", ""),
        item("withdrawn", counts.withdrawn, _("withdrawn"), "", ""),
    ]
    return [*items, *(count for count in rare if count.number or count.current)]


def _translate(msgid: str, **values: object) -> str:
    return str(Message(translator().gettext(msgid), values))


def _describe_undated(tally: Tally) -> str:
    undated = tally.delivered_undated
    return _translate(_("%(n)s of them without a date"), n=undated) if undated else ""


def _describe_first_close(tally: Tally) -> str:
    until = tally.due_now_until
    return _translate(_("first window closes %(day)s"), day=day(until, DEFAULT_LANGUAGE)) if until else ""


def _describe_upcoming(tally: Tally) -> str:
    soon = tally.coming_this_quarter
    return _translate(_("%(n)s by the end of the next quarter"), n=soon) if soon else ""


def _describe_taken(counts: Counts) -> str:
    if not counts.decisions:
        return ""
    open_ones = counts.decisions - counts.decisions_taken
    return _translate(_("%(taken)s taken, %(open)s to take"), taken=counts.decisions_taken, open=open_ones)
