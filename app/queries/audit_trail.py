"""Who did what in a programme, the last first: entries with their values and the name of what they are of."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import chain_of
from app.queries.party import is_wording_of
from app.tables import (
    ActionLine,
    AuditEntry,
    AuditPayload,
    Deliverable,
    ExternalDependency,
    Indicator,
    ParliamentaryCommitment,
    Party,
    Person,
    PilotSite,
    Programme,
    ProgrammeParty,
    Project,
    ReportingPeriod,
    Risk,
    RoleGrant,
)

_ENTRY = AuditEntry.__table__  # type: ignore[attr-defined]
_PAYLOAD = AuditPayload.__table__  # type: ignore[attr-defined]
_ACTOR = Person.__table__.alias("actor")  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]

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
    "person": (Person, "name"),
}
KINDS = tuple(_NAMED)
"""The types of things that entries are of, as far as they have a name."""


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Only entries of this kind, of this thing, by this person; before a number; by or about somebody."""

    kind: str | None = None
    thing: int | None = None
    actor: int | None = None
    before: int | None = None
    whom: int | None = None


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


def trail(session: Session, programme_id: int | None, asked: TrailFilter, limit: int) -> list[TrailRow]:
    """The entries of a programme (none: of the installation), at most so many. One query."""
    narrowed = _narrowed(_TRAIL, asked).where(_ENTRY.c.chain == chain_of(programme_id))
    if asked.before is not None:
        narrowed = narrowed.where(_ENTRY.c.seq < asked.before)
    return [_row(*row) for row in session.execute(narrowed.order_by(_ENTRY.c.seq.desc()).limit(limit))]


def trail_of(
    session: Session, programme_ids: Collection[int | None], asked: TrailFilter, limit: int
) -> list[TrailRow]:
    """The same of several programmes (none among them: of the installation too), by id; `before` is then an
    id. One query."""
    narrowed = _narrowed(_TRAIL, asked).where(_ENTRY.c.chain.in_([chain_of(of) for of in programme_ids]))
    if asked.before is not None:
        narrowed = narrowed.where(_ENTRY.c.id < asked.before)
    return [_row(*row) for row in session.execute(narrowed.order_by(_ENTRY.c.id.desc()).limit(limit))]


def people_of(session: Session, programme_id: int | None) -> list[tuple[int, str]]:
    """Whoever has a role in a programme (none: everybody), by name: id and name. One query."""
    asked = sa.select(_ACTOR.c.id, _ACTOR.c.name)
    if programme_id is not None:
        held = sa.select(_GRANT.c.person_id).where(_GRANT.c.programme_id == programme_id)
        asked = asked.where(_ACTOR.c.id.in_(held))
    return [(person, name) for person, name in session.execute(asked.order_by(_ACTOR.c.name, _ACTOR.c.id))]


def _narrowed(entries: sa.Select[Any], asked: TrailFilter) -> sa.Select[Any]:
    wanted = ((_ENTRY.c.object_type, asked.kind), (_ENTRY.c.object_id, asked.thing))
    for column, value in (*wanted, (_ENTRY.c.actor_id, asked.actor)):
        if value is not None:
            entries = entries.where(column == value)
    if asked.whom is not None:
        about = sa.and_(_ENTRY.c.object_type == "person", _ENTRY.c.object_id == asked.whom)
        entries = entries.where(sa.or_(about, _ENTRY.c.actor_id == asked.whom))
    return entries


def _row(*columns: Any) -> TrailRow:
    *told, digest, content = columns
    said = json.loads(content) if content else {"from": {}, "to": {}}
    gone = bool(digest) and content is None
    return TrailRow(*(*told, said["from"], said["to"], gone))


def _of_things() -> tuple[Any, Any]:
    """Entries with who did it, their values, and the name of the thing, whatever its kind."""
    source = _ENTRY.outerjoin(_ACTOR, _ACTOR.c.id == _ENTRY.c.actor_id).outerjoin(
        _PAYLOAD, sa.and_(_PAYLOAD.c.chain == _ENTRY.c.chain, _PAYLOAD.c.seq == _ENTRY.c.seq)
    )
    names: list[Any] = []
    for kind, (table, name) in _NAMED.items():
        thing = table.__table__.alias(f"of_{kind}")
        is_it = sa.and_(_ENTRY.c.object_type == kind, thing.c.id == _ENTRY.c.object_id)
        source = source.outerjoin(thing, is_it)
        if kind == "party":
            of_party = is_wording_of(thing.c.id, _ENTRY.c.programme_id)
            source, names = source.outerjoin(ProgrammeParty, of_party), [*names, col(ProgrammeParty.wording)]
        names.append(thing.c[name])
    return source, sa.func.coalesce(*names)


_SOURCE, _TITLE = _of_things()
_TRAIL: sa.Select[Any] = sa.select(
    *(_ENTRY.c.id, _ENTRY.c.programme_id, _ENTRY.c.seq, _ENTRY.c.at, _ENTRY.c.actor_id, _ACTOR.c.name),
    *(_ENTRY.c.action, _ENTRY.c.object_type, _ENTRY.c.object_id, _TITLE),
    *(_ENTRY.c.result, _ENTRY.c.origin, _ENTRY.c.hash, _ENTRY.c.digest, _PAYLOAD.c.content),
).select_from(_SOURCE)
