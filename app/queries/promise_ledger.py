"""The promise ledger of a programme on a day: every promise in a row, filtered, with counts and trends."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.assessment import Assessment, DeadlineRecord, StatusRecord, assess
from app.domain.promise_ledger import LedgerCell, LedgerColumn, PromiseOutcome, judge_outcome, lay_out_row
from app.domain.promise_trend import Trend, pick_most_telling, trace_trend
from app.domain.structure import DeliverableKind
from app.queries.deliverable_records import deadlines_said, statuses_said
from app.queries.history import state_as_of
from app.queries.programme import ActionLineRow, action_lines
from app.queries.recurrence import recurrences
from app.queries.reported_promises import report_columns, reported_promises
from app.queries.scope import Scope
from app.tables.tracked import DELIVERABLE, PROJECT

PAGE_SIZE, TRENDS_PER_CHART = 200, 14
"""How many promises one page tells, and how many one chart draws."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What is asked to be shown; an empty part asks for everything."""

    outcome: PromiseOutcome | None = None
    lines: frozenset[str] = frozenset()
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class LedgerPromise:
    """One deliverable with what became of its promise; `merged_into` is the title of what took it in."""

    id: int
    title: str
    project: str
    action_line_id: int
    kind: DeliverableKind
    assessment: Assessment
    deadlines: tuple[DeadlineRecord, ...]
    statuses: tuple[StatusRecord, ...]
    merged_into_id: int | None = None
    merged_into: str = ""

    @property
    def outcome(self) -> PromiseOutcome:
        """Return what became of the first promise."""
        return judge_outcome(self)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A promise in every column: the first words, each report, now."""

    promise: LedgerPromise
    cells: tuple[LedgerCell, ...]


@dataclass(frozen=True, slots=True)
class LedgerGroup:
    """An action line: its rows on this page, and the trends of all its promises that fit the filter."""

    line: ActionLineRow
    rows: tuple[LedgerRow, ...]
    counts: Counter[PromiseOutcome]
    trends: tuple[Trend, ...]
    drawn_of: int
    """How many have a trend; the most telling of them are among `trends`."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole page as data; `shown` of `matching` are on this page of `pages`."""

    columns: tuple[LedgerColumn, ...]
    groups: tuple[LedgerGroup, ...]
    counts: Counter[PromiseOutcome]
    delivered_after_all: int
    lines: tuple[ActionLineRow, ...]
    shown: int
    matching: int
    total: int
    pages: int


