"""What every change over the API keeps: who may, on which version, once, and everything wrong at once."""

import asyncio

import pytest
import sqlalchemy as sa

from app.actions import answered_request, api_token, person
from app.actions.audit_log import AuditContext
from app.tables import AnsweredRequest, AuditEntry, Risk, RoleGrant
from tests.clients import ORIGIN

NEW = {"programme": "buurtkracht", "kind": "risk", "title": "Te weinig uren", "likelihood": 2, "impact": 3}


def count(database, table):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def pointers(answer):
    assert answer.status_code == 400, answer.text
    return {error["pointer"] for error in answer.json()["errors"]}


async def test_only_a_token_that_may_write_changes_something(noor, client, cast, database, clock):
    assert (await client.post("/api/v1/risks", json=NEW)).status_code == 401
    by_cookie = await noor.post("/api/v1/risks", json=NEW)
    assert (by_cookie.status_code, "token" in by_cookie.json()["detail"]) == (403, True)
    with database.writing() as session:
        reading = api_token.issue(session, AuditContext(cast.noor, clock(), "test"), cast.noor)
    headers = {"Authorization": f"Bearer {reading}"}
    assert (await client.post("/api/v1/risks", json=NEW, headers=headers)).status_code == 403


async def test_the_trail_tells_that_a_change_came_over_the_api(office, cast, database):
    assert (await office.post("risks", json=NEW)).status_code == 201
    with database.reading() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
        assert (last.action, last.origin, last.actor_id) == ("risk.add", "api", cast.noor)


async def test_everything_that_is_wrong_with_a_body_is_told_at_once_at_its_pointer(office):
    wrong = {"programme": "elders", "likelihood": "3", "saidOn": "gisteren", "colour": "red", "impact": 1.5}
    wrong |= {"deliverables": [1, 0], "inReport": 1, "title": None, "state": "gone"}
    assert pointers(await office.post("risks", json=wrong)) == {
        *("/programme", "/kind", "/title", "/likelihood", "/impact", "/state", "/saidOn", "/colour"),
        *("/inReport", "/deliverables/1"),
    }
    # What only the action can see, too.
    wrong = NEW | {"title": " ", "impact": 9, "owner": "niemand@voorbeeld.nl", "deliverables": [999]}
    assert pointers(await office.post("risks", json=wrong)) == {
        *("/title", "/impact", "/owner", "/deliverables"),
    }
    assert pointers(await office.post("risks", json=NEW | {"saidOn": "2023-12-19"})) == {"/saidOn"}


