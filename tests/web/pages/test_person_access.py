"""Access of people: an administrator invites them, and ends their sessions and tokens."""

import re

import pytest
import sqlalchemy as sa

from app.actions import api_token, person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.tables import ApiToken, AuditEntry, Invitation
from tests.cast import TODAY, at


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
    assert [(await browser.get("/")).status_code for browser in (bram, iris, admin)] == [303, 200, 200]
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


@pytest.mark.parametrize("what", ["uitnodiging", "sessies/einde", "tokens/1/einde"])
async def test_only_administrators_decide_who_may_sign_in(client, client_as, noor, bram, cast, what):
    path = f"/mensen/{cast.bram}/{what}"
    await client.get("/aanmelden")
    stranger = await client_as("vera")
    assert [(await browser.post(path)).status_code for browser in (client, stranger, bram, noor)] == [
        403,
        404,
        403,
        403,
    ]
    assert (await bram.get("/")).status_code == 200
    assert "Toegang" not in (await noor.get(f"/mensen/{cast.bram}")).text


async def test_a_form_of_another_site_ends_no_session(admin, bram, cast):
    answer = await admin.post(f"/mensen/{cast.bram}/sessies/einde", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert (await bram.get("/")).status_code == 200
