"""Reading a file in a process of its own, since only that one can then run out of time or memory."""

import json
import resource
import subprocess  # nosec B404
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS, MEMORY = 20, 1024 * 1024 * 1024
"""What one file may take: seconds of a processor (and twice that on the clock), and bytes."""

_ROOT = Path(__file__).parent.parent.parent


class TookTooMuch(Exception):
    """A file that could not be read within its limits."""


def run_apart(module: str, data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> Any:
    """Return what a module answers of a file, as JSON has it. Raises `TookTooMuch`."""
    command = [sys.executable, "-m", module, str(seconds), str(memory)]
    try:
        # Nothing of what was sent is in the command.
        done = subprocess.run(  # nosec B603
            command, input=data, capture_output=True, timeout=seconds * 2, check=False, cwd=_ROOT, env={}
        )
    except subprocess.TimeoutExpired:
        raise TookTooMuch from None
    if done.returncode != 0:
        raise TookTooMuch
    return json.loads(done.stdout)


def answer(read: Callable[[bytes], object]) -> None:
    """In that process: read what comes in, within the limits of its arguments, and print the answer."""
    data = sys.stdin.buffer.read()
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(read(data)))


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
