"""Counting attempts to sign in, before a password is verified; changing it; and browsers that are known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, sign_in
from app.actions.audit_log import AuditContext
from app.db import get_for_update, insert_into
from app.domain.throttle import Counted, compute_wait, is_forgotten
from app.security import fresh_secret, hash_secret
from app.tables import Credential, GuessCount, KnownDevice, Person

DEVICE_LASTS = timedelta(days=180)

GuessKey = tuple[Counted, str]
"""By what guesses are counted, and the hash of which."""


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """An attempt to sign in; `wait` are the seconds until it may be tried, if any."""

    person_id: int | None
    password_hash: str | None
    keys: tuple[GuessKey, ...]
    wait: int
    device: str
    """The secret of a browser in which this person signed in before, else empty."""


def count_attempt(session: Session, at: datetime, *, email: str, address: str, device: str) -> SignInAttempt:
    """Count an attempt to sign in, the same for an account that is known and one that is not.

    In a browser that the account knows only that browser's guesses count: nobody else can lock it out.
    """
    named = email.strip().lower().replace("\0", "")
    account = session.execute(
        sa.select(col(Person.id), col(Credential.password_hash))
        .outerjoin(Credential, col(Credential.person_id) == col(Person.id))
        .where(col(Person.email) == named)
    ).one_or_none()
    person_id = account.id if account else None
    is_known = _knows_device(session, person_id, device, at)
    keys: tuple[GuessKey, ...] = (
        ((Counted.DEVICE, hash_secret(device)),)
        if is_known
        else ((Counted.ACCOUNT, hash_secret(named)), (Counted.ADDRESS, hash_secret(address)))
    )
    return SignInAttempt(
        person_id=person_id,
        password_hash=account.password_hash if account else None,
        keys=keys,
        wait=_count_guess(session, keys, at),
        device=device if is_known else "",
    )


def forgive_guess(session: Session, keys: Iterable[GuessKey]) -> None:
    """Take back the one guess that was right; those of others stay counted."""
    for counted, of_hash in sorted(keys):
        session.execute(
            sa.update(GuessCount)
            .where(col(GuessCount.counted) == counted, col(GuessCount.of_hash) == of_hash)
            .where(col(GuessCount.guesses) > 0)
            .values(guesses=col(GuessCount.guesses) - 1)
        )


def change_password(
    session: Session, act: AuditContext, person_id: int, password_hash: str, *, cookie: str, device: str
) -> None:
    """Change a password, and sign the person out of every other browser.

    `cookie` is that of the browser that goes on, `device` what it is known by, if it is.
    """
    credential = get_for_update(session, Credential, person_id)
    credential.password_hash, credential.set_at = password_hash, act.at
    is_theirs = col(KnownDevice.person_id) == person_id
    session.execute(
        sa.delete(KnownDevice).where(is_theirs, col(KnownDevice.secret_hash) != hash_secret(device))
    )
    audit_log.record(session, act, "credential.change", ("person", person_id))
    sign_in.end_all(session, act, person_id, but=cookie)


def remember_device(session: Session, person_id: int, at: datetime) -> str:
    """Remember a browser of a person; returns the secret for its cookie."""
    session.execute(sa.delete(KnownDevice).where(col(KnownDevice.expires_at) <= at))
    secret = fresh_secret()
    session.add(
        KnownDevice(person_id=person_id, secret_hash=hash_secret(secret), expires_at=at + DEVICE_LASTS)
    )
    return secret


def _knows_device(session: Session, person_id: int | None, device: str, at: datetime) -> bool:
    device_id = session.scalar(
        sa.select(col(KnownDevice.id)).where(
            col(KnownDevice.secret_hash) == hash_secret(device),
            col(KnownDevice.person_id) == (person_id or 0),
            col(KnownDevice.expires_at) > at,
        )
    )
    return device_id is not None


def _count_guess(session: Session, keys: Iterable[GuessKey], at: datetime) -> int:
    """Count one guess under each key, or return the seconds to wait: then none is counted.

    Counted first and verified later, so that guesses at the same time do not slip by together.
    """
    counts = [_lock_count(session, key, at) for key in sorted(keys)]
    left = max(count.last_at + compute_wait(count.counted, count.guesses) - at for count in counts)
    if left > timedelta():
        return ceil(left.total_seconds())
    for count in counts:
        count.guesses = 1 if is_forgotten(count.last_at, at) else count.guesses + 1
        count.last_at = at
    session.flush()
    return 0


def _lock_count(session: Session, key: GuessKey, at: datetime) -> GuessCount:
    """The count of this key, created where there is none, and locked until the commit."""
    counted, of_hash = key
    new = {"counted": counted, "of_hash": of_hash, "guesses": 0, "last_at": at}
    session.execute(insert_into(session, GuessCount).values(new).on_conflict_do_nothing())
    return get_for_update(session, GuessCount, key)
