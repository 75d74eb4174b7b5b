"""`python -m bench.programme_files`: whole programmes out of one database and into another, on both of them.

Each programme of the demonstration leaves SQLite and comes into an empty database. Then every report in every
format of text, the ledger and every list of the API must say the same in both, `verify` must find nothing,
and what leaves again must be the same file. Of a large programme it measures the seconds, and the most memory
that the commands take. Ends with 1 where anything differs.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import count
from pathlib import Path

import httpx
import sqlalchemy as sa

from tests.machine.postgres import server_programs, start_cluster

Databases = Mapping[str, Iterator[str]]

KEY = "a key that is good enough for a benchmark"
DAY = "2023-12-18"
ORIGIN = "http://127.0.0.1:8000"
WHO = "noor@voorbeeld.nl"
LISTS = (
    *(
        "programmes",
        "action-lines",
        "projects",
        "deliverables",
        "decisions",
        "risks",
        "external-dependencies",
    ),
    *("external-dependencies", "parliamentary-commitments", "parties", "pilot-sites", "indicators"),
)
FORMATS = ("html", "md", "json")
PROGRAMMES = ("voorbeeld", "toekomstscenario")
LARGE = "verzonnen-1"
"""What the invented load calls its first programme."""


def main() -> int:
    """Print what was compared and measured."""
    deliverables = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # the server of PostgreSQL runs as another
        with _databases(folder) as databases:
            measure_large(folder, databases, deliverables)
            return 1 if compare_demonstration(folder, databases) else 0


def compare_demonstration(folder: Path, databases: Databases) -> int:
    """Take the demonstration into each kind of database; returns how much differs."""
    source, differs = f"sqlite:///{folder / 'demo.db'}", 0
    run(source, "migrate")
    run(source, "demo")
    for slug in PROGRAMMES:
        file = folder / f"{slug}.json"
        run(source, "programme-export", slug, "--output", file)
        for kind, addresses in databases.items():
            wrong = sorted(_compare(source, next(addresses), slug, file))
            differs += len(wrong)
            print(f"{slug} from sqlite into {kind}: {wrong or 'the same'}", flush=True)
    return differs


def measure_large(folder: Path, databases: Databases, deliverables: int) -> None:
    """Take a large programme out, and into each kind of database."""
    large, file = f"sqlite:///{folder / 'large.db'}", folder / "large.json"
    run(large, "migrate")
    run(large, "seed-load", "--deliverables", deliverables, "--programmes", 1)
    took = _measure(large, "programme-export", LARGE, "--output", file)
    print(f"{deliverables} deliverables, {file.stat().st_size >> 20} MiB, out of sqlite: {took}", flush=True)
    for kind, addresses in databases.items():
        address = next(addresses)
        run(address, "migrate")
        print(f"into {kind}: {_measure(address, 'programme-import', file)}", flush=True)


def run(address: str, *arguments: object) -> str:
    """Run a command on a database; returns what it prints. Raises where it fails."""
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(
        command, env=_environment(address), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _compare(source: str, address: str, slug: str, file: Path) -> Iterator[str]:
    """Yield the name of each thing that is not the same."""
    run(address, "migrate")
    output = run(address, "programme-import", file, "--only-verified")
    again = file.with_suffix(".again.json")
    run(address, "verify")
    run(address, "programme-export", slug, "--output", again)
    if again.read_bytes() != file.read_bytes():
        yield "the file that leaves again"
    before, after = (_ask(each, slug) for each in (source, address))
    yield from (name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    assert output
    assert len(before) > len(LISTS)


def _ask(address: str, slug: str) -> dict[str, str]:
    """What a database answers, by what was asked, in a process of its own: settings are read once."""
    token = run(address, "token", "issue", "--person", WHO, "--programme", slug).strip()
    command = [sys.executable, "-m", "bench.programme_files", "--answers", slug, token]
    completed = subprocess.run(command, env=_environment(address), check=True, stdout=subprocess.PIPE)
    answers: dict[str, str] = json.loads(completed.stdout)
    return answers


async def answer(slug: str, token: str) -> dict[str, str]:
    """Return the hash of everything that a reader of a programme can ask for, by its address."""
    from app.main import create_app  # late: only the process that asks needs it

    app = create_app()
    headers, answers = {"Authorization": f"Bearer {token}"}, {}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=f"{ORIGIN}/api/v1/", headers=headers, timeout=60
        ) as client,
    ):
        for name in LISTS:
            answers[name] = await _read_list(client, f"{name}?asOf={DAY}")
        periods = (await client.get(f"reporting-periods?programme={slug}")).json()["items"]
        answers["reporting-periods"] = _hash(json.dumps(periods).encode())
        for period in periods:
            place = f"reporting-periods/{period['id']}/report"
            is_stored = period["state"] in ("review", "adopted", "published")
            answers[place] = await _read(client, place if is_stored else f"{place}?asOf={DAY}")
            for form in FORMATS if is_stored else ():
                answers[f"{place}/files/{form}"] = await _read(client, f"{place}/files/{form}")
        deliverables = (await client.get(f"deliverables?asOf={DAY}&limit=100")).json()["items"]
        for row in deliverables:
            for part in ("deadlines", "status-updates", "promises"):
                place = f"deliverables/{row['id']}/{part}"
                answers[place] = await _read(client, f"{place}?asOf={DAY}")
    return answers


async def _read(client: httpx.AsyncClient, path: str) -> str:
    answered = await client.get(path)
    answered.raise_for_status()
    return _hash(answered.content)


async def _read_list(client: httpx.AsyncClient, path: str | None) -> str:
    items: list[object] = []
    while path:
        answered = await client.get(path)
        answered.raise_for_status()
        items += answered.json()["items"]
        path = answered.links.get("next", {}).get("url")
    return _hash(json.dumps(items).encode())


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _environment(address: str) -> dict[str, str]:
    ours = {"DATABASE_URL": address, "SECRET_KEY": KEY, "REQUESTS_A_MINUTE": "0"}
    ours["REQUESTS_A_MINUTE_OF_ADDRESS"] = "0"
    return os.environ | {f"MIJLPAAL_{name}": value for name, value in ours.items()}


def _measure(address: str, *arguments: object) -> str:
    command = [sys.executable, "-m", "bench.measured", sys.executable, "-m", "app", *map(str, arguments)]
    ended = subprocess.run(command, env=_environment(address), check=True, stdout=subprocess.PIPE, text=True)
    took = json.loads(ended.stdout.splitlines()[-1])
    return f"{took['seconds']:.1f} s, {took['kibibytes'] // 1024} MiB"


@contextmanager
def _databases(folder: Path) -> Iterator[Databases]:
    """By kind, addresses of databases without tables, as many as are asked for."""
    programs = server_programs()
    made: Databases = {"sqlite": (f"sqlite:///{folder / f'{n}.db'}" for n in count())}
    if programs is None:
        print("PostgreSQL is not on this machine, so that nothing is tried on it.")
        yield made
        return
    data = start_cluster(folder / "data", programs)
    admin = sa.create_engine(
        f"postgresql+psycopg://postgres@/postgres?host={data}", isolation_level="AUTOCOMMIT"
    )

    def create() -> Iterator[str]:
        for number in count():
            with admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE DATABASE made_{number}")
            yield admin.url.set(database=f"made_{number}").render_as_string(hide_password=False)

    try:
        yield {**made, "postgresql": create()}
    finally:
        admin.dispose()
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--answers"]:
        print(json.dumps(asyncio.run(answer(*sys.argv[2:4]))))
        sys.exit(0)
    sys.exit(main())
