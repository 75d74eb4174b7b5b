"""Checking what is stored of the audit trail: chain by chain, in constant memory."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import (
    SEALED_SINCE_ROWS,
    ChainEntry,
    ChainFault,
    ChainHead,
    FaultKind,
    RowState,
    SealKeys,
    digest_states,
    find_faults,
    is_sealed,
)
from app.domain.audit_trail.seal import INSTALLATION
from app.tables import metadata

_ENTRY = metadata.tables["audit_entry"]
_HEAD = metadata.tables["audit_head"]
_PAYLOAD = metadata.tables["audit_payload"]
_SEAL = metadata.tables["row_seal"]
_SAME = sa.and_(_PAYLOAD.c.chain == _ENTRY.c.chain, _PAYLOAD.c.seq == _ENTRY.c.seq)
FORGET = "audit_retention.forget"
ENTRIES_PER_QUERY = 5000


def chain_heads(session: Session) -> dict[str, ChainHead]:
    """Where every chain says that it ends, by the name of the chain. One query."""
    columns = (_HEAD.c.chain, _HEAD.c.seq, _HEAD.c.hash, _HEAD.c.revision)
    rows = session.execute(sa.select(*columns).order_by(_HEAD.c.chain))
    return {chain: ChainHead(seq, seal, revision) for chain, seq, seal, revision in rows}


def chain_faults(session: Session, keys: SealKeys) -> Iterator[ChainFault]:
    """Every fault of every chain, also of one that has lost its head or holds what is no entry at all."""
    heads = chain_heads(session)
    tables = (_ENTRY, _SEAL, _PAYLOAD)
    named = {chain for table in tables for chain in session.scalars(sa.select(table.c.chain).distinct())}
    before = forgotten_before(session, keys)
    for chain in sorted(named | set(heads), key=str):
        yield from _faults_of(session, chain, heads.get(chain), keys, before)


def faults_of_chain(session: Session, keys: SealKeys, chain: str) -> Iterator[ChainFault]:
    """Every fault of one chain, by its name."""
    head = chain_heads(session).get(chain)
    yield from _faults_of(session, chain, head, keys, forgotten_before(session, keys))


def _faults_of(
    session: Session, chain: str, head: ChainHead | None, keys: SealKeys, before: datetime | None
) -> Iterator[ChainFault]:
    loose: list[tuple[int, FaultKind]] = []
    missing: list[ChainFault] = []
    try:
        for fault in find_faults(chain, _steps(session, chain, loose), head, keys, before):
            missing += [fault] if fault.kind in (FaultKind.REMOVED, FaultKind.CUT) else []
            yield fault
    except (ValueError, TypeError, AttributeError):  # a moment that is none, a number that is none
        yield ChainFault(chain, FaultKind.UNREADABLE, 0, 0)
    # What lies beside no entry: where the entry was removed that is told already.
    for seq, kind in loose:
        if not any(fault.first <= seq <= fault.last for fault in missing):
            yield ChainFault(chain, kind, seq, seq)


def covered_from(session: Session) -> dict[str, int]:
    """From which entry on each chain seals the rows that its entries made, by the name of the chain."""
    first = sa.select(_ENTRY.c.chain, sa.func.min(_ENTRY.c.seq).label("seq")).group_by(_ENTRY.c.chain)
    rows = session.execute(first.where(_ENTRY.c.rows_digest.is_not(None)))
    return {row.chain: row.seq for row in rows}


def forgotten_before(session: Session, keys: SealKeys) -> datetime | None:
    """The moment before which values may be gone, as the last decision to forget has it. One query.

    It is read from the values of that decision's own entry, where both have their seals; what the table of
    decisions says could be changed beside it, and an entry put in anywhere.
    """
    decided = sa.select(*(_ENTRY.c[name] for name in SEALED_SINCE_ROWS), _ENTRY.c.hash, _PAYLOAD.c.content)
    decided = decided.join_from(_ENTRY, _PAYLOAD, _SAME)
    decided = decided.where(_ENTRY.c.chain == INSTALLATION, _ENTRY.c.action == FORGET)
    days = []
    for *parts, rows_digest, id, seal, content in session.execute(decided):
        since_rows = () if rows_digest is None else (rows_digest, id)
        if is_sealed((*parts, *since_rows), seal, content, keys):
            days.append(_day_decided(content))
    return max((day for day in days if day), default=None)


def _day_decided(content: str) -> datetime | None:
    """None where it says no day: then it allows nothing."""
    try:
        day = datetime.fromisoformat(json.loads(content)["to"]["before"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return day if day.tzinfo else None


def _steps(session: Session, chain: str, loose: list[tuple[int, FaultKind]]) -> Iterator[ChainEntry]:
    """The entries of a chain by number; so many at once that memory does not grow with the chain.

    Where values or states of rows lie beside no entry, its number is put into `loose`.
    """
    after: int | None = None
    while True:
        rows = session.execute(_next(after), {"chain": chain}).all()
        last = rows[-1].seq if len(rows) == ENTRIES_PER_QUERY else None
        beside = _between(after, last)
        payloads = session.execute(_VALUES.where(*beside(_PAYLOAD)), {"chain": chain})
        values = {row.seq: (row.content, row.at) for row in payloads}
        states: dict[int, list[RowState]] = defaultdict(list)
        for seq, *state in session.execute(_STATES.where(*beside(_SEAL)), {"chain": chain}):
            states[seq].append(RowState(*state))
        for row in rows:
            *parts, rows_digest, id, seal = row
            since_rows = () if rows_digest is None else (rows_digest, id)
            digest = digest_states(states.pop(row.seq, ()))
            content, at = values.pop(row.seq, (None, None))
            yield ChainEntry((*parts, *since_rows), seal, content, digest, at)
        loose.extend((seq, FaultKind.VALUES_ALTERED) for seq in values)
        loose.extend((seq, FaultKind.ROWS_ALTERED) for seq in states)
        if last is None:
            return
        after = last


def _next(after: int | None) -> sa.Select[Any]:
    """The entries of a chain that come after this number; the very first ones where there is none."""
    return _ENTRIES if after is None else _ENTRIES.where(_ENTRY.c.seq > after)


def _between(after: int | None, last: int | None) -> Callable[[sa.Table], list[sa.ColumnElement[bool]]]:
    """What narrows a table to these numbers. No bound of ours: somebody could put a number beyond it."""

    def narrow(table: sa.Table) -> list[sa.ColumnElement[bool]]:
        above = [] if after is None else [table.c.seq > after]
        return above + ([] if last is None else [table.c.seq <= last])

    return narrow


_ENTRIES = (
    sa.select(*(_ENTRY.c[name] for name in SEALED_SINCE_ROWS), _ENTRY.c.hash)
    .where(_ENTRY.c.chain == sa.bindparam("chain"))
    .order_by(_ENTRY.c.seq)
    .limit(ENTRIES_PER_QUERY)
)
_VALUES = sa.select(_PAYLOAD.c.seq, _PAYLOAD.c.content, _PAYLOAD.c.at)
_VALUES = _VALUES.where(_PAYLOAD.c.chain == sa.bindparam("chain"))
_STATES = sa.select(*(_SEAL.c[name] for name in ("seq", "table_name", "row_key", "number", "digest")))
_STATES = _STATES.where(_SEAL.c.chain == sa.bindparam("chain"))
