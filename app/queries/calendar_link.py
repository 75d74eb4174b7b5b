"""The links with which calendars fetch milestones: those of a person, and what one of them opens."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.calendar_feed import CalendarKind
from app.domain.role import Grant, Rights
from app.queries.programme import is_head_of
from app.tables import AuditHead, CalendarLink, CalendarLinkUse, Programme, RoleGrant


@dataclass(frozen=True, slots=True)
class CalendarLinkRow:
    """One link as its person sees it; `programme` is the title of the one that it shows."""

    id: int
    kind: CalendarKind
    programme_id: int | None
    slug: str | None
    programme: str | None
    created_at: datetime
    last_used_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class OpenedCalendar:
    """A link that a calendar came with, and the rights that its person has at this moment."""

    id: int
    kind: CalendarKind
    programme_id: int | None
    rights: Rights
    revisions: tuple[tuple[int, int], ...]
    """Each programme in which its person holds a role, with the number of its recorded changes."""
    last_used_at: datetime | None


def calendar_links(session: Session, person_id: int) -> list[CalendarLinkRow]:
    """Return the links of a person, the oldest first. One query."""
    statement: Columns = (
        sa.select(
            *(col(CalendarLink.id), col(CalendarLink.kind), col(CalendarLink.programme_id)),
            *(col(Programme.slug), col(Programme.title).label("programme")),
            *(col(CalendarLink.created_at), col(CalendarLinkUse.last_used_at), col(CalendarLink.version)),
        )
        .join_from(CalendarLink, Programme, col(Programme.id) == col(CalendarLink.programme_id), isouter=True)
        .outerjoin(CalendarLinkUse, col(CalendarLinkUse.calendar_link_id) == col(CalendarLink.id))
        .where(col(CalendarLink.person_id) == person_id)
        .order_by(col(CalendarLink.id))
    )
    return fetch_all(session, statement, CalendarLinkRow)


def opened_calendar(session: Session, secret_hash: str) -> OpenedCalendar | None:
    """Return what the link of this secret opens, by the rights of its person now. One query."""
    rows = session.execute(
        sa.select(
            *(col(CalendarLink.id), col(CalendarLink.kind), col(CalendarLink.person_id)),
            *(col(CalendarLink.programme_id), col(CalendarLinkUse.last_used_at), col(RoleGrant.role)),
            *(col(RoleGrant.programme_id).label("held_in"), col(RoleGrant.party_id)),
            col(AuditHead.revision),
        )
        .join_from(
            CalendarLink, RoleGrant, col(RoleGrant.person_id) == col(CalendarLink.person_id), isouter=True
        )
        .outerjoin(CalendarLinkUse, col(CalendarLinkUse.calendar_link_id) == col(CalendarLink.id))
        .outerjoin(AuditHead, is_head_of(RoleGrant.programme_id))
        .where(col(CalendarLink.secret_hash) == secret_hash)
    ).all()
    if not rows:
        return None
    first = rows[0]
    grants = tuple(Grant(row.role, row.held_in, row.party_id) for row in rows if row.role)
    revisions = {row.held_in: row.revision or 0 for row in rows if row.held_in is not None}
    return OpenedCalendar(
        first.id,
        first.kind,
        first.programme_id,
        Rights(first.person_id, grants),
        tuple(sorted(revisions.items())),
        first.last_used_at,
    )
