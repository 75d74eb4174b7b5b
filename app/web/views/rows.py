"""Deliverables as rows of a table, each with its mark on a time axis."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.assessment import Assessment
from app.domain.half_year import HalfYear
from app.domain.inputs import Fit, judge_fit
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.recurrence import PeriodVerdict
from app.domain.round import CallStart, asks_answer
from app.domain.timeliness import Timeliness
from app.domain.vague_date import choose_edge
from app.domain.wording import recurrence_in_words, signal_sentence
from app.drawing.axis import TimeAxis, build_overview_axis
from app.drawing.mark import Mark, Milestone, RingState, draw_mark
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.templating.wording import words_of


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """One deliverable as a row; `may_confirm` if “no change” is a possible update."""

    state: DeliverableState
    mark: Mark
    may_update: bool
    may_confirm: bool
    is_asked: bool
    """Whether it asks for an answer."""
    programme: str
    sees: tuple[str, ...] = ()
    """The signals, a sentence each."""


def choose_axis(programme: ProgrammeRow, as_of: date) -> TimeAxis:
    """Return the axis of a table: it ends with the programme, so that updating a row never moves it."""
    return build_overview_axis(as_of, (programme.ends_on,) if programme.ends_on else ())


def load_rows(
    session: Session,
    viewer: Viewer,
    programme: ProgrammeRow,
    ids: Sequence[int],
    as_of: date,
    today: date,
    since: CallStart | None = None,
) -> list[DeliverableRow]:
    """Load deliverables on a day as rows of one table. Seven queries, however many there are.

    An update counts as recent from `since` on; by default, if it is of this half-year.
    """
    states = deliverable_states(session, programme.id, as_of, ids)
    axis = choose_axis(programme, as_of)
    counts = since or CallStart(HalfYear.containing(as_of).starts_on)
    return [_build_row(axis, state, viewer, programme, today, counts) for state in states]


def build_rows(
    states: Iterable[DeliverableState],
    viewer: Viewer,
    programmes: Mapping[int, ProgrammeRow],
    today: date,
    since: Callable[[int], CallStart],
) -> list[DeliverableRow]:
    """Return deliverables of several programmes as rows; `since` is from when an update counts in one."""
    axes = {id: choose_axis(programme, today) for id, programme in programmes.items()}
    return [
        _build_row(
            axes[state.programme_id],
            state,
            viewer,
            programmes[state.programme_id],
            today,
            since(state.programme_id),
        )
        for state in states
        if state.programme_id in programmes
    ]


def draw_row(
    state: DeliverableState, viewer: Viewer, programme: ProgrammeRow, today: date, since: CallStart
) -> DeliverableRow:
    """Return the row of one deliverable from its state today."""
    return _build_row(choose_axis(programme, today), state, viewer, programme, today, since)


def _build_row(
    axis: TimeAxis,
    state: DeliverableState,
    viewer: Viewer,
    programme: ProgrammeRow,
    today: date,
    since: CallStart,
) -> DeliverableRow:
    is_own = viewer.rights.may_update(state.programme_id, state.lead_id, state.project_lead_id)
    may_update = is_own and axis.as_of == today
    runs = not state.assessment.timeliness.is_closed
    # An overdue deliverable needs a real update: “no change” would not answer when it will come.
    confirms = runs and state.assessment.timeliness is not Timeliness.OVERDUE
    is_asked = asks_answer(state.assessment, state.last, since)
    may_say_same = state.last is not None and (is_asked or state.last.said_on < today)
    return DeliverableRow(
        state=state,
        mark=draw_milestone(axis, state),
        may_update=may_update,
        may_confirm=may_update and confirms and may_say_same,
        is_asked=is_asked,
        programme=programme.title,
        sees=tuple(
            signal_sentence(signal, axis.as_of, words_of(DEFAULT_LANGUAGE, axis.as_of))
            for signal in state.raised
        ),
    )


def draw_milestone(axis: TimeAxis, state: DeliverableState) -> Mark:
    """Draw the mark of a deliverable, with the conflict if an input may come too late."""
    deadline = state.assessment.deadline
    if deadline is None:
        undated = Milestone("", None, None, "none", state.kind.value, state.assessment.timeliness.value)
        return draw_mark(axis, undated)
    window = deadline.window
    return draw_mark(
        axis,
        Milestone(
            phrase=window.phrase,
            earliest=window.earliest,
            latest=window.latest,
            edge=choose_edge(window),
            kind=state.kind.value,
            timeliness=state.assessment.timeliness.value,
            firmness=deadline.firmness.value if deadline.firmness else None,
            said_on=deadline.said_on,
            delivered_on=state.last.delivered_on if state.last else None,
            conflict_until=find_conflict_end(state),
            rings=list_rings(state),
            held=describe_recurrence(state.assessment, axis.as_of),
        ),
    )


def list_rings(state: DeliverableState) -> tuple[tuple[date, RingState], ...]:
    """Return the days on which what recurs took place, and the last day of each period that lacks one."""
    occurrences = state.recurrence.occurrences if state.recurrence else ()
    held: list[tuple[date, RingState]] = [(occurrence.on, "done") for occurrence in occurrences]
    signs: Mapping[PeriodVerdict, RingState] = {PeriodVerdict.RUNNING: "due", PeriodVerdict.MISSED: "missed"}
    lacking = [(p.ends_on, signs[p.verdict]) for p in state.assessment.periods if p.verdict in signs]
    return tuple(sorted([*held, *lacking]))


def describe_recurrence(assessment: Assessment, on: date) -> str:
    """Return how often what recurs took place in its last period, empty for anything else."""
    periods = assessment.periods
    return recurrence_in_words(periods[-1], words_of(DEFAULT_LANGUAGE, on)) if periods else ""


def find_conflict_end(state: DeliverableState) -> date | None:
    """Return the last day on which an input may come that is too late for this one; None if all fit."""
    fits = (judge_fit(needed.assessment, state.assessment) for needed in state.needed)
    days = (fit.comes_by for fit in fits if fit.fit is Fit.CONFLICT)
    return max((day for day in days if day), default=None)
