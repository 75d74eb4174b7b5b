"""Saying what a thing is: a statement is appended, and the thing's own row follows the last one.

Nothing else writes either, so what is the case now and what was said last cannot part ways.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import search_entry
from app.actions.audit_log import AuditContext
from app.actions.moment import mark_updated, moment_after_last
from app.db import get_for_update
from app.domain.refusal import Conflict, Invalid, Stale
from app.queries.history import last_statement
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import TrackedEntity


@dataclass(frozen=True, slots=True)
class Saying:
    """Which version of the thing was read by whoever says it, why it is said, and on which day.

    No version is given by what changes many things in one act; without a day it is that of the act.
    """

    version: int | None
    reason: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Restated:
    """What became of a thing; `was` and `becomes` hold only what changed, for the trace."""

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
    """Add a thing with the first statement of it; returns its id.

    `own` are its columns that are no facts; without `said_on` it is said on the day of the act.
    """
    refuse_long_texts(tracked.table, {**facts, **own})
    entity = tracked.entity(**facts, **own)
    session.add(entity)
    session.flush()
    thing_id: int = getattr(entity, "id")  # noqa: B009 - every entity has one
    programme_id = own.get("programme_id", thing_id)
    _append(session, act, tracked, facts, thing_id, programme_id=programme_id, said_on=said_on or act.on)
    return thing_id


def restate(
    session: Session, act: AuditContext, tracked: TrackedEntity, thing_id: int, saying: Saying, **changes: Any
) -> Restated:
    """Say that these facts of a thing are others now.

    Refuses as stale what was changed since it was read, a day still to come, a day before the last
    statement (what was said since rests on it), and a text that is too long, also where nothing changes: the
    trace keeps the reason.
    """
    refuse_long_texts(tracked.statement_table, {"reason": saying.reason.strip()})
    current = _hold(session, tracked, thing_id, saying.version)
    said_on = _in_order(session, act, tracked, thing_id, saying.said_on or act.on)
    changed = {name: value for name, value in changes.items() if getattr(current, name) != value}
    was = {name: getattr(current, name) for name in changed}
    facts = {name: getattr(current, name) for name in tracked.facts} | changed
    if changed:
        _append(
            session,
            act,
            tracked,
            facts,
            thing_id,
            programme_id=_programme(current),
            said_on=said_on,
            reason=saying.reason.strip(),
        )
    _follow(session, act, current, changed)
    return Restated(_programme(current), was, changed)


def correct(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    statement_id: int,
    *,
    version: int,
    reason: str,
    **changes: Any,
) -> Restated:
    """Put in the place of a statement what should have been said on its day.

    Refuses a correction without a reason, of what was corrected before, and of anything but the last
    statement: what was said since rests on it.
    """
    if not reason.strip():
        raise Invalid.because("reason", "Say in one sentence why.")
    row = (
        session.execute(
            sa.select(tracked.statement_table).where(tracked.statement_table.c.id == statement_id)
        )
        .mappings()
        .one()
    )
    thing_id = row[tracked.key_column.name]
    current = _hold(session, tracked, thing_id, version)
    last = session.scalar(sa.select(last_statement(tracked, sa.literal(thing_id))), {"as_of": date.max})
    if last != statement_id:
        raise Conflict("Only what was said last can be corrected.")
    changed = {name: value for name, value in changes.items() if row[name] != value}
    facts = {name: row[name] for name in tracked.facts} | changed
    _append(
        session,
        act,
        tracked,
        facts,
        thing_id,
        programme_id=_programme(current),
        said_on=row["said_on"],
        reason=reason.strip(),
        corrects_id=statement_id,
    )
    _follow(session, act, current, changed)
    return Restated(_programme(current), {name: row[name] for name in changed}, changed)


def _in_order(
    session: Session, act: AuditContext, tracked: TrackedEntity, thing_id: int, said_on: date
) -> date:
    """The day on which it is said, where that can be."""
    if said_on > act.on:
        raise Invalid.because("said_on", "This day is still to come.")
    id_of_last = last_statement(tracked, sa.literal(thing_id))
    asked = sa.select(tracked.statement_table.c.said_on).where(tracked.statement_table.c.id == id_of_last)
    last: date = session.execute(asked, {"as_of": date.max}).scalar_one()
    if said_on < last:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last,
        )
    return said_on


def _hold(session: Session, tracked: TrackedEntity, thing_id: int, version: int | None) -> Any:
    """The thing as it is, held until this transaction ends; refuses another version than was read."""
    current: Any = get_for_update(session, tracked.entity, thing_id)
    if version is not None and current.version != version:
        raise Stale(
            "This was changed since you opened it. Both texts are shown; yours is not lost.",
            {name: getattr(current, name) for name in tracked.facts},
        )
    return current


def _append(
    session: Session,
    act: AuditContext,
    tracked: TrackedEntity,
    facts: Mapping[str, Any],
    thing_id: int,
    **said: Any,
) -> None:
    refuse_long_texts(tracked.statement_table, {**facts, **said})
    search_entry.mark_outdated(session, tracked.name, thing_id, said["programme_id"])
    of = {tracked.key_column.name: thing_id}
    at = moment_after_last(session, act.at, tracked.statement, **of)
    who_and_when = {"recorded_at": at, "author_id": act.person_id}
    session.add(tracked.statement(**{**facts, **said, **of, **who_and_when}))
    session.flush()


def _follow(session: Session, act: AuditContext, entity: Any, changed: Mapping[str, Any]) -> None:
    """The row of the thing says what was said last."""
    for name, value in {**changed, "version": entity.version + 1}.items():
        setattr(entity, name, value)
    mark_updated(entity, act.at)
    session.flush()


def _programme(entity: Any) -> int:
    """The programme of a thing; that of a programme is itself."""
    return int(entity.programme_id if hasattr(entity, "programme_id") else entity.id)
