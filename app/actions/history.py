"""Writing history: a statement is appended, and the row of its entity follows the last one.

Nothing else writes either, so what is the case now and what was said last cannot part ways.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from app.actions import search_entry
from app.actions.audit_log import AuditContext
from app.db import Columns, get_for_update
from app.domain.refusal import Conflict, Invalid, Stale
from app.queries.history import last_statement, links_as_of
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import TrackedEntity, TrackedLink


@dataclass(frozen=True, slots=True)
class StatementInput:
    """Which version of the entity its author read, why it is said, and on which day.

    What changes many entities at once gives no version; without a day it is said on that of the action.
    """

    version: int | None
    reason: str = ""
    said_on: date | None = None

    @property
    def without_version(self) -> "StatementInput":
        """The same, for another entity than the one that its author read."""
        return StatementInput(None, self.reason, self.said_on)


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What became of an entity; `was` and `becomes` hold only what changed, for the trail."""

    programme_id: int
    was: dict[str, Any]
    becomes: dict[str, Any]


def begin(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    *,
    facts: Mapping[str, Any],
    own: Mapping[str, Any],
    said_on: date | None = None,
) -> int:
    """Add an entity with the first statement of it; returns its id.

    `own` are its columns that are no facts; without `said_on` it is said on the day of the action.
    """
    refuse_long_texts(tracked.table, {**facts, **own})
    entity = tracked.entity(**facts, **own)
    session.add(entity)
    session.flush()
    entity_id: int = getattr(entity, "id")  # noqa: B009 - every tracked entity has one
    programme_id = own.get("programme_id", entity_id)
    columns = {"programme_id": programme_id, "said_on": said_on or act.on}
    _append(session, act, tracked, facts, entity_id, at=act.at, **columns)
    return entity_id


def restate(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    entity_id: int,
    statement: StatementInput,
    **changes: Any,
) -> EntityChange:
    """Change facts of an entity by a new statement.

    Refuses as stale what was changed since it was read, a day still to come, a day before the last
    statement (what was said since rests on it), and a text that is too long, also where nothing changes: the
    trail keeps the reason.
    """
    refuse_long_texts(tracked.statement_table, {"reason": statement.reason.strip()})
    entity = _get_for_change(session, tracked, entity_id, statement.version)
    said_on = statement.said_on or act.on
    _refuse_out_of_order(session, act, tracked, entity_id, said_on)
    changed = {name: value for name, value in changes.items() if getattr(entity, name) != value}
    was = {name: getattr(entity, name) for name in changed}
    facts = {name: getattr(entity, name) for name in tracked.facts} | changed
    if changed:
        _append(
            session,
            act,
            tracked,
            facts,
            entity_id,
            programme_id=_programme_id(entity),
            said_on=said_on,
            reason=statement.reason.strip(),
        )
    _update_entity(session, act, entity, changed)
    return EntityChange(_programme_id(entity), was, changed)


def correct(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    statement_id: int,
    *,
    version: int,
    reason: str,
    **changes: Any,
) -> EntityChange:
    """Put in the place of a statement what should have been said on its day.

    Refuses a correction of what was corrected before, and of anything but the last statement: what was said
    since rests on it.
    """
    statements = tracked.statement_table
    query = sa.select(statements).where(statements.c.id == statement_id)
    row = session.execute(query).mappings().one()
    entity_id = row[tracked.key_column.name]
    entity = _get_for_change(session, tracked, entity_id, version)
    last = session.scalar(sa.select(last_statement(tracked, sa.literal(entity_id))), {"as_of": date.max})
    if last != statement_id:
        raise Conflict("Only what was said last can be corrected.")
    changed = {name: value for name, value in changes.items() if row[name] != value}
    facts = {name: row[name] for name in tracked.facts} | changed
    _append(
        session,
        act,
        tracked,
        facts,
        entity_id,
        programme_id=_programme_id(entity),
        said_on=row["said_on"],
        reason=reason.strip(),
        corrects_id=statement_id,
    )
    _update_entity(session, act, entity, changed)
    return EntityChange(_programme_id(entity), {name: row[name] for name in changed}, changed)


