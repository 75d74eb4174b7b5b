"""The trace of a change, written in the change's own transaction, as the last thing before its commit."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from sqlmodel import Session

from app.actions import search_entry
from app.actions.act import Act
from app.actions.audit_chain import Trace, Traces
from app.domain.audit_trail import DONE
from app.touched_rows import RowKey, take_touched_rows
from app.transaction import at_last

REFUSED = "refused"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def record(
    session: Session,
    act: Act,
    action: str,
    thing: tuple[str, int | None],
    *,
    programme_id: int | None = None,
    result: str = DONE,
    was: Mapping[str, object] | None = None,
    rows: Sequence[RowKey] | None = None,
    **becomes: object,
) -> None:
    """Leave one trace; with it the programme's revision counts on, so that no kept page survives the change.

    It seals the rows that were written since the last one of this transaction, as they are at the commit; or
    these `rows`, where many were written at once.
    `thing` is the type and id of what was changed; `was` holds its values before, `becomes` those after.
    Never hand it a secret: what is recorded is read by people and exported.
    """
    sealed = take_touched_rows(session) if rows is None else list(rows)
    content = _content(was or {}, becomes)
    at_last(session, Traces).append(
        Trace(programme_id, action, thing[0], thing[1] or 0, result, act, content, sealed)
    )
    if result == DONE:
        search_entry.follow(session, programme_id)


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
    """The values from and to, as JSON; nothing where there are none."""
    said = {"from": plain(was), "to": plain(becomes)}
    if not (was or becomes):
        return ""
    return _JSON.encode(said)
