"""Writing a file in a process of its own, which can be ended whatever a text does to a typesetter."""

import json
import math
import os
import resource
import signal
import subprocess  # nosec B404
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.report import Report
from app.renderers import FORMATS
from app.renderers.frozen import freeze, thaw
from app.renderers.typesetting import typeset

SECONDS = 120
"""How long one file may take."""
SECONDS_OF_BRIEF = 20
"""The same of one page."""

_ROOT = Path(__file__).parent.parent.parent


class RenderingFailed(Exception):
    """A file could not be written; its text says why, to whoever runs the installation."""


@contextmanager
def rendering(name: str) -> Iterator[None]:
    """Raise `RenderingFailed` for whatever goes wrong in the writing of a file, with its name."""
    try:
        yield
    except RenderingFailed:
        raise
    # A typesetter raises what it likes; only this file fails by it.
    except Exception as wrong:
        raise RenderingFailed(f"{name}: {type(wrong).__name__}: {wrong}"[:500]) from wrong


def write_here(name: str, report: Report, digest: str | None) -> bytes:
    """Write a report in this format. Raises `RenderingFailed`."""
    with rendering(name):
        return FORMATS[name].write(report, digest)


def write_apart(name: str, report: Report, digest: str | None, seconds: float = SECONDS) -> bytes:
    """Write the same; what is slow in a process that ends within so many seconds. Raises the same."""
    if not FORMATS[name].is_slow:
        return write_here(name, report, digest)
    with rendering(name):
        head = {"format": name, "language": report.language, "digest": digest}
        return _run(head, freeze({report.language: report}), seconds)


def typeset_apart(
    template: str, values: Mapping[str, Any], day: date, seconds: float = SECONDS_OF_BRIEF
) -> bytes:
    """Set a template in such a process. Raises `RenderingFailed`."""
    with rendering(template):
        return _run({"template": template, "day": day.isoformat()}, json.dumps(values), seconds)


def _run(head: Mapping[str, object], body: str, seconds: float) -> bytes:
    """Return what `_main` writes for this head and body."""
    command = [sys.executable, "-m", "app.renderers.apart", str(math.ceil(seconds))]
    # Nothing of what people wrote is in the command. A group of its own: what it starts ends with it.
    process = subprocess.Popen(  # nosec B603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        start_new_session=True,
    )
    name = head.get("format") or head["template"]
    try:
        content, complaint = process.communicate(f"{json.dumps(head)}\n{body}".encode(), seconds)
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
    head, _, body = sys.stdin.buffer.read().decode().partition("\n")
    task = json.loads(head)
    if "template" in task:
        content = typeset(task["template"], json.loads(body), date.fromisoformat(task["day"]))
    else:
        content = write_here(task["format"], thaw(body)[task["language"]], task["digest"])
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    _main(sys.argv[1:])
