"""The floor: a bare FastAPI application that does the least that such an answer can take.

A page: one `sqlite3` statement into named tuples, drawn by Jinja in as many rows as ours has, with the same
kind of columns. An update: one insert and one commit, under the same pragmas as ours. No session, no rights,
no history, no audit trail, no layout. Its routes are `def`, as ours are and as blocking work should be.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse, Response
from jinja2 import DictLoader, Environment

PRAGMAS = (
    *("journal_mode=WAL", "wal_autocheckpoint=4000", "synchronous=FULL"),
    *("foreign_keys=ON", "busy_timeout=5000"),
)

TABLES = """
CREATE TABLE milestone (
  id INTEGER PRIMARY KEY, project TEXT, title TEXT, kind TEXT, phrase TEXT, earliest TEXT, latest TEXT,
  firmness TEXT, status TEXT, lead TEXT);
CREATE TABLE said (id INTEGER PRIMARY KEY, milestone_id INTEGER, status TEXT, text TEXT, said_on TEXT);
"""

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<table>{% for row in rows %}
<tr><th>{{ row.project }}</th><th><a href="/producten/{{ row.id }}">{{ row.title }}</a></th>
<td>{{ row.kind }}</td><td>{{ row.phrase }}</td><td>{{ row.firmness }}</td>
<td>{{ row.earliest or "" }}</td><td>{{ row.latest or "" }}</td>
<td>{{ row.status }}</td><td>{{ row.lead }}</td></tr>
{% endfor %}</table></body></html>
"""


class Milestone(NamedTuple):
    """One row of a page."""

    id: int
    project: str
    title: str
    kind: str
    phrase: str
    earliest: str | None
    latest: str | None
    firmness: str
    status: str
    lead: str


_SAID = ("product", "begin 2024", "2024-01-01", "2024-03-31", "expected", "in_progress")
_SELECT = f"SELECT {', '.join(Milestone._fields)} FROM milestone ORDER BY id LIMIT ?"
_INSERT = "INSERT INTO said (milestone_id, status, text, said_on) VALUES (?, ?, ?, ?)"


def fill(path: Path, milestones: int) -> None:
    """A new database with so many milestones in it."""
    connection = _connect(path)
    connection.executescript(TABLES)
    rows = (
        (n, f"Project {n // 30}", f"Milestone {n}", *_SAID, f"Person {n % 20}")
        for n in range(1, milestones + 1)
    )
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO milestone VALUES ({', '.join('?' * 10)})", rows)
    connection.execute("COMMIT")
    connection.close()


def create_floor() -> FastAPI:
    """The application, on the database named by `BENCH_FLOOR_DATABASE`."""
    app = FastAPI(openapi_url=None)
    path = Path(os.environ["BENCH_FLOOR_DATABASE"])
    page = Environment(loader=DictLoader({"page": PAGE}), autoescape=True).get_template("page")
    mine = threading.local()
    turn = threading.Lock()

    def connection() -> sqlite3.Connection:
        if not hasattr(mine, "connection"):
            mine.connection = _connect(path)
        connection: sqlite3.Connection = mine.connection
        return connection

    @app.get("/rows/{count}")
    def rows(count: int) -> Response:
        milestones = [Milestone(*row) for row in connection().execute(_SELECT, (count,))]
        return HTMLResponse(page.render(title="Milestones", rows=milestones))

    @app.post("/said/{milestone_id}")
    def save_update(milestone_id: int, text: Annotated[str, Form()]) -> Response:
        # One writer at a time queues here and not on the file, as ours do.
        with turn, _transaction(connection()) as writing:
            writing.execute(_INSERT, (milestone_id, "in_progress", text, "2023-12-18"))
        return HTMLResponse("<p>Saved</p>")

    return app


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.execute("COMMIT")
