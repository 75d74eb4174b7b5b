"""Links of calendars over the API: made, renewed and revoked, and never shown again."""

from urllib.parse import urlsplit

from app.actions import api_token, person
from app.actions.audit_log import AuditContext
from app.domain.api_token import TokenScope
from app.domain.role import Role
from tests.cast import SLUG, TODAY, at


async def test_a_link_is_made_renewed_and_revoked(office, client):
    made = await office.post("calendar-links", json={"kind": "programme", "programme": SLUG})
    assert made.status_code == 201, made.text
    address, place = made.json()["address"], made.headers["Location"].removeprefix("/api/v1/")
    assert (await client.get(urlsplit(address).path)).status_code == 200
    shown = await office.get(place)
    assert shown.json() | {"address": address} == made.json() | {"lastUsedAt": shown.json()["lastUsedAt"]}
    assert (await office.get("calendar-links")).json() == {"items": [shown.json()]}
    assert (await office.post(f"{place}/_renew")).status_code == 428
    matched = {"If-Match": made.headers["ETag"]}
    renewed = await office.post(f"{place}/_renew", headers=matched)
    assert (renewed.status_code, renewed.json()["version"]) == (200, 2)
    assert (await client.get(urlsplit(address).path)).status_code == 404
    assert (await office.post(f"{place}/_revoke", headers=matched)).status_code == 412
    matched = {"If-Match": renewed.headers["ETag"]}
    assert (await office.post(f"{place}/_revoke", headers=matched)).status_code == 204
    assert (await client.get(urlsplit(renewed.json()["address"]).path)).status_code == 404


async def test_a_link_names_a_programme_where_it_is_of_one_and_a_second_is_refused(office):
    for wrong in ({"kind": "programme"}, {"kind": "lead", "programme": SLUG}):
        answer = await office.post("calendar-links", json=wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/programme")
    assert (await office.post("calendar-links", json={"kind": "sponsor"})).status_code == 404
    assert (await office.post("calendar-links", json={"kind": "lead"})).status_code == 201
    assert (await office.post("calendar-links", json={"kind": "lead"})).status_code == 409


async def test_a_key_is_refused_since_the_answer_holds_a_secret(office):
    answer = await office.post("calendar-links", json={"kind": "lead"}, headers={"Idempotency-Key": "1"})
    assert answer.status_code == 400
    assert (await office.get("calendar-links")).json() == {"items": []}


async def test_a_token_for_one_programme_makes_no_link_that_opens_more(client, database, cast):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        person.grant(session, act, cast.noor, Role.ADMIN)
        token = api_token.issue(session, act, cast.noor, scope=TokenScope.WRITE, programme_id=cast.programme)
    headers = {"Authorization": f"Bearer {token}"}
    answer = await client.post("/api/v1/calendar-links", json={"kind": "lead"}, headers=headers)
    assert answer.status_code == 403
    assert (await client.get("/api/v1/calendar-links", headers=headers)).status_code == 403
