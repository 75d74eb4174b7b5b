"""A workbook (.xlsx): a sheet for each kind of thing, every text as text."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.domain.sheet import cell_text

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment, so that the same content gives the same bytes
_WIDEST, _LONGEST_NAME = 60, 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet to write: its headings, and below them the rows. `fixed` counts columns that nobody changes.

    `greyed` are the places of columns whose values follow from elsewhere.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    greyed: frozenset[int] = frozenset()


def write_workbook(sheets: Sequence[WrittenSheet]) -> bytes:
    """Return the workbook; what is typed into it later stays text as well."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            # A text that begins as a formula does stays text, also where somebody edits the cell.
            "quoted": book.add_format(
                {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
            ),
            "grey": book.add_format(
                {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#555555"}
            ),
            "day": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"}),
            "number": book.add_format({"valign": "top", "align": "left"}),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_name(sheet.name)), sheet, formats)
    return buffer.getvalue()


def _write_sheet(page: Worksheet, sheet: WrittenSheet, formats: dict[str, Format]) -> None:
    for column, heading in enumerate(sheet.headings):
        width = max([len(heading), *(len(cell_text(row[column])) for row in sheet.rows[:200])], default=8)
        page.set_column(column, column, min(_WIDEST, width + 2), formats["text"])
        page.write_string(0, column, heading, formats["head"])
    for line, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(page, line, column, value, formats, is_grey=column in sheet.greyed)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)


def _write_cell(
    page: Worksheet, line: int, column: int, value: object, formats: dict[str, Format], *, is_grey: bool
) -> None:
    match value:
        case None | "":
            return
        case bool():
            page.write_string(line, column, cell_text(value), formats["text"])
        case int() | Decimal():
            page.write_number(line, column, value, formats["number"])
        case date():
            page.write_datetime(line, column, value, formats["day"])
        case _:
            text = str(value)
            looks = "quoted" if text.startswith(("=", "+", "-", "@")) else "grey" if is_grey else "text"
            page.write_string(line, column, text, formats[looks])


def _name(name: str) -> str:
    return name.translate(_NOT_IN_NAMES)[:_LONGEST_NAME].strip("' ")
