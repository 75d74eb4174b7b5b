"""Choosing a password by an invitation link that works once."""

import logging
import re

import pytest
import sqlalchemy as sa

from app.actions import invitation
from app.actions.audit_log import AuditContext
from app.tables import AuditEntry, AuditPayload, Credential, Invitation
from app.web.middleware import SecretFilter, hide_secrets

PASSWORD = "zeven groene fietsbellen"


@pytest.fixture
def invite(database, cast, clock):
    """`invite("vera")`: the path of the link."""

    def link(name="vera"):
        with database.writing() as session:
            secret = invitation.issue(session, AuditContext(cast.noor, clock(), "test"), cast.person(name))
        return invitation.PATH.format(secret=secret)

    return link


async def accept(browser, path, password=PASSWORD, again=None):
    page = await browser.get(path)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    form = {"csrf_token": token[1] if token else "", "password": password, "again": again or password}
    return await browser.post(path, data=form)


async def test_an_invitation_link_sets_a_password_that_works_and_signs_in(client, client_as, invite):
    path = invite()
    answer = await accept(client, path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Vera" in (await client.get("/mijn-sessies")).text
    another = await client_as(None)
    page = await another.get("/aanmelden")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    form = {"csrf_token": token, "email": "vera@voorbeeld.nl", "password": PASSWORD}
    assert (await another.post("/aanmelden", data=form)).status_code == 303


async def test_a_link_works_once(client, client_as, invite, database):
    path = invite()
    await accept(client, path)
    another = await client_as(None)
    await another.get("/aanmelden")
    for answer in (await another.get(path), await accept(another, path, "acht groene fietsbellen")):
        assert answer.status_code in (403, 404)
    assert "al gebruikt of verlopen" in (await another.get(path)).text
    with database.reading() as session:
        assert len(session.scalars(sa.select(Credential)).all()) == 1


async def test_a_link_expires_after_a_week_and_a_newer_one_takes_its_place(client, invite, clock):
    first = invite()
    clock.wait(days=6)
    assert (await client.get(first)).status_code == 200
    second = invite()
    assert (await client.get(first)).status_code == 404
    clock.wait(days=7)
    assert (await client.get(second)).status_code == 404


async def test_opening_a_link_does_not_use_it_up(client, invite):
    path = invite()
    for _ in range(3):
        assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("kort", "kort", "minstens 12 tekens"),
        ("Wachtwoord!2024", "Wachtwoord!2024", "die anderen proberen"),
        ("vera@voorbeeld.nl", "vera@voorbeeld.nl", "eigen naam of adres"),
        (PASSWORD, "zeven blauwe fietsbellen", "niet hetzelfde wachtwoord"),
    ],
)
async def test_a_refused_password_gets_a_message_beside_its_field(client, invite, password, again, message):
    path = invite()
    answer = await accept(client, path, password, again)
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{password}"' not in answer.text.replace('name="email" value', "")
    assert (await client.get(path)).status_code == 200


async def test_a_new_password_ends_the_other_sessions_of_the_person(client, vera, bram, invite):
    await accept(client, invite("vera"))
    assert [(await browser.get("/mijn-sessies")).status_code for browser in (vera, bram)] == [303, 200]


async def test_neither_the_link_nor_the_password_is_stored_readably(client, invite, database):
    path = invite()
    await accept(client, path)
    secret = path.rpartition("/")[2]
    with database.reading() as session:
        stored = [
            session.scalars(sa.select(table)).all()
            for table in (Invitation, Credential, AuditEntry, AuditPayload)
        ]
    assert secret not in repr(stored)
    assert PASSWORD not in repr(stored)
    record = logging.LogRecord("uvicorn.access", 20, "", 1, "%s %s", ("1.2.3.4:5", path), None)
    assert SecretFilter().filter(record)
    assert secret not in record.getMessage()
    assert hide_secrets("/aanmelden/oidc/terug?code=abc&state=def") == "/aanmelden/oidc/terug?code=…&state=…"


async def test_an_unknown_link_is_answered_like_an_expired_one(client):
    assert "al gebruikt of verlopen" in (await client.get("/uitnodiging/niets-van-dit-al")).text
