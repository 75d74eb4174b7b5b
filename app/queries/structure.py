"""What a programme is made of now, for whoever changes it: every part, also what is gone."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.structure import DeliverableKind
from app.tables import ActionLine, Deliverable, Project


@dataclass(frozen=True, slots=True)
class ListedDeliverable:
    """A deliverable in its project."""

    id: int
    project_id: int
    title: str
    kind: DeliverableKind
    merged_into_id: int | None


def list_deliverables(session: Session, programme_id: int) -> list[ListedDeliverable]:
    """Return every deliverable of a programme, in the order of its project. One query."""
    statement = (
        sa.select(col(Deliverable.id), col(Deliverable.project_id), col(Deliverable.title))
        .add_columns(col(Deliverable.kind), col(Deliverable.merged_into_id))
        .where(col(Deliverable.programme_id) == programme_id, col(Deliverable.retracted_on).is_(None))
        .order_by(col(Deliverable.project_id), col(Deliverable.position), col(Deliverable.id))
    )
    return fetch_all(session, statement, ListedDeliverable)


def lines_now(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """Return the id and title of the action lines that still run, in order. One query."""
    return _running(session, ActionLine, programme_id)


def projects_now(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """Return the id and title of the projects that still run, in order. One query."""
    return _running(session, Project, programme_id, col(Project.retracted_on).is_(None))


def _running(
    session: Session,
    entity: type[ActionLine] | type[Project],
    programme_id: int,
    condition: sa.ColumnElement[bool] | None = None,
) -> list[tuple[int, str]]:
    statement = (
        sa.select(col(entity.id), col(entity.title))
        .where(col(entity.programme_id) == programme_id)
        .where(col(entity.withdrawn).is_(False), col(entity.merged_into_id).is_(None))
        .where(sa.true() if condition is None else condition)
        .order_by(col(entity.position), col(entity.id))
    )
    return _ids_and_titles(session, statement)


def _ids_and_titles(session: Session, statement: Columns) -> list[tuple[int, str]]:
    return [(row.id, row.title) for row in session.execute(statement)]
