"""What people lead, by programme, and where they could."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.role import MAY, Ability
from app.tables import Deliverable, Person, Programme, Project, RoleGrant

_PROJECT = Project.__table__  # type: ignore[attr-defined]
_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]

LEADING = [role for role, may in MAY.items() if may & {Ability.UPDATE_OWN, Ability.UPDATE_ALL}]
"""The roles with which what one leads can be updated."""


@dataclass(frozen=True, slots=True)
class Led:
    """What a person leads in one programme, by id; of deliverables those that name them, beside a project."""

    programme_id: int
    programme: str
    projects: tuple[int, ...]
    deliverables: tuple[int, ...]


def led_by(session: Session, person_id: int, within: Collection[int] | None = None) -> tuple[Led, ...]:
    """What a person leads, by the title of the programme; in these programmes where any are given.

    One query.
    """
    parts = [
        sa.select(table.c.programme_id, sa.literal(position).label("kind"), table.c.id.label("thing")).where(
            table.c.lead_id == person_id
        )
        for position, table in enumerate((_PROJECT, _DELIVERABLE))
    ]
    every = sa.union_all(*parts).subquery()
    asked = (
        sa.select(_PROGRAMME.c.id, _PROGRAMME.c.title, every.c.kind, every.c.thing)
        .join_from(every, _PROGRAMME, _PROGRAMME.c.id == every.c.programme_id)
        .order_by(_PROGRAMME.c.title, _PROGRAMME.c.id, every.c.thing)
    )
    if within is not None:
        asked = asked.where(_PROGRAMME.c.id.in_(list(within)))
    found: dict[tuple[int, str], tuple[list[int], list[int]]] = {}
    for programme_id, title, kind, thing in session.execute(asked):
        found.setdefault((programme_id, title), ([], []))[kind].append(thing)
    return tuple(Led(*of, tuple(projects), tuple(own)) for of, (projects, own) in found.items())


def may_lead(session: Session, person_id: int) -> frozenset[int]:
    """The programmes in which a person could update what they lead. One query."""
    asked = sa.select(_GRANT.c.programme_id).where(
        _GRANT.c.person_id == person_id, _GRANT.c.role.in_(LEADING)
    )
    return frozenset(session.scalars(asked))


def successors(session: Session, programme_ids: Collection[int], but: int) -> list[tuple[int, str]]:
    """Who else could lead in any of these programmes, id and name, by name. One query."""
    asked = (
        sa.select(_PERSON.c.id, _PERSON.c.name)
        .join_from(_GRANT, _PERSON, _PERSON.c.id == _GRANT.c.person_id)
        .where(_GRANT.c.role.in_(LEADING), _GRANT.c.programme_id.in_(list(programme_ids)))
        .where(_PERSON.c.id != but)
        .distinct()
        .order_by(_PERSON.c.name, _PERSON.c.id)
    )
    return [(person_id, name) for person_id, name in session.execute(asked)]
