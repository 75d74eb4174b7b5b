"""Access of people: an administrator invites them, and ends their sessions and tokens."""

import json
import re

import pytest
import sqlalchemy as sa

from app.actions import api_token, person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.tables import ApiToken, AuditEntry, Credential, Invitation, Job, Person
from tests.cast import TODAY, at
from tests.database import put


@pytest.fixture
async def admin(database, cast, client_as):
    """The browser of Vera, made administrator."""
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.vera, Role.ADMIN)
    return await client_as("vera")


async def test_the_sessions_of_a_person_are_shown_and_can_be_ended_at_once(admin, bram, iris, cast):
    path = f"/mensen/{cast.bram}"
    assert "Overal afmelden" in (await admin.get(path)).text
    answer = await admin.post(f"{path}/sessies/einde")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?bewaard=1")
    assert [(await browser.get("/portfolio")).status_code for browser in (bram, iris, admin)] == [
        303,
        200,
        200,
    ]
    after = (await admin.get(path)).text
    assert "Nergens aangemeld." in after
    assert "Overal afmelden" not in after
    assert "Vera meldde Bram overal af." in (await admin.get("/logboek")).text


async def test_an_administrator_can_revoke_a_token_of_somebody_else(admin, client, cast, database):
    with database.writing() as session:
        token = api_token.issue(session, AuditContext(cast.bram, at(TODAY), "test"), cast.bram)
        number = session.scalar(sa.select(ApiToken.id))
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/api/v1/programmes", headers=bearer)).status_code == 200
    address = f"/mensen/{cast.bram}/tokens/{number}/einde"
    assert address in (await admin.get(f"/mensen/{cast.bram}")).text
    assert (await admin.post(f"/mensen/{cast.iris}/tokens/{number}/einde")).status_code == 404
    assert (await admin.post(address)).status_code == 303
    assert (await client.get("/api/v1/programmes", headers=bearer)).status_code == 401
    assert (await admin.post(address)).status_code == 404


async def test_an_invitation_link_is_shown_once_and_works(admin, client, cast, database):
    path = f"/mensen/{cast.iris}"
    answer = await admin.post(f"{path}/uitnodiging")
    (link,) = re.findall(r"<code>https://mijlpaal\.test(/uitnodiging/[\w-]+)</code>", answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Iris" in (await client.get(link)).text
    assert "/uitnodiging/" not in (await admin.get(path)).text.replace(f"{path}/uitnodiging", "")
    with database.reading() as session:
        stored = repr(session.scalars(sa.select(Invitation)).all()) + repr(
            session.scalars(sa.select(AuditEntry)).all()
        )
    assert link.rpartition("/")[2] not in stored


@pytest.mark.parametrize("what", ["wissen", "sessies/einde", "tokens/1/einde"])
async def test_only_administrators_erase_and_end_single_sessions(client, client_as, noor, bram, cast, what):
    path = f"/mensen/{cast.bram}/{what}"
    await client.get("/aanmelden")
    stranger = await client_as("vera")
    assert [(await browser.post(path)).status_code for browser in (client, stranger, bram, noor)] == [
        403,
        404,
        403,
        403,
    ]
    assert (await bram.get("/portfolio")).status_code == 200
    assert "Overal afmelden" not in (await noor.get(f"/mensen/{cast.bram}")).text


async def test_a_form_of_another_site_ends_no_session(admin, bram, cast):
    answer = await admin.post(f"/mensen/{cast.bram}/sessies/einde", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert (await bram.get("/portfolio")).status_code == 200


@pytest.fixture
def with_mail_server(app):
    """The deployer has set a mail server."""
    app.state.app_state.settings = app.state.app_state.settings.model_copy(update={"smtp_host": "mail.test"})


def reader_of(cast):
    return f"reader.{cast.programme}."


def letters(database):
    with database.reading() as session:
        return [json.loads(content) for content in session.scalars(sa.select(Job.content).order_by(Job.id))]


def newest(database):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.max(Person.id)))


async def test_the_office_lets_in_whom_it_adds_by_a_link_to_copy(noor, client, cast):
    new = {"email": "sanne@voorbeeld.nl", "name": "Sanne", "role": reader_of(cast), "invite": "link"}
    page = (await noor.post("/mensen", data=new)).text
    (link,) = re.findall(r"<code>https://mijlpaal\.test(/uitnodiging/[\w-]+)</code>", page)
    assert "Sanne" in (await client.get(link)).text


