"""Keeping what somebody is typing before it is submitted, without an entry in the trail."""

from collections.abc import Mapping
from datetime import datetime
from json import dumps

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import insert_into
from app.tables import Draft


def save(session: Session, person_id: int, place: str, typed: Mapping[str, str], at: datetime) -> None:
    """Keep what a person typed in a place, instead of what they had typed there before."""
    values = {"content": dumps(dict(typed), ensure_ascii=False), "saved_at": at}
    insert = insert_into(session, Draft).values(person_id=person_id, place=place, **values)
    session.execute(insert.on_conflict_do_update(index_elements=["person_id", "place"], set_=values))


def discard(session: Session, person_id: int, place: str) -> None:
    """Forget what a person typed in a place: it was submitted, or thrown away."""
    session.execute(sa.delete(Draft).where(col(Draft.person_id) == person_id, col(Draft.place) == place))
