"""Keeping what somebody was typing, before it is said; that leaves no trace."""

from collections.abc import Mapping
from datetime import datetime
from json import dumps
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.tables import Draft

_TABLE = Draft.__table__  # type: ignore[attr-defined]


def keep(session: Session, person_id: int, place: str, typed: Mapping[str, str], at: datetime) -> None:
    """Keep what a person typed in a place, instead of what they had typed there before."""
    said = {"content": dumps(dict(typed), ensure_ascii=False), "saved_at": at}
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = dialect.insert(_TABLE).values(person_id=person_id, place=place, **said)
    session.execute(row.on_conflict_do_update(index_elements=["person_id", "place"], set_=said))


def drop(session: Session, person_id: int, place: str) -> None:
    """Forget it: it was said, or thrown away."""
    session.execute(sa.delete(_TABLE).where(_TABLE.c.person_id == person_id, _TABLE.c.place == place))
