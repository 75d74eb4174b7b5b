"""Walking one chain from its first entry to its head, and naming every entry that was tampered with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.audit_trail.key import Keys
from app.domain.audit_trail.seal import START, chain_of, digest, seal


class Kind(StrEnum):
    """What was done to an entry."""

    ALTERED = "altered"
    REMOVED = "removed"
    CUT = "cut"
    INSERTED = "inserted"
    UNTIED = "untied"
    UNKNOWN_KEY = "unknown_key"
    VALUES_ALTERED = "values_altered"
    VALUES_REMOVED = "values_removed"
    HEAD_ALTERED = "head_altered"
    HEAD_REMOVED = "head_removed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a chain, with the first and the last entry that it touches."""

    chain: str
    kind: Kind
    first: int
    last: int


class Step(NamedTuple):
    """One entry as it is stored: the parts that are sealed, the seal, and the values where they are kept."""

    parts: tuple[object, ...]
    hash: str
    content: str | None


Head = tuple[int, str]


def faults(
    chain: str, steps: Iterable[Step], head: Head | None, keys: Keys, forgotten_before: datetime | None
) -> Iterator[Fault]:
    """Every fault of a chain, in order; holds one entry at a time.

    `steps` are the entries by their number, `head` the number and seal of the last one,
    `forgotten_before` the moment before which values may be gone.
    """
    seq, last, trusted = 0, START, True
    for step in steps:
        found = int(str(step.parts[1]))
        if found < 1:
            yield Fault(chain, Kind.INSERTED, found, found)
            continue
        is_next = found == seq + 1
        if not is_next:
            yield Fault(chain, Kind.REMOVED, seq + 1, found - 1)
        kind = _wrong(chain, step, keys, forgotten_before)
        if head and found > head[0]:
            kind = Kind.INSERTED
        elif kind is None and is_next and trusted and step.parts[2] != last:
            kind = Kind.UNTIED
        if kind:
            yield Fault(chain, kind, found, found)
        seq, last, trusted = found, step.hash, kind is None
    yield from _head_wrong(chain, seq, last, head)


def _wrong(chain: str, step: Step, keys: Keys, forgotten_before: datetime | None) -> Kind | None:
    """What is wrong with one entry by itself."""
    parts = step.parts
    secret = keys.known.get(str(parts[3]))
    if secret is None:
        return Kind.UNKNOWN_KEY
    if seal(secret, parts) != step.hash or chain != chain_of(parts[4]):  # type: ignore[arg-type]
        return Kind.ALTERED
    kept, at = parts[11], parts[12]
    if step.content is None:
        assert isinstance(at, datetime)
        may_be_gone = not kept or (forgotten_before is not None and at < forgotten_before)
        return None if may_be_gone else Kind.VALUES_REMOVED
    if digest(secret, chain, int(str(parts[1])), step.content) != kept:
        return Kind.VALUES_ALTERED
    return None


def _head_wrong(chain: str, seq: int, last: str, head: Head | None) -> Iterator[Fault]:
    if head is None:
        yield Fault(chain, Kind.HEAD_REMOVED, seq, seq)
    elif head[0] > seq:
        yield Fault(chain, Kind.CUT, seq + 1, head[0])
    elif head[0] == seq and head[1] != last:
        yield Fault(chain, Kind.HEAD_ALTERED, seq, seq)
