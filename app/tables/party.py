"""Parties and pilot sites: entities, not text."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import PartyKind
from app.tables.columns import key, one_of


class Party(SQLModel, table=True):
    """An organisation: ministry, institute, partner."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=200)
    abbreviation: str | None = Field(default=None, max_length=40)
    version: int = 1


class ProgrammeParty(SQLModel, table=True):
    """How a party stands to a programme, and what that calls it: nothing where it uses the party's name."""

    __tablename__ = "programme_party"

    programme_id: int = key("programme.id", primary_key=True)
    party_id: int = key("party.id", primary_key=True)
    kind: PartyKind = Field(sa_type=one_of(PartyKind))
    position: int = 0
    wording: str | None = Field(default=None, max_length=200)
    version: int = Field(default=1, sa_column_kwargs={"server_default": sa.text("1")})


class PilotSite(SQLModel, table=True):
    """A region in which the programme tries things out."""

    __tablename__ = "pilot_site"
    __table_args__ = (sa.UniqueConstraint("programme_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    name: str = Field(max_length=200)
    position: int = 0
    withdrawn_on: date | None = None
    version: int = 1
