"""Whoever is refused leaves a trace, in a transaction of its own; not more than somebody can read."""

import pytest
import sqlalchemy as sa

from app.security import form_token
from app.tables import AuditPayload, StatusUpdate, metadata
from app.web.auth import COOKIE
from app.web.rate_limit import MOST_REFUSALS
from tests.clients import KEY

ENTRY = metadata.tables["audit_entry"]


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
    for _ in range(MOST_REFUSALS + 5):
        assert (await karel.post(path)).status_code == 403
    assert len(refusals()) == MOST_REFUSALS
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


async def test_a_link_that_opens_nothing_leaves_a_trace_without_the_link(client, refusals):
    for _ in range(2):
        assert (await client.get("/uitnodiging/een-geheim-dat-niets-opent")).status_code == 404
    told = refusals()
    assert [(entry["action"], entry["actor_id"], entry["chain"]) for entry in told] == [
        ("account.new", None, "installation")
    ] * 2
    assert "een-geheim" not in str(told)


async def test_a_token_that_opens_nothing_leaves_a_trace_and_a_session_that_ended_does_not(client, refusals):
    wrong = {"Authorization": "Bearer een-geheim-dat-niets-opent"}
    assert (await client.get("/api/v1/programmes", headers=wrong)).status_code == 401
    assert (await client.get("/api/v1/programmes")).status_code == 401
    client.cookies.set(COOKIE, "een-geheim-dat-niets-opent")
    assert (await client.get("/portfolio")).status_code == 303
    (entry,) = refusals()
    assert (entry["action"], entry["origin"]) == ("api.programme.index", "api")
    assert "een-geheim" not in str(entry)


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_wrong_passwords_fill_no_trail_and_take_as_many_statements_for_whoever_is_there_and_is_not(
    app, client, refusals, queries, clock
):
    await client.get("/aanmelden")
    client.headers["X-CSRF-Token"] = form_token(KEY, client.cookies[COOKIE])
    seen = []
    for number in range(MOST_REFUSALS + 5):
        who = "bram@voorbeeld.nl" if number % 5 == 4 else f"iemand{number}@voorbeeld.nl"
        with queries() as asked:
            answer = await client.post("/aanmelden", data={"email": who, "password": "fout fout fout"})
        assert answer.status_code == 400
        seen.append([one.split()[0] for one in asked])
    assert len(refusals()) == MOST_REFUSALS
    assert (
        len({str(one) for one in seen[:MOST_REFUSALS]})
        == len({str(one) for one in seen[MOST_REFUSALS:]})
        == 1
    )
    clock.wait(minutes=1)
    await client.post("/aanmelden", data={"email": "nog@voorbeeld.nl", "password": "fout fout fout"})
    assert len(refusals()) == MOST_REFUSALS + 1
