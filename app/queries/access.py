"""What a door must know of a thing before it opens: the programme it belongs to, and who leads it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.prepared import Prepared
from app.queries.programme import OF_THE_PROGRAMME, PROGRAMME_COLUMNS, ProgrammeRow, ProjectRow
from app.tables import ActionLine, AuditHead, Deliverable, Person, Programme, Project

_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_PROJECT = Project.__table__  # type: ignore[attr-defined]
_LINE = ActionLine.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_HEAD = AuditHead.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


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


def deliverable_place(session: Session, deliverable_id: int) -> DeliverablePlace | None:
    """Where the deliverable of this id stands. One query."""
    row = _OF_DELIVERABLE.row(session, {"id": deliverable_id})
    if row is None:
        return None
    deliverable, project, lead, project_lead, *programme = row
    return DeliverablePlace(deliverable, project, lead, project_lead, ProgrammeRow(*programme))


def project_place(session: Session, project_id: int) -> ProjectPlace | None:
    """Where the project of this id stands, with its lead. One query."""
    row = _OF_PROJECT.row(session, {"id": project_id})
    if row is None:
        return None
    width = len(_PROJECT_COLUMNS)
    return ProjectPlace(ProjectRow(*row[:width]), row[width], ProgrammeRow(*row[width + 1 :]))


_PROJECT_COLUMNS: list[Any] = [
    *(_PROJECT.c.id, _PROJECT.c.programme_id, _PROJECT.c.action_line_id, _LINE.c.code),
    *(_PROJECT.c.title, _PROJECT.c.narrative, _PROJECT.c.lead_id, _PERSON.c.name, _PERSON.c.email),
    *(_PROJECT.c.position, _PROJECT.c.version, _PROJECT.c.withdrawn, _PROJECT.c.merged_into_id),
]
_OF_DELIVERABLE = Prepared(
    sa.select(
        *(_DELIVERABLE.c.id, _DELIVERABLE.c.project_id, _DELIVERABLE.c.lead_id, _PROJECT.c.lead_id),
        *PROGRAMME_COLUMNS,
    )
    .join_from(_DELIVERABLE, _PROJECT, _PROJECT.c.id == _DELIVERABLE.c.project_id)
    .join(_PROGRAMME, _PROGRAMME.c.id == _DELIVERABLE.c.programme_id)
    .outerjoin(_HEAD, OF_THE_PROGRAMME)
    .where(_DELIVERABLE.c.id == sa.bindparam("id"))
)
_OF_PROJECT = Prepared(
    sa.select(*_PROJECT_COLUMNS, _LINE.c.title, *PROGRAMME_COLUMNS)
    .join_from(_PROJECT, _LINE, _LINE.c.id == _PROJECT.c.action_line_id)
    .join(_PROGRAMME, _PROGRAMME.c.id == _PROJECT.c.programme_id)
    .outerjoin(_HEAD, OF_THE_PROGRAMME)
    .outerjoin(_PERSON, _PERSON.c.id == _PROJECT.c.lead_id)
    .where(_PROJECT.c.id == sa.bindparam("id"))
)
