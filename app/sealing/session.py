"""The session of the product: it knows which sealed rows it wrote, and seals their traces before its commit.

Rows that are sealed (`tables/row_seal.py`) are written through entities: SQLAlchemy reports each of them when
it flushes. A statement that inserts, updates or deletes such rows by itself would leave them unsealed, and is
refused. So is a commit that has written a row without a trace.

A row is also read before it is changed: one that was changed past the product is not sealed with what the
product then writes in it, so that `verify` still names it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlmodel import Session, SQLModel

from app.domain.audit_trail import SealKeys
from app.sealing.chain import Trace, append_traces
from app.sealing.rows import RowKey, rows_by_key
from app.tables.row_seal import UNSEALED


class SealingSession(Session):
    """A session that seals what it wrote, under the keys that `find_keys` gives."""

    def __init__(self, bind: sa.Engine, find_keys: Callable[[Session], SealKeys]) -> None:
        super().__init__(bind, expire_on_commit=False, info={_KEYS: find_keys, _PENDING: _Pending()})


@dataclass(slots=True)
class _Pending:
    """What the transaction of a session still has to seal."""

    rows: dict[RowKey, None] = field(default_factory=dict)
    """Written since the last trace, in the order of their first writing."""
    traces: list[Trace] = field(default_factory=list)
    rows_before: dict[RowKey, list[object] | None] = field(default_factory=dict)
    """Changed rows as they were before this transaction; None for one that it made or sealed itself."""
    at_savepoint: WeakKeyDictionary[SessionTransaction, tuple[dict[RowKey, None], list[Trace]]] = field(
        default_factory=WeakKeyDictionary
    )
    """Rows and traces as they were when a savepoint began."""


_KEYS, _PENDING = "audit_keys", "pending_seals"


def audit_keys(session: Session) -> SealKeys:
    """Return the keys of the audit trail that this session seals with."""
    keys: SealKeys = session.info[_KEYS](session)
    return keys


def take_written_rows(session: Session) -> list[RowKey]:
    """Return the rows written since this was last called, each once, in the order of their first writing."""
    session.flush()
    pending = _pending(session)
    rows, pending.rows = list(pending.rows), {}
    return rows


def add_trace(session: Session, trace: Trace) -> None:
    """Keep a trace until the commit, which appends it to its chain."""
    _pending(session).traces.append(trace)


def seal_traces(session: Session) -> None:
    """Append the traces of this transaction to their chains, now; the commit does so by itself."""
    pending = _pending(session)
    if pending.traces:
        pending.traces[-1].rows.extend(take_written_rows(session))  # what was written after the last trace
        append_traces(session, audit_keys(session), pending.traces, pending.rows_before)
        session.flush()
        pending.traces = []


def _pending(session: Session) -> _Pending:
    pending: _Pending = session.info[_PENDING]
    return pending


def row_key(entity: SQLModel) -> RowKey:
    """Return the table and the primary key of an entity that was flushed."""
    mapper = sa.inspect(entity).mapper
    return mapper.local_table.name, "/".join(map(str, mapper.primary_key_from_instance(entity)))


def _sealed_rows(entities: Iterable[SQLModel]) -> list[RowKey]:
    rows = [row_key(entity) for entity in entities]
    return [row for row in rows if row[0] not in UNSEALED]


def _changed_entities(session: Session) -> list[SQLModel]:
    return [*(entity for entity in session.dirty if session.is_modified(entity)), *session.deleted]


@sa.event.listens_for(SealingSession, "before_flush")
def _read_rows_before(session: Session, _flush: object, _instances: object) -> None:
    """Read and hold rows before their first change: another one in between would look like tampering."""
    rows_before, unread = _pending(session).rows_before, defaultdict(list)
    for table, key in _sealed_rows(_changed_entities(session)):
        if (table, key) not in rows_before:
            unread[table].append(key)
    for table, keys in unread.items():
        rows = rows_by_key(session, table, keys, hold=True)
        rows_before |= {(table, key): rows.get(key) for key in keys}


@sa.event.listens_for(SealingSession, "after_flush")
def _note_rows(session: Session, _flush: object) -> None:
    pending, new_rows = _pending(session), _sealed_rows(session.new)
    pending.rows |= dict.fromkeys([*new_rows, *_sealed_rows(_changed_entities(session))])
    pending.rows_before |= dict.fromkeys(new_rows)


@sa.event.listens_for(SealingSession, "before_commit")
def _seal_before_commit(session: Session) -> None:
    """Seal what was done, as the last statements before the commit; a savepoint is sealed with the whole."""
    if session.in_nested_transaction():
        return
    seal_traces(session)
    if rows := take_written_rows(session):
        raise RuntimeError(f"Written without a trace: {rows[:5]}")


@sa.event.listens_for(SealingSession, "after_transaction_create")
def _remember_at_savepoint(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        pending = _pending(session)
        pending.at_savepoint[transaction] = dict(pending.rows), list(pending.traces)


@sa.event.listens_for(SealingSession, "after_soft_rollback")
def _restore_from_savepoint(session: Session, transaction: SessionTransaction) -> None:
    """Keep what was pending when the savepoint began; nothing where the whole was rolled back."""
    pending = _pending(session)
    pending.rows, pending.traces = pending.at_savepoint.get(transaction, ({}, []))


@sa.event.listens_for(SealingSession, "after_commit")
@sa.event.listens_for(SealingSession, "after_rollback")
def _forget_rows_before(session: Session) -> None:
    _pending(session).rows_before = {}


@sa.event.listens_for(SealingSession, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table: Any = getattr(state.statement, "table", None)
        if table is not None and table.name not in UNSEALED:
            raise RuntimeError(f"Rows of {table.name} are written through entities, so that they are sealed.")
