"""Programmes, their action lines and projects: the frame in which deliverables stand."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns, fetch_all, fetch_one
from app.domain.dutch_text import order_key
from app.domain.structure import ActionLineKind, ProgrammeKind
from app.queries.history import state_as_of
from app.tables import ActionLine, AuditHead, Person, Programme, Project
from app.tables.columns import DataclassBundle
from app.tables.tracked import ACTION_LINE, DELIVERABLE, PROGRAMME, PROJECT

_SLUG = re.compile("[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme; `revision` counts its recorded changes."""

    id: int
    slug: str
    title: str
    kind: ProgrammeKind
    purpose: str
    starts_on: date | None
    ends_on: date | None
    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class ActionLineRow:
    """An action line in the order of the programme."""

    id: int
    programme_id: int
    code: str
    title: str
    kind: ActionLineKind
    position: int
    version: int
    withdrawn: bool
    merged_into_id: int | None

    @property
    def number(self) -> str:
        """The number to print before its title; the cross-cutting work and the governance have none."""
        return self.code if self.kind is ActionLineKind.LINE else ""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in the order of its action line."""

    id: int
    programme_id: int
    action_line_id: int
    action_line: str
    title: str
    narrative: str
    lead_id: int | None
    lead: str | None
    lead_email: str | None
    position: int
    line_position: int
    """That of its action line."""
    version: int
    withdrawn: bool
    merged_into_id: int | None


class ProgrammeColumns(DataclassBundle):
    """The columns of a `ProgrammeRow`, beside those of what belongs to the programme.

    `AuditHead` must be joined (outer) with `is_head_of_programme`.
    """

    shape = ProgrammeRow
    inherit_cache = True

    def __init__(self) -> None:
        super().__init__("programme", *_programme_columns())


def programme_by_slug(session: Session, slug: str) -> ProgrammeRow | None:
    """Return the programme of this slug. One query, none for what can be no slug."""
    if not _SLUG.fullmatch(slug):
        return None
    return fetch_one(session, _select_programme("slug"), ProgrammeRow, {"slug": slug})


def programme_by_id(session: Session, programme_id: int) -> ProgrammeRow:
    """Return the programme of this id. One query."""
    (programme,) = fetch_all(session, _select_programme("id"), ProgrammeRow, {"id": programme_id})
    return programme


def programme_on(session: Session, programme: ProgrammeRow, as_of: date) -> ProgrammeRow:
    """Return a programme as it was said to be on a day; as it is now before the first. One query."""
    return programmes_on(session, [programme], as_of)[0]


def programmes_on(session: Session, rows: Sequence[ProgrammeRow], as_of: date) -> list[ProgrammeRow]:
    """Return these programmes as they were said to be on a day, in the same order. One query."""
    programme = state_as_of(PROGRAMME).c
    names = ("title", "purpose", "starts_on", "ends_on")
    statement = sa.select(programme.id, *(programme[name] for name in names)).where(
        programme.id.in_([row.id for row in rows])
    )
    then = {
        row["id"]: {name: row[name] for name in names}
        for row in session.execute(statement, {"as_of": as_of}).mappings()
    }
    return [replace(row, **then.get(row.id, {})) for row in rows]


def programmes(session: Session, readable: Collection[int] | None) -> list[ProgrammeRow]:
    """Return the programmes that may be read (all, where none is given), by title. One query."""
    if readable is None:
        rows = fetch_all(session, _select_programmes(), ProgrammeRow)
    else:
        rows = fetch_all(session, _select_programmes_among(), ProgrammeRow, {"ids": list(readable)})
    return sorted(rows, key=lambda row: (order_key(row.title), row.id))


def action_lines(session: Session, programme_id: int, as_of: date) -> list[ActionLineRow]:
    """Return the action lines of a programme on a day, in order. One query."""
    statement = _select_action_lines_in_order()
    return fetch_all(session, statement, ActionLineRow, {"as_of": as_of, "programme_ids": [programme_id]})


def action_line_title(session: Session, action_line_id: int, as_of: date) -> str:
    """Return the title of an action line on a day. One query."""
    line = state_as_of(ACTION_LINE).c
    statement = sa.select(line.title).where(line.id == action_line_id)
    title: str = session.scalars(statement, {"as_of": as_of}).one()
    return title


def project_deliverables(session: Session, project_id: int, as_of: date) -> list[int]:
    """Return the ids of the deliverables that a project had on a day, in order. One query."""
    deliverable = state_as_of(DELIVERABLE).c
    statement = (
        sa.select(deliverable.id)
        .where(deliverable.project_id == project_id)
        .order_by(deliverable.position, deliverable.id)
    )
    return list(session.scalars(statement, {"as_of": as_of}))


def projects(session: Session, programme_id: int, as_of: date) -> list[ProjectRow]:
    """Return the projects of a programme on a day with their leads, in order. One query."""
    statement = _select_projects_in_order()
    return fetch_all(session, statement, ProjectRow, {"as_of": as_of, "programme_ids": [programme_id]})


def projects_of(session: Session, programme_ids: Collection[int], as_of: date) -> list[ProjectRow]:
    """Return the projects of several programmes on a day, in no order. One query."""
    parameters = {"as_of": as_of, "programme_ids": list(programme_ids)}
    return fetch_all(session, _select_projects(), ProjectRow, parameters)


def project_on(
    session: Session, programme_ids: Collection[int], as_of: date, project_id: int
) -> ProjectRow | None:
    """Return a project of one of these programmes as it was on a day. One query."""
    select = _select_projects().where(state_as_of(PROJECT).c.id == project_id)
    return fetch_one(session, select, ProjectRow, {"as_of": as_of, "programme_ids": list(programme_ids)})


@cache
def _select_projects() -> sa.Select[*tuple[Any, ...]]:
    project, line = state_as_of(PROJECT), state_as_of(ACTION_LINE)
    return (
        sa.select(*project_columns(project.c, line.c))
        .join_from(project, line, line.c.id == project.c.action_line_id)
        .outerjoin(Person, col(Person.id) == project.c.lead_id)
        .where(project.c.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))
    )


@cache
def _select_projects_in_order() -> Columns:
    project, line = state_as_of(PROJECT).c, state_as_of(ACTION_LINE).c
    return _select_projects().order_by(line.position, project.position, project.id)


def action_lines_of(session: Session, programme_ids: Collection[int], as_of: date) -> list[ActionLineRow]:
    """Return the action lines of several programmes on a day, in no order. One query."""
    parameters = {"as_of": as_of, "programme_ids": list(programme_ids)}
    return fetch_all(session, _select_action_lines(), ActionLineRow, parameters)


def action_line_on(
    session: Session, programme_ids: Collection[int], as_of: date, action_line_id: int
) -> ActionLineRow | None:
    """Return an action line of one of these programmes as it was on a day. One query."""
    select = _select_action_lines().where(state_as_of(ACTION_LINE).c.id == action_line_id)
    return fetch_one(session, select, ActionLineRow, {"as_of": as_of, "programme_ids": list(programme_ids)})


@cache
def _select_action_lines() -> sa.Select[*tuple[Any, ...]]:
    line = state_as_of(ACTION_LINE).c
    columns = (line[field.name] for field in fields(ActionLineRow))
    return sa.select(*columns).where(line.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))


@cache
def _select_action_lines_in_order() -> Columns:
    line = state_as_of(ACTION_LINE).c
    return _select_action_lines().order_by(line.position, line.id)


def action_line_codes(session: Session, programme_ids: Collection[int]) -> frozenset[str]:
    """Return the codes of the action lines of these programmes. One query."""
    codes = sa.select(col(ActionLine.code)).where(
        col(ActionLine.programme_id).in_(programme_ids), col(ActionLine.retracted_on).is_(None)
    )
    return frozenset(session.scalars(codes))


def action_line_ids(session: Session, programme_id: int) -> dict[str, int]:
    """Return the ids of the action lines of a programme, by their codes. One query."""
    statement = sa.select(col(ActionLine.code), col(ActionLine.id)).where(
        col(ActionLine.programme_id) == programme_id, col(ActionLine.retracted_on).is_(None)
    )
    return {row.code: row.id for row in session.execute(statement)}


def project_ids(session: Session, programme_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of the projects of these programmes. One query."""
    ids = sa.select(col(Project.id)).where(col(Project.programme_id).in_(programme_ids))
    return frozenset(session.scalars(ids))


