"""Projects and deliverables made and changed many at once over the API: all or none, faults at each row."""

from tests.clients import ORIGIN
from tests.web.api.v1.refused import pointers

BODY = {
    "programme": "buurtkracht",
    "reason": "Nieuwe planning.",
    "projects": [{"key": "tuinen", "actionLine": "1", "title": "Buurttuinen", "lead": "bram@voorbeeld.nl"}],
}
NEW = [
    {
        **{
            "key": "plan",
            "project": "tuinen",
            "title": "Tuinplan",
            "kind": "product",
            "saidOn": "2023-10-02",
        },
        **{"aliases": ["Het plan", "Groenplan"], "deadline": {"phrase": "dit najaar", "firmness": "aimed"}},
        "sources": [{"document": "Plan van aanpak", "section": "2"}],
    },
    {
        **{"project": "tuinen", "title": "Oogstfeest", "inputs": ["plan"]},
        **{"deadline": {"phrase": "vier keer per jaar"}, "kind": "recurring"},
    },
]


async def versions(office, *ids):
    return {id: (await office.get(f"deliverables/{id}")).json()["version"] for id in ids}


async def test_what_is_new_and_what_changes_is_saved_as_one_and_undone_as_one(office, cast):
    moved, renamed = cast["handbook"], cast["release"]
    now = await versions(office, moved, renamed)
    changes = [
        {"id": moved, "version": now[moved], "project": "tuinen", "lead": "iris@voorbeeld.nl"},
        {
            **{"id": renamed, "version": now[renamed], "aliases": ["De app"], "inputs": ["plan"]},
            **{"deadline": {"phrase": "juni 2024"}, "status": "in_progress"},
        },
    ]
    answer = await office.post("bulk-entries", json=BODY | {"deliverables": [*changes, *NEW]})
    assert answer.status_code == 201, answer.text
    entry = answer.json()
    (project,), (plan, feast) = (
        [record["id"] for record in entry["made"] if record["type"] == kind]
        for kind in ("project", "deliverable")
    )
    assert entry["changed"] == [{"type": "deliverable", "id": id} for id in (moved, renamed)]
    seen = {id: (await office.get(f"deliverables/{id}")).json() for id in (moved, renamed, plan, feast)}
    assert (seen[moved]["project"], seen[moved]["lead"]) == (project, "iris@voorbeeld.nl")
    assert (seen[renamed]["aliases"], seen[renamed]["inputs"]) == (["De app"], [plan])
    assert (seen[renamed]["deadline"]["latest"], seen[renamed]["status"]) == ("2024-06-30", "in_progress")
    assert (seen[plan]["deadline"]["latest"], seen[plan]["deadline"]["firmness"]) == ("2023-11-30", "aimed")
    assert seen[plan]["deadline"]["saidOn"] == "2023-10-02"
    assert seen[plan]["sources"] == [{"document": "Plan van aanpak", "section": "2", "quote": None}]
    assert (seen[feast]["frequency"], seen[feast]["inputs"]) == ({"count": 4, "per": "year"}, [plan])

    place = f"{ORIGIN}{answer.headers['Location']}"
    matched = {"If-Match": answer.headers["ETag"]}
    undone = await office.post(f"{place}/_undo", headers=matched)
    assert (undone.status_code, undone.json()["undone"]) == (200, True), undone.text
    assert (await office.get(f"deliverables/{plan}")).status_code == 404
    assert (await office.get(f"deliverables/{moved}")).json()["project"] == cast.houses
    assert (await office.post(f"{place}/_undo", headers=matched)).status_code == 412


async def test_everything_that_is_wrong_is_told_at_its_row_and_nothing_is_saved(office, cast):
    id = cast["handbook"]
    now = await versions(office, id)
    good = {"project": cast.houses, "title": "Goed"}
    wrong = [
        good,
        {"id": id, "version": now[id] + 1, "title": "Anders"},
        {"id": 999, "version": 1},
        {"project": "nergens", "title": "Nergens"},
        {"id": cast["release"], "version": 1, "saidOn": "2023-10-02"},
        {"id": cast["release"], "version": 1},
    ]
    answer = await office.post("bulk-entries", json=BODY | {"deliverables": wrong})
    assert pointers(answer) >= {
        *("/deliverables/1/version", "/deliverables/2/id", "/deliverables/3/project"),
        *("/deliverables/4/saidOn", "/deliverables/5/id"),
    }
    # What only the actions see, too.
    wrong = [
        good | {"deadline": {"phrase": "ooit eens"}},
        good | {"title": " ", "lead": "karel@voorbeeld.nl", "parties": [999]},
        {"id": id, "version": now[id], "kind": "decision", "frequency": {"count": 0, "per": "year"}},
        good | {"saidOn": "2023-12-19"},
    ]
    projects = [{"title": "", "actionLine": "1"}, {"title": "Zonder lijn"}]
    answer = await office.post("bulk-entries", json=BODY | {"projects": projects, "deliverables": wrong})
    assert pointers(answer) == {
        *("/projects/0/title", "/projects/1/actionLine", "/deliverables/0/deadline/phrase"),
        *(f"/deliverables/1/{name}" for name in ("title", "lead", "parties")),
        *("/deliverables/2/kind", "/deliverables/2/frequency/count", "/deliverables/3/saidOn"),
    }
    titles = [item["title"] for item in (await office.get("deliverables?limit=200")).json()["items"]]
    assert "Goed" not in titles


async def test_what_changes_nothing_is_refused_and_what_somebody_changed_since_is_not_undone(office, cast):
    id = cast["handbook"]
    now = (await versions(office, id))[id]
    same = {"id": id, "version": now, "project": cast.houses}
    answer = await office.post("bulk-entries", json={"programme": "buurtkracht", "deliverables": [same]})
    assert pointers(answer) == {"/deliverables"}
    made = await office.post("bulk-entries", json=BODY)
    (record,) = made.json()["made"]
    path = f"projects/{record['id']}"
    etag = (await office.get(path)).headers["ETag"]
    await office.post("projects", json={"programme": "buurtkracht", "actionLine": "1", "title": "Ander"})
    await office.post(
        "bulk-entries",
        json={"programme": "buurtkracht", "deliverables": [{"title": "In de tuin", "project": record["id"]}]},
    )
    place = f"{ORIGIN}{made.headers['Location']}/_undo"
    answer = await office.post(place, headers={"If-Match": made.headers["ETag"]})
    assert (answer.status_code, (await office.get(path)).headers["ETag"]) == (409, etag)


async def test_what_a_row_belongs_to_must_be_there(office, cast):
    now = await office.get("projects?limit=1")
    project = now.json()["items"][0]
    nowhere = {"actionLine": "9", "title": "Nergens"}
    moved = {"id": project["id"], "version": project["version"], "actionLine": "9"}
    lost = {"project": 999_999, "title": "Plan", "kind": "product", "deadline": {"phrase": "juni 2024"}}
    for rows, wrong in (
        ({"projects": [nowhere]}, "/projects/0/actionLine"),
        ({"projects": [moved]}, "/projects/0/actionLine"),
        ({"deliverables": [lost]}, "/deliverables/0/project"),
        ({"projects": [nowhere | {"narrative": None}]}, "/projects/0/actionLine"),
    ):
        answer = await office.post(
            "bulk-entries", json={"programme": "buurtkracht", "reason": "Nieuw."} | rows
        )
        assert (answer.status_code, pointers(answer)) == (400, {wrong}), answer.text
