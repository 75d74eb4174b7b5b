"""What is weighed before a report is adopted: facts, the promises of the report before, and signatures."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all
from app.domain.adoption import AdoptionCase, Deferral, PreviousPromise
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict
from app.domain.report.colophon import Approval
from app.domain.report.facts import Facts
from app.domain.report.later_saying import find_later_sayings
from app.domain.sign_off import Signatures, find_valid
from app.domain.time_zone import AMSTERDAM
from app.queries.party import parties, sponsors
from app.queries.programme import ProgrammeRow, programme_by_id
from app.queries.report.archive import FrozenRow, frozen_reports
from app.queries.report.draft import compose_editions, draft_facts, open_findings
from app.queries.report.review import review_versions, signatures, version_facts, version_tree
from app.queries.reporting_period import PeriodRow
from app.renderers.frozen import thaw
from app.renderers.kept_facts import plain_facts, read_facts, read_plain_facts
from app.tables import DeferredSaying, Deliverable, Person, ReportedPromise
from app.tables.vague_date import VagueDateBundle


def adoption_case(session: Session, period: PeriodRow) -> AdoptionCase:
    """Return the case for adopting the last version that went into review. Refuses where none ever did."""
    versions = review_versions(session, period.id)
    if not versions:
        raise Conflict("Only a report that is in review can be adopted.")
    version = versions[-1]
    before = adopted_before(session, period)
    now = draft_facts(session, programme_by_id(session, period.programme_id), period)
    stored = version_facts(session, version.id)
    facts = read_facts(stored, now)
    later = find_later_sayings(read_plain_facts(stored), plain_facts(now), now) if stored else ()
    deferred = deferrals(session, period.id)
    return AdoptionCase(
        facts=facts or now,
        is_outdated=facts is None,
        later=tuple(saying for saying in later if saying.key not in deferred),
        deferred=tuple((saying, deferred[saying.key]) for saying in later if saying.key in deferred),
        reported=_promises(session, before.id) if before else (),
        editions=thaw(version_tree(session, version.id)),
        hashes=version.hashes,
        sponsors=tuple(party.id for party in sponsors(session, period.programme_id)),
        signatures=find_valid(signatures(session, period.id), version.hashes),
        findings=open_findings(session, facts or now),
    )


def draft_case(session: Session, programme: ProgrammeRow, period: PeriodRow) -> AdoptionCase:
    """Return the case for adopting a report as it reads now, before it is signed."""
    facts, before = draft_facts(session, programme, period), adopted_before(session, period)
    editions = compose_editions(facts)
    return AdoptionCase(
        facts=facts,
        reported=_promises(session, before.id) if before else (),
        editions=editions,
        hashes=dict.fromkeys((section.key for section in editions[DEFAULT_LANGUAGE].sections), ""),
        sponsors=(),
        signatures={},
        findings=open_findings(session, facts),
    )


def reviewed_facts(session: Session, period: PeriodRow, version_id: int) -> Facts:
    """Return the facts of a version in review; those of now where an earlier release stored it."""
    now = draft_facts(session, programme_by_id(session, period.programme_id), period)
    return read_facts(version_facts(session, version_id), now) or now


def deferrals(session: Session, period_id: int) -> Mapping[str, Deferral]:
    """Return why something is left for the next report, by the key of the saying. One query."""
    saying = DeferredSaying
    statement = (
        sa.select(col(saying.saying), col(saying.reason), col(saying.recorded_at))
        .add_columns(col(Person.name).label("author"))
        .join_from(saying, Person, col(Person.id) == col(saying.author_id))
        .where(col(saying.reporting_period_id) == period_id)
        .order_by(col(saying.id))
    )
    return {
        row.saying: Deferral(row.reason, row.author, row.recorded_at) for row in session.execute(statement)
    }


def approvals(session: Session, programme_id: int, holds: Signatures) -> list[Approval]:
    """Return the signatures as they are printed, by party. One query."""
    names = {party.id: party.short for party in parties(session, [programme_id])}
    return [
        Approval(
            sign_off_id=signature.id,
            party=names[signature.party_id],
            section_key=signature.section_key,
            verdict=signature.verdict,
            text=signature.text,
            document=signature.document,
            on=signature.given_on or signature.recorded_at.astimezone(AMSTERDAM).date(),
        )
        for signature in sorted(holds.values(), key=lambda signature: signature.party_id)
    ]


def adopted_before(session: Session, period: PeriodRow) -> FrozenRow | None:
    """Return the report adopted before this one: its last erratum, where there are any. One query."""
    earlier = [row for row in frozen_reports(session, [period.programme_id]) if row.number < period.number]
    return earlier[-1] if earlier else None


def _promises(session: Session, frozen_id: int) -> tuple[PreviousPromise, ...]:
    """Return what a frozen report promised, in the order of its deliverables' ids. One query."""
    promise = ReportedPromise
    statement = (
        sa.select(col(promise.deliverable_id), col(Deliverable.title), col(promise.status))
        .add_columns(VagueDateBundle(promise))
        .join(Deliverable, col(Deliverable.id) == col(promise.deliverable_id))
        .where(col(promise.frozen_report_id) == frozen_id)
        .order_by(col(promise.deliverable_id))
    )
    return tuple(fetch_all(session, statement, PreviousPromise))
