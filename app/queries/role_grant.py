"""Who holds which role, as far as whoever manages people may see."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.dutch_text import order_key
from app.domain.role import Grant, Role
from app.queries.party import is_wording_of, party_short_name
from app.tables import Party, Person, Programme, ProgrammeParty, RoleGrant


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role that is held; without a programme in the whole installation."""

    id: int
    role: Role
    programme_id: int | None
    programme: str | None
    party_id: int | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the roles that may be seen."""

    id: int
    name: str
    email: str
    grants: tuple[GrantRow, ...] = ()


def holders(session: Session, within: Collection[int] | None, person_id: int | None = None) -> list[Holder]:
    """Return who holds a role in these programmes, by name; everybody, where none are given. One query.

    With `person_id` that person only, if they are among them.
    """
    statement = (
        sa.select(col(Person.id), col(Person.name), col(Person.email), col(RoleGrant.id).label("grant_id"))
        .add_columns(col(RoleGrant.role), col(RoleGrant.programme_id), col(RoleGrant.party_id))
        .add_columns(col(Programme.title).label("programme"), party_short_name(Party).label("party"))
        .outerjoin(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .outerjoin(Programme, col(Programme.id) == col(RoleGrant.programme_id))
        .outerjoin(Party, col(Party.id) == col(RoleGrant.party_id))
        .outerjoin(ProgrammeParty, is_wording_of(RoleGrant.party_id, RoleGrant.programme_id))
    )
    if within is not None:
        statement = statement.where(col(RoleGrant.programme_id).in_(within))
    if person_id is not None:
        statement = statement.where(col(Person.id) == person_id)
    else:
        statement = statement.where(col(Person.erased_at).is_(None))
    holders = []
    rows = sorted(
        session.execute(statement),
        key=lambda row: (order_key(row.name), row.id, order_key(row.programme or ""), row.grant_id or 0),
    )
    for _, (first, *rest) in groupby(rows, lambda row: row.id):
        grants = tuple(
            GrantRow(row.grant_id, row.role, row.programme_id, row.programme, row.party_id, row.party)
            for row in (first, *rest)
            if row.grant_id is not None
        )
        holders.append(Holder(first.id, first.name, first.email, grants))
    return holders


def grants_of(session: Session, person_id: int) -> tuple[Grant, ...]:
    """Return every role of a person, wherever it is held. One query."""
    statement = sa.select(col(RoleGrant.role), col(RoleGrant.programme_id), col(RoleGrant.party_id)).where(
        col(RoleGrant.person_id) == person_id
    )
    return tuple(fetch_all(session, statement, Grant))


def acts_for(session: Session, person_id: int, party_id: int, programme_id: int) -> bool:
    """Return whether a person acts for a party in a programme. One query."""
    statement = sa.select(col(RoleGrant.id)).where(
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.party_id) == party_id,
        col(RoleGrant.programme_id) == programme_id,
    )
    return session.scalar(statement.limit(1)) is not None
