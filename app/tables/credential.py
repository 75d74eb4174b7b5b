"""Local accounts: passwords, invitations to set one, browsers that are known, and counted guesses."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.throttle import Counted
from app.tables.columns import key, moment, one_of


class Credential(SQLModel, table=True):
    """The password of a person, as an argon2id hash."""

    person_id: int = key("person.id", primary_key=True)
    password_hash: str = Field(max_length=200)
    set_at: datetime = moment()


class Invitation(SQLModel, table=True):
    """A link with which a person sets their password, once; of its secret only the hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id", index=True)
    secret_hash: str = Field(unique=True, max_length=64)
    created_at: datetime = moment()
    expires_at: datetime = moment()
    used_at: datetime | None = moment(default=None, nullable=True)


class KnownDevice(SQLModel, table=True):
    """A browser in which a person signed in before, so that guesses of others do not stand in their way."""

    __tablename__ = "known_device"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id", index=True)
    secret_hash: str = Field(unique=True, max_length=64)
    expires_at: datetime = moment()


class GuessCount(SQLModel, table=True):
    """How often was guessed for an account, from an address or in a browser; each named by a hash."""

    __tablename__ = "guess_count"
    __table_args__ = (sa.CheckConstraint("guesses >= 0", name="not_negative"),)

    counted: Counted = Field(sa_type=one_of(Counted), primary_key=True)
    of_hash: str = Field(max_length=64, primary_key=True)
    guesses: int
    last_at: datetime = moment()
