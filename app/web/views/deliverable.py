"""The parts of the page of a deliverable."""

from dataclasses import dataclass
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import FirmnessChange, WindowChange
from app.domain.inputs import Fit
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.lifeline import DeadlineStatement
from app.domain.promise_ledger import PromiseOutcome, cells, outcome
from app.domain.promise_trend import Trend, trend
from app.domain.signal import RaisedSignal
from app.domain.timeliness import Timeliness, opens_on
from app.domain.vague_date import edge
from app.domain.wording import signal_sentence, slip_in_words, slip_length
from app.drawing.axis import TimeAxis, axis_around
from app.drawing.mark import Mark, Milestone, draw_mark
from app.drawing.rails import Rail, connect_statements
from app.drawing.trend_chart import TrendChart, draw_trends
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import DeliverableHistory, Neighbour
from app.templating.wording import words_of
from app.web.views.promise_ledger import ticks
from app.web.views.rows import milestone


@dataclass(frozen=True, slots=True)
class LifeRow:
    """One statement of the deadline, as a row of the lifeline."""

    statement: DeadlineStatement
    mark: Mark
    rails: tuple[Rail, ...]
    moved: str
    """From which words to which, with the shift: nothing where the window did not move."""


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A deliverable that this one needs or that waits for it; `neighbour` is none for this one itself."""

    state: DeliverableState
    mark: Mark
    role: str
    """`input`, `self` or `dependent`."""
    neighbour: Neighbour | None = None


@dataclass(frozen=True, slots=True)
class DeliverableParts:
    """The drawn parts of one deliverable on a day."""

    axis: TimeAxis
    life: tuple[LifeRow, ...]
    chain: tuple[ChainRow, ...]
    conflicts: tuple[ChainRow, ...]
    opens_in: int | None
    closes_in: int | None
    slipped: str
    trend: Trend | None
    chart: TrendChart | None
    sees: tuple[tuple[RaisedSignal, str], ...]
    """What the rules see, with a sentence each."""


def parts(found: DeliverableHistory, as_of: date) -> DeliverableParts:
    """Lay everything on one axis that holds all its days."""
    axis = axis_around(as_of, found.days)
    chain = _chain(found, axis)
    assessment = found.state.assessment
    window = assessment.deadline.window if assessment.deadline else None
    dated = window is not None and not window.is_undated
    return DeliverableParts(
        axis=axis,
        life=_life(found, axis),
        chain=chain if len(chain) > 1 else (),
        conflicts=tuple(r for r in chain if r.neighbour and r.neighbour.link.fit is Fit.CONFLICT),
        opens_in=(opens_on(window) - as_of).days if window and dated else None,
        closes_in=(window.latest - as_of).days if window and window.latest else None,
        slipped=_slipped(assessment.baseline, assessment.deadline, as_of),
        trend=(drawn := _trend(found)),
        chart=draw_trends([drawn], ticks(found.columns)) if drawn else None,
        sees=tuple(
            (s, signal_sentence(s, as_of, words_of(DEFAULT_LANGUAGE, as_of))) for s in found.state.raised
        ),
    )


def _slipped(first: DeadlineRecord | None, last: DeadlineRecord | None, as_of: date) -> str:
    return slip_length(first, last, words_of(DEFAULT_LANGUAGE, as_of)) if first and last else ""


def _trend(found: DeliverableHistory) -> Trend | None:
    state = found.state
    updates = [u for u in reversed(found.updates) if u.id not in found.corrected]
    row = cells(found.columns, state.id, state.deadlines, updates)
    is_against = outcome(state.assessment) in (PromiseOutcome.MOVED, PromiseOutcome.DROPPED)
    return trend(state.id, state.title, found.columns, row, is_against=is_against)


def _life(found: DeliverableHistory, axis: TimeAxis) -> tuple[LifeRow, ...]:
    current = found.state.assessment.deadline
    marks = [_statement_mark(found.state, s, axis, current) for s in found.statements]
    rails = connect_statements(marks)
    return tuple(
        LifeRow(s, m, r, _moved(s, axis.as_of))
        for s, m, r in zip(found.statements, marks, rails, strict=True)
    )


def _statement_mark(
    state: DeliverableState, statement: DeadlineStatement, axis: TimeAxis, current: DeadlineRecord | None
) -> Mark:
    """What was said before is drawn as it was then: still to come. What was corrected is struck out."""
    said = statement.deadline
    verdict = state.assessment.timeliness if current and said.id == current.id else Timeliness.DUE_LATER
    if statement.is_corrected:
        verdict = Timeliness.WITHDRAWN
    if said.window.is_undated:
        verdict = Timeliness.UNDATED
    done = verdict.is_done
    return draw_mark(
        axis,
        Milestone(
            phrase=said.window.phrase,
            earliest=said.window.earliest,
            latest=said.window.latest,
            edge=edge(said.window),
            kind=state.kind.value,
            timeliness=Timeliness.DUE_LATER.value if done else verdict.value,
            firmness=said.firmness.value if said.firmness else None,
            said_on=said.said_on,
        ),
    )


def _moved(statement: DeadlineStatement, as_of: date) -> str:
    unmoved = statement.change is WindowChange.SAME and statement.firmness_change is FirmnessChange.SAME
    if statement.was is None or unmoved or statement.change is WindowChange.SAME:
        return ""
    return slip_in_words(statement.was, statement.deadline, words_of(DEFAULT_LANGUAGE, as_of))


def _chain(found: DeliverableHistory, axis: TimeAxis) -> tuple[ChainRow, ...]:
    def row(neighbour: Neighbour, role: str) -> ChainRow:
        return ChainRow(neighbour.state, milestone(axis, neighbour.state), role, neighbour)

    return (
        *(row(n, "input") for n in found.behind),
        ChainRow(found.state, milestone(axis, found.state), "self"),
        *(row(n, "dependent") for n in found.dependents),
    )