@pytest.mark.parametrize("sent", ["", "{", "[]", "1", '"x"', '{"title": "\\ud800"}', "[" * 100_000])
async def test_what_is_no_object_of_json_is_refused(office, sent):
    answer = await office.post("risks", content=sent, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("sent_as", ["", "text/plain", "application/xml", "multipart/form-data; boundary=x"])
async def test_what_is_sent_as_something_else_than_json_is_told_so(office, sent_as):
    headers = {"Content-Type": sent_as} if sent_as else {}
    answer = await office.post("risks", content=b'{"title": "Te weinig uren"}', headers=headers)
    assert (answer.status_code, answer.json()["type"].partition("#")[2]) == (415, "unsupported-media-type")


@pytest.mark.both_databases
async def test_signs_that_no_text_can_hold_are_refused_at_their_place_or_left_out(office):
    half, nul = "\\ud800", "\\u0000"
    sent = f'{{"programme": "buurtkracht", "kind": "risk", "title": "a{half}", "saidOn": "{half}"}}'
    headers = {"Content-Type": "application/json"}
    answer = await office.post("risks", content=sent, headers=headers)
    assert pointers(answer) == {"/title", "/saidOn"}
    assert pointers(await office.post("risks", content=f'{{"{half}": 1}}', headers=headers)) == {""}
    sent = f'{{"programme": "buurtkracht", "kind": "risk", "title": "a{nul}b", "owner": "{nul}"}}'
    assert pointers(await office.post("risks", content=sent, headers=headers)) == {"/owner"}


async def test_a_change_says_which_version_it_was_made_on(office, cast):
    risk = f"risks/{cast.risk}"
    for header in ({}, {"If-Match": "*"}, {"If-Match": ""}):
        answer = await office.patch(risk, json={"impact": 5}, headers=header)
        assert (header, answer.status_code) == (header, 428)
    etag = (await office.get(risk)).headers["ETag"]
    for other in (f"W/{etag}", '"0-abc"', etag.strip('"'), '"abc"'):
        answer = await office.patch(risk, json={"impact": 5}, headers={"If-Match": other})
        assert (other, answer.status_code) == (other, 412)
    answer = await office.patch(risk, json={"impact": 5}, headers={"If-Match": f'"7-0", {etag}'})
    assert (answer.status_code, answer.json()["impact"]) == (200, 5)
    assert answer.headers["ETag"] == (await office.get(risk)).headers["ETag"] != etag


async def test_who_comes_second_is_told_both_versions_and_how_it_is_now(office, cast):
    risk = f"risks/{cast.risk}"
    read = {"If-Match": (await office.get(risk)).headers["ETag"]}
    assert (await office.patch(risk, json={"impact": 5}, headers=read)).status_code == 200
    answer = await office.patch(risk, json={"title": "Iets anders"}, headers=read)
    assert (answer.status_code, answer.headers["Content-Type"]) == (412, "application/problem+json")
    problem = answer.json()
    assert (problem["yourVersion"], problem["currentVersion"]) == (1, 2)
    assert problem["current"] == (await office.get(risk)).json()


@pytest.mark.both_databases
async def test_of_those_who_change_the_same_version_at_once_one_is_saved(office, cast, database):
    risk = f"risks/{cast.risk}"
    read = {"If-Match": (await office.get(risk)).headers["ETag"]}
    titles = [f"Titel {number}" for number in range(4)]
    answers = await asyncio.gather(
        *(office.patch(risk, json={"title": title}, headers=read) for title in titles)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    (saved,) = [answer.json()["title"] for answer in answers if answer.status_code == 200]
    problems = [answer.json() for answer in answers if answer.status_code == 412]
    assert {problem["current"]["title"] for problem in problems} == {saved}
    assert (await office.get(risk)).json()["version"] == 2


@pytest.mark.both_databases
async def test_a_request_with_a_key_is_carried_out_once_also_when_it_comes_four_times_at_once(
    office, database
):
    before, keyed = count(database, Risk), {"Idempotency-Key": "a1"}
    answers = await asyncio.gather(*(office.post("risks", json=NEW, headers=keyed) for _ in range(4)))
    answers.append(await office.post("risks", json=NEW, headers=keyed))
    assert {
        (answer.status_code, answer.headers["Location"], answer.headers["ETag"], answer.content)
        for answer in answers
    } == {(201, answers[0].headers["Location"], answers[0].headers["ETag"], answers[0].content)}
    assert count(database, Risk) == before + 1
    made = await office.get(f"{ORIGIN}{answers[0].headers['Location']}")
    assert (made.content, made.headers["ETag"]) == (answers[0].content, answers[0].headers["ETag"])


async def test_a_key_is_for_one_body_one_address_and_one_token(office, program_of, database, cast, clock):
    keyed = {"Idempotency-Key": "a1"}
    assert (await office.post("risks", json=NEW, headers=keyed)).status_code == 201
    assert (await office.post("risks", json=NEW | {"impact": 4}, headers=keyed)).status_code == 409
    other = await program_of("noor")
    assert (await other.post("risks", json=NEW, headers=keyed)).status_code == 201
    matched = keyed | {"If-Match": (await office.get(f"risks/{cast.risk}")).headers["ETag"]}
    again = [
        await office.post(f"risks/{cast.risk}/_retract", json={"reason": "Dubbel."}, headers=matched)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in again] == [204, 204]
    before = count(database, Risk)
    clock.wait(hours=24)
    assert (await office.post("risks", json=NEW, headers=keyed)).status_code == 201
    assert count(database, Risk) == before + 1


async def test_a_request_that_was_refused_is_not_kept(office, database):
    keyed = {"Idempotency-Key": "a1"}
    assert (await office.post("risks", json=NEW | {"title": ""}, headers=keyed)).status_code == 400
    assert count(database, AnsweredRequest) == 0
    assert (await office.post("risks", json=NEW, headers=keyed)).status_code == 201
    for key in ("", "x" * 201):
        answer = await office.post("risks", json=NEW, headers={"Idempotency-Key": key})
        assert [error["parameter"] for error in answer.json()["errors"]] == ["Idempotency-Key"]


async def test_whoever_may_not_read_it_any_more_does_not_get_the_answer_again(office, database, cast, clock):
    keyed = {"Idempotency-Key": "a1"}
    assert (await office.post("risks", json=NEW, headers=keyed)).status_code == 201
    with database.writing() as session:
        for grant in session.scalars(sa.select(RoleGrant).where(RoleGrant.person_id == cast.noor)):
            person.revoke(session, AuditContext(cast.noor, clock(), "test"), grant.id)
    answer = await office.post("risks", json=NEW, headers=keyed)
    assert answer.status_code in (400, 404)
    assert "Te weinig uren" not in answer.text


@pytest.mark.parametrize("backend", ["postgresql"])
def test_nobody_waits_for_who_forgets_old_answers_in_a_long_transaction(database, clock):
    with database.writing() as session:
        answered_request.claim(session, clock(), "old", "body")
    later = clock() + answered_request.KEPT
    with database.writing() as long:
        assert answered_request.claim(long, later, "long", "body") is None
        with database.writing() as session:
            session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
            assert answered_request.claim(session, later, "short", "body") is None
    assert count(database, AnsweredRequest) == 2


async def test_an_address_names_every_method_that_it_takes(office, cast):
    risks, risk = await office.delete("risks"), await office.delete(f"risks/{cast.risk}")
    assert (risks.status_code, risks.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert (risk.status_code, risk.headers["Allow"]) == (405, "GET, HEAD, PATCH")
    assert (await office.get(f"risks/{cast.risk}/_undo")).headers["Allow"] == "POST"
