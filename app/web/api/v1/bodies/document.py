"""What is sent of evidence, of where something was promised, and of when it took place."""

from typing import Annotated

from pydantic import Field

from app.actions.deliverable_document import EvidenceInput, OccurrenceInput, SourceInput
from app.web.api.v1.bodies.values import Body, Day, Saying, Text, Title
from app.web.api.v1.shapes.values import or_null


class SourceFacts(Body):
    """Where a deliverable was promised."""

    document: Title
    section: Text = ""
    heading: Text = ""
    quote: Annotated[Text, or_null("string")] = ""

    def input(self) -> SourceInput:
        """Return it as the action takes it."""
        return SourceInput(self.document, self.section, self.heading, self.quote)


class EvidenceFacts(Body):
    """What shows that a deliverable was delivered; `on` is the day that it bears itself."""

    title: Title
    url: Annotated[Text, or_null("string", format="uri")] = Field(default_factory=str)
    on: Day = None

    def input(self) -> EvidenceInput:
        """Return it as the action takes it."""
        return EvidenceInput(self.title, self.url, self.on)


class OccurrenceFacts(Body):
    """A day on which what recurs took place; `note` tells two times of one day apart."""

    on: Day
    note: Text = ""

    def input(self) -> OccurrenceInput:
        """Return it as the action takes it."""
        return OccurrenceInput(self.on, self.note)


class NewSource(SourceFacts, Saying):
    """Where a deliverable was promised, and when that was said."""


class NewEvidence(EvidenceFacts, Saying):
    """What shows that a deliverable was delivered, and when that was said."""


class NewOccurrence(OccurrenceFacts, Saying):
    """A day on which what recurs took place, and when that was said."""
