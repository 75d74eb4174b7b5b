"""What is sent of a report to read, and of how its proposals are judged."""

from base64 import b64decode
from typing import Annotated, ClassVar

from pydantic import Field

from app.domain.promise_extraction import Paragraph, ReportText
from app.domain.proposal import ProposalState
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind
from app.readers.report_document import read_report_apart
from app.web.api.v1.bodies.values import (
    Body,
    Code,
    GivenDay,
    Id,
    Number,
    OptionalId,
    Partial,
    Text,
    Title,
)
from app.web.api.v1.bodies.window import FirmWindow, point_at_window
from app.web.api.v1.filters import ProgrammeSlug
from app.web.report_reading import read_pasted_text

MOST_PARTS, MOST_PARAGRAPHS, MOST_PAGES, DEEPEST_LEVEL = 20, 10_000, 10_000, 9


class ReportParagraph(Body):
    """A paragraph, list item or row of a table, whole; a heading has its level, 1 for that of a chapter."""

    text: Title
    page: Annotated[Number, Field(ge=1, le=MOST_PAGES)] | None = None
    level: Annotated[Number, Field(ge=0, le=DEEPEST_LEVEL)] = 0


class NewReadReport(Body):
    """An existing report to read; `saidOn` is its day.

    `file` is the report itself in base64: .txt, .pdf, .docx or .odt, as `fileName` says. `text` is as it was
    printed, line by line, with a form feed before each next page; `paragraphs` are whole, in the order in
    which they are read. One of the three is sent.
    """

    pointers: ClassVar = {"text": "/paragraphs"}

    programme: ProgrammeSlug
    title: Title
    said_on: GivenDay
    file_name: Text = ""
    file: Annotated[Text, Field(json_schema_extra={"contentEncoding": "base64"})] = ""
    text: Text = ""
    paragraphs: Annotated[tuple[ReportParagraph, ...], Field(max_length=MOST_PARAGRAPHS)] = ()

    def report(self) -> ReportText:
        """Return its text. Refuses (`Invalid`) several forms of it, none, and a file that cannot be read."""
        if sum(map(bool, (self.file, self.text, self.paragraphs))) != 1:
            raise Invalid.because("text", "Send the file, the text or its paragraphs: one of these.")
        if self.file:
            read = read_report_apart(self.content, self.file_name)
            return ReportText(self.title, read.paragraphs)
        if self.text:
            return read_pasted_text(self.text, self.title)
        return ReportText(
            self.title, tuple(Paragraph(part.text, part.page, part.level) for part in self.paragraphs)
        )

    @property
    def content(self) -> bytes:
        """The bytes of the file. Refuses (`Invalid`) what is no base64."""
        try:
            return b64decode(self.file, validate=True)
        except ValueError:
            raise Invalid.because("file", "Write the file in base64.") from None


class ProposalChange(Partial):
    """What changes of a proposal: what is absent stays.

    Words that were not understood stay so until there is another moment, or these words with `boundsBy`
    “person” and no days: without a date. Whoever names a project names its action line with it.
    """

    pointers: ClassVar = point_at_window("deadline")

    title: Title = ""
    kind: DeliverableKind = DeliverableKind.PRODUCT
    state: ProposalState = ProposalState.PLANNED
    deadline: FirmWindow | None = None
    action_line: Code = None
    project: OptionalId = None


class Acceptance(Body):
    """Nothing more needs to be said of what is taken over as it is."""

    pointers: ClassVar = point_at_window("deadline")


class ProposalMerging(Body):
    """The deliverable to which a proposal belongs. Without a reason the report itself is named as one."""

    pointers: ClassVar = point_at_window("deadline")

    deliverable: Id
    reason: Text = ""


class ProposalRejection(Body):
    """Why a proposal is no promise of this programme."""

    reason: Title


class ProposalSplitting(Body):
    """The titles of the proposals that one becomes; it keeps the first."""

    titles: Annotated[tuple[Title, ...], Field(min_length=2, max_length=MOST_PARTS)]
