"""One's own tokens over the API: made, listed and revoked, and none that reaches further than its maker."""

from sqlmodel import select

from app.actions import api_token
from app.actions.audit_log import AuditContext
from app.domain.api_token import TokenScope
from app.tables import AnsweredRequest
from tests.clients import ORIGIN
from tests.web.api.v1.refused import pointers


async def test_a_token_is_made_told_once_listed_and_revoked(office, client):
    answer = await office.post("api-tokens", json={"scope": "write", "days": 5, "programme": "buurtkracht"})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    listed = (await office.get("api-tokens")).json()["items"]
    assert listed[0] | {"secret": made["secret"]} == made
    assert (await office.get(f"{ORIGIN}{answer.headers['Location']}")).json() == listed[0]
    opens = {"Authorization": f"Bearer {made['secret']}"}
    assert (await client.get("/api/v1/programmes", headers=opens)).status_code == 200
    assert (await office.post(f"api-tokens/{made['id']}/_revoke")).status_code == 204
    assert (await client.get("/api/v1/programmes", headers=opens)).status_code == 401
    assert (await office.post(f"api-tokens/{made['id']}/_revoke")).status_code == 404


async def test_the_answer_with_a_secret_is_never_kept(office, database):
    answer = await office.post("api-tokens", json={}, headers={"Idempotency-Key": "a1"})
    assert [error["parameter"] for error in answer.json()["errors"]] == ["Idempotency-Key"]
    assert (await office.post("api-tokens", json={})).status_code == 201
    with database.reading() as session:
        assert session.exec(select(AnsweredRequest)).all() == []


async def test_what_is_made_with_a_token_opens_no_more_and_lasts_no_longer(client, database, cast, clock):
    with database.writing() as session:
        short = api_token.issue(
            session,
            AuditContext(cast.noor, clock(), "test"),
            cast.noor,
            scope=TokenScope.WRITE,
            days=3,
            programme_id=cast.programme,
        )
    client.headers["Authorization"] = f"Bearer {short}"
    assert pointers(await client.post("/api/v1/api-tokens", json={"days": 4})) == {"/programme", "/days"}
    for days in (0, 367):
        wrong = {"days": days, "programme": "buurtkracht"}
        assert pointers(await client.post("/api/v1/api-tokens", json=wrong)) == {"/days"}
    made = (await client.post("/api/v1/api-tokens", json={"programme": "buurtkracht"})).json()
    maker = (await client.get("/api/v1/api-tokens")).json()["items"][1]
    assert made["expiresAt"] == maker["expiresAt"]


async def test_nobody_sees_or_revokes_the_token_of_another(office, program_of, cast):
    bram = await program_of("bram")
    (token,) = (await bram.get("api-tokens")).json()["items"]
    assert (await office.get(f"api-tokens/{token['id']}")).status_code == 404
    assert (await office.post(f"api-tokens/{token['id']}/_revoke")).status_code == 404
