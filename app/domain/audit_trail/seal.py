"""Sealing an entry: an HMAC over everything that it says and over the seal of the entry before it."""

import hmac
import json
from collections.abc import Sequence
from datetime import datetime

INSTALLATION = "installation"
START = ""
"""What stands in the place of a seal before the first entry of a chain."""

SEALED = (
    *("chain", "seq", "previous", "key_id", "programme_id", "action", "object_type", "object_id"),
    *("result", "origin", "actor_id", "digest", "at"),
)
"""The parts of an entry that its seal covers, in this order."""


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


# A list in JSON says where each part ends; made once, for a million entries are read with it.
_bytes = json.JSONEncoder(separators=(",", ":"), default=datetime.isoformat).encode
