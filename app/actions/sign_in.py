"""Signing people in and out."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.domain.identity import SignedOut
from app.domain.refusal import Invalid, NotFound
from app.domain.sign_in import LASTS, SignInMethod, name_browser
from app.security import fresh_secret, hash_secret
from app.tables import Identity, Person, SignIn


def begin(
    session: Session,
    act: AuditContext,
    person_id: int,
    *,
    way: SignInMethod = SignInMethod.DEMO,
    user_agent: str = "",
    lasts: timedelta = LASTS,
    identity_id: int | None = None,
    provider_session: str | None = None,
) -> str:
    """Sign a person in; returns the secret for their cookie, of which only the hash is kept.

    `identity_id` is by whom another organisation vouched, `provider_session` what it calls this sign-in.
    """
    if session.get(Person, person_id) is None:
        raise Invalid.because("person", "Choose one of these people.")
    _forget_ended(session, act.at)
    cookie = fresh_secret()
    session.add(
        SignIn(
            cookie_hash=hash_secret(cookie),
            person_id=person_id,
            created_at=act.at,
            expires_at=act.at + lasts,
            last_seen_at=act.at,
            way=way,
            browser=name_browser(user_agent),
            identity_id=identity_id,
            provider_session=hash_secret(provider_session) if provider_session else None,
        )
    )
    audit_log.record(session, act, "sign_in.begin", ("person", person_id), way=way)
    return cookie


def end(session: Session, act: AuditContext, cookie: str) -> SignInMethod | None:
    """Sign out the browser with this cookie; returns how it came in, none where the cookie is unknown."""
    is_it = col(SignIn.cookie_hash) == hash_secret(cookie)
    way = session.scalar(sa.select(col(SignIn.way)).where(is_it))
    _end(session, act, "sign_in.end", is_it)
    return way


def end_one(session: Session, act: AuditContext, person_id: int, sign_in_id: int) -> None:
    """Sign a person out of one browser. Refuses one that is not theirs, or no longer signed in."""
    if not _end(session, act, "sign_in.end", col(SignIn.id) == sign_in_id, _of(person_id)):
        raise NotFound("You are no longer signed in there.")


def end_all(session: Session, act: AuditContext, person_id: int, *, but: str | None = None) -> int:
    """Sign a person out everywhere, except in the browser with the cookie `but`; returns how many ended."""
    others = [] if but is None else [col(SignIn.cookie_hash) != hash_secret(but)]
    return _end(session, act, "sign_in.end_all", _of(person_id), *others)


def end_elsewhere(session: Session, act: AuditContext, issuer: str, out: SignedOut) -> int:
    """End what a provider says has ended: one sign-in, or all of a subject; returns how many."""
    subject = () if out.subject is None else (col(Identity.subject) == out.subject,)
    named = () if out.session is None else (col(SignIn.provider_session) == hash_secret(out.session),)
    accounts = sa.select(col(Identity.id)).where(col(Identity.issuer) == issuer, *subject)
    return _end(session, act, "sign_in.end_elsewhere", col(SignIn.identity_id).in_(accounts), *named)


def note_use(session: Session, sign_in_id: int, at: datetime) -> None:
    """Keep when a browser was used last, without an entry in the trail."""
    session.execute(sa.update(SignIn).where(col(SignIn.id) == sign_in_id).values(last_seen_at=at))


def _end(session: Session, act: AuditContext, action: str, *which: sa.ColumnElement[bool]) -> int:
    ended = session.scalars(sa.delete(SignIn).where(*which).returning(col(SignIn.person_id))).all()
    if ended:
        audit_log.record(session, act, action, ("person", ended[0]))
    return len(ended)


def _of(person_id: int) -> sa.ColumnElement[bool]:
    return col(SignIn.person_id) == person_id


def _forget_ended(session: Session, now: datetime) -> None:
    session.execute(sa.delete(SignIn).where(col(SignIn.expires_at) <= now))
