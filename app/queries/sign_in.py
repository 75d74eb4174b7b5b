"""How people come in: browsers in which they are signed in, invitations, and identities elsewhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.sign_in import IDLE, SignInMethod
from app.tables import Credential, Identity, Invitation, Person, SignIn


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One browser; `is_here` is the one that asks."""

    id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    way: SignInMethod
    browser: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class InvitedPerson:
    """Whoever sets a password."""

    name: str
    email: str


def has_password(session: Session, person_id: int) -> bool:
    """Return whether a person signs in with a password here. One query."""
    return session.scalar(sa.select(col(Credential.set_at)).filter_by(person_id=person_id)) is not None


def has_way_in(session: Session, person_id: int) -> bool:
    """Return whether a person chose a password or came in through their organisation. One query."""
    ways = (
        sa.select(sa.literal(1)).where(col(entity.person_id) == person_id).exists()
        for entity in (Credential, Identity)
    )
    return bool(session.scalar(sa.select(sa.or_(*ways))))


def sign_ins(
    session: Session, person_id: int, now: datetime, *, cookie_hash: str = "", idle: timedelta = IDLE
) -> list[SignInRow]:
    """Return where a person is signed in, last used first; `cookie_hash` is that of who asks. One query."""
    statement = (
        sa.select(col(SignIn.id), col(SignIn.created_at), col(SignIn.last_seen_at), col(SignIn.expires_at))
        .add_columns(col(SignIn.way), col(SignIn.browser))
        .add_columns((col(SignIn.cookie_hash) == cookie_hash).label("is_here"))
        .where(col(SignIn.person_id) == person_id, col(SignIn.expires_at) > now)
        .where(col(SignIn.last_seen_at) > now - idle)
        .order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id).desc())
    )
    return fetch_all(session, statement, SignInRow)


def find_invitation(session: Session, secret_hash: str, now: datetime) -> InvitedPerson | None:
    """Return whom the link of this hash invites, none where it was used or has expired. One query."""
    statement = (
        sa.select(col(Person.name), col(Person.email))
        .join(Invitation, col(Invitation.person_id) == col(Person.id))
        .where(col(Invitation.secret_hash) == secret_hash)
        .where(col(Invitation.used_at).is_(None), col(Invitation.expires_at) > now)
    )
    return fetch_one(session, statement, InvitedPerson)


def is_linked(session: Session, issuer: str, subject: str) -> bool:
    """Return whether somebody has signed in as this subject of this provider before. One query."""
    identity = sa.select(col(Identity.id)).where(
        col(Identity.issuer) == issuer, col(Identity.subject) == subject
    )
    return session.scalar(identity) is not None
