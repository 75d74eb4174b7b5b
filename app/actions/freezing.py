"""Writing down a report as it was adopted: tree, hash, the promises in it and where the trail ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.audit_trail import START, ChainHead, chain_of
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Report
from app.domain.report.tree import Promised
from app.queries.audit_verification import chain_heads
from app.queries.reporting_period import PeriodRow
from app.renderers.frozen import freeze, hash_of_kept
from app.tables import FrozenReport, ReportedPromise


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was written down."""

    id: int
    hash: str


def freeze_report(
    session: Session,
    act: AuditContext,
    period: PeriodRow,
    editions: Mapping[str, Report],
    *,
    previous_hash: str,
    erratum: int = 0,
    reason: str = "",
) -> Frozen:
    """Write the editions down; no row of it is ever changed again. The trace is the action's own."""
    tree = freeze(editions)
    digest = hash_of_kept(tree, previous_hash)
    head = chain_heads(session).get(chain_of(period.programme_id), ChainHead(0, START, 0))
    row = FrozenReport(
        programme_id=period.programme_id,
        reporting_period_id=period.id,
        erratum=erratum,
        reason=reason,
        tree=tree,
        hash=digest,
        previous_hash=previous_hash,
        adopted_on=act.on,
        chain_seq=head.seq,
        chain_hash=head.seal,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(
        ReportedPromise(frozen_report_id=row.id, programme_id=period.programme_id, **_promise(promise))
        for promise in editions[DEFAULT_LANGUAGE].promised
    )
    return Frozen(row.id, digest)


def _promise(promise: Promised) -> dict[str, Any]:
    return {name: getattr(promise, name) for name in Promised.__slots__ if name not in _PRINTED}


_PRINTED = ("title", "is_decision")
