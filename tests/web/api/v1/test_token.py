"""Programs come in with a token of a person, and never further than the person."""

import pytest
import sqlalchemy as sa

from app.actions import api_token, person
from app.actions.audit_log import AuditContext
from app.domain.api_token import TokenScope
from app.domain.refusal import Forbidden, Invalid
from app.domain.role import Role
from app.queries.api_token import viewer_by_token
from app.security import hash_secret
from app.tables import ApiToken, ApiTokenUse, AuditEntry, AuditPayload, Programme, RoleGrant
from app.web.auth import Credentials
from tests.database import put


@pytest.fixture
def token(database, cast, clock):
    """`token("noor", days=1)`: a token of hers."""

    def of(name, **params):
        with database.writing() as session:
            act = AuditContext(cast.noor, clock(), "test")
            return api_token.issue(session, act, cast.person(name), **params)

    return of


def ask(client, token, path="programmes"):
    return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})


async def test_a_token_opens_what_its_person_may_read(client, token):
    assert [item["slug"] for item in (await ask(client, token("noor"))).json()["items"]] == ["buurtkracht"]
    assert (await ask(client, token("vera"))).json() == {"items": []}


async def test_a_token_of_another_programme_sees_nothing_else(client, token, database, cast):
    with database.writing() as session:
        other = Programme(slug="elders", title="Elders", kind="programme", purpose="Iets anders")
        (there,) = put(session, other)
        put(session, RoleGrant(person_id=cast.noor, role=Role.OFFICE, programme_id=there))
    only = token("noor", programme_id=there)
    assert [item["slug"] for item in (await ask(client, only)).json()["items"]] == ["elders"]
    assert (await ask(client, only, f"deliverables/{cast['handbook']}")).status_code == 404
    assert len((await ask(client, token("noor"))).json()["items"]) == 2


async def test_a_token_for_a_programme_gives_no_right_that_its_person_has_not(client, token, cast):
    assert (await ask(client, token("vera", programme_id=cast.programme))).json() == {"items": []}


async def test_an_administrators_token_for_one_programme_is_for_that_one(
    client, token, database, cast, clock
):
    with database.writing() as session:
        person.grant(session, AuditContext(cast.noor, clock(), "test"), cast.vera, Role.ADMIN)
    only = token("vera", programme_id=cast.programme)
    with database.reading() as session:
        viewer = viewer_by_token(session, hash_secret(only), clock())
    assert all(grant.programme_id == cast.programme for grant in viewer.rights.grants)


async def test_a_token_that_expired_was_revoked_or_is_none_opens_nothing(
    client, token, clock, bram, database
):
    short, kept = token("bram", days=1), token("bram", days=2)
    clock.wait(days=1)
    for wrong in (short, kept[:-1], kept + "x", "", "' OR 1=1 --", hash_secret(kept)):
        answer = await ask(client, wrong)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Mijlpaal", error="invalid_token"'
    assert (await ask(client, kept)).status_code == 200


async def test_a_wrong_token_is_refused_also_in_a_browser_that_is_signed_in(bram):
    assert (await ask(bram, "mijlpaal_niets")).status_code == 401


async def test_a_token_is_for_the_api_and_opens_no_page(client, token):
    answer = await client.get("/portfolio", headers={"Authorization": f"Bearer {token('noor')}"})
    assert answer.headers["location"].startswith("/aanmelden")


@pytest.mark.both_databases
async def test_its_person_sees_when_it_was_last_used_and_revokes_it(
    client, bram, iris, token, database, clock
):
    made = token("bram", scope=TokenScope.WRITE)
    assert "Nog nooit" in (await bram.get("/mijn-sessies")).text
    await ask(client, made)
    with database.reading() as session:
        row = session.scalars(sa.select(ApiToken)).one()
        assert session.scalars(sa.select(ApiTokenUse.last_used_at)).all() == [clock()]
    page = (await bram.get("/mijn-sessies")).text
    assert "Nog nooit" not in page
    assert "Lezen en wijzigen" in page
    assert (await iris.post(f"/mijn-sessies/tokens/{row.id}/einde")).status_code == 404
    assert (await bram.post(f"/mijn-sessies/tokens/{row.id}/einde")).status_code == 303
    assert (await ask(client, made)).status_code == 401
    assert (await bram.post(f"/mijn-sessies/tokens/{row.id}/einde")).status_code == 404


async def test_a_token_for_reading_changes_nothing(app, client, database, token):
    from starlette.requests import Request

    def knock(method, secret):
        scope = {"type": "http", "method": method, "path": "/api/v1/x", "headers": [], "app": app}
        with database.reading() as session:
            return Credentials(Request(scope), app.state.app_state, "", secret).require_viewer(session).name

    reading, writing = token("bram"), token("bram", scope=TokenScope.WRITE)
    assert knock("GET", reading) == knock("POST", writing) == "Bram"
    with pytest.raises(Forbidden):
        knock("POST", reading)


def test_only_the_hash_is_kept_and_the_trail_holds_no_secret(database, cast, token):
    made = token("noor")
    with database.reading() as session:
        kept = session.scalars(sa.select(ApiToken)).all()
        trail = session.scalars(sa.select(AuditEntry).order_by(sa.desc("id"))).first()
        kept += session.scalars(sa.select(AuditPayload)).all()
    assert kept[0].secret_hash == hash_secret(made)
    assert made not in repr(kept) + repr(trail)
    assert trail.action == "api_token.issue"


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_that_lasts_no_time_or_too_long_is_refused(token, days):
    with pytest.raises(Invalid) as refusal:
        token("noor", days=days)
    assert set(refusal.value.fields) == {"days"}
