"""Rows as a file for a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def line(cells: Iterable[object]) -> str:
    """One line; what a spreadsheet would take for a formula gets an apostrophe before it."""
    written = io.StringIO()
    csv.writer(written).writerow([_cell(cell) for cell in cells])
    return written.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Mapping():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case str() if value.startswith(_RUNS):
            return f"'{value}"
    return str(value)
