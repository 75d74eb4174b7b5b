"""Everything that was said of the things of a kind up to a day, and what of it was said last."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.frame import last_statement
from app.tables import Person
from app.tables.tracked import TrackedEntity

_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One statement: all facts as they were said; one that was corrected no longer counts."""

    id: int
    said_on: date
    recorded_at: datetime
    reason: str
    author: str | None
    corrects_id: int | None
    facts: Mapping[str, Any]
    is_corrected: bool = False


def statements(
    session: Session,
    tracked: TrackedEntity,
    programme_ids: Collection[int],
    as_of: date,
    thing_id: int | None = None,
) -> dict[int, list[SaidRow]]:
    """What was said up to a day, by id of the thing, the first statement first. One query."""
    said = tracked.statement_table
    own = (said.c.id, said.c.said_on, said.c.recorded_at, said.c.reason, _PERSON.c.name, said.c.corrects_id)
    asked = (
        sa.select(tracked.key_column, *own, *(said.c[name] for name in tracked.facts))
        .outerjoin_from(said, _PERSON, _PERSON.c.id == said.c.author_id)
        .where(said.c.programme_id.in_(list(programme_ids)), said.c.said_on <= as_of)
        .order_by(said.c.said_on, said.c.recorded_at, said.c.id)
    )
    if thing_id is not None:
        asked = asked.where(tracked.key_column == thing_id)
    rows = session.execute(asked).all()
    corrected = {row[6] for row in rows} - {None}
    found: dict[int, list[SaidRow]] = defaultdict(list)
    for thing, *about in rows:
        facts = dict(zip(tracked.facts, about[len(own) :], strict=True))
        found[thing].append(SaidRow(*(*about[: len(own)], facts, about[0] in corrected)))
    return found


def that_counts(rows: Collection[SaidRow], until: date = date.max) -> list[SaidRow]:
    """Those that no later one corrects, up to a day."""
    return [row for row in rows if not row.is_corrected and row.said_on <= until]


def last_statement_id(session: Session, tracked: TrackedEntity, thing_id: int) -> int:
    """The id of the statement that counts now. One query."""
    found = session.scalar(sa.select(last_statement(tracked, sa.literal(thing_id))), {"as_of": date.max})
    assert found is not None
    return int(found)
