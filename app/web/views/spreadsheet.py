"""CSV that is safe to open in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.domain.sheet import cell_text, guard_cell


def write_line(cells: Iterable[object]) -> str:
    """Return one line of CSV; text that a spreadsheet would run as a formula is preceded by an apostrophe."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_write_cell(cell) for cell in cells])
    return buffer.getvalue()


def write_dutch_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Return CSV as Dutch Excel opens it: semicolons, a byte order mark, 18-12-2023, and a comma in 27,5."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerows([_write_dutch(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _write_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case Mapping():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case str():
            return guard_cell(value)
    return str(value)


def _write_dutch(value: object) -> str:
    match value:
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
        case bool() | date() | int() | None:
            return cell_text(value)
    return guard_cell(cell_text(value))
