"""People over the API: for who manages them, with the roles that the pages show."""

from datetime import timedelta

from app.actions import person
from app.actions.audit_log import AuditContext
from tests.cast import TODAY, at
from tests.clients import ORIGIN
from tests.web.api.v1.refused import pointers

PATH = "/api/v1/people"


async def test_people_are_told_with_their_roles_to_who_manages_them(noor, cast):
    items = (await noor.get(PATH)).json()["items"]
    assert [item["name"] for item in items] == ["Bram", "Iris", "Karel", "Noor"]
    (karel,) = (await noor.get(PATH, params={"role": "sponsor", "programme": "buurtkracht"})).json()["items"]
    assert karel == {
        "id": cast.karel,
        "name": "Karel",
        "email": "karel@voorbeeld.nl",
        "roles": [
            {
                "id": karel["roles"][0]["id"],
                "role": "sponsor",
                "programme": "buurtkracht",
                "party": cast.fund,
            }
        ],
    }
    assert (await noor.get(f"{PATH}/{cast.karel}")).json() == karel
    assert (await noor.get(f"{PATH}/{cast.vera}")).status_code == 404, "she holds no role here"


async def test_who_manages_nobody_finds_nobody_also_after_who_does(noor, karel, vera, cast):
    await noor.get(PATH)
    await noor.get(f"{PATH}/{cast.bram}")
    for browser, met in ((karel, 403), (vera, 404)):
        assert (await browser.get(PATH)).json() == {"items": []}
        assert (await browser.get(f"{PATH}/{cast.bram}")).status_code == met


async def test_who_changed_since_a_moment_is_told(noor, cast, database):
    since = {"changedSince": at(TODAY).isoformat()}
    assert (await noor.get(PATH, params=since)).json() == {"items": []}
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY) + timedelta(hours=1), "test")
        person.revise(session, act, cast.bram, name="Bram de Wit", email="bram@voorbeeld.nl")
    assert [item["name"] for item in (await noor.get(PATH, params=since)).json()["items"]] == ["Bram de Wit"]


async def matched(program, path):
    """The header that names how a person is now."""
    return {"If-Match": (await program.get(path)).headers["ETag"]}


async def test_somebody_is_added_renamed_and_given_a_role_that_is_taken_again(office, cast):
    sent = {"email": "Sanne@voorbeeld.nl", "name": "Sanne", "role": "lead", "programme": "buurtkracht"}
    answer = await office.post("people", json=sent)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["email"], [role["role"] for role in answer.json()["roles"]]) == (
        *("sanne@voorbeeld.nl", ["lead"]),
    )
    assert (await office.post("people", json=sent)).status_code == 409, "she has this role already"
    path = f"people/{answer.json()['id']}"
    read = await matched(office, path)
    assert read == {"If-Match": answer.headers["ETag"]}
    answer = await office.patch(path, json={"name": "Sanne de Wit"}, headers=read)
    assert (answer.status_code, answer.json()["name"]) == (200, "Sanne de Wit")
    late = await office.patch(path, json={"email": "s@voorbeeld.nl"}, headers=read)
    assert (late.status_code, late.json()["current"]["name"]) == (412, "Sanne de Wit")
    given = await office.post(f"{path}/roles", json={"role": "reader", "programme": "buurtkracht"})
    assert (given.status_code, given.json()["role"]) == (201, "reader")
    assert (await office.get(f"{ORIGIN}{given.headers['Location']}")).json() == given.json()
    assert (await office.post(f"{path}/roles/{given.json()['id']}/_revoke")).status_code == 204
    assert [role["role"] for role in (await office.get(f"{path}/roles")).json()["items"]] == ["lead"]


