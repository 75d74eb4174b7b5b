"""Knowing people and giving them roles."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit
from app.actions.act import Act
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.role import Role
from app.tables import Person, RoleGrant


def add(session: Session, act: Act, *, email: str, name: str) -> int:
    """Add a person; returns their id. Refuses an address that is known or is none, and an empty name."""
    address = email.strip().lower()
    wrong: dict[str, Message] = {}
    if "@" not in address.strip("@"):
        wrong["email"] = Message("This is no e-mail address.")
    if not name.strip():
        wrong["name"] = Message("Say what they are called.")
    if wrong:
        raise Invalid(wrong)
    if session.scalar(sa.select(col(Person.id)).where(col(Person.email) == address)) is not None:
        raise Conflict("There already is a person with the address %(email)s.", email=address)
    row = Person(email=address, name=name.strip(), created_at=act.at)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(session, act, "person.add", ("person", row.id))
    return row.id


def grant(
    session: Session,
    act: Act,
    person_id: int,
    role: Role,
    *,
    programme_id: int | None = None,
    party_id: int | None = None,
) -> None:
    """Give a person a role.

    Refuses a sponsor without a party, a role in no programme but admin, and a role already held.
    """
    if (role is Role.SPONSOR) != (party_id is not None):
        raise Invalid.because("party", "A sponsor acts for a party, and only a sponsor does.")
    if role is not Role.ADMIN and programme_id is None:
        raise Invalid.because("programme", "Choose a programme.")
    asked: dict[str, Any] = {
        "person_id": person_id,
        "role": role,
        "programme_id": programme_id,
        "party_id": party_id,
    }
    same = [col(getattr(RoleGrant, name)).is_not_distinct_from(value) for name, value in asked.items()]
    if session.scalar(sa.select(col(RoleGrant.id)).where(*same)) is not None:
        raise Conflict("This person has this role already.")
    session.add(RoleGrant(**asked))
    audit.record(
        session,
        act,
        "person.grant",
        ("person", person_id),
        programme_id=programme_id,
        role=role,
        party=party_id,
    )
