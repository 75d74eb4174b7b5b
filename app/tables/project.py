"""Projects of an action line, as they are now and as they were said to be."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key
from app.tables.statement import Statement, said_of


class ProjectBase(SQLModel):
    """What can be said of a project."""

    action_line_id: int = key("action_line.id", index=True)
    title: str = Field(max_length=200)
    narrative: str = ""
    lead_id: int | None = key("person.id", default=None)
    position: int
    withdrawn: bool = False
    merged_into_id: int | None = key("project.id", default=None)


class Project(ProjectBase, table=True):
    """A project: where a lead and their deliverables live."""

    __table_args__ = (
        sa.Index("ix_project_programme", "programme_id", "action_line_id", "position"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
    )

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """When it was said to have been made by mistake: it is shown on no day."""


class ProjectStatement(Statement, ProjectBase, table=True):
    """A project as it was said to be."""

    __tablename__ = "project_statement"
    __table_args__ = said_of("project_statement", "project_id")

    project_id: int = key("project.id")
    corrects_id: int | None = key("project_statement.id", default=None, unique=True)
