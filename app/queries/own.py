"""Which deliverables a person leads, themselves or through their project."""

from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import Deliverable, Project


def own_deliverables(session: Session, person_id: int) -> dict[int, list[int]]:
    """The ids of the deliverables that a person leads, by programme. One query."""
    deliverable = Deliverable.__table__  # type: ignore[attr-defined]
    project = Project.__table__  # type: ignore[attr-defined]
    lead = sa.func.coalesce(deliverable.c.lead_id, project.c.lead_id)
    asked = (
        sa.select(deliverable.c.programme_id, deliverable.c.id)
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .where(lead == person_id)
        .order_by(deliverable.c.programme_id, deliverable.c.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for programme, deliverable_id in session.execute(asked):
        found[programme].append(deliverable_id)
    return dict(found)
