"""The filter, charts, shifts and counts of the promise ledger."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.deadline_change import Slip, measure_slip
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.promise_ledger import LedgerCell, LedgerColumn, PromiseOutcome
from app.domain.refusal import Message
from app.domain.wording import describe_trends, slip_length
from app.drawing.trend_chart import TrendChart, draw_trends
from app.queries.promise_ledger import Ledger, LedgerFilter, LedgerGroup
from app.templating import translator
from app.templating.wording import words_of
from app.web.urls import Paths
from app.web.views.overview import CountItem
from app.web.views.rows import describe_recurrence

OUTCOMES = {
    "gehaald": PromiseOutcome.KEPT,
    "te-laat": PromiseOutcome.LATE,
    "verschoven": PromiseOutcome.MOVED,
    "datum-losgelaten": PromiseOutcome.DATE_DROPPED,
    "vervallen": PromiseOutcome.WITHDRAWN,
    "loopt": PromiseOutcome.RUNNING,
    "doorlopend": PromiseOutcome.ONGOING,
    "zonder-moment": PromiseOutcome.UNSAID,
}
MOST_PAGES = 10_000


class LedgerQuery:
    """The filter in the address; values that were not understood are left out and explained in `wrong`."""

    def __init__(self, params: QueryParams) -> None:
        self.wrong: dict[str, Message] = {}
        lines = [code for code in params.getlist("lijn") if code]
        single = {name: params.get(name, "").strip() for name in ("uitkomst", "tekst")}
        self.typed: dict[str, object] = {"lijn": lines, **single}
        self.filter = LedgerFilter(
            outcome=self._outcome(single["uitkomst"]),
            lines=frozenset(lines),
            text=single["tekst"],
            page=self._page(params.get("bladzijde", "")),
        )

    def query(self, **changed: object) -> dict[str, object]:
        """Return the query of an address with this filter, some of it changed."""
        return {**self.typed, **changed}

    def _outcome(self, value: str) -> PromiseOutcome | None:
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


async def read_ledger_query(request: Request) -> LedgerQuery:
    """Return the filter of a request. A coroutine, because FastAPI runs plain functions in a thread."""
    return LedgerQuery(request.query_params)


class RowShifts(NamedTuple):
    """The shifts of a row in words: one for each cell, and the total."""

    shifts: tuple[str, ...]
    outcome: str
    held: str
    """Of what recurs: how often it took place in its last period."""


class LineTrend(NamedTuple):
    """The trend of one action line."""

    group: LedgerGroup
    chart: TrendChart
    description: str


def draw_line_trends(ledger: Ledger, as_of: date) -> list[LineTrend]:
    """Return a chart for each action line, if enough time has passed to draw a trend."""
    words = words_of(DEFAULT_LANGUAGE, as_of)
    charts = [(group, draw_trends(group.trends, list_ticks(ledger.columns))) for group in ledger.groups]
    return [LineTrend(group, chart, describe_trends(group.trends, words)) for group, chart in charts if chart]


def list_ticks(columns: Iterable[LedgerColumn]) -> list[tuple[date, str]]:
    """Return the days on the axis of a trend, with their labels."""
    return [(column.said_until, column.half_year[2:] or translator().gettext("now")) for column in columns]


def describe_shifts(ledger: Ledger, as_of: date) -> dict[int, RowShifts]:
    """Return the shifts of every row on this page, by the id of its deliverable."""
    words = words_of(DEFAULT_LANGUAGE, as_of)

    def shift(cell: LedgerCell) -> str:
        new = cell.state.deadline
        return _write_short(measure_slip(cell.was.window, new.window)) if cell.was and new else ""

    rows = [row for group in ledger.groups for row in group.rows]
    return {
        row.promise.id: RowShifts(
            tuple(shift(cell) for cell in row.cells),
            slip_length(first, last, words)
            if (first := row.promise.assessment.baseline) and (last := row.promise.assessment.deadline)
            else "",
            describe_recurrence(row.promise.assessment, as_of),
        )
        for row in rows
    }


def count_items(
    ledger: Ledger,
    filters: LedgerQuery,
    paths: Paths,
    route_params: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[CountItem]:
    """Return the counts by outcome, each with the address that filters by it."""
    words = {outcome: word for word, outcome in OUTCOMES.items()}

    def item(outcome: PromiseOutcome, name: str, note: str, sign: str) -> CountItem:
        chosen = filters.filter.outcome is outcome
        query = filters.query(uitkomst="" if chosen else words[outcome], **day_query)
        href = paths("promise_ledger.show", query, **route_params)
        return CountItem(
            ledger.counts[outcome], translator().gettext(name), note, sign, href, outcome.is_against, chosen
        )

    after_all = ledger.delivered_after_all
    of_them = (
        translator().gettext("of which %(n)s delivered after all") % {"n": after_all} if after_all else ""
    )
    items = [
        item(PromiseOutcome.KEPT, _("kept"), translator().gettext("without postponement"), "check"),
        item(PromiseOutcome.MOVED, _("moved since the first promise"), of_them, "later"),
        item(PromiseOutcome.WITHDRAWN, _("withdrawn"), "", "cross"),
        item(PromiseOutcome.RUNNING, _("still running"), "", "open"),
    ]
    rare = [
        item(PromiseOutcome.LATE, _("late, without having moved"), "", "check"),
        item(PromiseOutcome.DATE_DROPPED, _("date dropped since the first promise"), "", "undated"),
        item(PromiseOutcome.ONGOING, _("ongoing"), "", "half"),
        item(PromiseOutcome.UNSAID, _("no moment named yet"), "", "undated"),
    ]
    return [*items, *(count for count in rare if count.number or count.current)]


def _write_short(shift: Slip | None) -> str:
    """Write a shift as “+3 mnd” or “−10 dgn”: columns are narrow, the end of the row has the full words."""
    if shift is None or shift.days == 0:
        return ""
    sign = "+" if shift.days > 0 else "−"
    if shift.months:
        return sign + translator().gettext("%(n)s mo") % {"n": abs(shift.months)}
    return sign + translator().gettext("%(n)s d") % {"n": abs(shift.days)}