async def test_what_is_wrong_with_a_person_or_role_is_told_at_once_and_nobody_reaches_further(
    office, program_of, administrator, cast
):
    wrong = {"email": "geen", "name": " ", "role": "sponsor", "programme": "buurtkracht"}
    assert pointers(await office.post("people", json=wrong)) == {"/email", "/name", "/party"}
    reach = {"role": "admin"}
    assert (await office.post(f"people/{cast.bram}/roles", json=reach)).status_code == 403
    assert (await office.post(f"people/{cast.vera}/roles", json=reach)).status_code == 404
    program = await program_of(administrator)
    assert (await program.post(f"people/{cast.bram}/roles", json=reach)).status_code == 201
    assert pointers(await program.post(f"people/{cast.iris}/roles", json={"role": "lead"})) == {"/programme"}
    own = {"email": "karel@voorbeeld.nl"}
    path = f"people/{cast.bram}"
    answer = await office.patch(path, json=own, headers=await matched(office, path))
    assert answer.status_code == 403, "who holds a role elsewhere too is changed by administrators"
    answer = await program.patch(path, json=own, headers=await matched(program, path))
    assert pointers(answer) == {"/email"}


async def test_somebody_is_invited_with_a_link_that_is_told_once(office, program_of, administrator, cast):
    path = f"people/{cast.bram}"
    read = await matched(office, path)
    keyed = read | {"Idempotency-Key": "a1"}
    assert (await office.post(f"{path}/_invite", json={"by": "link"}, headers=keyed)).status_code == 400
    by_link = await office.post(f"{path}/_invite", json={"by": "link"}, headers=read)
    assert by_link.status_code == 200, by_link.text
    assert (by_link.json()["mailed"], "/uitnodiging/" in by_link.json()["link"]) == (False, True)
    by_mail = await office.post(f"{path}/_invite", json={"by": "mail"}, headers=read)
    assert by_mail.json() == {"mailed": True, "link": None}


async def test_what_somebody_leads_is_handed_over_and_who_leaves_leaves_wholly(
    office, program_of, administrator, cast
):
    path, iris = f"people/{cast.bram}", "iris@voorbeeld.nl"
    read = await matched(office, path)
    assert pointers(await office.post(f"{path}/_handover", json={"to": "x"}, headers=read)) == {"/to"}
    led = (await office.get(f"{path}/departure")).json()["handedOver"]
    assert [(part["programme"], part["projects"]) for part in led] == [("buurtkracht", [cast.houses])]
    wrong = {"successors": [{"programme": "buurtkracht", "to": "karel@voorbeeld.nl"}]}
    assert pointers(await office.post(f"{path}/access/_end", json=wrong, headers=read)) == {
        "/successors/0/to"
    }
    handed = await office.post(f"{path}/_handover", json={"to": iris}, headers=read)
    assert handed.json()["items"] == led
    assert (await office.get(f"projects/{cast.houses}")).json()["lead"] == iris
    ended = await office.post(f"{path}/access/_end", json={}, headers=read)
    assert (ended.status_code, ended.json()["staysElsewhere"], len(ended.json()["roles"])) == (200, False, 1)
    program = await program_of(administrator)
    assert (await office.post(f"{path}/_erase", headers=read)).status_code == 404, "he has no role here"
    erased = await program.post(f"{path}/_erase", headers=await matched(program, path))
    assert erased.json() == {"id": cast.bram, "printedIn": []}
    assert (await program.get(path)).json()["email"] != "bram@voorbeeld.nl"


async def test_an_administrator_signs_somebody_out_and_ends_their_tokens(
    program_of, office, bram, administrator, cast
):
    path, program = f"people/{cast.bram}", await program_of(administrator)
    theirs = await program_of("bram")
    assert (
        await office.post(f"{path}/sessions/_end", headers=await matched(office, path))
    ).status_code == 403
    read = await matched(program, path)
    assert (await program.post(f"{path}/sessions/_end", headers=read)).status_code == 204
    assert (await bram.get("/api/v1/programmes")).status_code == 401
    assert (await program.post(f"{path}/_unlink", headers=read)).status_code == 409, "he never came so"
    (token,) = (await program.get(f"{path}/api-tokens")).json()["items"]
    assert (await program.post(f"{path}/api-tokens/{token['id']}/_revoke")).status_code == 204
    assert (await theirs.get("programmes")).status_code == 401
