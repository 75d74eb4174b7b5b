"""Cuts a report into the sentences, list items and table rows that may promise something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from app.domain.editorial_check.sentence import split_sentences
from app.domain.promise_extraction.document import SECTION_JOINT, ReportText

_HEADING = re.compile(r"\s*#{1,6}\s+")
_BULLET = re.compile(r"^\s*(?:[•▪◦‣·–*+-]|\d{1,2}[.)]|[a-z]\))\s+")
_CELL_RULE = re.compile(r"[\s|:=-]+")
_LINK = re.compile(r"(?<=\])\([^()\s]*\)|(?:https?://|www\.)[^\s)\]]+")
_MARKUP = re.compile(r"[*_`\\>#]+|&#x[0-9a-fA-F]+;")
_QUESTION = re.compile(r"\?[”’\"'*_)]*\s*$")
_PRINTED_LIST = re.compile(r"(?<=[.;:!?])\s+(?=[•▪◦‣]\s)")
_FEW_WORDS = 12


class Form(StrEnum):
    """How a piece of text stands on the page."""

    PROSE = "prose"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what stands around it.

    `plain` is `quote` with spaces in the place of links and marks of layout: a position in the one is the
    same position in the other.
    """

    quote: str
    plain: str
    form: Form
    section: str
    place: str
    is_first: bool = True
    """Of its paragraph, item or row."""
    answers: str = ""
    """The heading above a fixed question that this paragraph answers."""
    leads: str = ""
    """The first item of the list that follows."""

    @property
    def heading(self) -> str:
        """The innermost heading above it."""
        return self.section.rsplit(SECTION_JOINT, maxsplit=1)[-1]


def read_sentences(report: ReportText) -> Iterator[Sentence]:
    """Yield each sentence in reading order; a table row is one, and so is a heading."""
    section, subject, question = "", "", False
    headings = list[tuple[int, str]]()
    for paragraph, following, place in zip_longest(
        report.paragraphs, report.paragraphs[1:], list_places(report)
    ):
        leads = clean(following.text) if following and _BULLET.match(following.text) else ""
        text = paragraph.text
        if paragraph.level or _HEADING.match(text):
            level = paragraph.level or len(text.split()[0])
            headings = [heading for heading in headings if heading[0] < level] + [(level, clean(text))]
            section = SECTION_JOINT.join(words for _, words in headings if words)
            subject, question = clean(text), bool(_QUESTION.search(text))
            yield Sentence(text.strip(), mask(text.strip()), Form.HEADING, section, place, leads=leads)
            continue
        for piece in _PRINTED_LIST.split(text):
            form = _find_form(piece)
            is_first = True
            for quote in _cut(piece, form):
                answers = subject if question and is_first else ""
                yield Sentence(quote, mask(quote), form, section, place, is_first, answers, leads)
                is_first = False
        question = bool(_QUESTION.search(clean(text))) and len(text.split()) <= _FEW_WORDS


def list_places(report: ReportText) -> list[str]:
    """Return where each paragraph stands, in Dutch: what a person looks for in the document."""
    places = list[str]()
    page, count = None, 0
    for paragraph in report.paragraphs:
        count = count + 1 if paragraph.page == page else 1
        page = paragraph.page
        places.append(f"alinea {count}" if page is None else f"bladzijde {page}, alinea {count}")
    return places


def clean(text: str) -> str:
    """The words alone, without links and marks of layout."""
    return " ".join(_BULLET.sub("", mask(text), count=1).split())


def mask(text: str) -> str:
    """The text as long as it was, with spaces for links and marks."""
    for marks in (_LINK, _MARKUP):
        text = marks.sub(lambda match: " " * len(match.group()), text)
    return text


def _find_form(text: str) -> Form:
    if text.lstrip().startswith("|") or text.count("|") > 1:
        return Form.ROW
    return Form.ITEM if _BULLET.match(text) else Form.PROSE


def _cut(text: str, form: Form) -> Iterator[str]:
    if form is Form.ROW:
        if not _CELL_RULE.fullmatch(text):
            yield text.strip()
        return
    led = _BULLET.match(text)
    for sentence in split_sentences(text[led.end() :] if led else text):
        if sentence.text.strip():
            yield sentence.text.strip()