def promise_ledger(
    session: Session, programme_id: int, as_of: date, filters: LedgerFilter, page_size: int = PAGE_SIZE
) -> Ledger:
    """Return the ledger on a day. Seven queries, however many promises there are."""
    lines = tuple(action_lines(session, programme_id, as_of))
    columns = columns_of(session, programme_id, as_of)
    every = _promises(session, programme_id, as_of)
    codes = {line.id: line.code for line in lines}
    place = {line.id: number for number, line in enumerate(lines)}
    every.sort(key=lambda promise: place[promise.action_line_id])
    fitting = [promise for promise in every if _fits(promise, codes, filters)]
    chosen = [promise for promise in fitting if filters.outcome in (None, promise.outcome)]
    first = (filters.page - 1) * page_size
    shown = chosen[first : first + page_size]
    return Ledger(
        columns=columns,
        groups=tuple(_group(line, columns, shown, chosen) for line in lines if _in(line, shown)),
        counts=Counter(promise.outcome for promise in fitting),
        delivered_after_all=sum(
            promise.outcome is PromiseOutcome.MOVED
            and promise.assessment.status is not None
            and promise.assessment.status.is_done
            for promise in fitting
        ),
        lines=lines,
        shown=len(shown),
        matching=len(chosen),
        total=len(every),
        pages=max(1, -(-len(chosen) // page_size)),
    )


def columns_of(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> tuple[LedgerColumn, ...]:
    """Return the columns of a programme's ledger on a day: its adopted reports, and now. One query."""
    return (*report_columns(session, Scope(programme_id, among), as_of), LedgerColumn(as_of))


def promises_of(
    session: Session, id: int, columns: Sequence[LedgerColumn], as_of: date
) -> tuple[LedgerCell, ...]:
    """Return the row of one deliverable. Two queries."""
    of = Scope(ids=[id])
    deadlines = deadlines_said(session, of, as_of).get(id, [])
    statuses = statuses_said(session, of, as_of).get(id, [])
    return lay_out_row(columns, id, deadlines, statuses)


def _promises(session: Session, programme_id: int, as_of: date) -> list[LedgerPromise]:
    """Return every promise of a programme known on the day. Five queries."""
    rows = (
        session.execute(_select_deliverables(), {"programme_id": programme_id, "as_of": as_of})
        .mappings()
        .all()
    )
    scope = Scope(programme_id)
    deadlines, statuses = deadlines_said(session, scope, as_of), statuses_said(session, scope, as_of)
    reported, recurring = reported_promises(session, scope, as_of), recurrences(session, scope, as_of)
    titles = {row["id"]: row["title"] for row in rows}
    promises = []
    for row in rows:
        windows = tuple(deadlines.get(row["id"], ()))
        updates = tuple(statuses.get(row["id"], ()))
        assessment = assess(
            windows,
            updates[-1] if updates else None,
            as_of,
            reported.get(row["id"], ()),
            kind=row["kind"],
            is_merged=row["merged_into_id"] is not None,
            recurrence=recurring.get(row["id"]),
        )
        promise = LedgerPromise(
            **row,
            assessment=assessment,
            deadlines=windows,
            statuses=updates,
            merged_into=titles.get(row["merged_into_id"], ""),
        )
        promises.append(promise)
    return promises


def _fits(promise: LedgerPromise, codes: dict[int, str], filters: LedgerFilter) -> bool:
    return (not filters.lines or codes.get(promise.action_line_id) in filters.lines) and (
        not filters.text or filters.text.casefold() in f"{promise.title} {promise.project}".casefold()
    )


def _in(line: ActionLineRow, promises: Sequence[LedgerPromise]) -> bool:
    return any(promise.action_line_id == line.id for promise in promises)


def _group(
    line: ActionLineRow,
    columns: Sequence[LedgerColumn],
    shown: Sequence[LedgerPromise],
    chosen: Sequence[LedgerPromise],
) -> LedgerGroup:
    of_line = [promise for promise in chosen if promise.action_line_id == line.id]
    rows = {
        promise.id: LedgerRow(promise, lay_out_row(columns, promise.id, promise.deadlines, promise.statuses))
        for promise in of_line
    }
    trends = [trend for row in rows.values() if (trend := _trend(row, columns))]
    return LedgerGroup(
        line=line,
        rows=tuple(rows[promise.id] for promise in shown if promise.id in rows),
        counts=Counter(promise.outcome for promise in of_line),
        trends=tuple(pick_most_telling(trends, TRENDS_PER_CHART)),
        drawn_of=len(trends),
    )


def _trend(row: LedgerRow, columns: Sequence[LedgerColumn]) -> Trend | None:
    promise = row.promise
    is_against = promise.outcome.is_against
    return trace_trend(promise.id, promise.title, columns, row.cells, is_against=is_against)


@cache
def _select_deliverables() -> sa.Select[Any]:
    deliverable, project = state_as_of(DELIVERABLE), state_as_of(PROJECT)
    return (
        sa.select(
            *(deliverable.c.id, deliverable.c.title, deliverable.c.kind, project.c.title.label("project")),
            *(project.c.action_line_id, deliverable.c.merged_into_id),
        )
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .where(deliverable.c.programme_id == sa.bindparam("programme_id"))
        .order_by(project.c.position, deliverable.c.position, deliverable.c.id)
    )
