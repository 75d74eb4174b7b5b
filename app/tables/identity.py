"""People as another organisation knows them, and what that organisation sends once."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.identity import LONGEST_SUBJECT
from app.tables.columns import key, moment


class Identity(SQLModel, table=True):
    """A person as a provider knows them; one each at a provider, so that nobody inherits an address."""

    __table_args__ = (sa.UniqueConstraint("issuer", "subject"), sa.UniqueConstraint("person_id", "issuer"))

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id")
    issuer: str = Field(max_length=500)
    subject: str = Field(max_length=LONGEST_SUBJECT)
    linked_at: datetime = moment()


class Spent(SQLModel, table=True):
    """What works once and was used, by its hash: the return of who signs in, the word that one signed out."""

    of_hash: str = Field(primary_key=True, max_length=64)
    expires_at: datetime = moment()
