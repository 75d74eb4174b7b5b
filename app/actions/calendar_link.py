"""Making, renewing and revoking the secret links with which calendars fetch milestones."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update, insert_into
from app.domain.calendar_feed import CalendarKind, may_open
from app.domain.refusal import Conflict, NotFound, Stale
from app.domain.role import Rights
from app.queries.role_grant import grants_of
from app.security import fresh_secret, hash_secret
from app.tables import CalendarLink, CalendarLinkUse, Person

PATH = "/kalender/{secret}.ics"


def create(
    session: Session, act: AuditContext, person_id: int, kind: CalendarKind, programme_id: int | None = None
) -> tuple[int, str]:
    """Return the id and the secret of a new link of a person. It is shown once: only its hash is kept.

    Refuses a second link to the same, and one to what they may not see.
    """
    get_for_update(session, Person, person_id)  # two at the same moment would make two links
    if not may_open(Rights(person_id, grants_of(session, person_id)), kind, programme_id):
        raise NotFound("There is no such calendar for you.")
    same = (col(CalendarLink.person_id) == person_id, col(CalendarLink.kind) == kind)
    of_programme = col(CalendarLink.programme_id).is_not_distinct_from(programme_id)
    if session.scalar(sa.select(col(CalendarLink.id)).where(*same, of_programme)) is not None:
        raise Conflict("There is a link to this calendar already. Renew it if you have lost it.")
    secret = fresh_secret()
    row = CalendarLink(
        person_id=person_id,
        kind=kind,
        programme_id=programme_id,
        secret_hash=hash_secret(secret),
        created_at=act.at,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session, act, "calendar_link.create", ("calendar_link", row.id), person=person_id, kind=kind
    )
    return row.id, secret


def renew(
    session: Session, act: AuditContext, person_id: int, link_id: int, version: int | None = None
) -> str:
    """Return a new secret of a link; the earlier one no longer works. Refuses a link that is not theirs.

    With a version it refuses (`Stale`) a link that was renewed since.
    """
    row = _own_link(session, person_id, link_id, version)
    secret = fresh_secret()
    row.secret_hash, row.created_at, row.version = hash_secret(secret), act.at, row.version + 1
    _forget_use(session, link_id)
    audit_log.record(session, act, "calendar_link.renew", ("calendar_link", link_id), person=person_id)
    return secret


def revoke(
    session: Session, act: AuditContext, person_id: int, link_id: int, version: int | None = None
) -> None:
    """Revoke a link. Refuses one that is not theirs, or is gone; with a version as `renew` does."""
    row = _own_link(session, person_id, link_id, version)
    _forget_use(session, link_id)
    session.delete(row)
    audit_log.record(session, act, "calendar_link.revoke", ("calendar_link", link_id), person=person_id)


def remove_all(session: Session, person_id: int) -> None:
    """Remove every link of somebody whose access ends; the trace of that is left by whoever ends it."""
    for row in session.exec(select(CalendarLink).where(col(CalendarLink.person_id) == person_id)).all():
        _forget_use(session, row.id)
        session.delete(row)


def note_use(session: Session, link_id: int, at: datetime) -> None:
    """Keep when a link was fetched last, without an entry in the trail; nothing of one revoked meanwhile."""
    if session.get(CalendarLink, link_id, with_for_update=True, populate_existing=True) is None:
        return
    insert = insert_into(session, CalendarLinkUse).values(calendar_link_id=link_id, last_used_at=at)
    session.execute(
        insert.on_conflict_do_update(index_elements=["calendar_link_id"], set_={"last_used_at": at})
    )


def build_link(site: str, secret: str) -> str:
    """Return the address that a calendar fetches."""
    return site.rstrip("/") + PATH.format(secret=secret)


def _own_link(session: Session, person_id: int, link_id: int, version: int | None) -> CalendarLink:
    row = session.get(CalendarLink, link_id, with_for_update=True, populate_existing=True)
    if row is None or row.person_id != person_id:
        raise NotFound("There is no such link any more.")
    if version not in (None, row.version):
        raise Stale("Somebody else changed this meanwhile. Look at “current”, and send your change anew.")
    return row


def _forget_use(session: Session, link_id: int | None) -> None:
    session.execute(sa.delete(CalendarLinkUse).where(col(CalendarLinkUse.calendar_link_id) == link_id))
