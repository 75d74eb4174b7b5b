"""What whoever asks is told when the database does not answer, and what of it ends in the log."""

import logging

import pytest
import sqlalchemy as sa

from app.queries.deliverable_records import last_status_said
from app.queries.scope import Scope
from app.tables import metadata
from tests.cast import TODAY

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
SAID = "De gegevens zijn nu niet te bereiken. Probeer het zo meteen opnieuw."
SECRET = "dit-staat-in-geen-logboek"
_SIGN_IN = metadata.tables["sign_in"]


@pytest.fixture
def held(database):
    """`held()`: from now on others hold the database for too long; `held(False)`: they let go of it."""

    def refuse(*_):
        raise sa.exc.OperationalError("COMMIT", {"secret": SECRET}, Exception("database is locked"))

    def switch(on=True):
        (sa.event.listen if on else sa.event.remove)(database.writing_engine, "commit", refuse)

    yield switch
    if sa.event.contains(database.writing_engine, "commit", refuse):
        switch(False)


# On PostgreSQL a commit that fails ends its transaction; one that only seems to leaves it open.
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_an_update_that_cannot_be_saved_is_told_so_and_is_saved_at_the_next_try(
    bram, cast, database, held, caplog
):
    path = f"/producten/{cast['handbook']}/stand-van-zaken"
    version = (await bram.get(path)).text.split('name="version" value="')[1].split('"')[0]
    form = {"status": "in_progress", "version": version, "text": "Dit mag niet weg.", "van": "product"}
    held()
    refused = await bram.post(path, data=form, headers=PARTIAL)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert SAID in refused.text
    assert "database is locked" in caplog.text
    assert SECRET not in caplog.text
    held(False)
    assert (await bram.post(path, data=form, headers=PARTIAL)).status_code == 200
    with database.reading() as session:
        last = last_status_said(session, Scope(ids=[cast["handbook"]]), TODAY)
    assert last[cast["handbook"]].text == "Dit mag niet weg."


async def test_a_page_and_a_program_are_told_in_their_own_way(bram, database, caplog):
    def refuse(*_):
        raise sa.exc.TimeoutError("QueuePool limit reached")

    caplog.set_level(logging.CRITICAL, "mijlpaal.web")
    sa.event.listen(database.engine, "before_cursor_execute", refuse)
    try:
        page, told = await bram.get("/"), await bram.get("/api/v1/programmes")
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", refuse)
    assert (page.status_code, told.status_code) == (503, 503)
    assert SAID in page.text
    assert told.headers["Content-Type"] == "application/problem+json"


def test_what_goes_wrong_is_told_without_the_values(database, cast):
    statement = sa.insert(_SIGN_IN).values(cookie_hash=sa.bindparam("secret"))
    with pytest.raises(sa.exc.IntegrityError) as raised, database.writing() as session:
        session.execute(statement, {"secret": SECRET})
    assert "INSERT INTO sign_in" in str(raised.value)
    assert SECRET not in str(raised.value).split("[SQL:")[1]


@pytest.mark.parametrize("backend", [pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_nobody_waits_for_ever_for_what_another_transaction_holds(database):
    with database.writing() as session:
        assert session.scalar(sa.text("SHOW lock_timeout")) == "5s"
