"""What is sent to make and change many projects and deliverables at once."""

from typing import Annotated

from pydantic import Field, Strict, WithJsonSchema

from app.domain.firmness import Firmness
from app.domain.sheet import MOST_SAVED
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency
from app.tables.columns import LARGEST_ID
from app.web.api.v1.bodies.part import Code
from app.web.api.v1.bodies.values import Address, Body, Day, Flag, Ids, OptionalId, Text, Title
from app.web.api.v1.filters import ProgrammeSlug

Key = Annotated[str, Field(max_length=60)]
"""A name of the sender's own for a new row, by which other rows of the request name it."""
Named = Annotated[
    Annotated[int, Strict()] | str,
    WithJsonSchema({"oneOf": [{"type": "integer", "minimum": 1, "maximum": LARGEST_ID}, {"type": "string"}]}),
]
"""What is there by number, or what another row of the request makes, by its key."""
Version = Annotated[int | None, Strict(), WithJsonSchema({"type": ["integer", "null"]})]


class BulkRow(Body):
    """A row that changes what is there, by its `id` and the `version` that was read, or makes something new.

    Of what is there, what is absent stays.
    """

    id: OptionalId = None
    version: Version = None
    key: Key = ""
    title: Title = ""
    lead: Address = None
    reason: Text = ""


class BulkProject(BulkRow):
    """A project; its action line by code."""

    action_line: Code = ""
    narrative: Text = ""


class BulkDeadline(Body):
    """When, in words; with days of its own, or `undated`, where the rules would not read the words so."""

    phrase: Title = ""
    firmness: Firmness | None = None
    earliest: Day = None
    latest: Day = None
    undated: Flag = False


class BulkFrequency(Body):
    """At least so many times in each period."""

    count: Annotated[int, Strict()]
    per: Frequency


class BulkSource(Body):
    """Where it was promised."""

    document: Title
    section: Text = ""
    heading: Text = ""
    quote: Text = ""


class BulkDeliverable(BulkRow):
    """A deliverable, and how it stands; `saidOn` and `sources` are of new ones only.

    Another project moves it there, behind what stands there. Its `inputs` become exactly these.
    """

    kind: DeliverableKind = DeliverableKind.PRODUCT
    description: Text = ""
    aliases: tuple[str, ...] = ()
    project: Named = ""
    executing_party: OptionalId = None
    parties: Ids = ()
    inputs: tuple[Named, ...] = ()
    frequency: BulkFrequency | None = None
    deadline: BulkDeadline = BulkDeadline()
    status: Status = Status.PLANNED
    confidence: Confidence | None = None
    delivered_on: Day = None
    said_on: Day = None
    sources: tuple[BulkSource, ...] = ()


class NewBulkEntry(Body):
    """Projects and deliverables of a programme to make and change: all of them, or none.

    `reason` is for each row that has none of its own.
    """

    programme: ProgrammeSlug
    reason: Text = ""
    projects: Annotated[tuple[BulkProject, ...], Field(max_length=MOST_SAVED)] = ()
    deliverables: Annotated[tuple[BulkDeliverable, ...], Field(max_length=MOST_SAVED)] = ()
