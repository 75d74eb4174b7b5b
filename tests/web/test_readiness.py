"""Whether this process can work: it says so only where its database is there, and has the tables it needs."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db import Database, newest_revision
from app.web.admission import Admission
from app.web.readiness import ReadinessProbe

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"])
ON_POSTGRESQL = pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
SOON = 0.05


@contextmanager
def moved(database):
    """The file of a database is somewhere else meanwhile."""
    file, elsewhere = Path(database.url.database), Path(f"{database.url.database}.moved")
    file.rename(elsewhere)
    try:
        yield file
    finally:
        elsewhere.replace(file)


def stamp(database, revision):
    with database.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_a_server_whose_database_answers_is_ready(client):
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize("behind", ["0014", "0015"])
async def test_a_database_behind_the_code_is_not_ready(client, database, behind):
    newest = newest_revision(database)
    stamp(database, behind)
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "python -m app migrate" in answer.text
    stamp(database, newest)
    assert (await client.get("/readyz")).status_code == 200


async def test_a_database_without_tables_is_not_ready(templates):
    address = templates.create()
    bare = Database(address)
    with bare.reading() as session:
        session.execute(sa.text("SELECT 1"))
    fault = await ReadinessProbe(bare).find_fault()
    bare.dispose()
    assert "python -m app migrate" in str(fault)


@ON_SQLITE
async def test_a_file_that_is_gone_is_not_ready_and_not_made_anew(client, database):
    with moved(database) as file:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.text) == (503, "Het bestand van de database is er niet meer.")
        assert not file.exists()
    assert (await client.get("/readyz")).status_code == 200


@ON_SQLITE
async def test_a_file_that_was_replaced_is_not_ready(client, database):
    with moved(database) as file:
        shutil.copyfile(f"{file}.moved", file)
        answer = await client.get("/readyz")
    assert (answer.status_code, "Herstart de server" in answer.text) == (503, True)


@ON_SQLITE
async def test_a_server_whose_pages_wait_is_ready_all_the_same(app, client):
    app_state = app.state.app_state
    app_state.readers = Admission(1)
    async with app_state.readers.admit():
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/healthz")).status_code == 200


@ON_POSTGRESQL
async def test_a_database_that_hangs_is_told_soon_and_asked_once_however_often_one_looks(database):
    readiness = ReadinessProbe(database, patience=SOON)
    asked = sa.text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.writing() as session:
        session.execute(sa.text("LOCK TABLE alembic_version"))
        faults = [str(await readiness.find_fault()) for _ in range(3)]
        waiting = session.scalar(asked)
    assert faults == ["The database does not answer."] * 3
    assert waiting <= 1
    readiness.patience = 60
    assert await readiness.find_fault() is None


async def test_a_database_that_is_not_there_is_told(free_tcp_port):
    gone = Database(f"postgresql+psycopg://nobody@127.0.0.1:{free_tcp_port}/mijlpaal")
    assert str(await ReadinessProbe(gone).find_fault()) == "The database does not answer."
