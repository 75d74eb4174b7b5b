"""One's own sessions: listing and ending them, and how they expire."""

import pytest
import sqlalchemy as sa

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.tables import SignIn
from app.web.auth import COOKIE

pytestmark = [pytest.mark.signed_out, pytest.mark.both_databases]


def rows(database):
    with database.reading() as session:
        return session.scalars(sa.select(SignIn).order_by(SignIn.id)).all()


async def test_an_idle_session_ends_after_an_hour(bram, clock):
    clock.wait(minutes=59)
    assert (await bram.get("/portfolio")).status_code == 200
    clock.wait(minutes=59)
    assert (await bram.get("/portfolio")).status_code == 200
    clock.wait(minutes=60)
    assert (await bram.get("/portfolio")).headers["location"].startswith("/aanmelden")


async def test_an_active_session_ends_after_twelve_hours(bram, clock):
    for _ in range(14):
        assert (await bram.get("/portfolio")).status_code == 200
        clock.wait(minutes=50)
    clock.wait(minutes=20)
    assert (await bram.get("/portfolio")).headers["location"].startswith("/aanmelden")


async def test_use_is_noted_once_a_minute_and_costs_two_queries_at_most(bram, clock, database, queries):
    clock.wait(seconds=59)
    with queries() as statements:
        await bram.get("/mijn-sessies")
    assert sum("sign_in" in statement for statement in statements) == 2  # who looks, and the list itself
    clock.wait(seconds=1)
    with queries() as statements:
        await bram.get("/mijn-sessies")
    assert [statement.split()[0] for statement in statements if "sign_in" in statement] == [
        "SELECT",
        "SELECT",
        "UPDATE",
    ]
    assert rows(database)[0].last_seen_at == clock()


async def test_a_change_notes_the_use_too(bram, clock, database):
    clock.wait(minutes=5)
    await bram.post("/mijn-sessies/einde")
    assert rows(database)[0].last_seen_at == clock()


async def test_sessions_are_listed_with_this_browser_marked(client_as):
    this_browser = await client_as("bram")
    await client_as("bram")
    await client_as("iris")
    page = (await this_browser.get("/mijn-sessies")).text
    assert page.count("Gekozen in de demonstratie") == 2
    assert page.count("Deze browser") == 1


async def test_another_session_can_be_ended_and_this_one_continues(client_as, database):
    this_browser, other_browser = await client_as("bram"), await client_as("bram")
    other = rows(database)[1].id
    answer = await this_browser.post(f"/mijn-sessies/{other}/einde")
    assert answer.headers["location"] == "/mijn-sessies"
    assert (await other_browser.get("/portfolio")).status_code == 303
    assert (await this_browser.get("/portfolio")).status_code == 200


async def test_all_other_sessions_can_be_ended_at_once_but_only_ones_own(client_as):
    this_browser, other_browser, iris = (
        await client_as("bram"),
        await client_as("bram"),
        await client_as("iris"),
    )
    await this_browser.post("/mijn-sessies/einde")
    assert [
        (await browser.get("/portfolio")).status_code for browser in (this_browser, other_browser, iris)
    ] == [
        200,
        303,
        200,
    ]


async def test_nobody_can_end_the_session_of_somebody_else(bram, iris, database):
    of_bram = rows(database)[0].id
    assert (await iris.post(f"/mijn-sessies/{of_bram}/einde")).status_code == 404
    assert (await bram.get("/portfolio")).status_code == 200


async def test_an_administrator_can_end_every_session_of_a_person(client_as, database, cast, clock):
    browsers = [await client_as("bram"), await client_as("bram")]
    with database.writing() as session:
        assert sign_in.end_all(session, AuditContext(cast.noor, clock(), "test"), cast.bram) == 2
    assert [(await browser.get("/portfolio")).status_code for browser in browsers] == [303, 303]


async def test_a_visitor_is_asked_to_sign_in_before_anything_is_listed(client):
    assert (await client.get("/mijn-sessies")).headers["location"].startswith("/aanmelden")


async def test_the_cookie_is_bound_to_this_host_and_to_tls(client):
    answer = await client.get("/aanmelden")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)


async def test_a_tampered_cookie_is_not_accepted(bram):
    cookie = bram.cookies[COOKIE]
    for wrong in (cookie[:-1], cookie + "x", cookie.swapcase(), "", "' OR 1=1 --"):
        bram.cookies.set(COOKIE, wrong)
        assert (await bram.get("/portfolio")).status_code == 303


async def test_old_sessions_are_forgotten_when_somebody_signs_in(client_as, clock, database):
    await client_as("bram")
    clock.wait(hours=13)
    await client_as("iris")
    assert len(rows(database)) == 1
