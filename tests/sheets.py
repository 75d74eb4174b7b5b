"""Sheets for tests of tables: cells as a person would have typed them."""

from app.domain.sheet import Sheet, SheetRow, cell_text


def make_sheet(name, rows):
    """A sheet of these cells, in the words in which they are read back."""
    return Sheet(
        name, tuple(SheetRow(line, tuple(map(cell_text, row))) for line, row in enumerate(rows, start=1))
    )
