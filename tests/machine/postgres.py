"""A throw-away PostgreSQL cluster, made when a test first asks for it and shared by all processes of a run.

The first process makes a directory with a pipe in it, keeps that pipe open, and leaves a watcher that
reads from it: when the process ends, however it ends, the watcher stops the cluster and clears up.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.machine.presence import missing

_DIRECTORY = "MIJLPAAL_TEST_CLUSTER"

# Nothing here outlives the run, so nothing waits for the disk.
_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 100
timezone = 'UTC'
"""

_WATCHER = """(
    cat "$1/alive"
    test -f "$1/data/postmaster.pid" && kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"
    rm -rf "$1" || { sleep 5; rm -rf "$1"; }
) >/dev/null 2>&1 </dev/null &"""


def pytest_configure() -> None:
    """The first process of the run makes the directory; its workers find it in their environment."""
    if _DIRECTORY not in os.environ:
        directory = Path(
            tempfile.mkdtemp(prefix="mijlpaal-", dir="/tmp")
        )  # the path of a socket must be short
        directory.chmod(0o755)
        os.mkfifo(directory / "alive")
        os.open(directory / "alive", os.O_RDWR)  # never closed here: the end of this process closes it
        _run("sh", "-c", _WATCHER, "watcher", directory)
        os.environ[_DIRECTORY] = str(directory)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the cluster's own database, as SQLAlchemy spells it; tests make theirs beside it."""
    programs = _programs()
    if programs is None:
        missing("PostgreSQL", "postgresql")
    directory = Path(os.environ[_DIRECTORY])
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (directory / "started").exists():
            _start(directory, programs)
            (directory / "started").touch()
    return f"postgresql+psycopg://postgres@/postgres?host={directory / 'data'}"


def _programs() -> Path | None:
    """Where the server's programs are: on the path, or the newest of what Debian keeps beside it."""
    on_path = shutil.which("initdb")
    beside = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[4]))
    found = [Path(on_path)] if on_path else beside
    return found[-1].parent if found else None


def _start(directory: Path, programs: Path) -> None:
    """Makes a cluster and starts it."""
    data = directory / "data"
    data.mkdir(mode=0o700)
    become = _become_another(data) if os.getuid() == 0 else []
    trust = ("--username=postgres", "--auth=trust")
    _run(*become, programs / "initdb", "--pgdata", data, *trust, "--encoding=UTF8", "--locale=C", "--no-sync")
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(f"{_SETTINGS}unix_socket_directories = '{data}'\n")
    _run(*become, programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", data / "server.log")


def _become_another(data: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the data are given to a user who owns nothing else that matters."""
    user = next(name for name in ("postgres", "nobody") if _exists(name))
    shutil.chown(data, user)
    return ["runuser", "-u", user, "--"]


def _exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, check=False, start_new_session=True
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stderr or done.stdout}", pytrace=False)
