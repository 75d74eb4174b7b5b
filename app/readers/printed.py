"""Printed text in, its lines out: plain text, and PDF in the order in which its columns are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING

from app.domain.language import _
from app.domain.promise_extraction import PlainLine
from app.readers.office_parts import TOO_MUCH, refuse

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 1000
_CUT_SIGNS = "\x02\ufffe\N{SOFT HYPHEN}"
"""How a hyphen that only cuts a word comes out of a PDF."""
_GAP = 1.6
"""So many times the size of its letters is a gap that no two words of one line have between them."""
_SPACE = 0.5
"""So many times the size of its letters parts two words at the most."""
_ALIGNED, _WRAPPED = 2, 0.3
"""Points within which two lines begin at the same place; and, as a part of the size of the letters, the space
between two lines of one cell: between the rows of a table there is more."""
_MARGIN = 0.08
"""Of the height of a page: what repeats on each stands within, and belongs to no column."""
_UPRIGHT = 0.1
"""Radians: letters that lean more are a stamp over the page, or a label beside it."""
_FULL_LINE = 25
"""Characters: the lines of a column of text are longer, those of a table's cells mostly shorter."""


def read_plain_text(data: bytes) -> list[PlainLine]:
    """Return the lines of plain text; a form feed begins a page. Refuses what is no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise refuse(_("This is no text. Send a .txt, .pdf, .docx or .odt."))
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    return [
        PlainLine(line, number if len(pages) > 1 else None)
        for number, page in enumerate(pages, 1)
        for line in page.split("\n")
    ]


def read_pdf(data: bytes) -> list[PlainLine]:
    """Return the lines of a PDF with their page and size. Refuses what is locked, damaged or scanned."""
    from pypdfium2 import PdfDocument, PdfiumError  # only who reads a PDF waits for it to load

    try:
        with PdfDocument(data) as document:
            if len(document) > MOST_PAGES:
                raise refuse(TOO_MUCH)
            lines = list(_read_pages(document))
    except PdfiumError as wrong:
        if "password" in str(wrong).lower():
            raise refuse(_("This file is locked with a password. Take that off first.")) from wrong
        raise refuse(_("This file is damaged, or no PDF.")) from wrong
    if not any(line.text for line in lines):
        raise refuse(_("There is no text in this PDF: it is scanned. Send the document that it was made of."))
    return lines


@dataclass(slots=True, eq=False)
class _Piece:
    """Letters on one line without a gap: where they stand, in points from the bottom left."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def _read_pages(document: "PdfDocument") -> Iterator[PlainLine]:
    for number, page in enumerate(document, 1):
        pieces, height = list(_read_pieces(page)), page.get_height()
        head = [piece for piece in pieces if piece.bottom > height * (1 - _MARGIN)]
        foot = [piece for piece in pieces if piece.top < height * _MARGIN]
        body = [piece for piece in pieces if piece not in head and piece not in foot]
        for row in (*_gather_rows(head), *_order(body), *_gather_rows(foot)):
            text = " | ".join(piece.text.strip() for piece in row)
            yield PlainLine(text, number, round(max(piece.size for piece in row), 1))
        yield PlainLine("", number)
        page.close()


