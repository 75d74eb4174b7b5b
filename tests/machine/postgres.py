"""A throw-away PostgreSQL cluster, made when a test first asks for it, shared by all processes of a run."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.machine.presence import missing
from tests.machine.workplace import once, workplace

# Nothing here outlives the run, so nothing waits for the disk, and little is written or planned twice.
_SETTINGS = """
listen_addresses = ''
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 128MB
shared_buffers = 32MB
autovacuum = off
jit = off
plan_cache_mode = force_generic_plan
max_connections = 200
timezone = 'UTC'
"""


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the cluster's own database, as SQLAlchemy spells it; tests make theirs beside it."""
    programs = server_programs()
    if programs is None:
        missing("PostgreSQL", "postgresql")
    data = once("cluster", lambda: start_cluster(workplace() / "data", programs))
    return f"postgresql+psycopg://postgres@/postgres?host={data}"


def server_programs() -> Path | None:
    """Where the server's programs are: on the path, or the newest of what Debian keeps beside it."""
    on_path = shutil.which("initdb")
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    programs = [Path(on_path)] if on_path else debians
    return programs[-1].parent if programs else None


def start_cluster(data: Path, programs: Path) -> Path:
    """Make a cluster and start it; its directory holds its socket too."""
    data.mkdir(mode=0o700)
    prefix = _run_as_another(data) if os.getuid() == 0 else []
    trust = ("--username=postgres", "--auth=trust")
    _run(*prefix, programs / "initdb", "--pgdata", data, *trust, "--encoding=UTF8", "--locale=C", "--no-sync")
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(f"{_SETTINGS}unix_socket_directories = '{data}'\n")
    _run(*prefix, programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", data / "server.log")
    return data


def _run_as_another(data: Path) -> list[str]:
    """PostgreSQL refuses to run as root: the data are given to a user who owns nothing else that matters."""
    user = next(name for name in ("postgres", "nobody") if _user_exists(name))
    shutil.chown(data, user)
    return ["runuser", "-u", user, "--"]


def _user_exists(user: str) -> bool:
    return any(entry.pw_name == user for entry in pwd.getpwall())


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, check=False, start_new_session=True
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stderr or done.stdout}", pytrace=False)
