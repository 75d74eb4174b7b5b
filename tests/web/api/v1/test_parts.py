"""Action lines and projects over the API: added, changed, moved, merged, withdrawn and taken back."""

import pytest

from tests.clients import ORIGIN
from tests.web.api.v1.refused import pointers


async def matched(office, path):
    """The header that names the version of now."""
    return {"If-Match": (await office.get(path)).headers["ETag"]}


async def do(office, path, step, body=None):
    """Do a step on a thing as it is now, and give the answer."""
    return await office.post(f"{path}/{step}", json=body, headers=await matched(office, path))


async def test_a_project_is_added_and_shown_where_the_answer_says(office, cast):
    sent = {
        "programme": "buurtkracht",
        "actionLine": "1",
        "title": "Buurttuinen",
        "lead": "bram@voorbeeld.nl",
    }
    answer = await office.post("projects", json=sent | {"saidOn": "2023-10-02"})
    assert answer.status_code == 201, answer.text
    assert answer.json() | sent | {"position": 2, "version": 1, "withdrawn": False} == answer.json()
    shown = await office.get(f"{ORIGIN}{answer.headers['Location']}")
    assert (shown.json(), shown.headers["ETag"]) == (answer.json(), answer.headers["ETag"])
    assert (await office.get(f"{answer.headers['Location']}?asOf=2023-10-01")).status_code == 404
    wrong = sent | {"actionLine": "9", "title": " ", "lead": "karel@voorbeeld.nl"}
    answer = await office.post("projects", json=wrong | {"saidOn": "2023-12-19"})
    assert pointers(answer) == {"/actionLine", "/title", "/lead", "/saidOn"}


async def test_of_a_project_what_is_absent_stays_and_it_moves_to_another_line(office, cast):
    path = f"projects/{cast.houses}"
    before = (await office.get(path)).json()
    sent = {
        "narrative": "Een huis in elke wijk.",
        "lead": None,
        "actionLine": "2",
        "reason": "Past daar beter.",
    }
    answer = await office.patch(path, json=sent, headers=await matched(office, path))
    assert answer.status_code == 200, answer.text
    changed = {name: value for name, value in answer.json().items() if value != before[name]}
    assert changed == {
        **{"narrative": sent["narrative"], "lead": None, "actionLine": "2"},
        **{"position": 2, "version": 2},
    }
    answer = await office.patch(path, json={"position": 1}, headers=await matched(office, path))
    assert answer.json()["position"] == 1
    assert (await office.get(f"projects/{cast.app}")).json()["position"] == 2
    wrong = {"title": "", "actionLine": "9", "lead": "niemand@voorbeeld.nl"}
    answer = await office.patch(path, json=wrong, headers=await matched(office, path))
    assert pointers(answer) == {"/title", "/actionLine", "/lead"}
    assert pointers(await office.patch(path, json={"position": 0}, headers={"If-Match": '"1"'})) == {
        "/position"
    }


async def test_a_project_is_withdrawn_with_what_is_in_it_taken_up_and_merged(office, cast):
    path, why = f"projects/{cast.app}", {"reason": "Geen geld."}
    assert pointers(await do(office, path, "_withdraw", why)) == {"/withAll"}
    withdrawn = await do(office, path, "_withdraw", why | {"withAll": True})
    assert (withdrawn.status_code, withdrawn.json()["withdrawn"]) == (200, True)
    assert (await do(office, path, "_withdraw", why)).status_code == 409
    assert (await do(office, path, "_resume", why)).json()["withdrawn"] is False
    assert pointers(await do(office, path, "_merge", why | {"into": cast.app})) == {"/into"}
    merged = await do(office, path, "_merge", why | {"into": cast.houses})
    assert merged.json()["mergedInto"] == cast.houses
    assert (await office.get(f"deliverables/{cast['release']}")).json()["project"] == cast.houses


async def test_an_action_line_is_added_under_the_next_code_changed_and_undone(office):
    sent = {"programme": "buurtkracht", "title": "Wonen"}
    answer = await office.post("action-lines", json=sent)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["code"], made["kind"], made["position"]) == ("3", "line", 3)
    path = f"action-lines/{made['id']}"
    changed = {"title": "Samen wonen", "kind": "cross_cutting", "code": "W", "position": 1}
    answer = await office.patch(path, json=changed, headers=await matched(office, path))
    assert answer.json() | changed == answer.json()
    wrong = {"title": " ", "code": "1"}
    answer = await office.patch(path, json=wrong, headers=await matched(office, path))
    assert pointers(answer) == {"/title", "/code"}
    assert pointers(await office.post("action-lines", json=sent | {"title": "", "code": "?"})) == {
        *("/title", "/code")
    }
    undone = await do(office, path, "_undo")
    assert (undone.status_code, undone.json()["position"]) == (200, 3), "its place was said last"


@pytest.mark.parametrize(
    ("collection", "sent"),
    [
        ("action-lines", {"programme": "buurtkracht", "title": "Dubbel"}),
        ("projects", {"programme": "buurtkracht", "actionLine": "1", "title": "Dubbel"}),
    ],
)
async def test_what_was_made_by_mistake_is_taken_back_or_undone_whole(office, collection, sent):
    for step, body in (("_retract", {"reason": "Dubbel."}), ("_undo", None)):
        path = (await office.post(collection, json=sent)).headers["Location"]
        assert (await do(office, f"{ORIGIN}{path}", step, body)).status_code == 204
        assert (await office.get(f"{ORIGIN}{path}")).status_code == 404


async def test_an_action_line_is_withdrawn_taken_up_and_merged_into_another(office, cast):
    path, why = f"action-lines/{cast.join}", {"reason": "Eén lijn is genoeg."}
    assert pointers(await do(office, path, "_withdraw", why)) == {"/withAll"}
    assert (await do(office, path, "_withdraw", why | {"withAll": True})).json()["withdrawn"] is True
    assert (await do(office, path, "_resume", why)).json()["withdrawn"] is False
    assert (await do(office, path, "_merge", why | {"into": cast.meet})).json()["mergedInto"] == cast.meet
    assert (await office.get(f"projects/{cast.app}")).json()["actionLine"] == "1"


async def test_who_comes_second_is_told_and_nothing_of_the_first_is_lost(office, cast):
    path = f"projects/{cast.houses}"
    read = await matched(office, path)
    assert (await office.patch(path, json={"title": "Wijkhuizen"}, headers=read)).status_code == 200
    for answer in (
        await office.patch(path, json={"lead": None}, headers=read),
        await office.post(f"{path}/_retract", json={"reason": "Dubbel."}, headers=read),
    ):
        assert (answer.status_code, answer.json()["current"]["title"]) == (412, "Wijkhuizen")
