"""A deliverable as one row of a time axis: what the mark is drawn from, and the mark."""

from datetime import date

from app.domain.signal import input_is_later
from app.domain.time_axis import Mark, Said, TimeAxis, mark
from app.domain.timeliness import Timeliness
from app.domain.vague_date import edge
from app.queries.deliverable import DeliverableState
from app.queries.tally import DONE


def milestone(axis: TimeAxis, state: DeliverableState) -> Mark:
    """The mark of a deliverable; an input that may come later is a conflict."""
    said = state.course.deadline
    if said is None:
        drawn = Said("", None, None, "none", state.kind.value, state.course.timeliness.value)
        return mark(axis, drawn)
    window = said.window
    return mark(
        axis,
        Said(
            phrase=window.phrase,
            earliest=window.earliest,
            latest=window.latest,
            edge=edge(window),
            kind=state.kind.value,
            timeliness=state.course.timeliness.value,
            firmness=said.firmness.value if said.firmness else None,
            said_on=said.said_on,
            delivered_on=state.last.delivered_on if state.last else None,
            conflict_until=conflict_until(state),
        ),
    )


def conflict_until(state: DeliverableState) -> date | None:
    """The last day on which an input may still come that is too late for this one; none where all fit."""
    said = state.course.deadline
    if said is None or state.course.timeliness in DONE or state.course.timeliness is Timeliness.WITHDRAWN:
        return None
    days = [
        needed.window.latest
        for other in state.needed
        if other.course.timeliness not in DONE
        and (needed := other.course.deadline)
        and input_is_later(needed.window, said.window)
    ]
    return max((d for d in days if d), default=None)
