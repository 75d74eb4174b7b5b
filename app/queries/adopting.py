"""Which decision adopts a deliverable, and whether the taking of a decision was recorded on its form."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns
from app.domain.status import Status
from app.queries.deliverable_records import last_status_said
from app.queries.history import is_uncorrected, state_as_of
from app.queries.scope import Scope
from app.tables import DecisionTaking
from app.tables.tracked import DECISION, DELIVERABLE


@dataclass(frozen=True, slots=True)
class AdoptingDecision:
    """A decision that adopts something, and whether it was taken."""

    id: int
    title: str
    is_taken: bool


def find_adopting(
    session: Session, programme_id: int, deliverable_id: int, as_of: date
) -> AdoptingDecision | None:
    """Return the decision that adopts a deliverable, as known on a day. Two queries, one where none does.

    One that was cancelled or merged adopts nothing.
    """
    parameters = {"programme_id": programme_id, "deliverable_id": deliverable_id, "as_of": as_of}
    rows = session.execute(_select_adopting(), parameters).all()
    last = last_status_said(session, Scope(ids=[row.id for row in rows]), as_of) if rows else {}
    for row in rows:
        status = last[row.id].status if row.id in last else Status.PLANNED
        if status is not Status.CANCELLED:
            return AdoptingDecision(row.id, row.title, status.is_done)
    return None


@cache
def _select_adopting() -> Columns:
    decision, of = state_as_of(DECISION).c, state_as_of(DELIVERABLE).c
    return (
        sa.select(of.id, of.title)
        .where(of.id == decision.id, of.merged_into_id.is_(None))
        .where(decision.programme_id == sa.bindparam("programme_id"))
        .where(decision.adopts_id == sa.bindparam("deliverable_id"))
        .order_by(of.id)
    )


def is_taken_by_form(session: Session, decision_id: int) -> bool:
    """Return whether what was decided was recorded, with its outcome and day. One query."""
    statement = sa.select(col(DecisionTaking.id)).where(
        col(DecisionTaking.decision_id) == decision_id, is_uncorrected(DecisionTaking)
    )
    return session.scalar(statement.limit(1)) is not None
