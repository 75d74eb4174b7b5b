"""What is sent of a deliverable: what it is, where it stands, and what becomes of it."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from app.domain.structure import DeliverableKind, Frequency
from app.web.api.v1.bodies.document import EvidenceFacts, OccurrenceFacts, SourceFacts
from app.web.api.v1.bodies.values import (
    Address,
    Body,
    Change,
    Id,
    Ids,
    Number,
    OptionalId,
    OptionalNumber,
    Saying,
    Text,
    Title,
)
from app.web.api.v1.bodies.window import FirmWindow, point_at_window

_WITH_FREQUENCY = {"frequency_count": "/frequency/count", "frequency_per": "/frequency/per"}


class FrequencyFacts(Body):
    """At least so many times in each period."""

    count: Number
    per: Frequency


class DeliverableFacts(Body):
    """All that a deliverable is said to be; `inputs` are the deliverables that it needs."""

    pointers: ClassVar = _WITH_FREQUENCY

    title: Title = ""
    kind: DeliverableKind = DeliverableKind.PRODUCT
    description: Text = ""
    aliases: tuple[Title, ...] = ()
    project: Id = Field(default_factory=int)
    lead: Address = None
    executing_party: OptionalId = None
    parties: Ids = ()
    frequency: FrequencyFacts | None = None
    inputs: Ids = ()

    def facts(self) -> dict[str, Any]:
        """Return what is given of it, by the names of the actions; people and inputs apart."""
        given = self.given(*self.apart)
        if "aliases" in given:
            given["aliases"] = "\n".join(self.aliases)
        if "frequency" in given:
            frequency = given.pop("frequency")
            given["frequency_count"] = frequency.count if frequency else None
            given["frequency_per"] = frequency.per if frequency else None
        for name in ("project", "executing_party"):
            if name in given:
                given[f"{name}_id"] = given.pop(name)
        return given

    apart: ClassVar[tuple[str, ...]] = ("lead", "inputs")


class NewDeliverable(DeliverableFacts, Saying):
    """A deliverable to promise; without a deadline it is there, and still waits for its moment."""

    pointers: ClassVar = {
        **_WITH_FREQUENCY,
        **point_at_window("deadline"),
        **{f"source_{name}": f"/source/{name}" for name in SourceFacts.model_fields},
        **{f"evidence_{name}": f"/evidence/{name}" for name in EvidenceFacts.model_fields},
        **{f"held_{name}": f"/occurrence/{name}" for name in OccurrenceFacts.model_fields},
    }
    apart: ClassVar = (*DeliverableFacts.apart, "deadline", "source", "evidence", "occurrence")

    title: Title
    kind: DeliverableKind
    project: Id
    deadline: FirmWindow | None = None
    source: SourceFacts | None = None
    evidence: EvidenceFacts | None = None
    occurrence: OccurrenceFacts | None = None


class DeliverableChange(DeliverableFacts, Change):
    """What changes of a deliverable; `place` is where it stands in its project, counted from 1."""

    place: OptionalNumber = None


class DeliverableMerging(Saying):
    """Into which deliverable another one is merged, and why."""

    pointers: ClassVar = {"target": "/into"}

    into: Id
    reason: Title


class Splitting(Saying):
    """What is split off from a deliverable: the title of each, and why."""

    titles: Annotated[tuple[Title, ...], Field(max_length=50)]
    reason: Title


class Resumption(Saying):
    """Why what was merged or withdrawn runs again."""

    reason: Title
