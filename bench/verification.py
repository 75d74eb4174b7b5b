"""`verify` over a long audit trail: seconds, and the most memory that it takes."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, select

from app.db import Database
from app.domain.audit_trail import DONE, RowState, SealKeys, chain_of, digest_row
from app.domain.status import Status
from app.queries.audit_verification import chain_heads
from app.sealing.chain import NumberedTrace, Trace, seal_entries, write_entries
from app.sealing.rows import last_states, rows_by_key
from app.tables import AuditEntry, AuditHead, Deliverable, StatusUpdate

_KEY, _AT_ONCE, _DELIVERABLES = "a key that is good enough for a benchmark", 10_000, 2000
_CONTENT = (
    '{"from":{"confidence":"on_track"},"to":{"confidence":"at_risk","text":"Het loopt anders dan gedacht."}}'
)
_BEGUN = datetime(2016, 1, 1, tzinfo=UTC)


def verification(folder: Path, entries: int) -> dict[str, float]:
    """Seconds and MiB of the command itself, in a process of its own, over so many entries with values."""
    url = f"sqlite:///{folder / 'trail.db'}"
    environment = {**os.environ, "MIJLPAAL_DATABASE_URL": url, "MIJLPAAL_SECRET_KEY": _KEY}
    for command in (["migrate"], ["seed-load", "--deliverables", str(_DELIVERABLES), "--programmes", "1"]):
        subprocess.run([sys.executable, "-m", "app", *command], env=environment, check=True)
    _write(url, entries)
    verify = [sys.executable, "-m", "app", "verify"]
    measured = [sys.executable, "-m", "bench.measured", *verify]
    ended = subprocess.run(measured, env=environment, stdout=subprocess.PIPE, check=True)
    took = json.loads(ended.stdout)
    mebibytes = round(took["kibibytes"] / 1024)
    return {"entries": entries, "seconds": round(took["seconds"], 1), "mebibytes": mebibytes}


def _write(url: str, entries: int) -> None:
    """Updates of one programme, each sealed with its deliverable as the product does, many at once."""
    keys = SealKeys.derive_from([_KEY])
    database = Database(url, lambda _: keys)
    with database.writing() as session:
        updates = _Updates(session, keys)
        head = chain_heads(session)[updates.chain]
        end, first = (
            (updates.chain, head.seq, head.seal),
            session.scalar(sa.select(sa.func.max(AuditEntry.id))),
        )
        for begin in range(0, entries, _AT_ONCE):
            numbers = range(begin, min(begin + _AT_ONCE, entries))
            session.connection().execute(sa.insert(StatusUpdate), [updates.row(number) for number in numbers])
            numbered = [updates.trace(number, (first or 0) + 1 + number) for number in numbers]
            rows = list(seal_entries(end, numbered, keys.current))
            write_entries(session, rows, numbered)
            end = (updates.chain, rows[-1]["seq"], rows[-1]["hash"])
        updates.finish()
        kept = session.get_one(AuditHead, updates.chain)
        kept.seq, kept.hash, kept.revision = end[1], end[2], kept.revision + entries
    database.dispose()


class _Updates:
    """Updates of all deliverables in turn; each counts the version of its deliverable on."""

    def __init__(self, session: Session, keys: SealKeys) -> None:
        self._session, self._secret = session, keys.current.secret
        self._deliverables = list(session.exec(select(Deliverable)))
        session.expunge_all()  # counted on here, and written in the end
        names = [str(deliverable.id) for deliverable in self._deliverables]
        self._written = rows_by_key(session, "deliverable", names)
        self._number = {
            key: number for key, (number, _) in last_states(session, "deliverable", names).items()
        }
        self._first = 1 + (session.scalar(sa.select(sa.func.max(StatusUpdate.id))) or 0)
        self._programme = self._deliverables[0].programme_id
        self.chain = chain_of(self._programme)

    def _of(self, number: int) -> Deliverable:
        return self._deliverables[number % len(self._deliverables)]

    def row(self, number: int) -> dict[str, Any]:
        """The update of this number."""
        at = _BEGUN + timedelta(minutes=number)
        return {
            "id": self._first + number,
            "programme_id": self._programme,
            "deliverable_id": self._of(number).id,
            "status": Status.IN_PROGRESS,
            "text": "Het loopt anders dan gedacht.",
            "reason": "",
            "answer": "",
            "answer_in_report": False,
            "said_on": at.date(),
            "recorded_at": at,
            "author_id": self._of(number).lead_id,
        }

    def trace(self, number: int, id: int) -> NumberedTrace:
        """The trace of that update, with the states of the two rows that it seals."""
        row, deliverable = self.row(number), self._of(number)
        key = str(deliverable.id)
        deliverable.version += 1
        self._number[key] += 1
        content = self._written[key]
        content[content.index("version") + 1] = deliverable.version
        states = [
            self._seal_state(("deliverable", key, self._number[key]), content),
            self._seal_state(("status_update", str(row["id"]), 1), _out(row)),
        ]
        trace = Trace(
            programme_id=self._programme,
            action="status_update.submit",
            object_type="deliverable",
            object_id=deliverable.id or 0,
            result=DONE,
            origin="bench",
            actor_id=row["author_id"],
            at=row["recorded_at"],
            content=_CONTENT,
        )
        return NumberedTrace(id, trace, states)

    def _seal_state(self, state: tuple[str, str, int], content: list[object]) -> RowState:
        return RowState(*state, digest_row(self._secret, state, content))

    def finish(self) -> None:
        """Keep the versions that were counted on."""
        for deliverable in self._deliverables:
            changed = sa.update(Deliverable).where(Deliverable.id == deliverable.id)  # type: ignore[arg-type]
            self._session.connection().execute(changed.values(version=deliverable.version))


def _out(row: dict[str, Any]) -> list[object]:
    """An update as it is sealed: names and values in turn, in the order of the alphabet, without defaults."""
    plain = row | {
        "status": row["status"].value,
        "said_on": row["said_on"].isoformat(),
        "recorded_at": f"{row['recorded_at']:%Y-%m-%d %H:%M:%S.%f}",
    }
    held = {name: value for name, value in plain.items() if value not in ("", False)}
    return [part for name in sorted(held) for part in (name, held[name])]
