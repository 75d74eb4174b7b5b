"""The keys under which entries are sealed: derived from secrets that the database never sees."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_LABEL = b"mijlpaal audit trail, version 1"


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key and the name that entries keep of it, from which nothing of the key can be learned."""

    id: str
    secret: bytes = field(repr=False)

    @classmethod
    def derive_from(cls, secret: str) -> "SealKey":
        """The key that belongs to an installation's secret (HMAC-SHA-256 under a label of its own)."""
        derived = hmac.digest(secret.encode(), _LABEL, "sha256")
        return cls(hmac.digest(derived, b"name", "sha256").hex()[:12], derived)


@dataclass(frozen=True, slots=True)
class SealKeys:
    """The key that seals now, and by their names every key that ever did."""

    current: SealKey
    secrets: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def derive_from(cls, secrets: Sequence[str]) -> "SealKeys":
        """From the installation's secrets: the one of now, then those of before."""
        keys = [SealKey.derive_from(secret) for secret in secrets]
        return cls(keys[0], {key.id: key.secret for key in keys})
