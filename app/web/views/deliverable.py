"""The drawn parts of the page of a deliverable: its lifeline, its chain, its trend and its signals."""

from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import WindowChange
from app.domain.inputs import Fit
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.lifeline import DeadlineStatement
from app.domain.promise_ledger import judge_outcome, lay_out_row
from app.domain.promise_trend import Trend, trace_trend
from app.domain.recurrence import RecurrencePeriod
from app.domain.signal import RaisedSignal
from app.domain.timeliness import Timeliness, opens_on
from app.domain.vague_date import choose_edge
from app.domain.wording import (
    capitalise,
    describe_trends,
    period_in_words,
    signal_sentence,
    slip_between_marks,
    slip_length,
)
from app.drawing.axis import TimeAxis, build_deliverable_axis
from app.drawing.mark import Mark, Milestone, draw_mark
from app.drawing.rails import Rail, connect_statements
from app.drawing.trend_chart import TrendChart, draw_trends
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import DeliverableHistory, Neighbour
from app.templating.wording import words_of
from app.web.views.promise_ledger import list_ticks
from app.web.views.rows import describe_recurrence, draw_milestone, list_rings


@dataclass(frozen=True, slots=True)
class LifelineRow:
    """One statement of the deadline, as a row of the lifeline."""

    statement: DeadlineStatement
    mark: Mark
    rails: tuple[Rail, ...]
    moved: str
    """The old and new words with the shift between them; empty if the window did not move."""


@dataclass(frozen=True, slots=True)
class ChainRow:
    """An input or dependent of the deliverable, or the deliverable itself (then `neighbour` is None)."""

    state: DeliverableState
    mark: Mark
    role: str
    """`input`, `self` or `dependent`."""
    neighbour: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class DeliverableView:
    """The drawn parts of a deliverable on a day."""

    axis: TimeAxis
    life: tuple[LifelineRow, ...]
    chain: tuple[ChainRow, ...]
    conflicts: tuple[ChainRow, ...]
    opens_in: int | None
    closes_in: int | None
    slipped: str
    trend: Trend | None
    chart: TrendChart | None
    chart_description: str
    sees: tuple[tuple[RaisedSignal, str], ...]
    """The signals with their sentences."""
    periods: tuple[tuple[RecurrencePeriod, str], ...]
    """Of what recurs: its periods in words, the last one first."""


def draw_deliverable(history: DeliverableHistory, as_of: date) -> DeliverableView:
    """Draw all parts on one axis that holds all days of the deliverable."""
    axis = build_deliverable_axis(as_of, history.days)
    chain = _draw_chain(history, axis)
    assessment = history.state.assessment
    window = assessment.deadline.window if assessment.deadline else None
    dated = window is not None and not window.is_undated
    return DeliverableView(
        axis=axis,
        life=_draw_lifeline(history, axis),
        chain=chain if len(chain) > 1 else (),
        conflicts=tuple(r for r in chain if r.neighbour and r.neighbour.link.fit is Fit.CONFLICT),
        opens_in=(opens_on(window) - as_of).days if window and dated else None,
        closes_in=(window.latest - as_of).days if window and window.latest else None,
        slipped=_describe_slip(assessment.baseline, assessment.deadline, as_of),
        trend=(drawn := _draw_trend(history)),
        chart=draw_trends([drawn], list_ticks(history.columns)) if drawn else None,
        chart_description=describe_trends([drawn], words_of(DEFAULT_LANGUAGE, as_of)) if drawn else "",
        sees=tuple(
            (s, signal_sentence(s, as_of, words_of(DEFAULT_LANGUAGE, as_of))) for s in history.state.raised
        ),
        periods=tuple(
            (period, capitalise(period_in_words(period, words_of(DEFAULT_LANGUAGE, as_of))))
            for period in reversed(assessment.periods)
        ),
    )


def _describe_slip(first: DeadlineRecord | None, last: DeadlineRecord | None, as_of: date) -> str:
    return slip_length(first, last, words_of(DEFAULT_LANGUAGE, as_of)) if first and last else ""


def _draw_trend(history: DeliverableHistory) -> Trend | None:
    state = history.state
    updates = [u for u in reversed(history.updates) if u.id not in history.corrected]
    row = lay_out_row(history.columns, state.id, state.deadlines, updates)
    is_against = judge_outcome(state).is_against
    return trace_trend(state.id, state.title, history.columns, row, is_against=is_against)


def _draw_lifeline(history: DeliverableHistory, axis: TimeAxis) -> tuple[LifelineRow, ...]:
    current = history.state.assessment.deadline
    marks = [_draw_statement(history.state, s, axis, current) for s in history.statements]
    rails = connect_statements(marks)
    return tuple(
        LifelineRow(s, m, r, _describe_move(s, axis.as_of))
        for s, m, r in zip(history.statements, marks, rails, strict=True)
    )


def _draw_statement(
    state: DeliverableState, statement: DeadlineStatement, axis: TimeAxis, current: DeadlineRecord | None
) -> Mark:
    """Draw one statement of the deadline.

    An earlier one is drawn as it was then, still to come; a corrected one is struck out.
    """
    promise = statement.deadline
    stands = current is not None and promise.id == current.id
    verdict = state.assessment.timeliness if stands else Timeliness.DUE_LATER
    if statement.is_corrected:
        verdict = Timeliness.WITHDRAWN
    if promise.window.is_undated and not (stands and verdict is Timeliness.DUE_NOW):
        verdict = Timeliness.UNDATED
    done = verdict.is_done
    return draw_mark(
        axis,
        Milestone(
            phrase=promise.window.phrase,
            earliest=promise.window.earliest,
            latest=promise.window.latest,
            edge=choose_edge(promise.window),
            kind=state.kind.value,
            timeliness=Timeliness.DUE_LATER.value if done else verdict.value,
            firmness=promise.firmness.value if promise.firmness else None,
            said_on=promise.said_on,
            rings=list_rings(state) if stands else (),
            held=describe_recurrence(state.assessment, axis.as_of) if stands else "",
        ),
    )


def _describe_move(statement: DeadlineStatement, as_of: date) -> str:
    if statement.was is None or statement.change is WindowChange.SAME:
        return ""
    return slip_between_marks(statement.was, statement.deadline, words_of(DEFAULT_LANGUAGE, as_of))


def _draw_chain(history: DeliverableHistory, axis: TimeAxis) -> tuple[ChainRow, ...]:
    def row(neighbour: Neighbour, role: str) -> ChainRow:
        return ChainRow(neighbour.state, draw_milestone(axis, neighbour.state), role, neighbour)

    return (
        *(row(n, "input") for n in history.behind),
        ChainRow(history.state, draw_milestone(axis, history.state), "self"),
        *(row(n, "dependent") for n in history.dependents),
    )
