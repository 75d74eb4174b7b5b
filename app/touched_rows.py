"""Which rows a transaction wrote, so that its trace can seal them; nothing is written past it.

Rows that are sealed (`tables/row_seal.py`) are written through entities: SQLAlchemy tells of each of them
when it flushes. A statement that inserts, updates or deletes such rows by itself would leave them unsealed,
and is refused.

A row is also read before it is changed: one that somebody changed past the product is not sealed with what
the product then writes in it, so that it stays to be named.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlmodel import Session, SQLModel

from app.sealed_row import rows_by_key
from app.tables.row_seal import UNSEALED

RowKey = tuple[str, str]
"""A table by its name, and the primary key of a row as text."""
_TOUCHED, _BEFORE, _AS_FOUND = "touched_rows", "touched_before", "rows_as_found"


class TracingSession(Session):
    """A session that knows which sealed rows it wrote."""


def take_touched_rows(session: Session) -> list[RowKey]:
    """The rows written since this was last asked, each once, in the order of their first writing."""
    session.flush()
    return list(session.info.pop(_TOUCHED, ()))


def rows_as_found(session: Session) -> dict[RowKey, list[object] | None]:
    """The rows that this transaction changed, as they were before it; none for one that it made or sealed."""
    found: dict[RowKey, list[object] | None] = session.info.setdefault(_AS_FOUND, {})
    return found


def key_text(parts: Any) -> str:
    """A primary key as text: its parts with slashes between them."""
    return "/".join(str(part) for part in parts)


def row_key(entity: SQLModel) -> RowKey:
    """The table and the primary key of an entity that was flushed."""
    mapper = sa.inspect(entity).mapper
    return mapper.local_table.name, key_text(mapper.primary_key_from_instance(entity))


def _sealed_rows(entities: Iterable[SQLModel]) -> list[RowKey]:
    rows = [row_key(entity) for entity in entities]
    return [row for row in rows if row[0] not in UNSEALED]


def _changed(session: Session) -> list[SQLModel]:
    return [*(entity for entity in session.dirty if session.is_modified(entity)), *session.deleted]


def _read_rows(session: Session, _flush: object, _instances: object) -> None:
    """Before they are first written, and held: another change in between would look like tampering."""
    found, unread = rows_as_found(session), defaultdict(list)
    for table, key in _sealed_rows(_changed(session)):
        if (table, key) not in found:
            unread[table].append(key)
    for table, keys in unread.items():
        rows = rows_by_key(session, table, keys, hold=True)
        found |= {(table, key): rows.get(key) for key in keys}


def _note_rows(session: Session, _flush: object) -> None:
    made = _sealed_rows(session.new)
    session.info.setdefault(_TOUCHED, {}).update(dict.fromkeys([*made, *_sealed_rows(_changed(session))]))
    rows_as_found(session).update(dict.fromkeys(made))


def _forget_found(session: Session) -> None:
    session.info.pop(_AS_FOUND, None)


def _remember_rows(session: Session, transaction: SessionTransaction) -> None:
    """What was written before a savepoint stays to be sealed where that is taken back."""
    if transaction.nested:
        session.info.setdefault(_BEFORE, WeakKeyDictionary())[transaction] = dict(
            session.info.get(_TOUCHED, {})
        )


def _restore_rows(session: Session, transaction: SessionTransaction) -> None:
    """The rows from before a savepoint, or none at all where the whole transaction was taken back."""
    session.info[_TOUCHED] = dict(session.info.get(_BEFORE, {}).get(transaction, {}))


def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if table is not None and table.name not in UNSEALED:
            raise RuntimeError(f"Rows of {table.name} are written through entities, so that they are sealed.")


sa.event.listen(TracingSession, "before_flush", _read_rows)
sa.event.listen(TracingSession, "after_flush", _note_rows)
sa.event.listen(TracingSession, "after_commit", _forget_found)
sa.event.listen(TracingSession, "after_rollback", _forget_found)
sa.event.listen(TracingSession, "after_transaction_create", _remember_rows)
sa.event.listen(TracingSession, "after_soft_rollback", _restore_rows)
sa.event.listen(TracingSession, "do_orm_execute", _refuse_statement)
