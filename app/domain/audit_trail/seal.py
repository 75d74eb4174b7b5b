"""Sealing an entry: an HMAC over everything that it says and over the seal of the entry before it."""

import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

INSTALLATION = "installation"
DONE = "done"
"""The result of what was changed, beside refusals."""
START = ""
"""What stands in the place of a seal before the first entry of a chain."""

SEALED = (
    *("chain", "seq", "previous", "key_id", "programme_id", "action", "object_type", "object_id"),
    *("result", "origin", "actor_id", "digest", "at"),
)
"""The parts of an entry that its seal covers, in this order."""

SEALED_SINCE_ROWS = (*SEALED, "rows_digest", "id")
"""The parts that the seal of an entry covers where it seals rows as well (its `rows_digest` is not null)."""


class RowState(NamedTuple):
    """One state of a row that an entry seals: which row, which of its states, and the digest of it.

    An empty digest says that the row was removed.
    """

    table: str
    key: str
    number: int
    digest: str


def chain_of(programme_id: int | None) -> str:
    """The name of the chain that an entry goes into: that of its programme, else of the installation."""
    return INSTALLATION if programme_id is None else f"programme:{programme_id}"


def seal(secret: bytes, parts: Sequence[object]) -> str:
    """The seal of an entry: 64 hexadecimal digits. `parts` are those of `SEALED`; the moment is in UTC."""
    return hmac.digest(secret, _bytes(parts).encode(), "sha256").hex()


def digest(secret: bytes, chain: str, seq: int, content: str) -> str:
    """What an entry keeps of its values: keyed, so that what is forgotten cannot be found by guessing."""
    if not content:
        return ""
    return hmac.digest(secret, _bytes((chain, seq, content)).encode(), "sha256").hex()


def digest_row(secret: bytes, state: tuple[str, str, int], columns: Sequence[object]) -> str:
    """The keyed digest of a row in one of its states: 64 hexadecimal digits.

    It covers the table, the primary key and the number of the state, so that none passes for another, and
    names and values in turn.
    """
    return hmac.digest(secret, _bytes((*state, columns)).encode(), "sha256").hex()


def digest_states(states: Iterable[RowState]) -> str:
    """The digest over all states of rows that an entry seals, in any order; empty where there are none."""
    ordered = sorted(states)
    return sha256(_bytes(ordered).encode()).hexdigest() if ordered else ""


def _plain(value: object) -> str:
    """A moment in ISO 8601; anything else is none of ours, and looks like nothing that JSON holds."""
    return value.isoformat() if isinstance(value, datetime) else repr(value)


# A list in JSON says where each part ends; made once, for a million entries are read with it.
_bytes = json.JSONEncoder(separators=(",", ":"), default=_plain).encode
