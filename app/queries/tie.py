"""Which things belong together on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.frame import ties
from app.tables.tracked import TrackedLink


def tied(
    session: Session, link: TrackedLink, programme_ids: Collection[int], as_of: date
) -> dict[int, tuple[int, ...]]:
    """What belonged to each thing on a day, by id. One query."""
    held = ties(link)
    asked = sa.select(held.c[link.owner_key], held.c[link.member_key]).where(
        held.c.programme_id.in_(list(programme_ids))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for thing, other in session.execute(asked.order_by(held.c[link.member_key]), {"as_of": as_of}):
        found[thing].append(other)
    return {thing: tuple(others) for thing, others in found.items()}
