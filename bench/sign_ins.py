"""Ten people who sign in with their passwords at the same moment, and how long the slowest of them waits."""

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from app.actions import person
from app.actions.audit_log import AuditContext
from app.db import Database
from app.domain.audit_trail import SealKeys
from app.security import form_token, password_hashed
from app.tables import Credential
from app.web.auth import COOKIE
from bench.requests import request
from bench.servers import serve

AT_ONCE, TIMES = 10, 5
_KEY, _PASSWORD, _BROWSER = (
    "a key that is good enough for a benchmark",
    "zeven groene fietsbellen",
    "a-browser",
)


async def sign_ins(folder: Path) -> dict[str, float]:
    """Milliseconds: the slowest of ten at once, of all rounds the worst, and the median of everybody."""
    url = f"sqlite:///{folder / 'sign_ins.db'}"
    environment = {"MIJLPAAL_DATABASE_URL": url, "MIJLPAAL_SECRET_KEY": _KEY}
    subprocess.run([sys.executable, "-m", "app", "migrate"], env={**os.environ, **environment}, check=True)
    _people(url)
    slowest, everybody = [], []
    with serve("app.main:create_served_app", environment) as port:
        for _ in range(TIMES):
            took = await asyncio.gather(*(_sign_in(port, number) for number in range(AT_ONCE)))
            slowest.append(max(took))
            everybody += took
    return {"slowest": round(max(slowest) * 1000), "median": round(median(everybody) * 1000)}


def _people(url: str) -> None:
    database = Database(url, lambda _: SealKeys.derive_from([_KEY]))
    act = AuditContext(None, datetime.now(UTC), "bench")
    with database.writing() as session:
        for number in range(AT_ONCE):
            made = person.add(session, act, email=_email(number), name=f"Iemand {number}")
            session.add(Credential(person_id=made, password_hash=password_hashed(_PASSWORD), set_at=act.at))
    database.dispose()


async def _sign_in(port: int, number: int) -> float:
    """Seconds from the form to the answer that lets in; raises `RuntimeError` for any other answer."""
    headers = (f"Cookie: {COOKIE}={_BROWSER}", f"X-CSRF-Token: {form_token(_KEY, _BROWSER)}")
    form = {"email": _email(number), "password": _PASSWORD}
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    begun = time.perf_counter()
    writing.write(request("POST", "/aanmelden", *headers, form=form))
    head = await reading.readuntil(b"\r\n\r\n")
    took = time.perf_counter() - begun
    writing.close()
    if not head.startswith(b"HTTP/1.1 303 "):
        raise RuntimeError(head.decode(errors="replace"))
    return took


def _email(number: int) -> str:
    return f"iemand{number}@voorbeeld.nl"
