"""The rules of the audit trail: how entries are sealed into a chain, and how a chain is checked."""

from app.domain.audit_trail.key import SealKey, SealKeys
from app.domain.audit_trail.seal import (
    DONE,
    SEALED,
    SEALED_SINCE_ROWS,
    START,
    RowState,
    chain_of,
    digest,
    digest_row,
    digest_states,
    seal,
)
from app.domain.audit_trail.walk import ChainEntry, ChainFault, ChainHead, FaultKind, find_faults, is_sealed

__all__ = [
    "DONE",
    "SEALED",
    "SEALED_SINCE_ROWS",
    "START",
    "ChainEntry",
    "ChainFault",
    "ChainHead",
    "FaultKind",
    "RowState",
    "SealKey",
    "SealKeys",
    "chain_of",
    "digest",
    "digest_row",
    "digest_states",
    "find_faults",
    "is_sealed",
    "seal",
]
