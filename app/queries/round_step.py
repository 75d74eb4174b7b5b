"""The steps that a round took, each with its day."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import PeriodState
from app.tables import RoundStep

_STEP = RoundStep.__table__  # type: ignore[attr-defined]


def days_of_steps(session: Session, period_id: int) -> Mapping[PeriodState, date]:
    """When a round came into each state, the last time where it came there more than once. One query."""
    asked = sa.select(_STEP.c.state, _STEP.c.taken_on).where(_STEP.c.reporting_period_id == period_id)
    return {PeriodState(state): day for state, day in session.execute(asked.order_by(_STEP.c.id))}
