"""A sheet: rows of text as somebody pasted or sent them, or as they are to be written; and its faults."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.refusal import Invalid, Message

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 20_000, 100, 50_000
"""What one sheet may hold; a cell may be as long as a text of ours."""

MOST_SAVED = 1_000
"""How many rows are saved at once: nobody else can save anything on SQLite while that goes on."""

_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that holds something, with the line on which a reader finds it, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table; of a workbook each sheet has a name."""

    name: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the line (0: nowhere in particular) and the letter of the column."""

    message: Message
    line: int = 0
    column: str = ""
    sheet: str = ""
    heading: str = ""
    field: str = ""
    """What the action that refused it calls it."""


class UnreadableTable(Invalid):
    """What cannot be read as a table, with every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__({"table": self.faults[0].message})

    @classmethod
    def at(
        cls, msgid: str, line: int = 0, column: str = "", sheet: str = "", **values: object
    ) -> "UnreadableTable":
        """One fault, at its place."""
        return cls([Fault(Message(msgid, values), line, column, sheet)])


def cell_text(value: object) -> str:
    """Return the text of a cell: a day as 18-12-2023, a whole number without a point, nothing as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case datetime() if value.time().isoformat() != "00:00:00":
            return f"{value:%d-%m-%Y %H:%M}"
        case date():  # a datetime is one too
            return f"{value:%d-%m-}{value.year:04}"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value).replace(".", ",")
    return "\n".join(line.rstrip() for line in str(value).replace("\r", "\n").split("\n")).strip()


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def guard_cell(text: str) -> str:
    """Return a text of which no spreadsheet makes a formula: an apostrophe stands before its first sign."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or _GUARDED.match(text) else text


def unguard_cell(text: str) -> str:
    """Return a text without the apostrophe that was written before it."""
    return text[1:] if _GUARDED.match(text) else text
