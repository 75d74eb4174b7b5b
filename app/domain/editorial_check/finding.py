"""What the editorial check finds: of which kind, in which words, and the record that says otherwise."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from app.domain.report.tree import Record


class FindingKind(StrEnum):
    """What is wrong."""

    MOMENT = "other_moment"
    """Another moment than the deadline of what is named."""
    DELIVERED = "called_delivered"
    """Called delivered that is not."""
    NOT_DELIVERED = "called_open"
    """Called open that was delivered."""
    STATUS = "other_status"
    """Called cancelled or on hold that is not, or the other way round."""
    FIGURE = "not_measured"
    """A figure that no measurement bears out."""
    UNDATED = "promise_undated"
    """A promise without any moment."""
    SUMMARY = "other_than_chapter"
    """The summary says otherwise than the chapter."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One text of a report, in Markdown: in which section it stands, and the record that holds it."""

    section_key: str
    text: str
    source: Record


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction; `quote` stands in the text from `start`, `instead` is what the data say.

    `instead` is empty where no words of the data can take the place of what was said.
    """

    kind: FindingKind
    text: ReportText
    sentence: str
    start: int
    quote: str
    record: Record
    instead: str = ""

    @property
    def section_key(self) -> str:
        """Of the section in which it stands."""
        return self.text.section_key

    @property
    def mended(self) -> str:
        """The whole text with the words of the data in the place of what was said."""
        original = self.text.text
        return original[: self.start] + self.instead + original[self.start + len(self.quote) :]

    @property
    def key(self) -> str:
        """Stays the same while the sentence and what the data say stay: an answer holds as long."""
        parts = (self.kind, self.section_key, " ".join(self.sentence.split()), self.quote)
        named = (self.record.type, str(self.record.id), self.instead)
        return hashlib.sha256("\0".join((*parts, *named)).encode()).hexdigest()
