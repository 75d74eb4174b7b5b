"""Linking people to the account that another organisation has for them; its messages count once."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.actions import audit_log, sign_in
from app.actions.audit_log import AuditContext
from app.db import insert_into
from app.domain.identity import VouchedIdentity
from app.domain.refusal import Conflict, NotInvited
from app.security import hash_secret
from app.tables import Identity, Person, Spent


def spend(session: Session, at: datetime, secret: str, until: datetime) -> bool:
    """Use something that works once; returns false where it was used before. It is kept until `until`."""
    session.execute(sa.delete(Spent).where(col(Spent.expires_at) <= at))
    insert = insert_into(session, Spent).values(of_hash=hash_secret(secret), expires_at=until)
    return session.scalar(insert.on_conflict_do_nothing().returning(col(Spent.of_hash))) is not None


def recognise(session: Session, act: AuditContext, vouched: VouchedIdentity) -> Identity:
    """Return who this is here: known from before, else whoever was invited by the verified address.

    Refuses whom nobody invited, and another than the one who came by that address before.
    """
    by_subject = (Identity.issuer == vouched.issuer, Identity.subject == vouched.subject)
    identity = session.exec(select(Identity).where(*by_subject)).first()
    if identity is not None:
        return identity
    if vouched.email is None:
        raise NotInvited("no verified address")
    # Locked, so that of two who come by one address at the same time the second finds the first.
    invited = sa.select(col(Person.id)).where(col(Person.email) == vouched.email)
    person_id = session.scalar(invited.with_for_update(key_share=True))
    if person_id is None:
        raise NotInvited("unknown address")
    by_person = (Identity.person_id == person_id, Identity.issuer == vouched.issuer)
    identity = session.exec(select(Identity).where(*by_person)).first()
    if identity is not None and identity.subject != vouched.subject:
        raise NotInvited("another account", person_id)
    return identity or _link(session, act, person_id, vouched)


def unlink(session: Session, act: AuditContext, person_id: int) -> None:
    """Unlink a person, who can then sign in by their address with another account of their organisation.

    Ends where they are signed in. Refuses whoever never came in through an organisation.
    """
    sign_in.end_all(session, act, person_id)
    identities = session.exec(select(Identity).where(Identity.person_id == person_id)).all()
    if not identities:
        raise Conflict("This person never came in through an organisation.")
    for identity in identities:
        session.delete(identity)
    audit_log.record(session, act, "identity.unlink", ("person", person_id))


def _link(session: Session, act: AuditContext, person_id: int, vouched: VouchedIdentity) -> Identity:
    row = Identity(person_id=person_id, issuer=vouched.issuer, subject=vouched.subject, linked_at=act.at)
    session.add(row)
    session.flush()
    audit_log.record(
        session, AuditContext(person_id, act.at, act.origin), "identity.link", ("person", person_id)
    )
    return row
