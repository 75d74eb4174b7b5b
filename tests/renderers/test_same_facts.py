"""All formats carry the same facts: each deadline and figure of the real programme's report, and its hash."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdfium2
import pytest

from app.domain.report import Block, Report
from app.queries.programme import programme_by_slug
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.reporting_period import periods
from app.renderers import FORMATS

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

HASH = "64d30af481fbecb00340be91c7830611efd57dd704ecf9b81925618d0aa55345"
MARGIN = 50
"""Points above and below on a page of PDF: what repeats on each stands there, and no text of the report."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}note"


def test_each_format_tells_every_deadline_and_figure_of_the_real_programme_and_the_hash(demo_database):
    report = compose_real(demo_database)
    facts = list_facts(report)
    assert len(facts) > 200
    missing = [
        f"{name}: {fact}"
        for name, form in FORMATS.items()
        for fact in find_missing(facts, READERS[name](form.write(report, HASH)))
    ]
    assert missing == []


def compose_real(database: Any) -> Report:
    """Return the report of the real programme as if it were adopted."""
    with database.reading() as session:
        programme = programme_by_slug(session, "toekomstscenario")
        assert programme
        (period,) = periods(session, [programme.id])
        draft = compose_draft(draft_facts(session, programme, period), "nl")
    return replace(draft, state="adopted", version="1.0")


def list_facts(report: Report) -> Counter[str]:
    """Return every row and text with a deadline or a figure, and how often it is told; the hash.

    A caption that repeats the heading above it may be left out.
    """
    phrases = {_squeeze(promise.phrase) for promise in report.promised} - {""}
    texts = [text for section in report.sections for block in section.blocks for text in _texts(block)]
    facts_told = [
        text for text in texts if re.search(r"\d", text) or any(p in _squeeze(text) for p in phrases)
    ]
    counted = Counter({HASH: 1} | Counter(facts_told))
    captions = {block.text for section in report.sections for block in section.blocks if block.columns}
    return counted - Counter(captions & {text for text, times in counted.items() if times > 1})


def find_missing(facts: Counter[str], text: str) -> Iterator[str]:
    """Yield each fact that a text tells less often than the tree; one may stand inside another."""
    squeezed = _squeeze(text)
    for fact, times in facts.items():
        if squeezed.count(_squeeze(fact)) < times:
            yield fact


def _texts(block: Block) -> Iterator[str]:
    """Yield the text between the notes, and each row."""
    words = [""]
    for run in block.runs:
        if run.note:
            words.append("")
        else:
            words[-1] += run.text
    yield from words
    yield from (" | ".join(cell.text for cell in row.cells) for row in block.rows)


def _squeeze(text: str) -> str:
    """Letters and digits alone: how words part, and which signs stand around them, differs by format."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def read_html(content: bytes) -> str:
    text = re.sub(r"<(style|svg|sup)\b.*?</\1>", " ", content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", text))


def read_markdown(content: bytes) -> str:
    return re.sub(r"\[\^\d+\]:?", "", content.decode()).replace("\\", "")


def read_json(content: bytes) -> str:
    return " ".join(_strings(json.loads(content)))


def read_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(
            page.get_textpage().get_text_bounded(bottom=MARGIN, top=page.get_height() - MARGIN)
            for page in document
        )


def read_docx(content: bytes) -> str:
    return _read_parts(content, "word/document.xml", "word/footnotes.xml")


def read_odt(content: bytes) -> str:
    return _read_parts(content, "content.xml")


def _read_parts(package: bytes, *parts: str) -> str:
    """Return the text of these parts, notes behind it."""
    texts, notes = [], []
    with ZipFile(BytesIO(package)) as files:
        for part in parts:
            root = ElementTree.fromstring(files.read(part))
            for parent in list(root.iter()):
                for child in list(parent):
                    if child.tag == NOTE:
                        notes.append("".join(child.itertext()))
                        child.text = ""
                        child[:] = []
            texts.append(" ".join(root.itertext()))
    return " ".join([*texts, *notes])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _strings(member)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "html": read_html,
    "md": read_markdown,
    "json": read_json,
    "pdf": read_pdf,
    "docx": read_docx,
    "odt": read_odt,
}
