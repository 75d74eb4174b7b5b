"""When something is recorded: never before what was recorded last of the same thing.

Of what was said on one day the one recorded last counts. Clocks step back, and those of two hosts differ: a
moment taken from the clock alone would hide what was just said behind what stood before it.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col


def moment_after_last(session: Session, at: datetime, statement: type[SQLModel], **thing: int) -> datetime:
    """This moment, or that of the last statement of the same thing where that is later.

    `thing` names the columns of the table that say of what the statement is. Ask it once the thing is held.
    """
    recorded_at = col(getattr(statement, "recorded_at"))  # noqa: B009 - not every table has it
    same = [col(getattr(statement, name)) == value for name, value in thing.items()]
    last: datetime | None = session.scalar(sa.select(sa.func.max(recorded_at)).where(*same))
    return at if last is None else max(at, last)


def mark_updated(entity: Any, at: datetime) -> None:
    """Set `updated_at` of an entity that has one; like what is recorded of it, it never goes back."""
    if hasattr(entity, "updated_at"):
        entity.updated_at = max(at, entity.updated_at)
