"""Recording when a moment with a name is, correcting that, and removing it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Invalid, Message, Stale
from app.domain.vague_date import find_name_objection
from app.tables import NamedMomentRow
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class NamedMomentInput:
    """A name and its days, both counted; without a year it is that of the first day."""

    name: str
    first: date | None
    last: date | None
    year: int | None = None


def add(session: Session, act: AuditContext, moment: NamedMomentInput) -> int:
    """Record when a named moment is; returns its id. Refuses everything that is wrong, all together."""
    row = NamedMomentRow(**_check(session, moment))
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(session, act, "named_moment.add", ("named_moment", row.id), **_values(row))
    return row.id


def correct(
    session: Session, act: AuditContext, moment_id: int, version: int, moment: NamedMomentInput
) -> None:
    """Record anew when a named moment is; promises that were read before keep their days.

    Refuses everything that is wrong, all together, and as stale what was changed since `version` was read.
    """
    row = _load(session, moment_id, version)
    columns, was = _check(session, moment, but=moment_id), _values(row)
    if all(getattr(row, name) == value for name, value in columns.items()):
        return
    row.sqlmodel_update(columns | {"version": row.version + 1})
    audit_log.record(
        session, act, "named_moment.correct", ("named_moment", moment_id), was=was, **_values(row)
    )


def remove(session: Session, act: AuditContext, moment_id: int, version: int) -> None:
    """Remove a named moment that was recorded by mistake; the audit trail keeps what it was.

    Refuses as stale what was changed since `version` was read.
    """
    row = _load(session, moment_id, version)
    was = _values(row)
    session.delete(row)
    session.flush()
    audit_log.record(session, act, "named_moment.remove", ("named_moment", moment_id), was=was)


def _load(session: Session, moment_id: int, version: int) -> NamedMomentRow:
    row = get_for_update(session, NamedMomentRow, moment_id)
    if row.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    return row


def _check(session: Session, moment: NamedMomentInput, but: int | None = None) -> dict[str, Any]:
    """Return the columns. Refuses everything that is wrong at once."""
    name = " ".join(moment.name.split())
    wrong: dict[str, Message] = {}
    if objection := find_name_objection(name):
        wrong["name"] = objection
    wrong |= length_objections(NamedMomentRow, {"name": name})
    if moment.first is None:
        wrong["first"] = Message("Fill in the first day.")
    if moment.last is None:
        wrong["last"] = Message("Fill in the last day.")
    if moment.first and moment.last and moment.last < moment.first:
        wrong["last"] = Message("The last day comes before the first.")
    year = moment.year or (moment.first.year if moment.first else 0)
    if not wrong and _is_taken(session, name, year, but):
        known = {"name": name, "year": year}
        wrong["name"] = Message("“%(name)s” of %(year)s is in the register already.", known)
    if wrong:
        raise Invalid(wrong)
    return {"name": name, "year": year, "first": moment.first, "last": moment.last}


def _is_taken(session: Session, name: str, year: int, but: int | None) -> bool:
    is_it = sa.func.lower(col(NamedMomentRow.name)) == name.lower()
    statement = sa.select(col(NamedMomentRow.id)).where(is_it, col(NamedMomentRow.year) == year)
    return any(other != but for other in session.scalars(statement))


def _values(row: NamedMomentRow) -> dict[str, Any]:
    return {"name": row.name, "year": row.year, "first": row.first, "last": row.last}
