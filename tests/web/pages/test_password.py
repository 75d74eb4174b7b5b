"""Signing in with a password: one response to every wrong one, and nobody can lock others out."""

import re
from asyncio import gather

import pytest
import sqlalchemy as sa
from httpx import ASGITransport, AsyncClient

from app.security import password_hashed
from app.tables import AuditEntry, Credential, GuessCount, SignIn
from app.web.auth import COOKIE, DEVICE_COOKIE
from tests.clients import CHEAP, ORIGIN
from tests.database import put

pytestmark = [pytest.mark.signed_out, pytest.mark.both_databases]

PASSWORD = "zeven groene fietsbellen"
STORED = password_hashed(PASSWORD, CHEAP)


@pytest.fixture
def passwords(database, cast, clock):
    """Everybody in the cast has the same good password."""
    with database.writing() as session:
        for name in ("noor", "bram", "iris"):
            put(session, Credential(person_id=cast.person(name), password_hash=STORED, set_at=clock()))


@pytest.fixture
async def at(app):
    """`at("192.0.2.1")`: a browser at that address in which nobody is signed in."""
    async with app.router.lifespan_context(app):
        yield lambda address="192.0.2.1": AsyncClient(
            transport=ASGITransport(app, client=(address, 1)), base_url=ORIGIN
        )


async def sign_in(browser, email="bram@voorbeeld.nl", password=PASSWORD, onward="/"):
    token = re.search(r'name="csrf_token" value="([^"]+)"', (await browser.get("/aanmelden")).text)[1]
    form = {"csrf_token": token, "email": email, "password": password, "verder": onward}
    return await browser.post("/aanmelden", data=form)


async def test_the_right_password_signs_in_and_sends_on(passwords, at):
    async with at() as browser:
        before = (await browser.get("/aanmelden")).cookies[COOKIE]
        answer = await sign_in(browser, " Bram@Voorbeeld.nl ", onward="/stand-van-zaken")
        assert (answer.status_code, answer.headers["location"]) == (303, "/stand-van-zaken")
        assert browser.cookies[COOKIE] != before
        assert "Met een wachtwoord" in (await browser.get("/mijn-sessies")).text


async def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(passwords, at, database, queries):
    answers, statement_kinds = [], []
    for email in ("bram@voorbeeld.nl", "nobody@voorbeeld.nl", "vera@voorbeeld.nl", "\x00", "' OR 1=1 --"):
        async with at() as browser:
            with queries() as statements:
                answer = await sign_in(browser, email, "iets heel anders")
        assert answer.status_code == 400
        answers.append(re.sub(r'value="[^"]*"|X-CSRF-Token[^}]*', "", answer.text))
        statement_kinds.append([kinds.split()[0] for kinds in statements])
    assert len(set(answers)) == 1
    assert "horen niet bij elkaar" in answers[0]
    assert "iets heel anders" not in answers[0]
    assert all(kinds == statement_kinds[0] for kinds in statement_kinds)
    with database.reading() as session:
        assert session.scalars(sa.select(SignIn.id)).all() == []


@pytest.mark.parametrize("email", ["bram@voorbeeld.nl", "vera@voorbeeld.nl", "nobody@voorbeeld.nl"])
async def test_every_attempt_costs_one_hash_whether_there_is_a_password_or_not(passwords, at, app, email):
    class Counting:
        hashes = 0

        async def __aenter__(self):
            self.hashes += 1

        async def __aexit__(self, *_):
            return None

    app.state.app_state.hashing = counting = Counting()
    async with at() as browser:
        await sign_in(browser, email, "fout fout fout")
    assert counting.hashes == 1


async def test_a_refused_attempt_leaves_a_trace_without_the_password(passwords, at, database, cast):
    async with at() as browser:
        await sign_in(browser, password="een geheim woord")
    with database.reading() as session:
        entry = session.scalars(sa.select(AuditEntry).order_by(sa.desc("id"))).first()
        assert (entry.action, entry.object_id) == ("sign_in.begin", cast.bram)
        counts = session.scalars(sa.select(GuessCount)).all()
    assert "een geheim woord" not in repr(entry) + repr(counts)
    assert "bram" not in repr(counts)


async def test_repeated_guesses_wait_longer_and_longer(passwords, at, clock):
    async with at() as browser:
        for _ in range(10):
            assert (await sign_in(browser, password="fout fout fout")).status_code == 400
        answer = await sign_in(browser)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert "te vaak geprobeerd" in answer.text
        clock.wait(seconds=1)
        assert (await sign_in(browser, password="fout fout fout")).status_code == 400
        clock.wait(seconds=1)
        assert (await sign_in(browser)).status_code == 429
        clock.wait(seconds=1)
        assert (await sign_in(browser)).status_code == 303


async def test_guesses_at_an_unknown_account_wait_as_well(at, passwords):
    async with at() as browser:
        answers = [(await sign_in(browser, "nobody@voorbeeld.nl")).status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]


async def test_guesses_from_one_address_are_stopped_but_other_addresses_continue(passwords, at):
    async with at("2001:db8:1:2::1") as browser:
        for number in range(60):
            await sign_in(browser, f"iemand{number}@voorbeeld.nl")
        assert (await sign_in(browser)).status_code == 429
    async with at("2001:db8:1:2::ffff") as neighbour, at("2001:db8:9::1") as elsewhere:
        assert (await sign_in(neighbour)).status_code == 429
        assert (await sign_in(elsewhere)).status_code == 303


async def test_nobody_can_lock_a_colleague_out_of_a_known_browser(passwords, at):
    async with at("192.0.2.1") as own, at("198.51.100.9") as attacker:
        assert (await sign_in(own)).status_code == 303
        own.cookies.delete(COOKIE)
        for _ in range(12):
            await sign_in(attacker, password="fout fout fout")
        assert (await sign_in(attacker)).status_code == 429
        assert (await sign_in(own)).status_code == 303


async def test_a_known_browser_is_known_to_its_own_account_only(passwords, at):
    async with at("198.51.100.9") as attacker:
        assert (await sign_in(attacker, "iris@voorbeeld.nl")).status_code == 303
        assert DEVICE_COOKIE in attacker.cookies
        answers = [(await sign_in(attacker, password="fout fout fout")).status_code for _ in range(12)]
    assert answers[-1] == 429


async def test_simultaneous_guesses_are_all_counted(passwords, at):
    browsers = [at() for _ in range(16)]
    answers = await gather(*(sign_in(browser, password="fout fout fout") for browser in browsers))
    for browser in browsers:
        await browser.aclose()
    assert sorted(answer.status_code for answer in answers) == [400] * 10 + [429] * 6


async def test_a_form_of_another_site_signs_nobody_in(passwords, at):
    async with at() as browser:
        await browser.get("/aanmelden")
        form = {"email": "bram@voorbeeld.nl", "password": PASSWORD}
        answer = await browser.post("/aanmelden", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
