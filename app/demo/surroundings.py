"""Says what a document tells of risks, of what others must bring, and of commitments to parliament."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.actions import external_dependency, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.demo.known import Known
from app.domain.firmness import Firmness
from app.domain.structure import CommitmentKind, RiskKind, RiskState

Facts = Mapping[str, Any]


def load_surroundings(
    session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int
) -> None:
    """Every risk, external dependency and commitment, tied to the deliverables that they name."""
    for one in facts.get("risk", ()):
        risk.add(session, act, programme_id, _risk(known, one))
    for one in facts.get("external_dependency", ()):
        external_dependency.add(session, act, programme_id, _external(known, one))
    for one in facts.get("parliamentary_commitment", ()):
        parliamentary_commitment.add(session, act, programme_id, _commitment(known, one))


def _risk(known: Known, one: Facts) -> RiskInput:
    """A document that tells of a trouble tells of one that is there: an issue, unless it says otherwise."""
    return RiskInput(
        kind=RiskKind(one.get("kind", RiskKind.ISSUE)),
        title=one["title"],
        cause=one.get("cause", ""),
        consequence=one.get("consequence", ""),
        likelihood=one.get("likelihood"),
        impact=one.get("impact"),
        measure=one.get("measure", ""),
        owner_id=known.people[one["owner"]] if "owner" in one else None,
        state=RiskState(one["state"]),
        in_report=one.get("in_report", True),
        deliverables=_deliverables(known, one),
    )


def _external(known: Known, one: Facts) -> ExternalDependencyInput:
    window = one.get("window", {})
    return ExternalDependencyInput(
        title=one["title"],
        owner_party_id=known.parties[one["owner"]],
        description=one.get("description", ""),
        phrase=window.get("phrase", ""),
        firmness=Firmness(window["firmness"]) if "firmness" in window else None,
        confirmed_on=one.get("confirmed_on"),
        deliverables=_deliverables(known, one),
    )


def _commitment(known: Known, one: Facts) -> CommitmentInput:
    return CommitmentInput(
        kind=CommitmentKind(one["kind"]),
        text=one["text"],
        made_on=one["made_on"],
        reference=one.get("reference", ""),
        phrase=one.get("phrase", ""),
        deliverable_id=known.deliverables[one["deliverable"]] if "deliverable" in one else None,
        section=one.get("section", ""),
        answered_on=one.get("answered_on"),
        answered_in=one.get("answered_in", ""),
    )


def _deliverables(known: Known, one: Facts) -> tuple[int, ...]:
    return tuple(known.deliverables[key] for key in one.get("deliverables", ()))
