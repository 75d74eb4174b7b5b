"""Reading a file in a process of its own, since only that one can then run out of time or memory."""

import json
import resource
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from pathlib import Path

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.sheet import Fault, Sheet, SheetRow, UnreadableTable

SECONDS, MEMORY = 20, 1024 * 1024 * 1024
"""What one file may take: seconds of a processor (and twice that on the clock), and bytes."""

_ROOT = Path(__file__).parent.parent.parent


def read_file_apart(data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> list[Sheet]:
    """Return the sheets of a file, as `table.read_file` does; also refuses what takes too much to read."""
    command = [sys.executable, "-m", "app.readers.table_process", str(seconds), str(memory)]
    try:
        # Nothing of what was sent is in the command.
        done = subprocess.run(  # nosec B603
            command, input=data, capture_output=True, timeout=seconds * 2, check=False, cwd=_ROOT, env={}
        )
    except subprocess.TimeoutExpired:
        raise UnreadableTable.at(_TOO_MUCH) from None
    if done.returncode != 0:
        raise UnreadableTable.at(_TOO_MUCH)
    answer = json.loads(done.stdout)
    if "faults" in answer:
        raise UnreadableTable([Fault(Message(*message), *place) for message, *place in answer["faults"]])
    return [
        Sheet(name, tuple(SheetRow(line, tuple(cells)) for line, cells in rows))
        for name, rows in answer["sheets"]
    ]


_TOO_MUCH = _("This file takes too long to read, or too much memory. Split it, or paste the table.")


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _main(arguments: Sequence[str]) -> None:
    from app.readers.table import read_file

    data = sys.stdin.buffer.read()
    _limit(int(arguments[0]), int(arguments[1]))
    try:
        sheets = read_file(data)
        answer: dict[str, object] = {
            "sheets": [[sheet.name, [[row.line, row.cells] for row in sheet.rows]] for sheet in sheets]
        }
    except UnreadableTable as refused:
        answer = {
            "faults": [
                [[fault.message.msgid, dict(fault.message.values)], fault.line, fault.column, fault.sheet]
                for fault in refused.faults
            ]
        }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main(sys.argv[1:])
