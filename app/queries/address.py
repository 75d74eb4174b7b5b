"""E-mail addresses: of who said something, and of everybody who has to do with a programme."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import Comment, Deadline, Deliverable, Person, Project, RoleGrant, SignOff, StatusUpdate


def authors_of(
    session: Session, record: type[Deadline] | type[StatusUpdate], deliverable_id: int
) -> dict[int, str]:
    """Return the address of who said each deadline or status update, by its id. One query."""
    statement = (
        sa.select(col(record.id), col(Person.email))
        .join_from(record, Person, col(Person.id) == col(record.author_id))
        .where(col(record.deliverable_id) == deliverable_id)
    )
    return {row.id: row.email for row in session.execute(statement)}


def signers_of(session: Session, period_id: int) -> dict[int, str]:
    """Return the address of who gave or recorded each sign-off of a report, by its id. One query."""
    statement = (
        sa.select(col(SignOff.id), col(Person.email))
        .join_from(SignOff, Person, col(Person.id) == col(SignOff.author_id))
        .where(col(SignOff.reporting_period_id) == period_id)
    )
    return {row.id: row.email for row in session.execute(statement)}


def commenters_of(session: Session, period_id: int) -> dict[int, str]:
    """Return the address of who made each comment on a report, by its id. One query."""
    statement = (
        sa.select(col(Comment.id), col(Person.email))
        .join_from(Comment, Person, col(Person.id) == col(Comment.author_id))
        .where(col(Comment.reporting_period_id) == period_id)
    )
    return {row.id: row.email for row in session.execute(statement)}


def addresses_in(session: Session, programme_ids: Collection[int]) -> frozenset[str]:
    """Return the addresses of whoever leads something in these programmes or has a role there. One query."""
    people: sa.CompoundSelect[*tuple[Any, ...]] = sa.union(
        sa.select(col(RoleGrant.person_id)).where(col(RoleGrant.programme_id).in_(programme_ids)),
        sa.select(col(Project.lead_id)).where(col(Project.programme_id).in_(programme_ids)),
        sa.select(col(Deliverable.lead_id)).where(col(Deliverable.programme_id).in_(programme_ids)),
    )
    return frozenset(session.scalars(sa.select(col(Person.email)).where(col(Person.id).in_(people))))


def person_with(session: Session, address: str) -> int | None:
    """Return the id of the person with this address, none where nobody has it. One query."""
    return session.scalar(sa.select(col(Person.id)).where(col(Person.email) == address.strip().lower()))


def people_with(session: Session, addresses: Iterable[str]) -> dict[str, int]:
    """Return the ids of the people with these addresses, by address in small letters. One query at most."""
    wanted = {address.strip().lower() for address in addresses}
    statement = sa.select(col(Person.email), col(Person.id)).where(col(Person.email).in_(wanted))
    return {row.email: row.id for row in session.execute(statement)} if wanted else {}
