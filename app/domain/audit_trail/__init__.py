"""The rules of the audit trail: how entries are sealed into a chain, and how a chain is checked."""

from app.domain.audit_trail.key import Key, Keys
from app.domain.audit_trail.seal import SEALED, START, chain_of, digest, seal
from app.domain.audit_trail.walk import Fault, Kind, Step, faults

__all__ = [
    "SEALED",
    "START",
    "Fault",
    "Key",
    "Keys",
    "Kind",
    "Step",
    "chain_of",
    "digest",
    "faults",
    "seal",
]
