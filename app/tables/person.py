"""People, and the roles they hold."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.role import Role
from app.tables.columns import key, moment, one_of


class Person(SQLModel, table=True):
    """Somebody; facts refer to the id, so that a name is replaced in one place."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    """RFC 5321 lets no address be longer."""
    name: str = Field(max_length=200)
    created_at: datetime = moment()
    erased_at: datetime | None = moment(default=None, nullable=True)
    """Since when name and address stand for nobody."""


class RoleGrant(SQLModel, table=True):
    """One role of one person: in a programme, or in the whole installation where none is named."""

    __tablename__ = "role_grant"
    __table_args__ = (
        sa.CheckConstraint("(role = 'sponsor') = (party_id IS NOT NULL)", name="sponsor_for_a_party"),
        sa.CheckConstraint("role = 'admin' OR programme_id IS NOT NULL", name="in_a_programme"),
        sa.UniqueConstraint("person_id", "role", "programme_id", "party_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id", index=True)
    role: Role = Field(sa_type=one_of(Role))
    programme_id: int | None = key("programme.id", default=None, index=True)
    party_id: int | None = key("party.id", default=None)
