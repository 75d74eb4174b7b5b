"""What a programme is made of now, for whoever changes it: every part, also what is gone."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all
from app.domain.structure import DeliverableKind
from app.tables import ActionLine, Deliverable, Person, Project

CHANGEABLE_AT_ONCE = 200
"""So many deliverables can be chosen from one page, to be changed together."""


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


@dataclass(frozen=True, slots=True)
class ChangeableDeliverable:
    """A deliverable that still runs, with what can be changed of several at once."""

    id: int
    version: int
    title: str
    kind: DeliverableKind
    project_id: int
    project: str
    lead_id: int | None
    lead: str | None


def changeable_deliverables(
    session: Session,
    programme_id: int,
    *,
    words: str = "",
    project_id: int | None = None,
    lead_id: int | None = None,
    kind: DeliverableKind | None = None,
    ids: Collection[int] | None = None,
    page: int = 1,
) -> list[ChangeableDeliverable]:
    """Return a page of the deliverables that fit, by project; one more, if there is more. One query.

    `words` stand in the title, `lead_id` is their own lead; with `ids` those alone, on one page.
    """
    columns = (Deliverable.id, Deliverable.version, Deliverable.title, Deliverable.kind, Deliverable.lead_id)
    statement = (
        sa.select(*(col(column) for column in columns))
        .add_columns(col(Deliverable.project_id), col(Project.title).label("project"))
        .add_columns(col(Person.name).label("lead"))
        .join_from(Deliverable, Project, col(Project.id) == col(Deliverable.project_id))
        .outerjoin(Person, col(Person.id) == col(Deliverable.lead_id))
        .where(col(Deliverable.programme_id) == programme_id, col(Deliverable.merged_into_id).is_(None))
        .where(col(Deliverable.retracted_on).is_(None))
        .order_by(col(Project.position), col(Project.id), col(Deliverable.position), col(Deliverable.id))
    )
    for word in words.lower().split():
        statement = statement.where(sa.func.lower(col(Deliverable.title)).contains(word, autoescape=True))
    if project_id is not None:
        statement = statement.where(col(Deliverable.project_id) == project_id)
    if lead_id is not None:
        statement = statement.where(col(Deliverable.lead_id) == lead_id)
    if kind is not None:
        statement = statement.where(col(Deliverable.kind) == kind)
    if ids is not None:
        statement = statement.where(col(Deliverable.id).in_(ids))
    else:
        statement = statement.limit(CHANGEABLE_AT_ONCE + 1).offset((page - 1) * CHANGEABLE_AT_ONCE)
    return fetch_all(session, statement, ChangeableDeliverable)


def lines_now(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """Return the id and title of the action lines that still run, in order. One query."""
    return _running(session, ActionLine, programme_id, col(ActionLine.retracted_on).is_(None))


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
