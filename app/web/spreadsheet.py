"""A table as a file for a spreadsheet (RFC 4180), in which no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from fastapi.responses import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of one (OWASP, CSV Injection)."""


def spreadsheet(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """The file `name`.csv; it begins with a byte order mark, without which Excel misreads an é."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.getvalue().encode("utf-8-sig"), headers=headers, media_type="text/csv")


def harmless(cell: str) -> str:
    """The same words, behind an apostrophe where a spreadsheet would calculate."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
