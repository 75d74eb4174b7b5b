"""Projects of an action line."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import key


class Project(SQLModel, table=True):
    """A project: where a lead and their deliverables live."""

    __table_args__ = (sa.Index("ix_project_programme", "programme_id", "action_line_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    action_line_id: int = key("action_line.id", index=True)
    title: str = Field(max_length=200)
    narrative: str = ""
    lead_id: int | None = key("person.id", default=None)
    position: int
    version: int = 1
