"""A deliverable as a row among others, as several pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.round import is_answered
from app.domain.signal import input_is_later
from app.domain.timeliness import Timeliness
from app.domain.vague_date import edge
from app.domain.wording import signal_sentence
from app.drawing.axis import TimeAxis, axis_for
from app.drawing.mark import Mark, Milestone, draw_mark
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.templating.wording import words_of


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """One deliverable among others; `may_confirm` where “no change” is an answer."""

    state: DeliverableState
    mark: Mark
    may_update: bool
    may_confirm: bool
    is_asked: bool
    """Whether it still runs and nothing was said of it that counts."""
    sees: tuple[str, ...] = ()
    """What the rules see, a sentence each."""


def axis_of(programme: ProgrammeRow, as_of: date) -> TimeAxis:
    """The axis of a table of rows: up to the end of the programme, so that no update of a row moves it."""
    return axis_for(as_of, (programme.ends_on,) if programme.ends_on else ())


def rows(
    session: Session,
    viewer: Viewer,
    programme: ProgrammeRow,
    ids: Sequence[int],
    as_of: date,
    today: date,
    since: date | None = None,
) -> list[DeliverableRow]:
    """These deliverables on a day, as rows of one table. Six queries, however many there are.

    What was said from `since` on answers what is asked; without it, what was said in this half-year.
    """
    states = deliverable_states(session, programme.id, as_of, ids)
    axis = axis_of(programme, as_of)
    counts = since or HalfYear.containing(as_of).starts_on
    return [_row(axis, state, viewer, today, counts) for state in states]


def row(state: DeliverableState, viewer: Viewer, programme: ProgrammeRow, today: date) -> DeliverableRow:
    """The same of one deliverable, of which the state today is at hand."""
    return _row(axis_of(programme, today), state, viewer, today, HalfYear.containing(today).starts_on)


def _row(axis: TimeAxis, state: DeliverableState, viewer: Viewer, today: date, since: date) -> DeliverableRow:
    mine = viewer.rights.may_update(state.programme_id, state.lead_id, state.project_lead_id)
    may_update = mine and axis.as_of == today
    runs = not state.assessment.timeliness.is_closed
    # What is overdue asks for an answer of its own: “no change” would be none.
    confirms = runs and state.assessment.timeliness is not Timeliness.OVERDUE
    said_before = state.last is not None and state.last.said_on < today
    return DeliverableRow(
        state=state,
        mark=milestone(axis, state),
        may_update=may_update,
        may_confirm=may_update and confirms and said_before,
        is_asked=runs and not is_answered(state.last.said_on if state.last else None, since),
        sees=tuple(
            signal_sentence(one, axis.as_of, words_of(DEFAULT_LANGUAGE, axis.as_of)) for one in state.raised
        ),
    )


def milestone(axis: TimeAxis, state: DeliverableState) -> Mark:
    """The mark of a deliverable; an input that may come later is a conflict."""
    said = state.assessment.deadline
    if said is None:
        drawn = Milestone("", None, None, "none", state.kind.value, state.assessment.timeliness.value)
        return draw_mark(axis, drawn)
    window = said.window
    return draw_mark(
        axis,
        Milestone(
            phrase=window.phrase,
            earliest=window.earliest,
            latest=window.latest,
            edge=edge(window),
            kind=state.kind.value,
            timeliness=state.assessment.timeliness.value,
            firmness=said.firmness.value if said.firmness else None,
            said_on=said.said_on,
            delivered_on=state.last.delivered_on if state.last else None,
            conflict_until=conflict_until(state),
        ),
    )


def conflict_until(state: DeliverableState) -> date | None:
    """The last day on which an input may still come that is too late for this one; none where all fit."""
    said = state.assessment.deadline
    if (
        said is None
        or state.assessment.timeliness.is_done
        or state.assessment.timeliness is Timeliness.WITHDRAWN
    ):
        return None
    days = [
        needed.window.latest
        for other in state.needed
        if not other.assessment.timeliness.is_done
        and (needed := other.assessment.deadline)
        and input_is_later(needed.window, said.window)
    ]
    return max((d for d in days if d), default=None)
