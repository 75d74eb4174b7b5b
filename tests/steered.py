"""What the programme of the cast steers by beside its deliverables and indicators."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from app.actions import external_dependency, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.domain.structure import CommitmentKind, RiskKind


def steer(session: Session, cast: Any) -> None:
    """One risk, one thing that others bring, and one promise to parliament; all of the handbook."""
    office = AuditContext(cast.noor, datetime(2023, 10, 2, 9, tzinfo=UTC), "test")
    touched = (cast["handbook"],)
    said = RiskInput(RiskKind.RISK, "Te weinig geld", likelihood=3, impact=4, deliverables=touched)
    cast.risk = risk.add(session, office, cast.programme, said)
    brought = ExternalDependencyInput(
        "Verkeersplan van de gemeente", cast.fund, phrase="Q2 2024", deliverables=touched
    )
    cast.external = external_dependency.add(session, office, cast.programme, brought)
    made = CommitmentInput(
        CommitmentKind.UNDERTAKING, "De Kamer krijgt een brief over het vervolg.", date(2023, 9, 21)
    )
    cast.commitment = parliamentary_commitment.add(session, office, cast.programme, made)
