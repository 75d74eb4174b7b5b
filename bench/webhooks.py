"""`python -m bench.webhooks`: a receiver that is killed again and again while a programme changes.

A thousand changes are saved by a process of their own, while two workers deliver. The receiver is killed with
SIGKILL three times and comes back; halfway one of the workers is killed too, and another takes its place.
Every event must arrive, in the order of its thing, with a signature that holds, and none that no change left.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col
from standardwebhooks import Webhook, WebhookVerificationError

from app.actions import risk, webhook
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.risk import RiskInput
from app.actions.webhook import SecretKeeper, WebhookInput
from app.db import Database
from app.domain.audit_trail import SealKeys
from app.domain.structure import RiskKind
from app.domain.webhook.address import read_networks
from app.tables import AuditEntry, Person, Programme, Risk, WebhookDelivery
from bench.demo_servers import Demonstration, on_postgresql, on_sqlite
from bench.servers import free_port

CHANGES, THINGS, KILLS = 1000, 20, 3
PATIENCE = 600.0
"""Seconds after which what has not arrived never will."""
_PAUSE = Event()
"""Never set: nothing happens that could tell of it."""
_KEY = "a key that is good enough for a benchmark"
_NETWORK = "127.0.0.0/8"
DATABASES: dict[str, Callable[[Path], AbstractContextManager[Demonstration]]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
}


@dataclass(slots=True)
class Result:
    """What came of it, and what should not be."""

    saved: int
    arrived: int
    twice: int
    seconds: float
    faults: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """One line of the table."""
        return (
            f"{name:<12}{self.saved:>9}{self.arrived:>9}{self.twice:>8}{self.seconds:>9.1f}"
            f"{len(self.faults):>8}"
        )


HEAD = f"{'database':<12}{'changes':>9}{'arrived':>9}{'twice':>8}{'seconds':>9}{'faults':>8}"


def receive(port: int, path: Path, secret: str) -> None:
    """Listen, and keep each message on a line of a file before it is answered; until killed."""
    verifier = Webhook(secret)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            try:
                event: Any = verifier.verify(body, dict(self.headers.items()))
            except WebhookVerificationError:
                event = {"id": "", "subject": "", "sequence": "0"}
            with path.open("a") as file:
                file.write(json.dumps([event["id"], event["subject"], int(event["sequence"])]) + "\n")
                file.flush()
                os.fsync(file.fileno())
            self.send_response(204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    ThreadingHTTPServer.allow_reuse_address = True
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def change(url: str, count: int) -> None:
    """Add things, and then change them in turn, each in a transaction of its own."""
    database = _open(url)
    with database.reading() as session:
        person_id, programme_id = _who(session)
    made: list[int] = []
    for number in range(count):
        act = AuditContext(person_id, datetime.now(UTC), "bench")
        with database.writing() as session:
            facts = RiskInput(RiskKind.RISK, f"Risico {number}", likelihood=1 + number % 5, impact=3)
            if len(made) < THINGS:
                made.append(risk.add(session, act, programme_id, facts))
            else:
                risk_id = made[number % THINGS]
                version = session.scalars(sa.select(col(Risk.version)).where(col(Risk.id) == risk_id)).one()
                risk.change(session, act, risk_id, facts, StatementInput(version))
        # Nobody saves without a breath: SQLite lets the others wait for whoever does.
        _PAUSE.wait(0.03)
    database.dispose()


def measure(url: str, folder: Path, count: int) -> Result:
    """Change, kill and bring back until everything has arrived, or nothing more does."""
    begun, port, lines = time.perf_counter(), free_port(), folder / "received.jsonl"
    lines.touch()
    database = _open(url)
    with database.writing() as session:
        person_id, programme_id = _who(session)
        act, keeper = AuditContext(person_id, datetime.now(UTC), "bench"), _keeper()
        wanted = WebhookInput("Ontvanger", f"http://127.0.0.1:{port}/hook", kinds=("risk",))
        _, secret = webhook.add(session, act, keeper, programme_id, wanted)
    first_id = _last_entry(database)
    listening = ["--receive", str(port), str(lines), secret]
    with _running(url, "worker") as worker, _running(url, "worker"), _script(url, "--change", str(count)):
        receiver = _start_script(url, *listening)
        for kill in range(1, KILLS + 1):
            _wait_until(lambda kill=kill: _count(lines) >= count * kill // (KILLS + 1))  # type: ignore[misc]
            receiver.kill()
            receiver.wait()
            if kill == KILLS // 2 + 1:
                worker.kill()
            saved = _count_saved(database, first_id)
            # Changes come in the meantime that nobody takes.
            _wait_until(
                lambda saved=saved: _count_saved(database, first_id) >= min(saved + count // 20, count)  # type: ignore[misc]
            )
            receiver = _start_script(url, *listening)
        with _running(url, "worker"):
            _wait_until(lambda: _is_done(database, first_id, count))
        receiver.kill()
        receiver.wait()
    result = _judge(database, lines, first_id, time.perf_counter() - begun)
    database.dispose()
    return result


def _judge(database: Database, lines: Path, first_id: int, seconds: float) -> Result:
    came = [json.loads(line) for line in lines.read_text().splitlines()]
    with database.reading() as session:
        rows = session.execute(
            sa.select(col(AuditEntry.id), col(AuditEntry.object_id))
            .where(col(AuditEntry.id) > first_id, col(AuditEntry.object_type) == "risk")
            .order_by(col(AuditEntry.id))
        ).all()
    saved = {str(row.id): f"risks/{row.object_id}" for row in rows}
    firsts: dict[str, list[int]] = defaultdict(list)
    faults, seen = [], set[str]()
    for id, subject, sequence in came:
        if saved.get(id) != subject:
            faults.append(f"no change left the event {id!r} of {subject!r}, or its signature is wrong")
        if id not in seen:
            firsts[subject].append(sequence)
        seen.add(id)
    faults += [
        f"the event {id} of {subject} never arrived" for id, subject in saved.items() if id not in seen
    ]
    for subject, sequences in firsts.items():
        if sequences != list(range(1, len(sequences) + 1)):
            faults.append(f"those of {subject} came as {sequences}")
    return Result(len(saved), len(seen), len(came) - len(seen), seconds, faults)


def _open(url: str) -> Database:
    return Database(url, lambda _: SealKeys.derive_from([_KEY]))


def _keeper() -> SecretKeeper:
    return SecretKeeper(_KEY, read_networks(_NETWORK))


def _who(session: Session) -> tuple[int, int]:
    person_id = session.scalars(sa.select(sa.func.min(col(Person.id)))).one()
    programme_id = session.scalars(sa.select(sa.func.min(col(Programme.id)))).one()
    assert person_id is not None
    assert programme_id is not None
    return person_id, programme_id


def _last_entry(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.max(col(AuditEntry.id)))) or 0


def _is_done(database: Database, first_id: int, count: int) -> bool:
    """Whether everything was saved, and nothing of it waits any more."""
    with database.reading() as session:
        waits = col(WebhookDelivery.state).in_(("waiting", "failed"))
        left = session.scalar(sa.select(sa.func.count(col(WebhookDelivery.event_id))).where(waits))
    return _count_saved(database, first_id) == count and not left


def _count_saved(database: Database, first_id: int) -> int:
    """How many changes were saved."""
    with database.reading() as session:
        is_ours = (col(AuditEntry.id) > first_id, col(AuditEntry.object_type) == "risk")
        return session.scalar(sa.select(sa.func.count(col(AuditEntry.id))).where(*is_ours)) or 0


def _count(lines: Path) -> int:
    return len(lines.read_text().splitlines())


def _wait_until(is_so: Callable[[], bool]) -> None:
    """Wait. Raises `TimeoutError` where it never is."""
    until = time.perf_counter() + PATIENCE
    while not is_so():
        if time.perf_counter() > until:
            raise TimeoutError("what was waited for did not come")
        _PAUSE.wait(0.2)


def _environment(url: str) -> dict[str, str]:
    ours = {
        "DATABASE_URL": url,
        "SECRET_KEY": _KEY,
        "WEBHOOK_NETWORKS": _NETWORK,
        "PUBLIC_URL": "https://mijlpaal.example",
    }
    return os.environ | {f"MIJLPAAL_{name}": value for name, value in ours.items()}


@contextmanager
def _running(url: str, command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A command of the product, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", command],
        env=_environment(url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


@contextmanager
def _script(url: str, *arguments: str) -> Iterator[None]:
    """A process of this command, which ends by itself."""
    process = _start_script(url, *arguments)
    try:
        yield
    finally:
        if process.wait(timeout=PATIENCE):
            raise RuntimeError("the process that changes things failed")


def _start_script(url: str, *arguments: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bench.webhooks", *arguments]
    return subprocess.Popen(command, env=_environment(url))


def main(databases: Sequence[str], count: int) -> int:
    """Print the table; returns how many faults there were."""
    faults = 0
    print(HEAD)
    for name in databases:
        with tempfile.TemporaryDirectory(prefix="webhooks-") as folder:
            Path(folder).chmod(0o755)  # PostgreSQL runs as another
            inside = Path(folder) / "database"
            inside.mkdir()
            with DATABASES[name](inside) as demonstration:
                result = measure(demonstration.url, Path(folder), count)
            print(result.row(name), flush=True)
            for fault in result.faults[:10]:
                print(f"  {fault}")
            faults += len(result.faults)
    return faults


if __name__ == "__main__":
    given = argparse.ArgumentParser(prog="python -m bench.webhooks", description=__doc__)
    given.add_argument("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    given.add_argument("--changes", type=int, default=CHANGES)
    given.add_argument("--receive", nargs=3, help=argparse.SUPPRESS)
    given.add_argument("--change", type=int, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.receive:
        receive(int(chosen.receive[0]), Path(chosen.receive[1]), chosen.receive[2])
    elif chosen.change:
        change(os.environ["MIJLPAAL_DATABASE_URL"], chosen.change)
    else:
        sys.exit(min(1, main(chosen.databases, chosen.changes)))
