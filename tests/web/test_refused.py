"""Whoever is refused leaves a trace, in a transaction of its own; not more than somebody can read."""

import pytest
import sqlalchemy as sa

from app.tables import AuditEntry, AuditPayload, StatusUpdate
from app.web.bound import MOST
from app.web.cookie import COOKIE

ENTRY = AuditEntry.__table__


@pytest.fixture
def refusals(database):
    """The entries of what was refused, the first one first."""

    def found():
        with database.reading() as session:
            asked = sa.select(ENTRY).where(ENTRY.c.result == "refused").order_by(ENTRY.c.id)
            return [dict(row) for row in session.execute(asked).mappings()]

    return found


async def test_a_reader_who_would_update_leaves_a_trace_in_the_programme(karel, cast, refusals, clock):
    answer = await karel.post(f"/producten/{cast['handbook']}/stand-van-zaken", data={"text": "geheim"})
    assert answer.status_code == 403
    (entry,) = refusals()
    assert (entry["actor_id"], entry["origin"], entry["at"]) == (cast.karel, "web", clock())
    assert (entry["action"], entry["object_type"], entry["object_id"]) == (
        "status_update.create",
        "deliverable",
        cast["handbook"],
    )
    assert entry["chain"] == f"programme:{cast.programme}"
    assert "geheim" not in str(entry)


async def test_a_form_without_its_token_leaves_a_trace_and_changes_nothing(bram, cast, refusals, database):
    del bram.headers["X-CSRF-Token"]
    with database.reading() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(StatusUpdate))
    assert (await bram.post(f"/producten/{cast['handbook']}/stand-van-zaken")).status_code == 403
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(StatusUpdate)) == before
    assert [entry["actor_id"] for entry in refusals()] == [cast.bram]


async def test_a_stranger_leaves_a_trace_outside_the_programme(vera, client, cast, refusals):
    del vera.headers["X-CSRF-Token"]
    for browser in (vera, client):
        for path in (f"/producten/{cast['handbook']}/stand-van-zaken", "/aanmelden"):
            assert (await browser.post(path)).status_code == 403
    told = [(entry["chain"], entry["actor_id"], entry["object_type"]) for entry in refusals()]
    assert told == [
        ("installation", asker, thing) for asker in (cast.vera, None) for thing in ("deliverable", "page")
    ]


async def test_no_cookie_and_no_token_is_in_the_trail(bram, cast, database):
    secret = bram.cookies[COOKIE]
    bram.headers["X-CSRF-Token"] = "geheim-token"
    await bram.post(f"/producten/{cast['handbook']}/stand-van-zaken", data={"csrf_token": "geheim-veld"})
    with database.reading() as session:
        kept = str(session.execute(sa.select(ENTRY)).all())
        kept += str(list(session.scalars(sa.select(AuditPayload.content))))
    assert not any(text in kept for text in (secret, "geheim"))


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_who_keeps_asking_fills_no_trail_and_what_went_unwritten_is_told(
    karel, client, cast, refusals, clock, database
):
    path = f"/producten/{cast['handbook']}/stand-van-zaken"
    for _ in range(MOST + 5):
        assert (await karel.post(path)).status_code == 403
    assert len(refusals()) == MOST
    await client.post(path)
    assert refusals()[-1]["actor_id"] is None
    clock.wait(minutes=1)
    await karel.post(path)
    with database.reading() as session:
        content = session.scalars(sa.select(AuditPayload.content).order_by(AuditPayload.seq.desc())).all()
    assert '{"from":{},"to":{"unwritten":5}}' in content


async def test_what_is_not_there_leaves_no_trace(vera, cast, refusals):
    assert (await vera.get(f"/producten/{cast['handbook']}")).status_code == 404
    assert refusals() == []
