"""What the office chose for the summary of a report: pinned, left out, in which order and words."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.report.choice import Choice, Placement
from app.domain.report.tree import Record
from app.tables import SummaryChoice

FACTS = ("deliverable", "indicator", "risk")
"""The types of the facts that can be chosen."""


@dataclass(frozen=True, slots=True)
class _ChoiceRow:
    id: int
    deliverable_id: int | None
    indicator_id: int | None
    risk_id: int | None
    placement: Placement
    position: int | None
    text: str
    together_with_id: int | None

    @property
    def fact(self) -> Record:
        """Return the fact that it was made for."""
        ids = {name: getattr(self, f"{name}_id") for name in FACTS}
        return next(Record(name, id) for name, id in ids.items() if id is not None)


def current_choices(
    session: Session, period_id: int, as_of: date = date.max, *, recorded_until: datetime | None = None
) -> dict[Record, Choice]:
    """Return what holds at the end of a day for each fact for which anything was chosen. One query.

    With `recorded_until` as it was at a moment.
    """
    choice = SummaryChoice
    statement = (
        sa.select(col(choice.id), col(choice.deliverable_id), col(choice.indicator_id), col(choice.risk_id))
        .add_columns(col(choice.placement), col(choice.position), col(choice.text))
        .add_columns(col(choice.together_with_id))
        .where(col(choice.reporting_period_id) == period_id, col(choice.chosen_on) <= as_of)
        .order_by(col(choice.id))
    )
    if recorded_until is not None:
        statement = statement.where(col(choice.recorded_at) <= recorded_until)
    rows = fetch_all(session, statement, _ChoiceRow)
    return {
        row.fact: Choice(row.id, row.placement, row.position, row.text, row.together_with_id) for row in rows
    }
