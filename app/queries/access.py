"""Where a deliverable or a project stands: its programme, and who leads it, which decide who may see it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_one
from app.queries.programme import (
    ProgrammeColumns,
    ProgrammeRow,
    ProjectRow,
    action_line_title,
    is_head_of_programme,
    programme_on,
    project_columns,
    project_on,
)
from app.tables import ActionLine, AuditHead, Deliverable, Person, Programme, Project
from app.tables.columns import DataclassBundle


@dataclass(frozen=True, slots=True)
class DeliverablePlace:
    """Where a deliverable stands, and who leads it and its project."""

    id: int
    project_id: int
    lead_id: int | None
    project_lead_id: int | None
    programme: ProgrammeRow


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """A project with its action line and programme."""

    project: ProjectRow
    action_line: str
    programme: ProgrammeRow


class ProjectColumns(DataclassBundle):
    """The columns of a `ProjectRow`, with those of its action line."""

    shape = ProjectRow
    inherit_cache = True

    def __init__(self) -> None:
        super().__init__("project", *project_columns(Project, ActionLine))


def deliverable_place(session: Session, deliverable_id: int) -> DeliverablePlace | None:
    """Return where the deliverable of this id stands. One query."""
    return fetch_one(session, _select_deliverable_place(), DeliverablePlace, {"id": deliverable_id})


@cache
def _select_deliverable_place() -> Columns:
    return (
        sa.select(col(Deliverable.id), col(Deliverable.project_id), col(Deliverable.lead_id))
        .add_columns(col(Project.lead_id).label("project_lead_id"), ProgrammeColumns())
        .join_from(Deliverable, Project, col(Project.id) == col(Deliverable.project_id))
        .join(Programme, col(Programme.id) == col(Deliverable.programme_id))
        .outerjoin(AuditHead, is_head_of_programme())
        .where(col(Deliverable.id) == sa.bindparam("id"), col(Deliverable.retracted_on).is_(None))
    )


def project_place(session: Session, project_id: int) -> ProjectPlace | None:
    """Return where the project of this id stands, with its lead. One query."""
    return fetch_one(session, _select_project_place(), ProjectPlace, {"id": project_id})


@cache
def _select_project_place() -> Columns:
    return (
        sa.select(ProjectColumns(), col(ActionLine.title).label("action_line"), ProgrammeColumns())
        .join_from(Project, ActionLine, col(ActionLine.id) == col(Project.action_line_id))
        .join(Programme, col(Programme.id) == col(Project.programme_id))
        .outerjoin(AuditHead, is_head_of_programme())
        .outerjoin(Person, col(Person.id) == col(Project.lead_id))
        .where(col(Project.id) == sa.bindparam("id"), col(Project.retracted_on).is_(None))
    )


def project_place_on(session: Session, place: ProjectPlace, as_of: date) -> ProjectPlace:
    """Return where a project stood on a day, by its names of then; as now before the first. Three queries."""
    programme = programme_on(session, place.programme, as_of)
    project = project_on(session, [programme.id], as_of, place.project.id)
    if project is None:
        return replace(place, programme=programme)
    line = action_line_title(session, project.action_line_id, as_of)
    return ProjectPlace(project, line, programme)
