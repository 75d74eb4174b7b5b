"""Pages of a collection, cursors, and answers that are already known."""

from app.web.api.v1.access import list_properties
from tests.clients import every_route
from tests.web.route_matrix import DOORS

PATH = "/api/v1/deliverables"


async def test_following_the_links_gives_everything_once(noor):
    everything = [item["id"] for item in (await noor.get(PATH)).json()["items"]]
    collected_ids, url = [], f"{PATH}?limit=3&sort=title"
    while url:
        answer = await noor.get(url)
        collected_ids += [item["id"] for item in answer.json()["items"]]
        url = answer.links.get("next", {}).get("url")
    assert sorted(collected_ids) == sorted(everything)
    assert len(collected_ids) == 8


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
    """Every GET there is, also of a few properties; not of what must be in review or adopted to be there."""
    statements = []
    for route in every_route():
        if route.methods != {"GET"} or not route.path_format.startswith("/api/v1/"):
            continue
        address = route.path_format.format_map(Anything(DOORS[route.name].path(cast)))
        for query in ({}, *({"fields": name} for name in list_properties(route)[:1])):
            answer = await noor.get(address, params=query)
            if answer.status_code != 200:
                assert answer.status_code in (202, 403, 404, 409), address
                continue
            etag = answer.headers["ETag"]
            assert (address, etag[0]) == (address, '"'), "strong"
            again = await noor.get(address, params=query, headers={"If-None-Match": etag})
            assert (address, again.status_code, again.content) == (address, 304, b"")
            assert again.headers["ETag"] == etag
            statements.append(route.name)
    assert len(set(statements)) > 40


class Anything(dict[str, object]):
    """What the path of a route names; 1 where its row in the matrix names nothing."""

    def __missing__(self, name):
        return "1"


async def test_another_day_is_another_answer(noor, cast):
    path = f"{PATH}/{cast['handbook']}"
    now, then = await noor.get(path), await noor.get(path, params={"asOf": "2023-09-01"})
    assert now.headers["ETag"] != then.headers["ETag"]
