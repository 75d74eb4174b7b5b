"""A text document of LibreOffice in (ODT), its paragraphs out, as it reads with every change accepted."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree  # nosec B405 # only parsed in `office_parts`, within limits

from app.domain.language import _
from app.domain.promise_extraction import Paragraph
from app.readers.archive import DAMAGED
from app.readers.office_parts import check_archive, parse_part, refuse

_BROKEN = _("This file is damaged, or no text document. Open it in LibreOffice, and save it as .odt.")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LEFT_OUT = frozenset(
    {
        *(f"{_TEXT}{name}" for name in ("table-of-content", "tracked-changes", "alphabetical-index")),
        *(f"{_TEXT}{name}" for name in ("sequence-decls", "note", "note-ref")),
        f"{_OFFICE}annotation",
    }
)
"""What is no running text: lists of contents, what was deleted, notes and remarks."""


def read_open_document(data: bytes) -> list[Paragraph]:
    """Return headings, paragraphs, list items and rows of tables; notes come last.

    Refuses (`Invalid`, at `file`) what is no text document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive)
            content = parse_part(archive, "content.xml")
    except DAMAGED as wrong:
        raise refuse(_BROKEN) from wrong
    text = None if content is None else content.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise refuse(_BROKEN)
    paragraphs = [paragraph for paragraph in _read_blocks(text) if paragraph.text]
    notes = (_read_cell(note) for note in text.iter(f"{_TEXT}note-body"))
    return [*paragraphs, *(Paragraph(note) for note in notes if note)]


def _read_blocks(parent: ElementTree.Element, bullet: str = "") -> Iterator[Paragraph]:
    for element in parent:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == f"{_TEXT}h":
            yield Paragraph(_read_inlines(element), level=_read_level(element))
        elif element.tag == f"{_TEXT}p":
            words = _read_inlines(element)
            yield Paragraph(f"{bullet}{words}" if words else "")
        elif element.tag == f"{_TEXT}list-item":
            yield from _read_blocks(element, "• ")
        elif element.tag == f"{_TABLE}table-row":
            cells = [_read_cell(cell) for cell in element if cell.tag == f"{_TABLE}table-cell"]
            yield Paragraph(" | ".join(cell for cell in cells if cell))
        else:
            yield from _read_blocks(element, bullet)


def _read_level(heading: ElementTree.Element) -> int:
    level = heading.get(f"{_TEXT}outline-level", "1")
    return int(level) if level.isascii() and level.isdecimal() and level != "0" else 1


def _read_cell(cell: ElementTree.Element) -> str:
    return " ".join(paragraph.text for paragraph in _read_blocks(cell) if paragraph.text)


def _read_inlines(paragraph: ElementTree.Element) -> str:
    return " ".join("".join(_list_texts(paragraph)).split())


def _list_texts(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif child.tag not in _LEFT_OUT:
            yield from _list_texts(child)
        yield child.tail or ""
