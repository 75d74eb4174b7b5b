"""Programmes and their action lines."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import ActionLineKind, ProgrammeKind
from app.tables.columns import key, one_of


class Programme(SQLModel, table=True):
    """A programme; `revision` counts every recorded change in it, so that what was drawn can be kept."""

    __table_args__ = (
        sa.CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=60)
    title: str = Field(max_length=200)
    kind: ProgrammeKind = Field(default=ProgrammeKind.PROGRAMME, sa_type=one_of(ProgrammeKind))
    purpose: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    version: int = 1
    revision: int = 0


class ActionLine(SQLModel, table=True):
    """An action line, the cross-cutting work, or the governance of a programme."""

    __tablename__ = "action_line"
    __table_args__ = (sa.UniqueConstraint("programme_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    code: str = Field(max_length=40)
    title: str = Field(max_length=200)
    kind: ActionLineKind = Field(sa_type=one_of(ActionLineKind))
    position: int
    version: int = 1
