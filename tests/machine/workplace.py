"""The directory of a run: in memory where that has room, shared by all its processes, gone when they end.

The first process makes the directory with a pipe in it, keeps that pipe open, and leaves a watcher that
reads from it: when the process ends, however it ends, the watcher stops the cluster and clears up.
"""

import fcntl
import os
import pickle
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_NAME = "MIJLPAAL_TEST_WORKPLACE"
_MEMORY = "/dev/shm"
_ENOUGH = 2**30
"""Bytes; a run takes some hundreds of millions."""

_results: dict[str, Any] = {}

_WATCHER = """(
    cat "$1/alive"
    test -f "$1/data/postmaster.pid" && kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"
    rm -rf "$1" || { sleep 5; rm -rf "$1"; }
) >/dev/null 2>&1 </dev/null &"""


def pytest_configure() -> None:
    """The first process of the run makes the directory; its workers find it in their environment."""
    if _NAME not in os.environ:
        # The path of a socket must be short, so a directory deep in the project would not do.
        directory = Path(tempfile.mkdtemp(prefix="mijlpaal-", dir=_MEMORY if _memory_has_room() else "/tmp"))
        directory.chmod(0o755)
        os.mkfifo(directory / "alive")
        os.open(directory / "alive", os.O_RDWR)  # never closed here: the end of this process closes it
        subprocess.run(
            ["sh", "-c", _WATCHER, "watcher", directory], cwd="/", check=True, start_new_session=True
        )
        os.environ[_NAME] = str(directory)
        # No test looks at what lies in the folder of whoever runs it.
        os.environ["MIJLPAAL_DATA_FOLDER"] = str(directory / "var")
        # Each template is compiled once a run, and not by every process and every server of it.
        (directory / "templates").mkdir()
        os.environ["MIJLPAAL_TEMPLATE_CACHE"] = str(directory / "templates")


def workplace() -> Path:
    """The directory of this run."""
    return Path(os.environ[_NAME])


def once(what: str, make: Callable[[], T]) -> T:
    """Return what `make` gives: the first process that asks calls it, the others wait and read the result."""
    if what not in _results:
        kept = workplace() / f"{what}.kept"
        with (workplace() / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        _results[what] = pickle.loads(kept.read_bytes())
    result: T = _results[what]
    return result


def _memory_has_room() -> bool:
    """Files in memory wait for no disk; in some containers there is room for very few."""
    try:
        return os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH
    except OSError:
        return False
