"""`verify` over a long audit trail: seconds, and the most memory that it takes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from app.actions.act import Act
from app.actions.audit_chain import Trace, sealed
from app.db import Database
from app.domain.audit_trail import START, Keys, chain_of
from app.tables import AuditEntry, AuditHead, AuditPayload

_KEY, _AT_ONCE = "a key that is good enough for a benchmark", 20_000
_CONTENT = (
    '{"from":{"confidence":"on_track"},"to":{"confidence":"at_risk","text":"Het loopt anders dan gedacht."}}'
)


def verification(folder: Path, entries: int) -> dict[str, float]:
    """Seconds and MiB of the command itself, in a process of its own, over so many entries with values."""
    url = f"sqlite:///{folder / 'trail.db'}"
    environment = {**os.environ, "MIJLPAAL_DATABASE_URL": url, "MIJLPAAL_SECRET_KEY": _KEY}
    subprocess.run([sys.executable, "-m", "app", "migrate"], env=environment, check=True)
    _write(url, entries)
    verify = [sys.executable, "-m", "app", "verify"]
    measured = [sys.executable, "-m", "bench.measured", *verify]
    ended = subprocess.run(measured, env=environment, stdout=subprocess.PIPE, check=True)
    took = json.loads(ended.stdout)
    mebibytes = round(took["kibibytes"] / 1024)
    return {"entries": entries, "seconds": round(took["seconds"], 1), "mebibytes": mebibytes}


def _write(url: str, entries: int) -> None:
    """One chain, sealed as the product seals it, but many entries at once."""
    keys, chain = Keys.derived_from([_KEY]), chain_of(None)
    database = Database(url, lambda _: keys)
    rows = sealed(chain, (0, START), _traces(entries), keys.current)
    with database.writing() as session:
        last = None
        while some := list(islice(rows, _AT_ONCE)):
            session.execute(sa.insert(AuditEntry.__table__), some)  # type: ignore[attr-defined]
            session.execute(sa.insert(AuditPayload.__table__), some)  # type: ignore[attr-defined]
            last = some[-1]
        if last:
            session.add(AuditHead(chain=chain, seq=last["seq"], hash=last["hash"]))
    database.dispose()


def _traces(entries: int) -> Iterator[Trace]:
    begun = datetime(2016, 1, 1, tzinfo=UTC)
    for number in range(entries):
        act = Act(None, begun + timedelta(minutes=number), "bench")
        yield Trace(None, "status_update.submit", "deliverable", number % 2000 + 1, "done", act, _CONTENT)
