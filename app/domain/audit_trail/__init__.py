"""The rules of the audit trail: how entries are sealed into a chain, and how a chain is checked."""

from app.domain.audit_trail.key import Key, Keys
from app.domain.audit_trail.seal import (
    DONE,
    SEALED,
    SEALED_SINCE_ROWS,
    START,
    RowState,
    chain_of,
    digest,
    digest_of_row,
    digest_of_states,
    seal,
)
from app.domain.audit_trail.walk import Fault, Head, Kind, Step, faults, is_sealed

__all__ = [
    "DONE",
    "SEALED",
    "SEALED_SINCE_ROWS",
    "START",
    "Fault",
    "Head",
    "Key",
    "Keys",
    "Kind",
    "RowState",
    "Step",
    "chain_of",
    "digest",
    "digest_of_row",
    "digest_of_states",
    "faults",
    "is_sealed",
    "seal",
]
