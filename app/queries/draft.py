"""What somebody was typing and has not said yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from json import loads

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import Draft

_TABLE = Draft.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The fields of a form as they were typed, and when they were kept."""

    typed: Mapping[str, str]
    saved_at: datetime


def draft(session: Session, person_id: int, place: str) -> DraftRow | None:
    """What a person was typing in a place, if anything. One query."""
    asked = sa.select(_TABLE.c.content, _TABLE.c.saved_at)
    row = session.execute(asked.where(_TABLE.c.person_id == person_id, _TABLE.c.place == place)).first()
    return DraftRow(loads(row.content), row.saved_at) if row else None
