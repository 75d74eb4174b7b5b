"""The register of named moments, as rows that one edits and as what a promise is read with."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.vague_date import NamedMoment, Register
from app.tables import NamedMomentRow


@dataclass(frozen=True, slots=True)
class RegisteredMoment:
    """A named moment as one edits it."""

    id: int
    name: str
    year: int
    first: date
    last: date
    version: int


def registered_moments(session: Session, moment_id: int | None = None) -> list[RegisteredMoment]:
    """Return every named moment, the last year first, or only the one with this id. One query."""
    names = ("id", "name", "year", "first", "last", "version")
    statement = sa.select(*(getattr(NamedMomentRow, name) for name in names)).order_by(
        col(NamedMomentRow.year).desc(), col(NamedMomentRow.first), col(NamedMomentRow.id)
    )
    if moment_id is not None:
        statement = statement.where(col(NamedMomentRow.id) == moment_id)
    return fetch_all(session, statement, RegisteredMoment)


def read_register(session: Session) -> Register:
    """Return the register as a promise is read with it. One query."""
    return tuple(fetch_all(session, _select_register(), NamedMoment))


@cache
def _select_register() -> Columns:
    names = ("name", "year", "first", "last")
    return sa.select(*(getattr(NamedMomentRow, name) for name in names)).order_by(col(NamedMomentRow.id))
