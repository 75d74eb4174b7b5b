"""Writing a file in a process of its own, which can be ended whatever a text does to a typesetter."""

import json
import os
import resource
import signal
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from pathlib import Path

from app.domain.report import Report
from app.renderers import FORMATS
from app.renderers.frozen import freeze, thaw

SECONDS = 120
"""How long one file may take."""

_ROOT = Path(__file__).parent.parent.parent


class RenderingFailed(Exception):
    """A file could not be written; its text says why, to whoever runs the installation."""


def write_here(name: str, report: Report, digest: str | None) -> bytes:
    """Write a report in this format. Raises `RenderingFailed`."""
    try:
        return FORMATS[name].write(report, digest)
    # A typesetter raises what it likes; only this file fails by it.
    except Exception as wrong:
        raise RenderingFailed(f"{name}: {type(wrong).__name__}: {wrong}") from wrong


def write_apart(name: str, report: Report, digest: str | None, seconds: float = SECONDS) -> bytes:
    """Write the same; what is slow in a process that ends within so many seconds. Raises the same."""
    if not FORMATS[name].is_slow:
        return write_here(name, report, digest)
    head = json.dumps({"format": name, "language": report.language, "digest": digest})
    text = f"{head}\n{freeze({report.language: report})}".encode()
    command = [sys.executable, "-m", "app.renderers.apart", str(int(seconds))]
    # Nothing of what people wrote is in the command. A group of its own: what it starts ends with it.
    try:
        process = subprocess.Popen(  # nosec B603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            start_new_session=True,
        )
    except OSError as wrong:  # no memory, or no process, left
        raise RenderingFailed(f"{name}: {wrong}") from wrong
    try:
        content, complaint = process.communicate(text, seconds)
    except subprocess.TimeoutExpired:
        raise RenderingFailed(f"{name}: it took more than {seconds:g} seconds") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode != 0 or not content:
        raise RenderingFailed(f"{name}: {_last_line(complaint) or f'it ended with {process.returncode}'}")
    return content


def _last_line(complaint: bytes) -> str:
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:500] if lines else ""


def _main(arguments: Sequence[str]) -> None:
    seconds = int(arguments[0])
    # Twice the clock: some use both processors.
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    head, _, tree = sys.stdin.buffer.read().decode().partition("\n")
    task = json.loads(head)
    content = write_here(task["format"], thaw(tree)[task["language"]], task["digest"])
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    _main(sys.argv[1:])