def project_columns(project: Any, line: Any) -> tuple[sa.ColumnElement[Any], ...]:
    """Select a `ProjectRow` from a project, its action line, and `Person`, its lead."""
    return (
        *(project.id, project.programme_id, project.action_line_id, line.code.label("action_line")),
        *(project.title, project.narrative, project.lead_id, col(Person.name).label("lead")),
        *(col(Person.email).label("lead_email"), project.position, line.position.label("line_position")),
        *(project.version, project.withdrawn, project.merged_into_id),
    )


def is_head_of_programme() -> sa.ColumnElement[bool]:
    """Say that a head of the audit trail is the programme's own."""
    return is_head_of(Programme.id)


def is_head_of(programme_id: Any) -> sa.ColumnElement[bool]:
    """Say that a head of the audit trail is that of the programme of this id (see `chain_of`)."""
    return col(AuditHead.chain) == sa.literal("programme:").concat(sa.cast(programme_id, sa.String))


@cache
def _select_programmes() -> sa.Select[Any]:
    return sa.select(*_programme_columns()).outerjoin_from(Programme, AuditHead, is_head_of_programme())


@cache
def _select_programme(by: str) -> sa.Select[Any]:
    return _select_programmes().where(col(getattr(Programme, by)) == sa.bindparam(by))


@cache
def _select_programmes_among() -> sa.Select[Any]:
    return _select_programmes().where(col(Programme.id).in_(sa.bindparam("ids", expanding=True)))


def _programme_columns() -> tuple[Any, ...]:
    return (
        *(col(Programme.id), col(Programme.slug), col(Programme.title), col(Programme.kind)),
        *(col(Programme.purpose), col(Programme.starts_on), col(Programme.ends_on), col(Programme.version)),
        sa.func.coalesce(col(AuditHead.revision), 0).label("revision"),
    )
