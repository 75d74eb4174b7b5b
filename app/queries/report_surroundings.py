"""Risks, what others must bring, and commitments, as a report tells of them. Four queries."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from app.domain.external_dependency import is_stale
from app.domain.report.facts import Period
from app.domain.report.surroundings import CommitmentFacts, ExternalFacts, RiskFacts, Surroundings
from app.domain.risk_level import risk_level, weight
from app.queries.external_dependency import external_dependencies
from app.queries.history import statements, uncorrected
from app.queries.parliamentary_commitment import commitments
from app.queries.risk import risk_course
from app.tables.tracked import RISK


def surroundings(
    session: Session, programme_id: int, period: Period, previous: Period | None
) -> Surroundings:
    """From what was said up to the input deadline; answers and freshness are judged on the reference date.

    Of risks only those that are ticked for the report, the heaviest first.
    """
    heard, reference = period.input_deadline, period.reference_date
    return Surroundings(
        tuple(_risks(session, programme_id, heard, previous.input_deadline if previous else None)),
        tuple(_externals(session, programme_id, heard, reference)),
        tuple(_commitments(session, programme_id, heard, reference)),
    )


def _risks(
    session: Session, programme_id: int, heard: date, heard_before: date | None
) -> Iterator[RiskFacts]:
    said = statements(session, RISK, [programme_id], heard)
    plain = ("kind", "title", "cause", "consequence", "measure", "state")
    found = []
    for id, rows in said.items():
        now = uncorrected(rows)[-1].facts
        if now["in_report"]:
            level = risk_level(now["likelihood"], now["impact"])
            trend = risk_course(rows, heard_before).trend
            facts = RiskFacts(id, **{name: now[name] for name in plain}, level=level, trend=trend)
            found.append((-weight(now["likelihood"], now["impact"]), id, facts))
    yield from (facts for _, _, facts in sorted(found, key=lambda one: one[:2]))


def _externals(session: Session, programme_id: int, heard: date, reference: date) -> Iterator[ExternalFacts]:
    for one in external_dependencies(session, [programme_id], heard):
        brought = one.brought
        stale = is_stale(brought, reference)
        yield ExternalFacts(one.id, one.title, one.owner, brought, stale, one.deliverables)


def _commitments(
    session: Session, programme_id: int, heard: date, reference: date
) -> Iterator[CommitmentFacts]:
    plain = ("id", "kind", "text", "made_on", "reference", "phrase", "answered_on", "answered_in")
    for one in commitments(session, [programme_id], heard):
        yield CommitmentFacts(
            **{name: getattr(one, name) for name in (*plain, "deliverable_id")},
            answer=one.answer(reference),
        )
