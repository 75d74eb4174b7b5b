"""Who did what in a programme, the last first: entries with their values and the name of what they are of."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.domain.audit_trail import chain_of
from app.domain.dutch_text import order_key
from app.queries.party import is_wording_of
from app.tables import (
    ActionLine,
    AuditEntry,
    AuditPayload,
    Deliverable,
    ExternalDependency,
    Indicator,
    NamedMomentRow,
    ParliamentaryCommitment,
    Party,
    Person,
    PilotSite,
    Programme,
    ProgrammeParty,
    Project,
    Proposal,
    ReadReport,
    ReportingPeriod,
    Risk,
    RoleGrant,
    Webhook,
)

_Entries = sa.Select[*tuple[Any, ...]]

_NAMED: Mapping[str, tuple[Any, str]] = {
    "deliverable": (Deliverable, "title"),
    "project": (Project, "title"),
    "action_line": (ActionLine, "title"),
    "programme": (Programme, "title"),
    "indicator": (Indicator, "name"),
    "risk": (Risk, "title"),
    "external_dependency": (ExternalDependency, "title"),
    "parliamentary_commitment": (ParliamentaryCommitment, "text"),
    "reporting_period": (ReportingPeriod, "half_year"),
    "party": (Party, "name"),
    "pilot_site": (PilotSite, "name"),
    "named_moment": (NamedMomentRow, "name"),
    "read_report": (ReadReport, "title"),
    "proposal": (Proposal, "title"),
    "webhook": (Webhook, "name"),
    "person": (Person, "name"),
}
KINDS = tuple(_NAMED)
"""The types of things that entries are of, as far as they have a name."""


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Only entries of this kind or object, by this person; before a number; by or about somebody; since."""

    kind: str | None = None
    object_id: int | None = None
    actor: int | None = None
    before: int | None = None
    whom: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry. `was` and `becomes` are empty where it has no values, and where these were forgotten."""

    id: int
    programme_id: int | None
    seq: int
    at: datetime
    actor_id: int | None
    actor: str | None
    action: str
    object_type: str
    object_id: int
    title: str | None
    result: str
    origin: str
    hash: str
    was: Mapping[str, Any]
    becomes: Mapping[str, Any]
    is_forgotten: bool


def trail(session: Session, programme_id: int | None, filters: TrailFilter, limit: int) -> list[TrailRow]:
    """Return the entries of a programme (none: of the installation), at most so many. One query."""
    entries = _narrow(_select_entries(), filters).where(col(AuditEntry.chain) == chain_of(programme_id))
    if filters.before is not None:
        entries = entries.where(col(AuditEntry.seq) < filters.before)
    return _fetch(session, entries.order_by(col(AuditEntry.seq).desc()).limit(limit))


def trail_of(
    session: Session, programme_ids: Collection[int | None], filters: TrailFilter, limit: int
) -> list[TrailRow]:
    """Return those of several programmes (none among them: of the installation too), by id. One query.

    `before` is then an id.
    """
    chains = [chain_of(programme_id) for programme_id in programme_ids]
    entries = _narrow(_select_entries(), filters).where(col(AuditEntry.chain).in_(chains))
    if filters.before is not None:
        entries = entries.where(col(AuditEntry.id) < filters.before)
    return _fetch(session, entries.order_by(col(AuditEntry.id).desc()).limit(limit))


def people_of(session: Session, programme_id: int | None) -> list[tuple[int, str]]:
    """Return whoever has a role in a programme (none: everybody), by name: id and name. One query."""
    statement = sa.select(col(Person.id), col(Person.name))
    if programme_id is not None:
        holders = sa.select(col(RoleGrant.person_id)).where(col(RoleGrant.programme_id) == programme_id)
        statement = statement.where(col(Person.id).in_(holders))
    people = [(row.id, row.name) for row in session.execute(statement)]
    return sorted(people, key=lambda person: (order_key(person[1]), person[0]))


def _narrow(entries: _Entries, filters: TrailFilter) -> _Entries:
    for column, value in (
        (AuditEntry.object_type, filters.kind),
        (AuditEntry.object_id, filters.object_id),
        (AuditEntry.actor_id, filters.actor),
    ):
        if value is not None:
            entries = entries.where(col(column) == value)
    if filters.since is not None:
        entries = entries.where(col(AuditEntry.at) > filters.since)
    if filters.whom is not None:
        is_person = col(AuditEntry.object_type) == "person"
        about = sa.and_(is_person, col(AuditEntry.object_id) == filters.whom)
        entries = entries.where(sa.or_(about, col(AuditEntry.actor_id) == filters.whom))
    return entries


def _fetch(session: Session, entries: _Entries) -> list[TrailRow]:
    rows = []
    for row in session.execute(entries).mappings():
        columns = dict(row)
        digest, content = columns.pop("digest"), columns.pop("content")
        values = json.loads(content) if content else {"from": {}, "to": {}}
        is_forgotten = bool(digest) and content is None
        rows.append(TrailRow(**columns, was=values["from"], becomes=values["to"], is_forgotten=is_forgotten))
    return rows


@cache
def _select_entries() -> _Entries:
    """Select entries with who did it, their values, and the name of the entity, whatever its kind."""
    entry: Any = AuditEntry
    actor = aliased(Person)
    names: list[Any] = []
    entities = []
    for kind, (entity, name) in _NAMED.items():
        named = aliased(entity)
        entities.append((named, sa.and_(entry.object_type == kind, named.id == entry.object_id)))
        if kind == "party":
            entities.append((ProgrammeParty, is_wording_of(named.id, entry.programme_id)))
            names.append(col(ProgrammeParty.wording))
        names.append(getattr(named, name))
    statement: _Entries = (
        sa.select(entry.id, entry.programme_id, entry.seq, entry.at, entry.actor_id, entry.action)
        .add_columns(entry.object_type, entry.object_id, entry.result, entry.origin, entry.hash, entry.digest)
        .add_columns(col(actor.name).label("actor"), sa.func.coalesce(*names).label("title"))
        .add_columns(col(AuditPayload.content))
        .select_from(entry)
        .outerjoin(actor, col(actor.id) == entry.actor_id)
        .outerjoin(
            AuditPayload,
            sa.and_(col(AuditPayload.chain) == entry.chain, col(AuditPayload.seq) == entry.seq),
        )
    )
    for named, condition in entities:
        statement = statement.outerjoin(named, condition)
    return statement
