"""Pages of a collection, cursors, and answers that are already known."""

from tests.web.api.v1.test_doors import PATHS

PATH = "/api/v1/deliverables"


async def test_following_the_links_gives_everything_once(noor):
    everything = [item["id"] for item in (await noor.get(PATH)).json()["items"]]
    found, url = [], f"{PATH}?limit=3&sort=title"
    while url:
        answer = await noor.get(url)
        found += [item["id"] for item in answer.json()["items"]]
        url = answer.links.get("next", {}).get("url")
    assert sorted(found) == sorted(everything)
    assert len(found) == 8


async def test_a_link_keeps_what_was_asked(noor):
    answer = await noor.get(PATH, params={"limit": "1", "kind": "product", "asOf": "2023-12-01"})
    onward = answer.links["next"]["url"]
    assert "kind=product" in onward
    assert "asOf=2023-12-01" in onward
    assert (await noor.get(onward)).json()["items"][0]["kind"] == "product"


async def test_the_last_page_has_no_link(noor):
    assert "Link" not in (await noor.get(PATH, params={"limit": "8"})).headers


async def test_a_cursor_that_is_not_in_the_list_is_refused(noor):
    answer = await noor.get(PATH, params={"after": "999"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "after"


async def test_the_order_can_be_turned_round(noor):
    there = (await noor.get(PATH, params={"sort": "position"})).json()["items"]
    back = (await noor.get(PATH, params={"sort": "-position"})).json()["items"]
    assert back == there[::-1]


async def test_what_is_known_is_not_sent_again(noor, cast):
    path = f"{PATH}/{cast['handbook']}"
    etag = (await noor.get(path)).headers["ETag"]
    assert etag.startswith('"4-')
    for condition in (etag, f'"iets anders", W/{etag}', "*"):
        answer = await noor.get(path, headers={"If-None-Match": condition})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == etag
    assert (await noor.get(path, headers={"If-None-Match": '"iets anders"'})).status_code == 200


async def test_whatever_is_asked_is_not_sent_again_to_who_has_it(noor, cast):
    published = ("openapi.json", "schemas/report", "schemas/frozen-report", "schemas/programme")
    own = (f"decisions/{cast['location']}", "decisions", "risks", "named-moments", "audit-entries")
    kept = ("reporting-periods/1/report/files", f"deliverables/{cast['handbook']}/promises")
    for path in (*PATHS, *published, *own, *kept):
        etag = (await noor.get(f"/api/v1/{path}")).headers["ETag"]
        assert (path, etag[0]) == (path, '"'), "strong"
        answer = await noor.get(f"/api/v1/{path}", headers={"If-None-Match": etag})
        assert (path, answer.status_code, answer.content) == (path, 304, b"")
        assert answer.headers["ETag"] == etag


async def test_another_day_is_another_answer(noor, cast):
    path = f"{PATH}/{cast['handbook']}"
    now, then = await noor.get(path), await noor.get(path, params={"asOf": "2023-09-01"})
    assert now.headers["ETag"] != then.headers["ETag"]
