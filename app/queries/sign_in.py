"""The browsers in which a person is signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.sign_in import IDLE, Way
from app.tables import Credential, SignIn


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One browser; `is_here` is the one that asks."""

    id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    way: Way
    browser: str
    is_here: bool


def has_password(session: Session, person_id: int) -> bool:
    """Whether a person signs in with a password here. One query."""
    return session.scalar(sa.select(col(Credential.set_at)).filter_by(person_id=person_id)) is not None


def sign_ins(
    session: Session, person_id: int, now: datetime, *, here: str = "", idle: timedelta = IDLE
) -> list[SignInRow]:
    """Where a person is signed in, last used first; `here` is the hash of a cookie. One query."""
    names = [name for name in SignInRow.__slots__ if name != "is_here"]
    columns = [col(getattr(SignIn, name)) for name in names]
    rows = session.execute(
        sa.select(*columns, col(SignIn.cookie_hash) == here)
        .where(
            col(SignIn.person_id) == person_id,
            col(SignIn.expires_at) > now,
            col(SignIn.last_seen_at) > now - idle,
        )
        .order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id).desc())
    )
    return [SignInRow(*row) for row in rows]
