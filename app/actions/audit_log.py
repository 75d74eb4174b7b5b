"""The audit log: who does something, and the trace of it, written in the transaction of the change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlmodel import Session

from app.actions import search_entry
from app.domain.audit_trail import DONE
from app.domain.time_zone import AMSTERDAM
from app.sealing.chain import Trace
from app.sealing.rows import RowKey
from app.sealing.session import add_trace, take_written_rows

REFUSED = "refused"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, slots=True)
class AuditContext:
    """Who acts, when (UTC), and by which way they came in; every action takes one.

    `day` is given where it is not that of the moment in Amsterdam: in a demo the clock of days stands still.
    """

    person_id: int | None
    at: datetime
    origin: str
    day: date | None = None

    @property
    def on(self) -> date:
        """The day on which it is said."""
        return self.day or self.at.astimezone(AMSTERDAM).date()

    @property
    def author_id(self) -> int:
        """The person who says it. Raises `ValueError` where nobody is named: a statement has an author."""
        if self.person_id is None:
            raise ValueError("a statement has an author")
        return self.person_id


def record(
    session: Session,
    act: AuditContext,
    action: str,
    entity: tuple[str, int | None],
    *,
    programme_id: int | None = None,
    result: str = DONE,
    was: Mapping[str, object] | None = None,
    rows: Sequence[RowKey] | None = None,
    **becomes: object,
) -> None:
    """Leave one trace; the programme's revision counts on with it, so that no cached page survives.

    `entity` is the type and id of what was changed; `was` holds its values before, `becomes` those after.
    It seals the rows that were written since the last trace of this transaction, as they are at the commit;
    or these `rows`, where many were written at once. The words by which the entity is found are written anew.
    Never hand it a secret: what is recorded is read by people and exported.
    """
    written = take_written_rows(session) if rows is None else list(rows)
    object_type, object_id = entity[0], entity[1] or 0
    trace = Trace(
        programme_id=programme_id,
        action=action,
        object_type=object_type,
        object_id=object_id,
        result=result,
        origin=act.origin,
        actor_id=act.person_id,
        at=act.at,
        content=_content(was or {}, becomes),
        rows=written,
    )
    add_trace(session, trace)
    if result == DONE:
        search_entry.mark_outdated(session, object_type, object_id, programme_id)


def record_refusal(
    session: Session,
    act: AuditContext,
    action: str,
    entity: tuple[str, int | None],
    *,
    programme_id: int | None = None,
    unwritten: int = 0,
    why: str = "",
) -> None:
    """Leave the trace of a refusal: what was asked, of what. Nothing that was typed goes with it.

    Call it in a transaction of its own, for that of the request was rolled back. `unwritten` is how many of
    the same person went before without a trace, since they came too fast; `why` a word of ours for what did
    not hold.
    """
    values: dict[str, Any] = {"unwritten": unwritten, "why": why}
    given = {name: value for name, value in values.items() if value}
    record(session, act, action, entity, programme_id=programme_id, result=REFUSED, **given)


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


def _content(was: Mapping[str, object], becomes: Mapping[str, object]) -> str:
    """The values from and to, as JSON; empty where there are none."""
    if not (was or becomes):
        return ""
    return _JSON.encode({"from": plain(was), "to": plain(becomes)})
