"""What is weighed before a report is adopted: facts, the promises of the report before, and signatures."""

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.accounting import Reported
from app.domain.adoption import Case
from app.domain.refusal import Conflict
from app.domain.report.adopted import Approval
from app.domain.sign_off import Signatures, holding
from app.domain.structure import PartyKind
from app.domain.vague_date import VagueDate
from app.queries.editorial_check import open_findings
from app.queries.frozen_report import FrozenRow, frozen_reports
from app.queries.party import PartyRow, parties
from app.queries.programme import programme_by_id
from app.queries.report_reading import told
from app.queries.report_version import tree_of, versions
from app.queries.reporting_period import PeriodRow
from app.queries.sign_off import signatures
from app.renderers.frozen import thaw
from app.tables import Deliverable, ReportedPromise
from app.templating.formats import AMSTERDAM

_PROMISE = ReportedPromise.__table__  # type: ignore[attr-defined]
_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]


def case_of(session: Session, period: PeriodRow) -> Case:
    """The case for adopting the last version that went into review. Refuses where none ever did."""
    found = versions(session, period.id)
    if not found:
        raise Conflict("Only a report that is in review can be adopted.")
    version = found[-1]
    before = adopted_before(session, period)
    facts = told(session, programme_by_id(session, period.programme_id), period)
    return Case(
        facts=facts,
        reported=reported(session, before.id) if before else (),
        editions=thaw(tree_of(session, version.id)),
        hashes=version.hashes,
        sponsors=tuple(party.id for party in sponsors(session, period.programme_id)),
        signatures=holding(signatures(session, period.id), version.hashes),
        findings=open_findings(session, facts),
    )


def approvals(session: Session, programme_id: int, holds: Signatures) -> list[Approval]:
    """The signatures as they are printed, by party. One query."""
    names = {party.id: party.short for party in parties(session, [programme_id])}
    return [
        Approval(
            sign_off_id=one.id,
            party=names[one.party_id],
            section_key=one.section_key,
            verdict=one.verdict,
            text=one.text,
            document=one.document,
            on=one.given_on or one.recorded_at.astimezone(AMSTERDAM).date(),
        )
        for one in sorted(holds.values(), key=lambda one: one.party_id)
    ]


def adopted_before(session: Session, period: PeriodRow) -> FrozenRow | None:
    """The report adopted before this one: the last erratum of it, where there is one. One query."""
    earlier = [row for row in frozen_reports(session, [period.programme_id]) if row.number < period.number]
    return earlier[-1] if earlier else None


def sponsors(session: Session, programme_id: int) -> list[PartyRow]:
    """The parties that commission a programme, by id. One query."""
    found = parties(session, [programme_id])
    return [party for party in found if (programme_id, PartyKind.SPONSOR) in party.roles]


def reported(session: Session, frozen_id: int) -> tuple[Reported, ...]:
    """What a frozen report promised, in the order of its deliverables' numbers. One query."""
    asked = (
        sa.select(
            *(_PROMISE.c.deliverable_id, _DELIVERABLE.c.title, _PROMISE.c.status),
            *(_PROMISE.c[name] for name in ("phrase", "edtf", "earliest", "latest")),
        )
        .join(_DELIVERABLE, _DELIVERABLE.c.id == _PROMISE.c.deliverable_id)
        .where(_PROMISE.c.frozen_report_id == frozen_id)
        .order_by(_PROMISE.c.deliverable_id)
    )
    return tuple(
        Reported(deliverable, title, status, VagueDate(*window) if window[0] else None)
        for deliverable, title, status, *window in session.execute(asked)
    )
