"""Checking what is stored of the audit trail: chain by chain, in constant memory."""

import json
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import SEALED, Fault, Keys, Kind, Step, faults
from app.domain.audit_trail.seal import INSTALLATION
from app.tables import AuditEntry, AuditHead, AuditPayload

_ENTRY = AuditEntry.__table__  # type: ignore[attr-defined]
_HEAD = AuditHead.__table__  # type: ignore[attr-defined]
_PAYLOAD = AuditPayload.__table__  # type: ignore[attr-defined]
_SAME = sa.and_(_PAYLOAD.c.chain == _ENTRY.c.chain, _PAYLOAD.c.seq == _ENTRY.c.seq)
FORGET = "audit_retention.forget"
AT_ONCE = 5000

Heads = dict[str, tuple[int, str]]


def chain_heads(session: Session) -> Heads:
    """Where every chain says that it ends: number and seal, by the name of the chain. One query."""
    rows = session.execute(sa.select(_HEAD.c.chain, _HEAD.c.seq, _HEAD.c.hash).order_by(_HEAD.c.chain))
    return {chain: (seq, seal) for chain, seq, seal in rows}


def chain_faults(session: Session, keys: Keys) -> Iterator[Fault]:
    """Every fault of every chain, also of one that has lost its head or holds what is no entry at all."""
    heads = chain_heads(session)
    told = set(session.scalars(sa.select(_ENTRY.c.chain).distinct()))
    before = forgotten_before(session)
    for chain in sorted(told | set(heads), key=str):
        try:
            yield from faults(chain, _steps(session, chain), heads.get(chain), keys, before)
        except (ValueError, TypeError, AttributeError):  # a moment that is none, a number that is none
            yield Fault(chain, Kind.UNREADABLE, 0, 0)


def forgotten_before(session: Session) -> datetime | None:
    """The moment before which values may be gone, as the last decision to forget has it. One query.

    It is read from the values of that decision's own entry, which are checked with their chain and which
    no decision but a later one removes; what the table of decisions says could be changed beside it.
    """
    decided = sa.select(_PAYLOAD.c.content).join_from(_PAYLOAD, _ENTRY, _SAME)
    decided = decided.where(_ENTRY.c.chain == INSTALLATION, _ENTRY.c.action == FORGET)
    said = (_day_decided(content) for content in session.scalars(decided))
    return max((day for day in said if day), default=None)


def _day_decided(content: str) -> datetime | None:
    """None where the values were altered: they are named with their chain, and allow nothing."""
    try:
        return datetime.fromisoformat(json.loads(content)["to"]["before"])
    except (ValueError, TypeError, KeyError):
        return None


def _steps(session: Session, chain: str) -> Iterator[Step]:
    """The entries of a chain by number; so many at once that memory does not grow with the chain."""
    after = -(2**31)
    while True:
        rows = session.execute(_NEXT, {"chain": chain, "after": after}).all()
        for row in rows:
            *parts, seal, content = row
            yield Step(tuple(parts), seal, content)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].seq


_NEXT = (
    sa.select(*(_ENTRY.c[name] for name in SEALED), _ENTRY.c.hash, _PAYLOAD.c.content)
    .outerjoin(_PAYLOAD, _SAME)
    .where(_ENTRY.c.chain == sa.bindparam("chain"), _ENTRY.c.seq > sa.bindparam("after"))
    .order_by(_ENTRY.c.seq)
    .limit(AT_ONCE)
)
