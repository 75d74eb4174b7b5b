"""Servers of the demonstration, as they run in earnest: on SQLite or PostgreSQL, with one or more workers."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.audit_trail import SealKeys
from app.domain.structure import PeriodState
from app.renderers import FORMATS
from app.tables import Deliverable, Person, Programme, ReportingPeriod
from bench.servers import free_port, wait_for
from tests.machine.postgres import server_programs, start_cluster

KEY = "a key that is good enough for a benchmark"
WHO = "noor@voorbeeld.nl"


@dataclass(slots=True)
class Demonstration:
    """The demonstration in a database that is copied for each server, with one person signed in to it."""

    url: str
    admin: sa.Engine | None = None
    cookie: str = ""
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    copy: str = ""
    """The address of the database of the server that was started last."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def fill(self) -> None:
        """Load it by the product's own commands, and look up what will be asked."""
        for command in ("migrate", "demo"):
            run = [sys.executable, "-m", "app", command]
            subprocess.run(run, env=_environment(self.url), check=True, stdout=subprocess.DEVNULL)
        database = Database(self.url, lambda _: SealKeys.derive_from([KEY]))
        with database.writing() as session:
            who = session.scalars(sa.select(col(Person.id)).where(col(Person.email) == WHO)).one()
            assert who is not None
            self.cookie = sign_in.begin(session, AuditContext(who, datetime.now(UTC), "bench"), who)
            deliverable = session.scalars(sa.select(sa.func.min(col(Deliverable.id)))).one()
            published = session.execute(
                sa.select(col(Programme.slug), col(ReportingPeriod.half_year))
                .join_from(ReportingPeriod, Programme, col(Programme.id) == col(ReportingPeriod.programme_id))
                .where(col(ReportingPeriod.state) == PeriodState.PUBLISHED)
            ).all()
        database.dispose()
        of = "/programmas/voorbeeld"
        tabs = ("", "/beloften", "/besluiten", "/indicatoren", "/risicos", "/wijzigingen?sinds=2021-01-01")
        self.pages = ["/", *(of + tab for tab in tabs), f"{of}/rapportages/2023-H2"]
        self.pages += ["/programmas/toekomstscenario", f"/producten/{deliverable}"]
        self.files = [
            f"/programmas/{slug}/rapportages/{half_year}/bestand.{form}?taal={language}"
            for slug, half_year in published
            for form in FORMATS
            for language in ("nl", "en")
        ]

    @contextmanager
    def served(self, workers: int) -> Iterator[int]:
        """A server that was just started, on a copy of its own: its port."""
        port, self.copy = free_port(), self._copy()
        command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", str(workers)]
        process = subprocess.Popen(
            command, env=_environment(self.copy), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)

    def issue_token(self) -> str:
        """A token that writes, of the person who is signed in; the servers that are started later know it."""
        return self._run(self.url, "token", "issue", "--person", WHO, "--scope", "write").stdout.strip()

    def verify_copy(self) -> subprocess.CompletedProcess[str]:
        """Verify the database of the server that was started last, which has ended."""
        return self._run(self.copy, "verify")

    @staticmethod
    def _run(url: str, *command: str) -> subprocess.CompletedProcess[str]:
        run = [sys.executable, "-m", "app", *command]
        return subprocess.run(run, env=_environment(url), capture_output=True, text=True, check=False)

    def _copy(self) -> str:
        url, number = sa.make_url(self.url), next(self._numbers)
        if self.admin is None:
            copy = f"{url.database}-{number}"
            shutil.copyfile(str(url.database), copy)
            return f"sqlite:///{copy}"
        with self.admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE copy_{number} TEMPLATE {url.database}")
        return url.set(database=f"copy_{number}").render_as_string(hide_password=False)


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Demonstration]:
    """The demonstration in a file."""
    made = Demonstration(f"sqlite:///{folder / 'demo.db'}")
    made.fill()
    yield made


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Demonstration]:
    """The demonstration in a cluster that is thrown away. Raises `RuntimeError` where there is no server."""
    programs = server_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not on this machine. Install with: apt-get install postgresql")
    folder.chmod(0o755)  # the server runs as another
    data = start_cluster(folder / "data", programs)
    admin = sa.create_engine(
        f"postgresql+psycopg://postgres@/postgres?host={data}", isolation_level="AUTOCOMMIT"
    )
    try:
        with admin.connect() as connection:
            connection.exec_driver_sql("CREATE DATABASE demo")
        made = Demonstration(admin.url.set(database="demo").render_as_string(hide_password=False), admin)
        made.fill()
        yield made
    finally:
        admin.dispose()
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)


def _environment(url: str) -> dict[str, str]:
    ours = {
        "DATABASE_URL": url,
        "SECRET_KEY": KEY,
        "REQUESTS_A_MINUTE": "0",
        "REQUESTS_A_MINUTE_OF_ADDRESS": "0",
    }
    return os.environ | {f"MIJLPAAL_{name}": value for name, value in ours.items()}