def _read_pieces(page: "PdfPage") -> Iterator[_Piece]:
    """Yield what is printed on a page, piece by piece, as the file has it."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    piece: _Piece | None = None
    for place in range(text_page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text_page, place))
        if sign in "\r\n" or _UPRIGHT < raw.FPDFText_GetCharAngle(text_page, place) < 2 * pi - _UPRIGHT:
            continue
        left, bottom, right, top = text_page.get_charbox(place, loose=True)
        size = raw.FPDFText_GetFontSize(text_page, place)
        if piece is not None and _goes_on(piece, left, bottom, top, size):
            piece.text += "\N{SOFT HYPHEN}" if sign in _CUT_SIGNS else sign
            if not sign.isspace():
                piece.right = max(piece.right, right)
                piece.top, piece.bottom = max(piece.top, top), min(piece.bottom, bottom)
            continue
        if piece is not None and piece.text.strip():
            yield piece
        piece = None if sign.isspace() else _Piece(sign, left, right, bottom, top, size)
    if piece is not None and piece.text.strip():
        yield piece


def _goes_on(piece: _Piece, left: float, bottom: float, top: float, size: float) -> bool:
    """Whether the next letter stands behind a piece on its line; a raised number does too."""
    middle = (bottom + top) / 2
    reach = max(size, piece.size) * _GAP
    return piece.bottom <= middle <= piece.top and piece.left <= left <= piece.right + reach


def _order(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the lines of a page as one reads them: columns one after the other, a row of a table as one."""
    gutter = _find_gutter(pieces)
    if gutter is None:
        yield from _gather_rows(pieces)
        return
    band: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top):
        if piece.left < gutter < piece.right:  # over both columns: what stands above it comes first
            yield from _read_columns(band, gutter)
            band = []
            yield [piece]
        else:
            band.append(piece)
    yield from _read_columns(band, gutter)


def _read_columns(pieces: Sequence[_Piece], gutter: float) -> Iterator[list[_Piece]]:
    for is_right in (False, True):
        yield from _gather_rows([piece for piece in pieces if (piece.left > gutter) is is_right])


def _gather_rows(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield what stands on one line; the lines of a table's row as one, cell by cell."""
    row: list[_Piece] = []
    for line in _gather_lines(pieces):
        if len(row) > 1 and _goes_on_in_cells(row, line):
            for piece in line:
                cell = min(row, key=lambda cell: abs(cell.left - piece.left))
                before = cell.text.rstrip()
                is_cut = before.endswith("\N{SOFT HYPHEN}")
                cell.text = f"{before[:-1]}{piece.text}" if is_cut else f"{before} {piece.text}"
                cell.bottom = piece.bottom
            continue
        if row:
            yield row
        row = line
    if row:
        yield row


def _gather_lines(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield what stands beside one another, from left to right; a raised number with the words behind it."""
    line: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left)):
        if line and not any(_is_beside(other, piece) for other in line):
            yield list(_join_near(line))
            line = []
        line.append(piece)
    if line:
        yield list(_join_near(line))


def _is_beside(piece: _Piece, other: _Piece) -> bool:
    shared = min(piece.top, other.top) - max(piece.bottom, other.bottom)
    return shared > 0.4 * min(piece.top - piece.bottom, other.top - other.bottom)


def _join_near(line: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield pieces that no gap parts as one."""
    last: _Piece | None = None
    for piece in sorted(line, key=lambda piece: piece.left):
        if last is not None and piece.left <= last.right + max(last.size, piece.size) * _SPACE:
            last.text = f"{last.text.rstrip()} {piece.text}"
            last.right, last.size = max(last.right, piece.right), max(last.size, piece.size)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _goes_on_in_cells(row: Sequence[_Piece], line: Sequence[_Piece]) -> bool:
    """Whether every piece of a line stands right below a cell of a row, where that is wrapped."""
    return all(
        any(
            abs(cell.left - piece.left) < _ALIGNED and cell.bottom - piece.top < cell.size * _WRAPPED
            for cell in row
        )
        for piece in line
    )


def _find_gutter(pieces: Sequence[_Piece]) -> float | None:
    """Return where the space between two columns of text is; none where the page has one column."""
    full = [piece for piece in pieces if len(piece.text) >= _FULL_LINE]
    starts = sorted({piece.left for piece in full})
    for start in starts[1:]:
        gutter = start - 1
        left = [piece for piece in full if piece.right <= gutter]
        right = [piece for piece in full if piece.left >= gutter]
        if min(len(left), len(right)) < 5 or len(left) + len(right) < 0.7 * len(full):
            continue
        beside = min(max(p.top for p in left), max(p.top for p in right)) - max(
            min(p.bottom for p in left), min(p.bottom for p in right)
        )
        if beside > 4 * max(piece.size for piece in full[:1]):
            return gutter
    return None
