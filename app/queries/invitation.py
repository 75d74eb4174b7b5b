"""Who is invited by a link."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import Invitation, Person


@dataclass(frozen=True, slots=True)
class Invited:
    """Whoever sets a password."""

    name: str
    email: str


def invited(session: Session, secret_hash: str, now: datetime) -> Invited | None:
    """Whom the link of this hash invites, none where it was used or has expired. One query."""
    row = session.execute(
        sa.select(col(Person.name), col(Person.email))
        .join(Invitation, col(Invitation.person_id) == col(Person.id))
        .where(
            col(Invitation.secret_hash) == secret_hash,
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > now,
        )
    ).one_or_none()
    return Invited(*row) if row else None
