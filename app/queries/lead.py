"""What people lead, by programme, and where they could."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.dutch_text import order_key
from app.domain.role import MAY, Ability
from app.domain.round import choose_answerer
from app.tables import Deliverable, Person, Programme, Project, RoleGrant

LEADING = [role for role, may in MAY.items() if may & {Ability.UPDATE_OWN, Ability.UPDATE_ALL}]
"""The roles with which what one leads can be updated."""


@dataclass(frozen=True, slots=True)
class Led:
    """What a person leads in one programme, by id; of deliverables those that name them, beside a project."""

    programme_id: int
    programme: str
    projects: tuple[int, ...]
    deliverables: tuple[int, ...]


def leads_of(session: Session, person_id: int, within: Collection[int] | None = None) -> tuple[Led, ...]:
    """Return what a person leads, by the title of the programme; in these programmes where any are given.

    What was taken back is led by nobody. One query.
    """
    led = sa.union_all(
        *(
            sa.select(col(entity.programme_id), col(entity.id), sa.literal(kind).label("kind")).where(
                col(entity.lead_id) == person_id, col(entity.retracted_on).is_(None)
            )
            for kind, entity in (("project", Project), ("deliverable", Deliverable))
        )
    ).subquery()
    statement = sa.select(
        col(Programme.id).label("programme_id"), col(Programme.title), led.c.kind, led.c.id
    ).join_from(led, Programme, col(Programme.id) == led.c.programme_id)
    if within is not None:
        statement = statement.where(col(Programme.id).in_(within))
    rows = sorted(
        session.execute(statement), key=lambda row: (order_key(row.title), row.programme_id, row.id)
    )
    by_programme = groupby(rows, lambda row: (row.programme_id, row.title))
    return tuple(_group_led(programme_id, title, list(rows)) for (programme_id, title), rows in by_programme)


def programmes_to_lead_in(session: Session, person_id: int) -> frozenset[int]:
    """Return the programmes in which a person could update what they lead. One query."""
    statement = sa.select(col(RoleGrant.programme_id)).where(
        col(RoleGrant.person_id) == person_id, col(RoleGrant.role).in_(LEADING)
    )
    return frozenset(session.scalars(statement))


def possible_leads(
    session: Session, programme_ids: Collection[int], but: int | None = None
) -> list[tuple[int, str]]:
    """Return who could lead in any of these programmes, id and name, by name; not this person. One query."""
    statement = (
        sa.select(col(Person.id), col(Person.name))
        .join_from(RoleGrant, Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.role).in_(LEADING), col(RoleGrant.programme_id).in_(programme_ids))
        .distinct()
    )
    if but is not None:
        statement = statement.where(col(Person.id) != but)
    return sorted(
        ((row.id, row.name) for row in session.execute(statement)),
        key=lambda row: (order_key(row[1]), row[0]),
    )


def able_leads(session: Session, programme_ids: Collection[int]) -> dict[int, dict[int, str]]:
    """Return who may say in each of these programmes how things stand, by id their name. One query."""
    statement = (
        sa.select(col(RoleGrant.programme_id), col(Person.id), col(Person.name))
        .join_from(RoleGrant, Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.role).in_(LEADING), col(RoleGrant.programme_id).in_(programme_ids))
    )
    able: dict[int, dict[int, str]] = {programme_id: {} for programme_id in programme_ids}
    for row in session.execute(statement):
        able[row.programme_id][row.id] = row.name
    return able


def own_deliverables(
    session: Session, person_id: int, office_of: Collection[int] = ()
) -> dict[int, list[int]]:
    """Return the deliverables that a person answers for as their lead or that of their project, by programme.

    Ids; two queries. In the programmes of `office_of` also what falls to the office, since nobody with access
    leads it.
    """
    statement = (
        sa.select(col(Deliverable.programme_id), col(Deliverable.id), col(Deliverable.lead_id))
        .add_columns(col(Project.lead_id).label("project_lead_id"))
        .join_from(Deliverable, Project, col(Project.id) == col(Deliverable.project_id))
        .where(
            sa.or_(
                col(Deliverable.lead_id) == person_id,
                col(Project.lead_id) == person_id,
                col(Deliverable.programme_id).in_(office_of),
            )
        )
        .where(col(Deliverable.retracted_on).is_(None))
        .order_by(col(Deliverable.programme_id), col(Deliverable.id))
    )
    rows = session.execute(statement).all()
    able = able_leads(session, {row.programme_id for row in rows}) if rows else {}
    by_programme: dict[int, list[int]] = {}
    for row in rows:
        answerer = choose_answerer(row.lead_id, row.project_lead_id, able[row.programme_id])
        if answerer == person_id or (answerer is None and row.programme_id in office_of):
            by_programme.setdefault(row.programme_id, []).append(row.id)
    return by_programme


def _group_led(programme_id: int, title: str, rows: Sequence[sa.Row[Any]]) -> Led:
    projects = tuple(row.id for row in rows if row.kind == "project")
    return Led(programme_id, title, projects, tuple(row.id for row in rows if row.kind == "deliverable"))
