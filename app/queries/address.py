"""E-mail addresses: of who said something, and of everybody who has to do with a programme."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session

from app.tables import Deadline, Deliverable, Person, Project, RoleGrant, SignOff, StatusUpdate

_PERSON = Person.__table__  # type: ignore[attr-defined]
_SIGN_OFF = SignOff.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]
_PROJECT = Project.__table__  # type: ignore[attr-defined]
_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]


def authors_of(
    session: Session, said: type[Deadline] | type[StatusUpdate], deliverable_id: int
) -> dict[int, str]:
    """The address of who said each deadline or status update of a deliverable, by its id. One query."""
    table: sa.Table = said.__table__  # type: ignore[union-attr]
    asked = (
        sa.select(table.c.id, _PERSON.c.email)
        .join_from(table, _PERSON, _PERSON.c.id == table.c.author_id)
        .where(table.c.deliverable_id == deliverable_id)
    )
    return {row.id: row.email for row in session.execute(asked)}


def signers_of(session: Session, period_id: int) -> dict[int, str]:
    """The address of who gave or recorded each sign-off of a report, by its id. One query."""
    asked = (
        sa.select(_SIGN_OFF.c.id, _PERSON.c.email)
        .join_from(_SIGN_OFF, _PERSON, _PERSON.c.id == _SIGN_OFF.c.author_id)
        .where(_SIGN_OFF.c.reporting_period_id == period_id)
    )
    return {row.id: row.email for row in session.execute(asked)}


def addresses_in(session: Session, programme_ids: Collection[int]) -> frozenset[str]:
    """The addresses of everybody who leads something in these programmes or has a role there. One query."""
    ids = list(programme_ids)
    known = sa.union(
        sa.select(_GRANT.c.person_id).where(_GRANT.c.programme_id.in_(ids)),
        sa.select(_PROJECT.c.lead_id).where(_PROJECT.c.programme_id.in_(ids)),
        sa.select(_DELIVERABLE.c.lead_id).where(_DELIVERABLE.c.programme_id.in_(ids)),
    )
    return frozenset(session.scalars(sa.select(_PERSON.c.email).where(_PERSON.c.id.in_(known))))
