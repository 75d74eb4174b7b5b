"""A deliverable as one row in which it can be updated: how it stands, and what the viewer may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.domain.call import is_answered
from app.domain.half_year import HalfYear
from app.domain.time_axis import Mark, TimeAxis, axis_for
from app.domain.timeliness import Timeliness
from app.domain.wording import seen_sentence
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.templating.wording import words_of
from app.web.answer import LANGUAGE
from app.web.milestone import milestone

_CLOSED = (Timeliness.DELIVERED, Timeliness.DELIVERED_LATE, Timeliness.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Row:
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
) -> list[Row]:
    """These deliverables on a day, as rows of one table. Six queries, however many there are.

    What was said from `since` on answers what is asked; without it, what was said in this half-year.
    """
    states = deliverable_states(session, programme.id, as_of, ids)
    axis = axis_of(programme, as_of)
    counts = since or HalfYear.containing(as_of).starts_on
    return [_row(axis, state, viewer, today, counts) for state in states]


def row(state: DeliverableState, viewer: Viewer, programme: ProgrammeRow, today: date) -> Row:
    """The same of one deliverable, of which the state today is at hand."""
    return _row(axis_of(programme, today), state, viewer, today, HalfYear.containing(today).starts_on)


def _row(axis: TimeAxis, state: DeliverableState, viewer: Viewer, today: date, since: date) -> Row:
    mine = viewer.rights.may_update(state.programme_id, state.lead_id, state.project_lead_id)
    may_update = mine and axis.as_of == today
    runs = state.course.timeliness not in _CLOSED
    # What is overdue asks for an answer of its own: “no change” would be none.
    confirms = runs and state.course.timeliness is not Timeliness.OVERDUE
    said_before = state.last is not None and state.last.said_on < today
    return Row(
        state=state,
        mark=milestone(axis, state),
        may_update=may_update,
        may_confirm=may_update and confirms and said_before,
        is_asked=runs and not is_answered(state.last.said_on if state.last else None, since),
        sees=tuple(seen_sentence(one, axis.as_of, words_of(LANGUAGE, axis.as_of)) for one in state.seen),
    )
