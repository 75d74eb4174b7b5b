"""The register of named moments over the API, for administrators."""

from datetime import date, timedelta

from app.actions import named_moment, person
from app.actions.audit_log import AuditContext
from app.actions.named_moment import NamedMomentInput
from app.domain.role import Role
from tests.cast import TODAY, at
from tests.web.api.v1.refused import pointers

PATH = "/api/v1/named-moments"


async def test_the_register_is_told_to_administrators_as_it_is_now(noor, vera, client_as, cast, database):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        who = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, who, Role.ADMIN)
        recess = NamedMomentInput("zomerreces", date(2024, 7, 5), date(2024, 9, 2), 2024)
        added = named_moment.add(session, act, recess)
    admin = await client_as(who)
    (item,) = (await admin.get(PATH, params={"year": 2024})).json()["items"]
    assert item == {
        "id": added,
        "name": "zomerreces",
        "year": 2024,
        "startsOn": "2024-07-05",
        "endsOn": "2024-09-02",
        "version": 1,
    }
    assert (await admin.get(f"{PATH}/{added}")).json() == item
    assert (await admin.get(PATH, params={"year": 2023})).json() == {"items": []}
    for browser, met in ((noor, 403), (vera, 404)):
        assert (await browser.get(PATH)).json() == {"items": []}
        assert (await browser.get(f"{PATH}/{added}")).status_code == met
    before, after = ({"changedSince": (at(TODAY) + timedelta(hours=hours)).isoformat()} for hours in (-1, 1))
    assert (await admin.get(PATH, params=before)).json() == {"items": [item], "gone": []}
    assert (await admin.get(PATH, params=after)).json() == {"items": [], "gone": []}
    with database.writing() as session:
        named_moment.remove(session, AuditContext(who, at(TODAY), "test"), added, 1)
    assert (await admin.get(PATH)).json() == {"items": []}
    assert (await admin.get(PATH, params=before)).json() == {"items": [], "gone": [added]}


async def test_a_named_moment_is_recorded_changed_and_removed(office, program_of, administrator):
    sent = {"name": "zomerreces", "startsOn": "2024-07-05", "endsOn": "2024-09-02"}
    assert (await office.post("named-moments", json=sent)).status_code == 403
    program = await program_of(administrator)
    answer = await program.post("named-moments", json=sent)
    assert (answer.status_code, answer.json()["year"]) == (201, 2024), answer.text
    assert pointers(await program.post("named-moments", json=sent)) == {"/name"}
    wrong = {"name": " ", "startsOn": "2024-09-02", "endsOn": "2024-07-05"}
    assert pointers(await program.post("named-moments", json=wrong)) == {"/name", "/endsOn"}
    path, read = f"named-moments/{answer.json()['id']}", {"If-Match": answer.headers["ETag"]}
    answer = await program.patch(path, json={"endsOn": "2024-09-01"}, headers=read)
    assert (answer.json()["startsOn"], answer.json()["endsOn"]) == ("2024-07-05", "2024-09-01")
    assert (await program.post(f"{path}/_remove", headers=read)).status_code == 412
    now = {"If-Match": answer.headers["ETag"]}
    assert (await program.post(f"{path}/_remove", headers=now)).status_code == 204
    assert (await program.get(path)).status_code == 404
