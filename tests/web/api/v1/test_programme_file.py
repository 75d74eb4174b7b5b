"""A whole programme as one file over the API: out and in by a program of an administrator, by nobody else."""

import json

import pytest

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from tests.cast import SLUG, TODAY, at


@pytest.fixture
async def administrator(program_of, database, cast):
    """A program of an administrator."""
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        new_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, new_id, Role.ADMIN)
    return await program_of(new_id)


async def test_a_programme_goes_out_and_comes_in_once_beside_itself(administrator, frozen, cast):
    taken = await administrator.get(f"programmes/{SLUG}/file")
    again = await administrator.get(
        f"programmes/{SLUG}/file", headers={"If-None-Match": taken.headers["ETag"]}
    )
    assert (taken.status_code, again.status_code) == (200, 304)
    send = {"content": taken.content, "headers": {"Idempotency-Key": "in", "Accept-Language": "nl"}}
    answer = await administrator.post("programmes/_import?slug=kopie", **send)
    assert (answer.status_code, answer.headers["Location"]) == (201, "/api/v1/programmes/kopie")
    assert answer.json() == {
        "programme": "kopie",
        "title": "Buurtkracht",
        "verified": False,
        "reason": "Hier staat al een programma.",
        "reports": 1,
        "returned": [],
    }
    assert (await administrator.post("programmes/_import?slug=kopie", **send)).json() == answer.json()

    listed = (await administrator.get("reporting-periods?programme=kopie")).json()["items"]
    copied = next(period["id"] for period in listed if period["halfYear"] == "2023-H2")
    own, other = [
        (await administrator.get(f"reporting-periods/{id}/report")).json() for id in (cast.period, copied)
    ]
    assert (other.pop("unverified"), other["hash"]) == (True, own["hash"])
    assert [section["title"] for section in other["sections"]] == [
        section["title"] for section in own["sections"]
    ]
    records = [
        record for section in other["sections"] for block in section["blocks"] for record in block["records"]
    ]
    deliverables = {record["id"] for record in records if record["type"] == "deliverable"}
    known = (await administrator.get("deliverables?programme=kopie&limit=100")).json()["items"]
    assert deliverables
    assert deliverables <= {row["id"] for row in known}


async def test_a_file_that_cannot_be_taken_in_is_a_problem_with_its_place(administrator):
    answer = await administrator.post("programmes/_import", content=b"{}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "")
    taken = await administrator.get(f"programmes/{SLUG}/file")
    answer = await administrator.post("programmes/_import?onlyVerified=true", content=taken.content)
    assert [error["parameter"] for error in answer.json()["errors"]] == ["onlyVerified"]
    future = json.dumps(json.loads(taken.content) | {"version": 2})
    answer = await administrator.post("programmes/_import", content=future)
    assert "version 2 of the format" in answer.json()["errors"][0]["message"]


async def test_the_office_takes_no_programme_out_or_in(office):
    assert (await office.get(f"programmes/{SLUG}/file")).status_code == 403
    assert (await office.post("programmes/_import", content=b"{}")).status_code == 403