def set_links(
    session: Session,
    act: AuditContext,
    link: TrackedLink,
    owner_id: int,
    member_ids: Iterable[int],
    *,
    programme_id: int,
    said_on: date | None = None,
    reason: str = "",
) -> tuple[list[int], list[int]]:
    """Let exactly these members belong to an owner from a day on; returns which were added and removed.

    What holds already is not said again; without `said_on` it is said on the day of the action.
    """
    links = links_as_of(link)
    query = sa.select(links.c[link.member_key]).where(links.c[link.owner_key] == owner_id)
    now: set[int] = set(session.scalars(query, {"as_of": date.max}))
    wanted = list(dict.fromkeys(member_ids))
    added, removed = [member for member in wanted if member not in now], sorted(now - set(wanted))
    if added or removed:
        shared: dict[str, Any] = {
            link.owner_key: owner_id,
            "programme_id": programme_id,
            "said_on": said_on or act.on,
            "recorded_at": choose_recorded_at(session, act.at, link.entity, **{link.owner_key: owner_id}),
            "author_id": act.person_id,
            "reason": reason.strip(),
        }
        session.add_all(
            link.entity(**shared | {link.member_key: member, "holds": holds})
            for members, holds in ((added, True), (removed, False))
            for member in members
        )
        session.flush()
    return added, removed


def choose_recorded_at(session: Session, at: datetime, statement: type[SQLModel], **entity: int) -> datetime:
    """Return this moment, or that of the last statement of the same entity where that is later.

    Of what was said on one day the statement recorded last counts. Clocks step back, and those of two hosts
    differ: a moment taken from the clock alone would hide what was just said behind what stood before it.
    `entity` names the columns of the table that say of what the statement is. Ask it once that is locked.
    """
    last: datetime | None = session.scalar(_select_last_recorded(statement, *entity), entity)
    return at if last is None else max(at, last)


@cache
def _select_last_recorded(statement: type[SQLModel], *names: str) -> Columns:
    recorded_at = col(getattr(statement, "recorded_at"))  # noqa: B009 - not every table has it
    is_of_entity = (col(getattr(statement, name)) == sa.bindparam(name) for name in names)
    return sa.select(sa.func.max(recorded_at)).where(*is_of_entity)


def mark_updated(entity: Any, at: datetime) -> None:
    """Set `updated_at` of an entity that has one; like what is recorded of it, it never goes back."""
    if hasattr(entity, "updated_at"):
        entity.updated_at = max(at, entity.updated_at)


def _refuse_out_of_order(
    session: Session, act: AuditContext, tracked: TrackedEntity, entity_id: int, said_on: date
) -> None:
    if said_on > act.on:
        raise Invalid.because("said_on", "This day is still to come.")
    statements = tracked.statement_table
    last_id = last_statement(tracked, sa.literal(entity_id))
    query = sa.select(statements.c.said_on).where(statements.c.id == last_id)
    last: date = session.execute(query, {"as_of": date.max}).scalar_one()
    if said_on < last:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last,
        )


def _get_for_change(session: Session, tracked: TrackedEntity, entity_id: int, version: int | None) -> Any:
    """The entity as it is, locked until the commit; refuses another version than was read."""
    entity: Any = get_for_update(session, tracked.entity, entity_id)
    if version is not None and entity.version != version:
        raise Stale(
            "This was changed since you opened it. Both texts are shown; yours is not lost.",
            {name: getattr(entity, name) for name in tracked.facts},
        )
    return entity


def _append(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    facts: Mapping[str, Any],
    entity_id: int,
    *,
    at: datetime | None = None,
    **columns: Any,
) -> None:
    """Append a statement, at the moment `at` where it is the first: else behind the last one."""
    refuse_long_texts(tracked.statement_table, {**facts, **columns})
    search_entry.mark_outdated(session, tracked.name, entity_id, columns["programme_id"])
    key = {tracked.key_column.name: entity_id}
    at = at or choose_recorded_at(session, act.at, tracked.statement, **key)
    session.add(
        tracked.statement(**{**facts, **columns, **key, "recorded_at": at, "author_id": act.person_id})
    )
    session.flush()


def _update_entity(session: Session, act: AuditContext, entity: Any, changed: Mapping[str, Any]) -> None:
    """The entity's row says what was said last."""
    for name, value in {**changed, "version": entity.version + 1}.items():
        setattr(entity, name, value)
    mark_updated(entity, act.at)
    session.flush()


def _programme_id(entity: Any) -> int:
    """The programme of an entity; that of a programme is itself."""
    return int(entity.programme_id if hasattr(entity, "programme_id") else entity.id)
