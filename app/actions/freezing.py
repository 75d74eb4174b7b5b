"""Writing down a report as it was adopted: tree, hash, the promises in it and where the trail ended."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions.act import Act
from app.domain.adoption import MAIN
from app.domain.audit_trail import START, chain_of
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
    act: Act,
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
    seq, seal = chain_heads(session).get(chain_of(period.programme_id), (0, START))
    asked = sa.insert(FrozenReport).values(
        programme_id=period.programme_id,
        reporting_period_id=period.id,
        erratum=erratum,
        reason=reason,
        tree=tree,
        hash=digest,
        previous_hash=previous_hash,
        adopted_on=act.on,
        chain_seq=seq,
        chain_hash=seal,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    made: int = session.execute(asked.returning(col(FrozenReport.id))).scalar_one()
    of = {"frozen_report_id": made, "programme_id": period.programme_id}
    if rows := [of | _promise(promise) for promise in editions[MAIN].promised]:
        session.execute(sa.insert(ReportedPromise), rows)
    return Frozen(made, digest)


def _promise(promise: Promised) -> dict[str, object]:
    return {name: getattr(promise, name) for name in Promised.__slots__ if name not in _PRINTED}


_PRINTED = ("title", "is_decision")
