"""Programmes and their action lines, as they are now and as they were said to be."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.structure import ActionLineKind, ProgrammeKind
from app.tables.columns import key, one_of
from app.tables.statement import Statement, said_of


class ProgrammeBase(SQLModel):
    """What can be said of a programme."""

    title: str = Field(max_length=200)
    purpose: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    withdrawn: bool = False


class Programme(ProgrammeBase, table=True):
    """A programme; the head of its audit trail counts the changes in it."""

    __table_args__ = (
        sa.CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"),
    )

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(unique=True, max_length=60)
    kind: ProgrammeKind = Field(default=ProgrammeKind.PROGRAMME, sa_type=one_of(ProgrammeKind))
    version: int = 1


class ProgrammeStatement(Statement, ProgrammeBase, table=True):
    """A programme as it was said to be."""

    __tablename__ = "programme_statement"
    __table_args__ = (
        sa.CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on", name="span"),
        sa.Index("ix_programme_statement_thing", "programme_id", "said_on", "recorded_at", "id"),
    )

    corrects_id: int | None = key("programme_statement.id", default=None, unique=True)


class ActionLineBase(SQLModel):
    """What can be said of an action line."""

    code: str = Field(max_length=40)
    title: str = Field(max_length=200)
    kind: ActionLineKind = Field(sa_type=one_of(ActionLineKind))
    position: int
    withdrawn: bool = False
    merged_into_id: int | None = key("action_line.id", default=None)


class ActionLine(ActionLineBase, table=True):
    """An action line, the cross-cutting work, or the governance of a programme."""

    __tablename__ = "action_line"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "code"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """Since when it counts as made by mistake."""


class ActionLineStatement(Statement, ActionLineBase, table=True):
    """An action line as it was said to be."""

    __tablename__ = "action_line_statement"
    __table_args__ = said_of("action_line_statement", "action_line_id")

    action_line_id: int = key("action_line.id")
    corrects_id: int | None = key("action_line_statement.id", default=None, unique=True)
