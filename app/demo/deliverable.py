"""Says the deliverables of a document: what was promised in it, in which words, and how it stood."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.actions import deliverable
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable, SourceInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.decision import load_decisions
from app.demo.known import Known
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency

Facts = Mapping[str, Any]


def load_deliverables(session: Session, act: AuditContext, known: Known, facts: Facts) -> None:
    """Every deliverable with its sources, evidence, first statement and, once all are there, its inputs.

    Of a decision then what it asks, and what was decided.
    """
    known.deliverables = {
        one["key"]: _promise(session, act, known, one, facts=facts, position=position)
        for position, one in enumerate(facts["deliverable"], start=1)
    }
    for one in facts["deliverable"]:
        if "inputs" in one:
            needed = [known.deliverables[key] for key in one["inputs"]]
            deliverable.need(session, act, known.deliverables[one["key"]], needed)
    load_decisions(session, act, known, facts)


def _promise(
    session: Session, act: AuditContext, known: Known, one: Facts, *, facts: Facts, position: int
) -> int:
    frequency = one.get("frequency", {})
    new = NewDeliverable(
        project_id=known.projects[one["project"]],
        kind=DeliverableKind(one["kind"]),
        title=one["title"],
        said_on=facts["said_on"],
        position=position,
        description=one.get("description", ""),
        executing_party_id=known.parties[one["executing_party"]] if "executing_party" in one else None,
        frequency_count=frequency.get("count"),
        frequency_per=Frequency(frequency["per"]) if frequency else None,
    )
    involved = [known.parties[key] for key in one.get("parties", ())]
    made = deliverable.add(session, act, new, parties=involved)
    document = facts["source_document"]["title"]
    for source in one["sources"]:
        deliverable.cite(
            session, act, made, SourceInput(document, source["section"], source.get("heading", ""))
        )
    for shown in one.get("evidence", ()):
        deliverable.show_evidence(
            session, act, made, shown["title"], url=shown.get("url"), on=shown.get("on")
        )
    submit(session, act, made, _as_reported(one, facts), today=facts["said_on"])
    return made


def _as_reported(one: Facts, facts: Facts) -> StatusUpdateInput:
    """The statement of the document, as it stands there."""
    promised = one.get("deadline", {})
    firmness = promised.get("firmness")
    confidence = one.get("confidence")
    return StatusUpdateInput(
        status=Status(one["status"]),
        version=1,
        said_on=facts["said_on"],
        confidence=Confidence(confidence) if confidence else None,
        text=(one.get("text") or one.get("outcome", "")).strip(),
        reason=one.get("reason", ""),
        delivered_on=one.get("delivered_on"),
        phrase=promised.get("phrase", ""),
        firmness=Firmness(firmness) if firmness else None,
        as_reported=True,
    )
