"""Which things belong together on a day, and what the deliverables among them are called."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.frame import as_said, ties
from app.tables.noun import ACTION_LINE, DELIVERABLE, PROJECT, Bond


@dataclass(frozen=True, slots=True)
class NamedDeliverable:
    """A deliverable by its title, and where it stands."""

    id: int
    title: str
    action_line: str


def tied(
    session: Session, bond: Bond, programme_ids: Collection[int], as_of: date
) -> dict[int, tuple[int, ...]]:
    """What belonged to each thing on a day, by id. One query."""
    held = ties(bond)
    asked = sa.select(held.c[bond.of], held.c[bond.end]).where(held.c.programme_id.in_(list(programme_ids)))
    found: dict[int, list[int]] = defaultdict(list)
    for thing, other in session.execute(asked.order_by(held.c[bond.end]), {"as_of": as_of}):
        found[thing].append(other)
    return {thing: tuple(others) for thing, others in found.items()}


def deliverables_named(session: Session, programme_id: int, as_of: date) -> dict[int, NamedDeliverable]:
    """The deliverables of a programme on a day by id, in the order of its action lines. One query."""
    deliverable, project, line = as_said(DELIVERABLE), as_said(PROJECT), as_said(ACTION_LINE)
    asked = (
        sa.select(deliverable.c.id, deliverable.c.title, line.c.title)
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .join(line, line.c.id == project.c.action_line_id)
        .where(deliverable.c.programme_id == programme_id, deliverable.c.merged_into_id.is_(None))
        .order_by(line.c.position, project.c.position, deliverable.c.position, deliverable.c.id)
    )
    return {row.id: NamedDeliverable(*row) for row in session.execute(asked, {"as_of": as_of})}
