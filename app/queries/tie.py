"""Which things belong together on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.frame import ties
from app.tables.noun import Bond


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
