"""What stands against statement that a deliverable needs others."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from app.domain.inputs import Needs, find_circle
from app.domain.refusal import Invalid
from app.queries.need import in_other_programmes, needs_of, needs_said_on, titles_of
from app.tables import Deliverable


def refuse_inputs(
    session: Session, row: Deliverable, input_ids: Sequence[int], said_on: date, today: date, field: str
) -> None:
    """Refuses what cannot be needed, beside `field`, and a day on which it cannot have been said."""
    assert row.id is not None
    if row.id in input_ids:
        raise Invalid.because(field, "A deliverable cannot be its own input.")
    now = needs_of(session, row.programme_id)
    new = [one for one in input_ids if one not in now.get(row.id, ())]
    if new and in_other_programmes(session, new, row.programme_id):
        raise Invalid.because(field, "Choose deliverables of this programme that were not merged.")
    _day_objected(session, row.id, said_on, today)
    for one in new:
        _no_circle(session, now, row.id, one, field)


def _day_objected(session: Session, deliverable_id: int, said_on: date, today: date) -> None:
    if said_on > today:
        raise Invalid.because("said_on", "This day is still to come.")
    last = needs_said_on(session, deliverable_id)
    if last is not None and said_on < last:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last,
        )


def _no_circle(session: Session, needs: Needs, waiting: int, needed: int, field: str) -> None:
    found = find_circle(needs, waiting, needed)
    if found:
        titles = titles_of(session, found)
        way = " → ".join(titles[one] for one in found)
        raise Invalid.because(field, "That would make it wait for itself: %(way)s.", way=way)
