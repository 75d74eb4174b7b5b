"""Walking one chain from its first entry to its head, and naming every entry that was tampered with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.audit_trail.key import SealKeys
from app.domain.audit_trail.seal import DONE, SEALED, START, chain_of, digest, seal


class FaultKind(StrEnum):
    """What was done to an entry."""

    ALTERED = "altered"
    REMOVED = "removed"
    CUT = "cut"
    INSERTED = "inserted"
    UNTIED = "untied"
    UNKNOWN_KEY = "unknown_key"
    VALUES_ALTERED = "values_altered"
    VALUES_REMOVED = "values_removed"
    ROWS_ALTERED = "rows_altered"
    HEAD_ALTERED = "head_altered"
    HEAD_REMOVED = "head_removed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One fault in a chain, with the first and the last entry that it touches."""

    chain: str
    kind: FaultKind
    first: int
    last: int


class ChainEntry(NamedTuple):
    """One entry as it is stored: the parts that are sealed, the seal, and the values where they are kept.

    `parts` are those of `SEALED`, or of `SEALED_SINCE_ROWS` where it seals rows; `states` is the digest of
    the states of rows that are stored beside it, `values_at` the moment that is stored beside the values.
    """

    parts: tuple[object, ...]
    hash: str
    content: str | None
    states: str = ""
    values_at: object = None


class ChainHead(NamedTuple):
    """Where a chain says that it ends: the number and the seal of its last entry, and its changes so far."""

    seq: int
    seal: str
    revision: int


def find_faults(
    chain: str,
    steps: Iterable[ChainEntry],
    head: ChainHead | None,
    keys: SealKeys,
    forgotten_before: datetime | None,
) -> Iterator[ChainFault]:
    """Every fault of a chain, in order; holds one entry at a time.

    `steps` are the entries by their number, `head` is where the chain says that it ends,
    `forgotten_before` the moment before which values may be gone.
    """
    seq, last, trusted, is_whole, changes = 0, START, True, True, 0
    for step in steps:
        number = int(str(step.parts[1]))
        changes += step.parts[8] == DONE
        if number < 1:
            yield ChainFault(chain, FaultKind.INSERTED, number, number)
            is_whole = False
            continue
        is_next = number == seq + 1
        if not is_next:
            yield ChainFault(chain, FaultKind.REMOVED, seq + 1, number - 1)
        kind = _wrong(chain, step, keys, forgotten_before)
        if head and number > head.seq:
            kind = FaultKind.INSERTED
        elif kind is None and is_next and trusted and step.parts[2] != last:
            kind = FaultKind.UNTIED
        if kind:
            yield ChainFault(chain, kind, number, number)
        seq, last, trusted = number, step.hash, kind is None
        is_whole = is_whole and is_next and trusted
    # Where an entry is wrong, how many of them tell of a change is not known.
    if head is not None and not is_whole:
        changes = head.revision
    yield from _head_wrong(head, ChainHead(seq, last, changes), chain)


def is_sealed(parts: tuple[object, ...], hash: str, content: str, keys: SealKeys) -> bool:
    """Whether an entry by itself, and the values that are kept of it, have their seals."""
    secret = keys.secrets.get(str(parts[3]))
    if secret is None or seal(secret, parts) != hash:
        return False
    return digest(secret, str(parts[0]), int(str(parts[1])), content) == parts[11]


def _wrong(
    chain: str, step: ChainEntry, keys: SealKeys, forgotten_before: datetime | None
) -> FaultKind | None:
    """What is wrong with one entry by itself."""
    parts = step.parts
    secret = keys.secrets.get(str(parts[3]))
    if secret is None:
        return FaultKind.UNKNOWN_KEY
    if seal(secret, parts) != step.hash or chain != chain_of(parts[4]):  # type: ignore[arg-type]
        return FaultKind.ALTERED
    # An entry from before rows were sealed seals none: whatever lies beside it was put there.
    if step.states != (parts[len(SEALED)] if len(parts) > len(SEALED) else ""):
        return FaultKind.ROWS_ALTERED
    stored_digest, at = parts[11], parts[12]
    if step.content is None:
        assert isinstance(at, datetime)
        may_be_gone = not stored_digest or (forgotten_before is not None and at < forgotten_before)
        return None if may_be_gone else FaultKind.VALUES_REMOVED
    if step.values_at != at or digest(secret, chain, int(str(parts[1])), step.content) != stored_digest:
        return FaultKind.VALUES_ALTERED
    return None


def _head_wrong(head: ChainHead | None, end: ChainHead, chain: str) -> Iterator[ChainFault]:
    """What is wrong with where a chain says that it ends, beside where it does."""
    if head is None:
        yield ChainFault(chain, FaultKind.HEAD_REMOVED, end.seq, end.seq)
    elif head.seq > end.seq:
        yield ChainFault(chain, FaultKind.CUT, end.seq + 1, head.seq)
    elif head.seq == end.seq and head != end:
        yield ChainFault(chain, FaultKind.HEAD_ALTERED, end.seq, end.seq)
