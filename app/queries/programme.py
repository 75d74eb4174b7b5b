"""Programmes, their action lines and projects: the frame in which deliverables stand."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import ActionLineKind, ProgrammeKind
from app.prepared import Prepared
from app.queries.frame import as_said
from app.tables import ActionLine, AuditHead, Person, Programme
from app.tables.tracked import ACTION_LINE, DELIVERABLE, PROJECT

_SLUG = re.compile("[a-z0-9-]{1,60}")
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_HEAD = AuditHead.__table__  # type: ignore[attr-defined]
_LINE = ActionLine.__table__  # type: ignore[attr-defined]
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
    version: int
    withdrawn: bool
    merged_into_id: int | None


def programme_by_slug(session: Session, slug: str) -> ProgrammeRow | None:
    """The programme of this slug. One query, none for what can be no slug."""
    if not _SLUG.fullmatch(slug):
        return None
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


def action_lines(session: Session, programme_id: int, as_of: date) -> list[ActionLineRow]:
    """The action lines of a programme on a day, in order. One query."""
    line = as_said(ACTION_LINE)
    asked = sa.select(*(line.c[name] for name in ActionLineRow.__slots__)).where(
        line.c.programme_id == programme_id
    )
    rows = session.execute(asked.order_by(line.c.position, line.c.id), {"as_of": as_of})
    return [ActionLineRow(*row) for row in rows]


def action_line_title(session: Session, action_line_id: int) -> str:
    """The title of an action line. One query."""
    title: str = session.scalars(sa.select(_LINE.c.title).where(_LINE.c.id == action_line_id)).one()
    return title


def project_deliverables(session: Session, project_id: int, as_of: date) -> list[int]:
    """The ids of the deliverables that a project had on a day, in order. One query."""
    deliverable = as_said(DELIVERABLE)
    asked = sa.select(deliverable.c.id).where(deliverable.c.project_id == project_id)
    asked = asked.order_by(deliverable.c.position, deliverable.c.id)
    return list(session.scalars(asked, {"as_of": as_of}))


def projects(session: Session, programme_id: int, as_of: date) -> list[ProjectRow]:
    """The projects of a programme on a day with their leads, in order. One query."""
    project, line = as_said(PROJECT), as_said(ACTION_LINE)
    asked = (
        sa.select(
            *(project.c.id, project.c.programme_id, project.c.action_line_id, line.c.code),
            *(project.c.title, project.c.narrative, project.c.lead_id, _PERSON.c.name, _PERSON.c.email),
            *(project.c.position, project.c.version, project.c.withdrawn, project.c.merged_into_id),
        )
        .join_from(project, line, line.c.id == project.c.action_line_id)
        .outerjoin(_PERSON, _PERSON.c.id == project.c.lead_id)
        .where(project.c.programme_id == programme_id)
        .order_by(line.c.position, project.c.position, project.c.id)
    )
    return [ProjectRow(*row) for row in session.execute(asked, {"as_of": as_of})]


PROGRAMME_COLUMNS: list[Any] = [
    *(_PROGRAMME.c[name] for name in ProgrammeRow.__slots__ if name != "revision"),
    sa.func.coalesce(_HEAD.c.revision, 0),
]
OF_THE_PROGRAMME = _HEAD.c.chain == sa.literal("programme:").concat(sa.cast(_PROGRAMME.c.id, sa.String))
"""That a head of the audit trail is the programme's own (see `chain_of`)."""
# Asked for nearly every request.
_PROGRAMMES = sa.select(*PROGRAMME_COLUMNS).outerjoin_from(_PROGRAMME, _HEAD, OF_THE_PROGRAMME)
_BY_SLUG = Prepared(_PROGRAMMES.where(_PROGRAMME.c.slug == sa.bindparam("slug")))
_BY_ID = Prepared(_PROGRAMMES.where(_PROGRAMME.c.id == sa.bindparam("id")))
_ALL = Prepared(_PROGRAMMES.order_by(_PROGRAMME.c.title))
_SOME = Prepared(
    _PROGRAMMES.where(_PROGRAMME.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(_PROGRAMME.c.title)
)
