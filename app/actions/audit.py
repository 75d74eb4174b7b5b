"""The trace of a change, written in the change's own transaction."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.act import Act
from app.tables import AuditEntry, Programme

_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_COUNT_ON = (
    sa.update(_PROGRAMME)
    .where(_PROGRAMME.c.id == sa.bindparam("programme"))
    .values(revision=_PROGRAMME.c.revision + 1)
)


def record(
    session: Session,
    act: Act,
    action: str,
    thing: tuple[str, int | None],
    *,
    programme_id: int | None = None,
    **details: object,
) -> None:
    """Write one entry, and count the programme's revision on so that no kept page survives it.

    `thing` is the type and id of what was changed; `details` is what it became.
    """
    object_type, object_id = thing
    session.add(
        AuditEntry(
            programme_id=programme_id,
            action=action,
            object_type=object_type,
            object_id=object_id or 0,
            origin=act.origin,
            actor_id=act.person_id,
            at=act.at,
            details={name: plain(value) for name, value in details.items()},
        )
    )
    if programme_id is not None:
        session.execute(_COUNT_ON, {"programme": programme_id})
    session.flush()


def plain(value: object) -> object:
    """A value as JSON can hold it: days and moments in ISO 8601, words of a list as their value."""
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case _:
            return value
