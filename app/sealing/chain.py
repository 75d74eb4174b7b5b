"""Appending traces to their chains: numbered, sealed to the entry before them, and the head moved on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import (
    DONE,
    SEALED_SINCE_ROWS,
    START,
    RowState,
    SealKey,
    SealKeys,
    chain_of,
    digest,
    digest_states,
    seal,
)
from app.sealing.outbox import write_events
from app.sealing.rows import RowKey, next_states
from app.tables import AuditEntry, AuditHead, AuditPayload, RowSeal


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What one entry of the trail says, before it has a place in a chain.

    `content` is its values as JSON; `rows` are those that were written for it, and that it seals.
    """

    programme_id: int | None
    action: str
    object_type: str
    object_id: int
    result: str
    origin: str
    actor_id: int | None
    at: datetime
    content: str
    rows: list[RowKey] = field(default_factory=list)

    @property
    def chain(self) -> str:
        """The chain that it goes into."""
        return chain_of(self.programme_id)


class NumberedTrace(NamedTuple):
    """A trace with the id of its entry, and the states of rows that it seals."""

    id: int
    trace: Trace
    states: Sequence[RowState]


def append_traces(
    session: Session,
    keys: SealKeys,
    traces: Sequence[Trace],
    rows_before: MutableMapping[RowKey, list[object] | None],
) -> None:
    """Append these traces, the states of the rows that they seal, and the events for whoever wants them.

    Chains are taken in the order of their names: whoever locks in one order never waits in a ring.
    `rows_before` is what `next_states` takes.
    """
    states = _states_by_trace(session, keys, traces, rows_before)
    by_chain, written = attrgetter("chain"), list[dict[str, Any]]()
    for chain, group in groupby(sorted(traces, key=by_chain), by_chain):
        of_chain = list(group)
        head = _hold_head(session, chain)
        ids = _next_ids(session, len(of_chain))
        numbered = [
            NumberedTrace(id, trace, states.get(trace, ())) for id, trace in zip(ids, of_chain, strict=True)
        ]
        entries = list(seal_entries((chain, head.seq, head.hash), numbered, keys.current))
        write_entries(session, entries, numbered)
        written += entries
        head.seq, head.hash = entries[-1]["seq"], entries[-1]["hash"]
        head.revision += sum(trace.result == DONE for trace in of_chain)
    write_events(session, written)


def _states_by_trace(
    session: Session,
    keys: SealKeys,
    traces: Sequence[Trace],
    rows_before: MutableMapping[RowKey, list[object] | None],
) -> Mapping[Trace, list[RowState]]:
    """The states of rows by the trace that seals them: a row written for several belongs to the last one."""
    sealer = {row: trace for trace in traces for row in trace.rows}
    states: dict[Trace, list[RowState]] = defaultdict(list)
    for row, state in next_states(session, keys, sealer, rows_before):
        states[sealer[row]].append(state)
    return states


def seal_entries(
    end: tuple[str, int, str], numbered: Iterable[NumberedTrace], key: SealKey
) -> Iterator[dict[str, Any]]:
    """Yield the rows of these entries behind the end of their chain, each sealed to the one before it.

    `end` is the name of the chain, and the number and seal of its last entry.
    """
    chain, seq, previous = end
    for id, trace, states in numbered:
        seq += 1
        row = {name: getattr(trace, name) for name in _OF_TRACE} | {
            "id": id,
            "chain": chain,
            "seq": seq,
            "previous": previous,
            "key_id": key.id,
            "digest": digest(key.secret, chain, seq, trace.content),
            "rows_digest": digest_states(states),
            "at": trace.at.astimezone(UTC),
        }
        previous = seal(key.secret, [row[name] for name in SEALED_SINCE_ROWS])
        yield row | {"hash": previous}


def write_entries(
    session: Session, rows: Sequence[dict[str, Any]], numbered: Sequence[NumberedTrace]
) -> None:
    """Insert sealed entries, their values, and the states of rows that they seal."""
    session.execute(sa.insert(AuditEntry), rows)
    pairs = list(zip(rows, numbered, strict=True))
    values = [_place(row) | {"at": row["at"], "content": t.content} for row, (_, t, _) in pairs if t.content]
    if values:
        session.execute(sa.insert(AuditPayload), values)
    seals = [
        _place(row)
        | {"table_name": state.table, "row_key": state.key, "number": state.number, "digest": state.digest}
        for row, (_, _, states) in pairs
        for state in states
    ]
    if seals:
        session.execute(sa.insert(RowSeal), seals)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {"chain": row["chain"], "seq": row["seq"]}


def _hold_head(session: Session, chain: str) -> AuditHead:
    """The head of a chain, held until the commit; a chain that is not there yet begins."""
    head = session.get(AuditHead, chain, with_for_update=True, populate_existing=True)
    if head is None:
        session.execute(_BEGIN, {"chain": chain, "start": START})
        head = session.get_one(AuditHead, chain, with_for_update=True, populate_existing=True)
    return head


def _next_ids(session: Session, count: int) -> list[int]:
    """The ids of the entries that come next: they are sealed too, and so must be known before."""
    if session.get_bind().dialect.name == "sqlite":  # nobody else writes meanwhile
        first = (session.scalar(sa.select(sa.func.max(col(AuditEntry.id)))) or 0) + 1
        return list(range(first, first + count))
    return list(session.scalars(_NEXT_IDS, {"count": count}))


_OF_TRACE = ("programme_id", "action", "object_type", "object_id", "result", "origin", "actor_id")
_BEGIN = sa.text(
    "INSERT INTO audit_head (chain, seq, hash, revision) VALUES (:chain, 0, :start, 0) ON CONFLICT DO NOTHING"
)
_NEXT_IDS = sa.text(
    "SELECT nextval(pg_get_serial_sequence('audit_entry', 'id')) FROM generate_series(1, :count)"
)
