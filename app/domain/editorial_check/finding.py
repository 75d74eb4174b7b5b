"""What the editorial check finds: of which kind, in which words, and the record that says otherwise."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.refusal import Message
from app.domain.report.tree import Record
from app.domain.status import Status


class FindingKind(StrEnum):
    """What is wrong."""

    MOMENT = "other_moment"
    """Another moment than the deadline of what is named."""
    DELIVERED = "called_delivered"
    """Called delivered that is not."""
    ADOPTED = "called_adopted"
    """Called adopted that is not, though it may be delivered."""
    NOT_DELIVERED = "called_open"
    """Called open that was delivered."""
    STATUS = "other_status"
    """Called cancelled or on hold that is not, or the other way round."""
    MOVED = "other_move"
    """Moved otherwise than the promises were."""
    UNDATED = "promise_undated"
    """A moment for what has none."""
    FIGURE = "not_measured"
    """A figure that no measurement bears out."""
    REFERENCE_DATE = "other_reference_date"
    """A figure with another reference date than its own."""
    COUNT = "other_count"
    """Another number of milestones, options or whatever the data count."""
    PARTY = "other_party"
    """Done by another party."""
    OUTCOME = "other_outcome"
    """Decided otherwise."""
    ORDER = "other_order"
    """What needs the other comes first."""
    REPORT = "other_report"
    """Another number or period than that of this report."""
    SUMMARY = "other_than_chapter"
    """The summary says otherwise than the chapter."""
    RISK = "other_risk"
    """A risk called closed that is open, or the other way round, or weighed otherwise."""
    COMMITMENT = "other_answer"
    """A promise to parliament called answered that is not, or the other way round."""
    ADDRESS = "address"
    """The e-mail address of a person."""


@dataclass(frozen=True, slots=True)
class CheckedText:
    """One text of a report, in Markdown: in which section it stands, and the record that holds it."""

    section_key: str
    text: str
    source: Record
    about: int | None = None
    """The id of the deliverable that the whole text is about, if that is one."""


_MESSAGES = {
    FindingKind.MOMENT: "According to the data the moment of “%(title)s” is: %(says)s.",
    FindingKind.DELIVERED: "According to the data “%(title)s” is not ready yet.",
    FindingKind.ADOPTED: "According to the data “%(title)s” has not been adopted yet.",
    FindingKind.NOT_DELIVERED: "According to the data “%(title)s” is ready already.",
    FindingKind.MOVED: "According to the data “%(title)s” moved otherwise: %(says)s.",
    FindingKind.UNDATED: "According to the data “%(title)s” has no date: %(says)s.",
    FindingKind.FIGURE: "This does not fit what was measured for “%(title)s”: %(says)s.",
    FindingKind.REFERENCE_DATE: "According to the data the reference date of “%(title)s” is: %(says)s.",
    FindingKind.COUNT: "According to the data the number is another one. “%(title)s”: %(says)s.",
    FindingKind.PARTY: "According to the data another party does this. “%(title)s”: %(says)s.",
    FindingKind.OUTCOME: "According to the data “%(title)s” was decided otherwise: %(says)s.",
    FindingKind.ORDER: "According to the data the order is another one: “%(says)s” comes before “%(title)s”.",
    FindingKind.REPORT: "The data of this report say: %(says)s.",
    FindingKind.SUMMARY: "The chapter says otherwise on “%(title)s”: %(says)s.",
    FindingKind.RISK: "According to the data the risk “%(title)s” stands otherwise.",
    FindingKind.COMMITMENT: "According to the data the answer to parliament stands otherwise: “%(title)s”.",
    FindingKind.ADDRESS: "This is an e-mail address. Leave it out, or say why it may stay.",
}
_WITHOUT_WORDS = {
    FindingKind.MOVED: "According to the data “%(title)s” has not moved.",
    FindingKind.UNDATED: "According to the data “%(title)s” has no date.",
    FindingKind.FIGURE: "Nothing that was measured for “%(title)s” fits this figure.",
    FindingKind.OUTCOME: "According to the data “%(title)s” has not been decided yet.",
    FindingKind.SUMMARY: "The chapter says otherwise on “%(title)s”.",
}
_OF_STATUS = {
    Status.PLANNED: "According to the data “%(title)s” is planned.",
    Status.IN_PROGRESS: "According to the data “%(title)s” is under way.",
    Status.DELIVERED: "According to the data “%(title)s” is ready.",
    Status.ADOPTED: "According to the data “%(title)s” has been adopted.",
    Status.ON_HOLD: "According to the data “%(title)s” is on hold.",
    Status.CANCELLED: "According to the data “%(title)s” has been withdrawn.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction; `quote` stands in the text from `start`, `says` is what the data say.

    `instead` is a mend: what can take the place of the quote. It is empty where nothing is certain.
    """

    kind: FindingKind
    text: CheckedText
    sentence: str
    start: int
    quote: str
    record: Record
    title: str = ""
    says: str = ""
    status: Status | None = None
    """What the data say, of a finding about the status."""
    instead: str = ""

    @property
    def section_key(self) -> str:
        """Of the section in which it stands."""
        return self.text.section_key

    @property
    def message(self) -> Message:
        """What is wrong, and what the data say."""
        if self.kind is FindingKind.STATUS:
            return Message(_OF_STATUS[self.status or Status.PLANNED], {"title": self.title})
        if not self.says and self.kind in _WITHOUT_WORDS:
            return Message(_WITHOUT_WORDS[self.kind], {"title": self.title})
        return Message(_MESSAGES[self.kind], {"title": self.title, "says": self.says})

    def with_status(self, status: Status) -> "Finding":
        """Return the same finding, with the status that the data give."""
        return replace(self, status=status)

    @property
    def mended(self) -> str:
        """The whole text with the mend in the place of what was said."""
        original = self.text.text
        return original[: self.start] + self.instead + original[self.start + len(self.quote) :]

    @property
    def key(self) -> str:
        """Stays the same while the sentence and what the data say stay: an answer holds as long."""
        parts = (self.kind, self.section_key, " ".join(self.sentence.split()), self.quote)
        named = (self.record.type, str(self.record.id), self.says)
        return hashlib.sha256("\0".join((*parts, *named)).encode()).hexdigest()
