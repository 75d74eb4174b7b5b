"""Changing one's own password: the current one is required, guesses are counted, other sessions end."""

import re

import pytest
import sqlalchemy as sa

from app.actions import credential
from app.security import hash_secret, is_password, password_hashed
from app.tables import AuditEntry, Credential, KnownDevice
from app.web.auth import DEVICE_COOKIE
from tests.clients import CHEAP
from tests.database import put

pytestmark = pytest.mark.both_databases

PATH = "/mijn-wachtwoord"
OLD, NEW = "zeven groene fietsbellen", "acht blauwe regenjassen"
STORED = password_hashed(OLD, CHEAP)


@pytest.fixture
def passwords(database, cast, clock):
    """Bram has a password."""
    with database.writing() as session:
        put(session, Credential(person_id=cast.bram, password_hash=STORED, set_at=clock()))


@pytest.fixture
def stored(database, cast):
    """The stored hash of Bram's password."""

    def read_hash():
        with database.reading() as session:
            return session.scalar(sa.select(Credential.password_hash).filter_by(person_id=cast.bram))

    return read_hash


def typed(current=OLD, password=NEW, again=None):
    return {"current": current, "password": password, "again": password if again is None else again}


async def test_changing_the_password_ends_every_other_session(
    passwords, bram, client_as, stored, database, clock
):
    other_browser = await client_as("bram")
    assert PATH in (await bram.get("/mijn-sessies")).text
    assert "Huidig wachtwoord" in (await bram.get(PATH)).text
    answer = await bram.post(PATH, data=typed())
    assert (answer.status_code, answer.headers["location"]) == (303, "/mijn-sessies?bewaard=1")
    assert "Uw wachtwoord is gewijzigd" in (await bram.get(answer.headers["location"])).text
    assert (await other_browser.get("/portfolio")).status_code == 303
    assert (is_password(stored(), NEW), is_password(stored(), OLD)) == (True, False)
    with database.reading() as session:
        entries = session.scalars(sa.select(AuditEntry).order_by(sa.desc(AuditEntry.id)).limit(2)).all()
    assert [entry.action for entry in entries] == ["sign_in.end_all", "credential.change"]
    assert NEW not in repr(entries)


async def test_only_this_browser_stays_known(passwords, bram, database, cast, clock):
    with database.writing() as session:
        device, _ = [credential.remember_device(session, cast.bram, clock()) for _ in range(2)]
    bram.cookies.set(DEVICE_COOKIE, device)
    await bram.post(PATH, data=typed())
    with database.reading() as session:
        assert session.scalars(sa.select(KnownDevice.secret_hash)).all() == [hash_secret(device)]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"current": "iets heel anders"}, "current", "niet uw huidige wachtwoord"),
        ({"password": "kort"}, "password", "minstens 12 tekens"),
        ({"password": "Wachtwoord!2024"}, "password", "die anderen proberen"),
        ({"password": "bram@voorbeeld.nl"}, "password", "eigen naam of adres"),
        ({"again": "negen blauwe regenjassen"}, "again", "niet hetzelfde wachtwoord"),
    ],
)
async def test_an_error_gets_a_message_beside_its_field_and_changes_nothing(
    passwords, bram, client_as, stored, fields, field, message
):
    other_browser = await client_as("bram")
    answer = await bram.post(PATH, data=typed(**fields))
    assert answer.status_code == 400
    assert re.search(rf'id="{field}-error">.*{message}', answer.text)
    assert not any(word in answer.text for word in {OLD, NEW, *fields.values()} - {"bram@voorbeeld.nl"})
    assert stored() == STORED
    assert (await other_browser.get("/portfolio")).status_code == 200


async def test_guesses_in_an_open_browser_are_limited(passwords, bram, clock, database, cast):
    answers = [(await bram.post(PATH, data=typed("fout fout fout"))).status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
    clock.wait(minutes=15)
    assert (await bram.post(PATH, data=typed())).status_code == 303
    with database.reading() as session:
        refused = sa.select(sa.func.count()).where(
            AuditEntry.action == "credential.change",
            AuditEntry.result == "refused",
            AuditEntry.actor_id == cast.bram,
        )
        assert session.scalar(refused) == 10


async def test_people_without_a_password_have_none_to_change(bram, stored):
    page = (await bram.get(PATH)).text
    assert "U hebt hier geen wachtwoord" in page
    assert 'name="current"' not in page
    assert (await bram.post(PATH, data=typed(""))).status_code == 400
    assert stored() is None


async def test_changing_requires_signing_in_and_our_own_form(passwords, client, bram, stored):
    await client.get("/aanmelden")
    assert (await client.get(PATH)).headers["location"].startswith("/aanmelden")
    answer = await bram.post(PATH, data=typed(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert stored() == STORED
