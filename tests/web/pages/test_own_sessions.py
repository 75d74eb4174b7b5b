"""Where one is signed in: seen and ended by whoever it is about, and ended by time."""

import pytest
import sqlalchemy as sa

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.tables import SignIn
from app.web.auth import COOKIE

pytestmark = pytest.mark.signed_out


def rows(database):
    with database.reading() as session:
        return session.scalars(sa.select(SignIn).order_by(SignIn.id)).all()


async def test_somebody_who_does_nothing_for_an_hour_signs_in_again(bram, clock):
    clock.wait(minutes=59)
    assert (await bram.get("/")).status_code == 200
    clock.wait(minutes=59)
    assert (await bram.get("/")).status_code == 200
    clock.wait(minutes=60)
    assert (await bram.get("/")).headers["location"].startswith("/aanmelden")


async def test_however_busy_somebody_is_after_twelve_hours_they_sign_in_again(bram, clock):
    for _ in range(14):
        assert (await bram.get("/")).status_code == 200
        clock.wait(minutes=50)
    clock.wait(minutes=20)
    assert (await bram.get("/")).headers["location"].startswith("/aanmelden")


async def test_use_is_noted_once_a_minute_and_looking_costs_two_queries_at_most(
    bram, clock, database, queries
):
    clock.wait(seconds=59)
    with queries() as seen:
        await bram.get("/mijn-sessies")
    assert sum("sign_in" in one for one in seen) == 2  # who looks, and the list itself
    clock.wait(seconds=1)
    with queries() as seen:
        await bram.get("/mijn-sessies")
    assert [one.split()[0] for one in seen if "sign_in" in one] == ["SELECT", "SELECT", "UPDATE"]
    assert rows(database)[0].last_seen_at == clock()


async def test_a_change_notes_the_use_too(bram, clock, database):
    clock.wait(minutes=5)
    await bram.post("/mijn-sessies/einde")
    assert rows(database)[0].last_seen_at == clock()


async def test_where_one_is_signed_in_is_listed_with_this_browser_marked(client_as):
    here = await client_as("bram")
    await client_as("bram")
    await client_as("iris")
    page = (await here.get("/mijn-sessies")).text
    assert page.count("Gekozen in de demonstratie") == 2
    assert page.count("Deze browser") == 1


async def test_another_browser_of_ones_own_is_ended_and_this_one_goes_on(client_as, database):
    here, there = await client_as("bram"), await client_as("bram")
    other = rows(database)[1].id
    answer = await here.post(f"/mijn-sessies/{other}/einde")
    assert answer.headers["location"] == "/mijn-sessies"
    assert (await there.get("/")).status_code == 303
    assert (await here.get("/")).status_code == 200


async def test_everything_elsewhere_is_ended_at_once_but_not_somebody_elses(client_as):
    here, there, iris = await client_as("bram"), await client_as("bram"), await client_as("iris")
    await here.post("/mijn-sessies/einde")
    assert [(await one.get("/")).status_code for one in (here, there, iris)] == [200, 303, 200]


async def test_nobody_ends_the_session_of_another(bram, iris, database):
    of_bram = rows(database)[0].id
    assert (await iris.post(f"/mijn-sessies/{of_bram}/einde")).status_code == 404
    assert (await bram.get("/")).status_code == 200


async def test_an_administrator_ends_every_session_of_a_person(client_as, database, cast, clock):
    there = [await client_as("bram"), await client_as("bram")]
    with database.writing() as session:
        assert sign_in.end_all(session, AuditContext(cast.noor, clock(), "test"), cast.bram) == 2
    assert [(await one.get("/")).status_code for one in there] == [303, 303]


async def test_a_visitor_is_asked_to_sign_in_before_anything_is_listed(client):
    assert (await client.get("/mijn-sessies")).headers["location"].startswith("/aanmelden")


async def test_the_cookie_is_bound_to_this_host_and_to_tls(client):
    answer = await client.get("/aanmelden")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)


async def test_a_tampered_cookie_opens_nothing(bram):
    cookie = bram.cookies[COOKIE]
    for wrong in (cookie[:-1], cookie + "x", cookie.swapcase(), "", "' OR 1=1 --"):
        bram.cookies.set(COOKIE, wrong)
        assert (await bram.get("/")).status_code == 303


async def test_what_ended_long_ago_is_forgotten_when_somebody_signs_in(client_as, clock, database):
    await client_as("bram")
    clock.wait(hours=13)
    await client_as("iris")
    assert len(rows(database)) == 1
