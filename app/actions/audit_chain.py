"""Putting traces into their chains: numbered, sealed to the entry before them, and the head moved on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.act import Act
from app.domain.audit_trail import SEALED, START, Key, Keys, chain_of, digest, seal
from app.prepared import Prepared
from app.tables import AuditEntry, AuditHead, AuditPayload

_ENTRY = AuditEntry.__table__  # type: ignore[attr-defined]
_PAYLOAD = AuditPayload.__table__  # type: ignore[attr-defined]
_HEAD = AuditHead.__table__  # type: ignore[attr-defined]
DONE = "done"
"""The result of what was changed, beside refusals."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one entry tells, before it has a place in a chain; `content` is its values as JSON."""

    programme_id: int | None
    action: str
    object_type: str
    object_id: int
    result: str
    act: Act
    content: str

    @property
    def chain(self) -> str:
        """The chain that it goes into."""
        return chain_of(self.programme_id)


class Traces(list[Trace]):
    """The traces of one transaction; called with its session, right before the commit, writes them."""

    def __call__(self, session: Session) -> None:
        """Append to each chain in the order of their names: whoever locks in one order never waits in a ring.

        Four statements a chain: the head is locked, entries and values inserted, the head moved on.
        """
        keys: Keys = session.info["keys"](session)
        for chain, traces in groupby(sorted(self, key=lambda trace: trace.chain), lambda trace: trace.chain):
            changes = 0
            for row in sealed(chain, _hold(session, chain), traces, keys.current):
                _ADD.run(session, row)
                if row["content"]:
                    _SAY.run(session, row)
                changes += row["result"] == DONE
            _MOVE.run(session, {"of": chain, "to": row["seq"], "ends": row["hash"], "changes": changes})
        self.clear()


def sealed(chain: str, head: tuple[int, str], traces: Iterable[Trace], key: Key) -> Iterator[dict[str, Any]]:
    """The rows of these traces behind the head of their chain, each sealed to the one before it."""
    seq, previous = head
    for trace in traces:
        seq += 1
        row = {name: getattr(trace, name) for name in _TOLD} | {
            "chain": chain,
            "seq": seq,
            "previous": previous,
            "key_id": key.id,
            "origin": trace.act.origin,
            "actor_id": trace.act.person_id,
            "digest": digest(key.secret, chain, seq, trace.content),
            "at": trace.act.at.astimezone(UTC),
        }
        previous = seal(key.secret, [row[name] for name in SEALED])
        yield row | {"hash": previous, "content": trace.content}


def _hold(session: Session, chain: str) -> tuple[int, str]:
    """The head of a chain, held until the commit; a chain that is not there yet begins."""
    head = _LOCK.row(session, {"of": chain})
    if head is None:
        session.execute(_BEGIN, {"chain": chain, "start": START})
        (head,) = _LOCK.rows(session, {"of": chain})
    seq, ends = head
    return seq, ends


_TOLD = ("programme_id", "action", "object_type", "object_id", "result")
# Asked at the end of every change.
_LOCK = Prepared(
    sa.select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.chain == sa.bindparam("of")).with_for_update()
)
_BEGIN = sa.text(
    "INSERT INTO audit_head (chain, seq, hash, revision) VALUES (:chain, 0, :start, 0) ON CONFLICT DO NOTHING"
)
_ADD = Prepared(sa.insert(_ENTRY), [column.name for column in _ENTRY.c if column.name != "id"])
_SAY = Prepared(sa.insert(_PAYLOAD), [column.name for column in _PAYLOAD.c])
_MOVE = Prepared(
    sa.update(_HEAD)
    .where(_HEAD.c.chain == sa.bindparam("of"))
    .values(
        seq=sa.bindparam("to"),
        hash=sa.bindparam("ends"),
        revision=_HEAD.c.revision + sa.bindparam("changes"),
    )
)
