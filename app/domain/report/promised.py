"""The promises of a report as data, beside its text: what the next report accounts for."""

from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.report.tree import Promise


def promised(facts: Facts) -> tuple[Promise, ...]:
    """How every deliverable was told, in the order of the structure."""
    return tuple(_promise(found) for found in facts.deliverables())


def _promise(found: DeliverableFacts) -> Promise:
    said = found.course.deadline
    if said is None:
        return Promise(found.id, found.title, found.course.status)
    window = said.window
    return Promise(
        id=found.id,
        title=found.title,
        status=found.course.status,
        deadline_id=said.id,
        phrase=window.phrase,
        edtf=window.edtf,
        earliest=window.earliest,
        latest=window.latest,
        firmness=said.firmness,
    )
