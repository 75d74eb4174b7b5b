"""The text of a report that somebody else wrote, before anything in it is understood."""

from dataclasses import dataclass

SECTION_JOINT = " › "
"""Between the heading of a chapter and that of a section in it."""


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A printed line, as plain text and PDF give it: cut where the page ended, with the page's furniture."""

    text: str
    page: int | None = None
    """From 1; None where the file has no pages."""
    size: float = 0
    """Of its letters, in points; 0 where the file does not tell."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading, list item or table row, whole: a word cut at a line end is put together."""

    text: str
    page: int | None = None
    level: int = 0
    """1 for a chapter's heading, 2 for a section's …; 0 for what stands under a heading."""


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report in reading order, without footnotes' numbers, page numbers and running heads."""

    title: str
    paragraphs: tuple[Paragraph, ...]
