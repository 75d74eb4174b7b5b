"""CSV that is safe to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_line(cells: Iterable[object]) -> str:
    """Return one line of CSV; text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_write_cell(cell) for cell in cells])
    return buffer.getvalue()


def _write_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Mapping():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case str() if value.startswith(_FORMULA_STARTS):
            return f"'{value}"
    return str(value)
