"""Programmes, their action lines and projects: the frame in which deliverables stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import ActionLineKind, ProgrammeKind
from app.prepared import Prepared
from app.tables import ActionLine, Deliverable, Person, Programme, Project

_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_LINE = ActionLine.__table__  # type: ignore[attr-defined]
_PROJECT = Project.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


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
    version: int


def programme_by_slug(session: Session, slug: str) -> ProgrammeRow | None:
    """The programme of this slug. One query."""
    row = _BY_SLUG.row(session, {"slug": slug})
    return ProgrammeRow(*row) if row else None


def programme_by_id(session: Session, programme_id: int) -> ProgrammeRow:
    """The programme of this id. One query."""
    (row,) = _BY_ID.rows(session, {"id": programme_id})
    return ProgrammeRow(*row)


def programmes(session: Session, readable: Collection[int] | None) -> list[ProgrammeRow]:
    """The programmes that may be read (all, where none is given), by title. One query."""
    rows = _ALL.rows(session, {}) if readable is None else _SOME.rows(session, {"ids": list(readable)})
    return [ProgrammeRow(*row) for row in rows]


def action_lines(session: Session, programme_id: int) -> list[ActionLineRow]:
    """The action lines of a programme, in order. One query."""
    columns = [_LINE.c[name] for name in ActionLineRow.__slots__]
    asked = sa.select(*columns).where(_LINE.c.programme_id == programme_id)
    return [ActionLineRow(*row) for row in session.execute(asked.order_by(_LINE.c.position, _LINE.c.id))]


def action_line_title(session: Session, action_line_id: int) -> str:
    """The title of an action line. One query."""
    title: str = session.scalars(sa.select(_LINE.c.title).where(_LINE.c.id == action_line_id)).one()
    return title


def project_deliverables(session: Session, project_id: int) -> list[int]:
    """The ids of a project's deliverables, in order. One query."""
    deliverable = Deliverable.__table__  # type: ignore[attr-defined]
    asked = sa.select(deliverable.c.id).where(deliverable.c.project_id == project_id)
    return list(session.scalars(asked.order_by(deliverable.c.position, deliverable.c.id)))


def projects(session: Session, programme_id: int) -> list[ProjectRow]:
    """The projects of a programme with their leads, in order. One query."""
    asked = (
        sa.select(
            *(_PROJECT.c.id, _PROJECT.c.programme_id, _PROJECT.c.action_line_id, _LINE.c.code),
            *(_PROJECT.c.title, _PROJECT.c.narrative, _PROJECT.c.lead_id, _PERSON.c.name, _PERSON.c.email),
            *(_PROJECT.c.position, _PROJECT.c.version),
        )
        .join_from(_PROJECT, _LINE, _LINE.c.id == _PROJECT.c.action_line_id)
        .outerjoin(_PERSON, _PERSON.c.id == _PROJECT.c.lead_id)
        .where(_PROJECT.c.programme_id == programme_id)
        .order_by(_LINE.c.position, _PROJECT.c.position, _PROJECT.c.id)
    )
    return [ProjectRow(*row) for row in session.execute(asked)]


# Asked for nearly every request.
_PROGRAMMES = sa.select(*(_PROGRAMME.c[name] for name in ProgrammeRow.__slots__))
_BY_SLUG = Prepared(_PROGRAMMES.where(_PROGRAMME.c.slug == sa.bindparam("slug")))
_BY_ID = Prepared(_PROGRAMMES.where(_PROGRAMME.c.id == sa.bindparam("id")))
_ALL = Prepared(_PROGRAMMES.order_by(_PROGRAMME.c.title))
_SOME = Prepared(
    _PROGRAMMES.where(_PROGRAMME.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(_PROGRAMME.c.title)
)
