"""Which rows a transaction wrote, so that its trace can seal them; nothing is written past it.

Rows that are sealed (`tables/row_seal.py`) are written through entities: SQLAlchemy tells of each of them
when it flushes. A statement that inserts, updates or deletes such rows by itself would leave them unsealed,
and is refused.
"""

from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlmodel import Session, SQLModel

from app.tables.row_seal import UNSEALED

RowKey = tuple[str, str]
"""A table by its name, and the primary key of a row as text."""
_TOUCHED, _BEFORE = "touched_rows", "touched_before"


class TracingSession(Session):
    """A session that knows which sealed rows it wrote."""


def take_touched_rows(session: Session) -> list[RowKey]:
    """The rows written since this was last asked, each once, in the order of their first writing."""
    session.flush()
    return list(session.info.pop(_TOUCHED, ()))


def key_text(parts: Any) -> str:
    """A primary key as text: its parts with slashes between them."""
    return "/".join(str(part) for part in parts)


def row_key(entity: SQLModel) -> RowKey:
    """The table and the primary key of an entity that was flushed."""
    mapper = sa.inspect(entity).mapper
    return mapper.local_table.name, key_text(mapper.primary_key_from_instance(entity))


def _note_rows(session: Session, _flush: object) -> None:
    touched: dict[RowKey, None] = session.info.setdefault(_TOUCHED, {})
    changed = (entity for entity in session.dirty if session.is_modified(entity))
    for entity in (*session.new, *changed, *session.deleted):
        row = row_key(entity)
        if row[0] not in UNSEALED:
            touched[row] = None


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


sa.event.listen(TracingSession, "after_flush", _note_rows)
sa.event.listen(TracingSession, "after_transaction_create", _remember_rows)
sa.event.listen(TracingSession, "after_soft_rollback", _restore_rows)
sa.event.listen(TracingSession, "do_orm_execute", _refuse_statement)