@pytest.mark.usefixtures("with_mail_server")
async def test_the_office_lets_in_whom_it_adds_by_mail(noor, client, cast, database):
    assert 'value="mail" selected' in (await noor.get("/mensen")).text
    new = {"email": "sanne@voorbeeld.nl", "name": "Sanne", "role": reader_of(cast), "invite": "mail"}
    assert (await noor.post("/mensen", data=new)).status_code == 303
    assert (
        "De uitnodiging aan sanne@voorbeeld.nl staat klaar"
        in (await noor.get(f"/mensen/{newest(database)}?gemaild=1")).text
    )
    (letter,) = letters(database)
    assert letter["to"] == "sanne@voorbeeld.nl"
    link = re.search(r"https://mijlpaal\.test(/uitnodiging/[\w-]+)", letter["text"])[1]
    assert "Sanne" in (await client.get(link)).text


async def test_an_office_sees_no_link_to_an_account_that_is_in_use_or_not_wholly_its_own(
    noor, admin, cast, database
):
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        put(session, Credential(person_id=cast.bram, password_hash="hash", set_at=at(TODAY)))
        person.grant(session, act, cast.iris, Role.ADMIN)
    assert (await noor.post(f"/mensen/{cast.bram}/uitnodiging")).status_code == 403
    assert (await admin.post(f"/mensen/{cast.bram}/uitnodiging")).status_code == 200
    for what in ("uitnodiging", "uitnodiging/mail", "gegevens"):
        form = {"name": "Iris", "email": "noor@elders.nl"}
        assert (await noor.post(f"/mensen/{cast.iris}/{what}", data=form)).status_code == 403


async def test_a_new_address_is_told_to_the_one_before(noor, cast, database):
    path = f"/mensen/{cast.bram}/gegevens"
    taken = await noor.post(path, data={"name": "Bram", "email": "iris@voorbeeld.nl"})
    assert (taken.status_code, "iris@voorbeeld.nl" in taken.text) == (400, True)
    answer = await noor.post(path, data={"name": "Bram Brug", "email": "bram@nieuw.nl"})
    assert answer.status_code == 303
    assert "Bram Brug" in (await noor.get(f"/projecten/{cast.houses}")).text
    assert [letter["to"] for letter in letters(database)] == ["bram@voorbeeld.nl"]


async def test_access_ends_in_one_act_that_says_what_it_did(noor, admin, bram, iris, cast):
    await bram.get("/portfolio")
    path = f"/mensen/{cast.bram}/vertrek"
    before = (await noor.get(path)).text
    assert "1 project" in before
    assert "anders het programmabureau" in before
    field = f"to{cast.programme}"
    assert (await noor.post(path, data={field: str(cast.karel)})).status_code == 400
    answer = await noor.post(path, data={field: str(cast.iris)})
    assert answer.status_code == 200
    assert "De toegang van Bram is beëindigd" in answer.text
    assert "1 sessie beëindigd" in answer.text
    assert (await bram.get("/portfolio")).status_code == 303
    assert "Iris" in (await iris.get(f"/projecten/{cast.houses}")).text
    assert (await admin.post(path, data={})).status_code == 409
    erasure = f"/mensen/{cast.bram}/wissen"
    assert "Bram" in (await admin.get(erasure)).text
    erased = (await admin.post(erasure)).text
    assert f"Oud-medewerker {cast.bram}" in erased
    assert "bram@voorbeeld.nl" not in (await admin.get("/mensen")).text


async def test_a_token_is_made_by_its_person_and_shown_once(bram, client):
    made = await bram.post("/mijn-sessies/tokens", data={"scope": "read", "days": "30", "programme": ""})
    (token,) = re.findall(r"<code>(mijlpaal_[\w-]+)</code>", made.text)
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/api/v1/programmes", headers=bearer)).status_code == 200
    assert token not in (await bram.get("/mijn-sessies")).text
    refused = await bram.post("/mijn-sessies/tokens", data={"days": "9999"})
    assert (refused.status_code, "366" in refused.text, "9999" in refused.text) == (400, True, True)
