"""The columns and rows of the promise ledger."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from fastapi import Request
from starlette.datastructures import QueryParams

from app.domain.deadline_change import Slip, slip
from app.domain.language import DEFAULT_LANGUAGE, _
from app.domain.promise_ledger import LedgerCell, LedgerColumn, PromiseOutcome
from app.domain.refusal import Message
from app.domain.wording import slip_length
from app.drawing.trend_chart import TrendChart, draw_trends
from app.queries.promise_ledger import Ledger, LedgerFilter, LedgerGroup
from app.templating import translator
from app.templating.wording import words_of
from app.web.urls import Paths
from app.web.views.overview import CountItem

OUTCOMES = {
    "gehaald": PromiseOutcome.KEPT,
    "verschoven": PromiseOutcome.MOVED,
    "vervallen": PromiseOutcome.DROPPED,
    "loopt": PromiseOutcome.RUNNING,
    "zonder-moment": PromiseOutcome.UNSAID,
}
MOST_PAGES = 10_000


class LedgerQuery:
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
    """The filter of a request; a coroutine, so that no thread is asked for it."""
    return LedgerQuery(request.query_params)


class RowShifts(NamedTuple):
    """What is told of a row: the shift at each cell, and the whole of it at the end."""

    shifts: tuple[str, ...]
    whole: str


class LineTrend(NamedTuple):
    """The trend of one action line."""

    group: LedgerGroup
    chart: TrendChart


def figures(found: Ledger) -> list[LineTrend]:
    """One chart an action line, where any time has passed to draw a trend over."""
    drawn = [(group, draw_trends(group.trends, ticks(found.columns))) for group in found.groups]
    return [LineTrend(group, one) for group, one in drawn if one]


def ticks(columns: Iterable[LedgerColumn]) -> list[tuple[date, str]]:
    """The days below a trend, each with its text."""
    return [(column.said_until, column.half_year[2:] or translator().gettext("now")) for column in columns]


def words_of_cells(found: Ledger, as_of: date) -> dict[int, RowShifts]:
    """The words of every row on this page, by deliverable."""
    words = words_of(DEFAULT_LANGUAGE, as_of)

    def shift(cell: LedgerCell) -> str:
        new = cell.state.deadline
        return _short(slip(cell.was.window, new.window)) if cell.was and new else ""

    rows = [row for group in found.groups for row in group.rows]
    return {
        row.promise.id: RowShifts(
            tuple(shift(cell) for cell in row.cells),
            slip_length(first, last, words)
            if (first := row.promise.assessment.baseline) and (last := row.promise.assessment.deadline)
            else "",
        )
        for row in rows
    }


def strip(
    found: Ledger,
    asked: LedgerQuery,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[CountItem]:
    """The counts, each of which is a filter: kept, moved, dropped, still running, and all of them."""
    words = {outcome: word for word, outcome in OUTCOMES.items()}

    def item(outcome: PromiseOutcome, name: str, note: str, sign: str) -> CountItem:
        chosen = asked.filter.outcome is outcome
        query = asked.query(uitkomst="" if chosen else words[outcome], **day_query)
        is_signal = outcome in (PromiseOutcome.MOVED, PromiseOutcome.DROPPED)
        href = paths("promise_ledger.show", query, **here)
        return CountItem(
            found.counts[outcome], translator().gettext(name), note, sign, href, is_signal, chosen
        )

    after_all = found.delivered_after_all
    of_them = (
        translator().gettext("of which %(n)s delivered after all") % {"n": after_all} if after_all else ""
    )
    items = [
        item(PromiseOutcome.KEPT, _("kept"), translator().gettext("without postponement"), "check"),
        item(PromiseOutcome.MOVED, _("moved"), of_them, "later"),
        item(PromiseOutcome.DROPPED, _("dropped"), "", "cross"),
        item(PromiseOutcome.RUNNING, _("still running"), "", "open"),
    ]
    if found.counts[PromiseOutcome.UNSAID] or asked.filter.outcome is PromiseOutcome.UNSAID:
        items.append(item(PromiseOutcome.UNSAID, _("never said when"), "", "undated"))
    return items


def pages(
    found: Ledger,
    asked: LedgerQuery,
    paths: Paths,
    here: Mapping[str, object],
    day_query: Mapping[str, object],
) -> list[tuple[str, int, bool]]:
    """The pages where there are more promises than one page tells; none where they fit."""
    if found.pages == 1:
        return []
    query = {n: asked.query(bladzijde=n, **day_query) for n in range(1, found.pages + 1)}
    return [(paths("promise_ledger.show", query[n], **here), n, n == asked.filter.page) for n in query]


def _short(shift: Slip | None) -> str:
    """“+3 mnd”, “−10 dgn”: a column has little room; the whole of it stands at the end of the row."""
    if shift is None or shift.days == 0:
        return ""
    sign = "+" if shift.days > 0 else "−"
    if shift.months:
        return sign + translator().gettext("%(n)s mo") % {"n": abs(shift.months)}
    return sign + translator().gettext("%(n)s d") % {"n": abs(shift.days)}
