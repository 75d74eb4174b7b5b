"""Counting guesses at passwords, before it is known whether they are right."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.domain.throttle import Counted, is_forgotten, wait
from app.tables import GuessCount

Key = tuple[Counted, str]
"""By what is counted, and the hash of which."""


def count(session: Session, keys: Iterable[Key], at: datetime) -> int:
    """Count one guess under each key; where any of them has to wait still nothing is, and the seconds told.

    Counted first and verified later, so that guesses at the same time do not slip by together.
    """
    found = [_locked(session, key, at) for key in sorted(keys)]
    left = max(row.last_at + wait(row.counted, row.guesses) - at for row in found)
    if left > timedelta():
        return ceil(left.total_seconds())
    for row in found:
        row.guesses = 1 if is_forgotten(row.last_at, at) else row.guesses + 1
        row.last_at = at
    session.flush()
    return 0


def forgive(session: Session, keys: Iterable[Key]) -> None:
    """Take back the one guess that was right; those of others stay counted."""
    for counted, of_hash in sorted(keys):
        session.execute(
            sa.update(GuessCount)
            .where(col(GuessCount.counted) == counted, col(GuessCount.of_hash) == of_hash)
            .where(col(GuessCount.guesses) > 0)
            .values(guesses=col(GuessCount.guesses) - 1)
        )


def _locked(session: Session, key: Key, at: datetime) -> GuessCount:
    """The row of this key, made where there is none, and held until the transaction ends."""
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"counted": key[0], "of_hash": key[1], "guesses": 0, "last_at": at}
    session.execute(dialect.insert(GuessCount).values(row).on_conflict_do_nothing())
    return session.scalars(
        sa.select(GuessCount)
        .where(col(GuessCount.counted) == key[0], col(GuessCount.of_hash) == key[1])
        .with_for_update()
    ).one()
