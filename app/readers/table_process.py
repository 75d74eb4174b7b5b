"""Reading a table in a process of its own."""

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.sheet import Fault, Sheet, SheetRow, UnreadableTable
from app.readers.apart import MEMORY, SECONDS, TookTooMuch, answer, run_apart


def read_file_apart(data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> list[Sheet]:
    """Return the sheets of a file, as `table.read_file` does; also refuses what takes too much to read."""
    try:
        answered = run_apart("app.readers.table_process", data, seconds, memory)
    except TookTooMuch:
        raise UnreadableTable.at(_TOO_MUCH) from None
    if "faults" in answered:
        raise UnreadableTable([Fault(Message(*message), *place) for message, *place in answered["faults"]])
    return [
        Sheet(name, tuple(SheetRow(line, tuple(cells)) for line, cells in rows))
        for name, rows in answered["sheets"]
    ]


_TOO_MUCH = _("This file takes too long to read, or too much memory. Split it, or paste the table.")


def _read(data: bytes) -> dict[str, object]:
    from app.readers.table import read_file

    try:
        return {
            "sheets": [
                [sheet.name, [[row.line, row.cells] for row in sheet.rows]] for sheet in read_file(data)
            ]
        }
    except UnreadableTable as refused:
        return {
            "faults": [
                [[fault.message.msgid, dict(fault.message.values)], fault.line, fault.column, fault.sheet]
                for fault in refused.faults
            ]
        }


if __name__ == "__main__":
    answer(_read)
