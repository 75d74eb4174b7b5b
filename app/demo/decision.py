"""Says what the decisions of a document ask of whom, and of those that were taken what was decided."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.actions import decision, decision_taking
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.demo.known import Known

Facts = Mapping[str, Any]


def load_decisions(session: Session, act: AuditContext, known: Known, facts: Facts) -> None:
    """Every decision of a file of which the deliverables and their inputs are there."""
    for one in facts["deliverable"]:
        if "question" in one:
            _ask(session, act, known, one)
        if "outcome" in one and "delivered_on" in one:
            _take(session, act, known, one)


def _ask(session: Session, act: AuditContext, known: Known, one: Facts) -> None:
    asked = DecisionInput(
        question=one["question"],
        version=0,
        options=[OptionInput(title) for title in one.get("options", ())],
        decided_by=[known.parties[key] for key in one.get("decided_by", ())],
        adopts_id=known.deliverables[one["adopts"]] if "adopts" in one else None,
    )
    decision.ask(session, act, known.deliverables[one["key"]], asked)


def _take(session: Session, act: AuditContext, known: Known, one: Facts) -> None:
    made = known.deliverables[one["key"]]
    version = decision.get_decision(session, made).state.version
    taking = TakingInput(one["delivered_on"], version, outcome=one["outcome"], reason=one.get("reasons", ""))
    decision_taking.take(session, act, made, taking)
