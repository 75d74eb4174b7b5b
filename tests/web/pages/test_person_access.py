"""Who comes in: an administrator invites, and ends where somebody or their programs are signed in."""

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


async def test_where_somebody_is_signed_in_is_shown_and_ended_in_one_action(admin, bram, iris, cast):
    path = f"/mensen/{cast.bram}"
    assert "Overal afmelden" in (await admin.get(path)).text
    answer = await admin.post(f"{path}/sessies/einde")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?bewaard=1")
    assert [(await one.get("/")).status_code for one in (bram, iris, admin)] == [303, 200, 200]
    after = (await admin.get(path)).text
    assert "Nergens aangemeld." in after
    assert "Overal afmelden" not in after
    assert "Vera meldde Bram overal af." in (await admin.get("/logboek")).text


async def test_an_administrator_revokes_a_token_of_another(admin, client, cast, database):
    with database.writing() as session:
        token = api_token.issue(session, AuditContext(cast.bram, at(TODAY), "test"), cast.bram)
        number = session.scalar(sa.select(ApiToken.id))
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await client.get("/api/v1/programmes", headers=bearer)).status_code == 200
    there = f"/mensen/{cast.bram}/tokens/{number}/einde"
    assert there in (await admin.get(f"/mensen/{cast.bram}")).text
    assert (await admin.post(f"/mensen/{cast.iris}/tokens/{number}/einde")).status_code == 404
    assert (await admin.post(there)).status_code == 303
    assert (await client.get("/api/v1/programmes", headers=bearer)).status_code == 401
    assert (await admin.post(there)).status_code == 404


async def test_a_link_is_shown_once_and_lets_its_person_in(admin, client, cast, database):
    path = f"/mensen/{cast.iris}"
    answer = await admin.post(f"{path}/uitnodiging")
    (link,) = re.findall(r"<code>https://mijlpaal\.test(/uitnodiging/[\w-]+)</code>", answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Iris" in (await client.get(link)).text
    assert "/uitnodiging/" not in (await admin.get(path)).text.replace(f"{path}/uitnodiging", "")
    with database.reading() as session:
        kept = repr(session.scalars(sa.select(Invitation)).all()) + repr(
            session.scalars(sa.select(AuditEntry)).all()
        )
    assert link.rpartition("/")[2] not in kept


@pytest.mark.parametrize("what", ["uitnodiging", "sessies/einde", "tokens/1/einde"])
async def test_nobody_else_decides_who_comes_in(client, client_as, noor, bram, cast, what):
    path = f"/mensen/{cast.bram}/{what}"
    await client.get("/aanmelden")
    stranger = await client_as("vera")
    assert [(await one.post(path)).status_code for one in (client, stranger, bram, noor)] == [
        403,
        404,
        403,
        403,
    ]
    assert (await bram.get("/")).status_code == 200
    assert "Toegang" not in (await noor.get(f"/mensen/{cast.bram}")).text


async def test_a_form_of_another_site_shuts_nobody_out(admin, bram, cast):
    answer = await admin.post(f"/mensen/{cast.bram}/sessies/einde", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert (await bram.get("/")).status_code == 200
