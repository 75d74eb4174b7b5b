"""Every door of the API: who may come in, and what is said to whoever asks what cannot be read."""

from itertools import product

COLLECTIONS = (
    "programmes",
    "action-lines",
    "projects",
    "deliverables",
    "reporting-periods",
    "parties",
    "pilot-sites",
    "indicators",
    "people",
)
PATHS = (
    *COLLECTIONS,
    "programmes/buurtkracht",
    *(f"{noun}/1" for noun in COLLECTIONS[1:]),
    "deliverables/1/deadlines",
    "deliverables/1/status-updates",
    "deliverables/1/evidence",
    "deliverables/1/occurrences",
    "deliverables/1/questions",
    "indicators/1/measurements",
    "reporting-periods/1/report",
)


async def test_who_is_not_signed_in_is_asked_to(client):
    for path in PATHS:
        answer = await client.get(f"/api/v1/{path}")
        assert (path, answer.status_code) == (path, 401)
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Mijlpaal"'
        assert answer.json()["status"] == 401


async def test_to_a_stranger_there_is_nothing(vera):
    for path in PATHS:
        answer = await vera.get(f"/api/v1/{path}")
        if path in COLLECTIONS:
            assert answer.json() == {"items": []}
        else:
            assert (path, answer.status_code) == (path, 404)


async def test_everything_that_cannot_be_read_is_told_at_once(noor):
    params = {"asOf": "gisteren", "peildatum": "2023-12-18", "as_of": "2023-12-18"}
    for path in PATHS:
        answer = await noor.get(f"/api/v1/{path}", params=params)
        assert (path, answer.status_code) == (path, 400)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {error["parameter"] for error in answer.json()["errors"]} == set(params)


async def test_what_is_no_number_is_refused(noor):
    known = [path for path in PATHS if path.endswith("/1")]
    for path, text in product(known, ("0", "-1", "1.0", "een", "01", "2147483648", "%00")):
        answer = await noor.get(f"/api/v1/{path[:-1]}{text}")
        assert answer.status_code == 400
        assert [error["parameter"] for error in answer.json()["errors"]] == ["id"]


async def test_a_day_that_is_none_or_still_to_come_is_refused(noor):
    tomorrow, moment, nowhere = "2023-12-19", "2023-12-18T00:00", "2023-02-30"
    for day in (tomorrow, moment, nowhere, "0", "1702857600", "18-12-2023", ""):
        answer = await noor.get("/api/v1/deliverables", params={"asOf": day})
        assert (day, answer.status_code) == (day, 400)
        assert answer.json()["errors"][0]["parameter"] == "asOf"


async def test_every_filter_is_checked_and_all_of_them_together(noor):
    params = {
        **{"programme": "elders", "actionLine": "9", "project": "999", "kind": "zin", "status": "klaar"},
        **{"timeliness": "laat", "lead": "niemand@voorbeeld.nl", "halfYear": "2023-H3", "sort": "kleur"},
        **{"limit": "201", "after": "Niets!", "kleur": "rood"},
    }
    answer = await noor.get("/api/v1/deliverables", params=params)
    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == set(params)


async def test_a_parameter_that_is_given_twice_is_refused(noor):
    answer = await noor.get("/api/v1/deliverables?limit=1&limit=2&id=1")
    assert {error["parameter"] for error in answer.json()["errors"]} == {"limit", "id"}


async def test_a_number_in_the_path_cannot_be_given_in_the_query_too(noor):
    answer = await noor.get("/api/v1/deliverables/1?id=2")
    assert answer.status_code == 400


async def test_a_problem_speaks_the_language_that_is_asked_for(noor):
    said = {}
    for language in ("nl-NL,nl;q=0.9", "en", "fr"):
        answer = await noor.get("/api/v1/deliverables?limit=0", headers={"Accept-Language": language})
        said[language] = answer.json()["errors"][0]["message"]
    assert said["nl-NL,nl;q=0.9"] == "Geef een geheel getal van 1 tot en met 200."
    assert said["en"] == said["fr"] == "Give a whole number from 1 to 200."
