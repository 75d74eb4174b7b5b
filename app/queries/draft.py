"""What somebody was typing and has not said yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from json import loads

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns
from app.tables import Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """The fields of a form as they were typed, and when they were kept."""

    typed: Mapping[str, str]
    saved_at: datetime


def draft(session: Session, person_id: int, place: str) -> DraftRow | None:
    """Return what a person was typing in a place, if anything. One query."""
    row = session.execute(_select_draft(), {"person_id": person_id, "place": place}).one_or_none()
    return DraftRow(loads(row.content), row.saved_at) if row else None


@cache
def _select_draft() -> Columns:
    return sa.select(col(Draft.content), col(Draft.saved_at)).where(
        col(Draft.person_id) == sa.bindparam("person_id"), col(Draft.place) == sa.bindparam("place")
    )
