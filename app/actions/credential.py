"""Attempts to sign in with a password, counted before it is verified, and browsers that are known."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, guess, sign_in
from app.actions.audit_log import AuditContext
from app.actions.guess import Key
from app.db import get_for_update
from app.domain.throttle import Counted
from app.security import fresh_secret, hashed
from app.tables import Credential, KnownDevice, Person

DEVICE_LASTS = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody says who they are; `wait` are the seconds until it may be tried, if any."""

    person_id: int | None
    password_hash: str | None
    keys: tuple[Key, ...]
    wait: int
    device: str
    """The secret of a browser in which this person signed in before, else empty."""


def attempt(session: Session, at: datetime, *, email: str, address: str, device: str) -> Attempt:
    """Count an attempt to sign in, the same for an account that is known and one that is not.

    In a browser that the account knows only that browser's guesses count: nobody else can lock it out.
    """
    named = email.strip().lower().replace("\0", "")
    row = session.execute(
        sa.select(col(Person.id), col(Credential.password_hash))
        .outerjoin(Credential, col(Credential.person_id) == col(Person.id))
        .where(col(Person.email) == named)
    ).one_or_none()
    person_id, stored = tuple(row) if row else (None, None)
    is_known = _knows(session, person_id, device, at)
    keys: tuple[Key, ...] = (
        ((Counted.DEVICE, hashed(device)),)
        if is_known
        else ((Counted.ACCOUNT, hashed(named)), (Counted.ADDRESS, hashed(address)))
    )
    return Attempt(person_id, stored, keys, guess.count(session, keys, at), device if is_known else "")


def change(
    session: Session, act: AuditContext, person_id: int, password_hash: str, *, here: str, device: str
) -> None:
    """Give somebody another password, and end where else they were signed in.

    `here` is the cookie of the browser that goes on, `device` what it is known by, if it is.
    """
    credential = get_for_update(session, Credential, person_id)
    credential.password_hash, credential.set_at = password_hash, act.at
    known = col(KnownDevice.person_id) == person_id
    session.execute(sa.delete(KnownDevice).where(known, col(KnownDevice.secret_hash) != hashed(device)))
    audit_log.record(session, act, "credential.change", ("person", person_id))
    sign_in.end_all(session, act, person_id, but=here)


def know_device(session: Session, person_id: int, at: datetime) -> str:
    """Remember a browser of a person; returns the secret for its cookie."""
    session.execute(sa.delete(KnownDevice).where(col(KnownDevice.expires_at) <= at))
    secret = fresh_secret()
    session.add(KnownDevice(person_id=person_id, secret_hash=hashed(secret), expires_at=at + DEVICE_LASTS))
    return secret


def _knows(session: Session, person_id: int | None, device: str, at: datetime) -> bool:
    found = session.scalar(
        sa.select(col(KnownDevice.id)).where(
            col(KnownDevice.secret_hash) == hashed(device),
            col(KnownDevice.person_id) == (person_id or 0),
            col(KnownDevice.expires_at) > at,
        )
    )
    return found is not None
