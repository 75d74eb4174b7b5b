"""What is sent of how a deliverable stands, and of when it comes."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from app.actions.deadline import DeadlineCorrection
from app.actions.deliverable_document import DocumentInput
from app.actions.status_update import StatusCorrection
from app.domain.status import Confidence, Status
from app.web.api.v1.bodies.document import EvidenceFacts, OccurrenceFacts, SourceFacts
from app.web.api.v1.bodies.values import Body, Day, Flag, Id, Number, Saying, Text
from app.web.api.v1.bodies.window import FirmWindow, point_at_window

MOST_AT_ONCE = 200


_AT_THE_TOP: Mapping[str, str] = {
    "own_earliest": "/earliest",
    "own_latest": "/latest",
    "_bounds_by": "/boundsBy",
}
"""The pointers of a window that is the body itself."""


class SaidAgain(FirmWindow):
    """When it comes; without words these stay, and only the firmness changes."""

    phrase: Text = ""


class StatusFacts(Body):
    """How a deliverable stands.

    `answer` is asked where it is “on track” and the rules disagree; with `answerInReport` the report prints
    it.
    """

    status: Status
    confidence: Confidence | None = None
    text: Text = ""
    reason: Text = ""
    answer: Text = ""
    answer_in_report: Flag = False
    delivered_on: Day = None


class StatusCorrectionBody(StatusFacts):
    """What should have been said instead, on the same day."""

    def correction(self, version: int) -> StatusCorrection:
        """Return it as the action takes it."""
        return StatusCorrection(
            self.status,
            version,
            self.reason,
            self.confidence,
            self.text,
            self.answer,
            self.answer_in_report,
            self.delivered_on,
        )


class NewStatusUpdate(StatusFacts, Saying):
    """How a deliverable stands, with what is said beside it: another deadline, and what shows all that."""

    pointers: ClassVar = {
        **point_at_window("deadline"),
        **{f"source_{name}": f"/source/{name}" for name in SourceFacts.model_fields},
        **{f"evidence_{name}": f"/evidence/{name}" for name in EvidenceFacts.model_fields},
        **{f"held_{name}": f"/occurrence/{name}" for name in OccurrenceFacts.model_fields},
    }

    deadline: SaidAgain | None = None
    source: SourceFacts | None = None
    evidence: EvidenceFacts | None = None
    occurrence: OccurrenceFacts | None = None

    def facts(self) -> dict[str, Any]:
        """Return all that is said, by the names of the action."""
        update_facts: dict[str, Any] = {name: getattr(self, name) for name in StatusFacts.model_fields}
        beside = (self.evidence, self.source, self.occurrence)
        documents: tuple[DocumentInput, ...] = tuple(facts.input() for facts in beside if facts)
        update_facts |= {"documents": documents}
        if self.deadline is not None:
            update_facts |= self.deadline.facts("deadline") | {"firmness": self.deadline.firmness}
        return update_facts


class StatusUpdateItem(NewStatusUpdate):
    """One of several status updates; `version` is that of the deliverable when it was read."""

    deliverable: Id
    version: Number


class StatusUpdateItems(Body):
    """Several status updates, of which all are saved or none."""

    items: Annotated[tuple[StatusUpdateItem, ...], Field(min_length=1, max_length=MOST_AT_ONCE)]


class NewDeadline(FirmWindow, Saying):
    """When a deliverable comes, said anew; how it stands is confirmed with it.

    A reason is asked where that is later. `answer` is asked where it is “on track” and the rules disagree.
    """

    # What was said last of its status may not be said again.
    pointers: ClassVar = {**_AT_THE_TOP, "status": ""}

    reason: Text = ""
    answer: Text = ""
    answer_in_report: Flag = False


class DeadlineCorrectionBody(FirmWindow):
    """The words as they should have been written, on the same day."""

    pointers: ClassVar = _AT_THE_TOP

    reason: Text = ""

    def correction(self, version: int) -> DeadlineCorrection:
        """Return it as the action takes it."""
        own = self.facts("")["own"]
        return DeadlineCorrection(self.phrase, version, self.reason, self.firmness, own)


class TakingBack(Body):
    """Why what was said is taken back; that need not be told."""

    reason: Text = ""


NO_REASON = TakingBack()
