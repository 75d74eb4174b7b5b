"""The file that holds a whole programme: what it is called, its version, and the seal over all of it."""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256

from app.domain.audit_trail import SealKey

FORMAT = "mijlpaal-programme"
VERSION = 1
"""Of the format. It counts on when a member or a property is added, so that an earlier release says why it
cannot read the file."""
MEDIA_TYPE = "application/json"
HEADER = ("format", "version", "slug", "forgottenBefore")
"""The members that stand before the records, in this order; `seal` comes last."""
SEAL = "seal"

_LABEL = b"mijlpaal programme file, version 1"
_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def write_value(value: object) -> str:
    """Return a record or another value as JSON on one line: the same value is always the same text."""
    return _canonical.encode(value)


class FileDigest:
    """The SHA-256 over everything that a file says, however its JSON is laid out."""

    def __init__(self) -> None:
        self._digest = sha256()

    def add(self, member: str, value: object) -> None:
        """Add a value, or one record of a list, under the name of its member."""
        self._digest.update(f"{member}\n{write_value(value)}\n".encode())

    def hexdigest(self) -> str:
        """Return 64 hexadecimal digits."""
        return self._digest.hexdigest()


def seal_file(key: SealKey, digest: str) -> dict[str, str]:
    """Return the seal of a file: by which key, and the HMAC-SHA-256 over its digest."""
    return {"key": key.id, "hmac": _sign(key.secret, digest)}


def is_sealed_with(secret: bytes, seal: Mapping[str, str], digest: str) -> bool:
    """Return whether the file says what it said when somebody with this secret of a key wrote it."""
    return hmac.compare_digest(_sign(secret, digest).encode(), seal["hmac"].encode())


def _sign(secret: bytes, digest: str) -> str:
    key = hmac.digest(secret, _LABEL, "sha256")
    return hmac.digest(key, digest.encode(), "sha256").hex()
