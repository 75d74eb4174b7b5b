"""Inviting a person to set their own password, by a link that works once."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, job, sign_in
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Spent
from app.domain.time_zone import AMSTERDAM
from app.queries.person import name_of
from app.renderers.letter import write_invitation
from app.security import fresh_secret, hash_secret
from app.tables import Credential, Invitation, KnownDevice, Person

LASTS = timedelta(days=7)
PATH = "/uitnodiging/{secret}"


def issue(session: Session, act: AuditContext, person_id: int) -> str:
    """Invite a person; returns the secret of the link, of which only the hash is kept.

    An earlier link of theirs that was not used no longer works. Refuses whoever was erased.
    """
    if session.get_one(Person, person_id).erased_at is not None:
        raise Conflict("The name and address of this person were erased before.")
    unused = (col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
    for earlier in session.scalars(sa.select(Invitation).where(*unused).with_for_update()):
        session.delete(earlier)
    secret = fresh_secret()
    session.add(
        Invitation(
            person_id=person_id,
            secret_hash=hash_secret(secret),
            created_at=act.at,
            expires_at=act.at + LASTS,
        )
    )
    audit_log.record(session, act, "invitation.issue", ("person", person_id))
    return secret


def send(session: Session, act: AuditContext, person_id: int, site: str) -> None:
    """Invite a person by mail; `site` is the address before the path of the link."""
    secret = issue(session, act, person_id)
    row = session.get_one(Person, person_id)
    until = (act.at + LASTS).astimezone(AMSTERDAM).date()
    letter = write_invitation(row.name, name_of(session, act.person_id), build_link(site, secret), until)
    content = {"to": row.email, "subject": letter.subject, "text": letter.text}
    job.enqueue(session, "mail", content, act.at, person_id)


def build_link(site: str, secret: str) -> str:
    """Return the address at which the person of this secret sets a password."""
    return site.rstrip("/") + PATH.format(secret=secret)


def accept(session: Session, act: AuditContext, secret: str, password_hash: str) -> int:
    """Set the password of whoever was invited, and end where they were signed in; returns their id.

    Refuses a link that was used, has expired or never was, all in the same words.
    """
    query = sa.select(Invitation).where(col(Invitation.secret_hash) == hash_secret(secret)).with_for_update()
    invitation = session.scalar(query)
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= act.at:
        raise Spent("This link was used before or has expired. Ask for a new one.")
    invitation.used_at = act.at
    person_id = invitation.person_id
    session.execute(sa.delete(KnownDevice).where(col(KnownDevice.person_id) == person_id))
    session.merge(Credential(person_id=person_id, password_hash=password_hash, set_at=act.at))
    by_themselves = AuditContext(person_id, act.at, act.origin, act.day)
    audit_log.record(session, by_themselves, "invitation.accept", ("person", person_id))
    sign_in.end_all(session, by_themselves, person_id)
    return person_id
