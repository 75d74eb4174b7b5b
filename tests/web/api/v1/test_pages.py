"""Every collection can be walked page by page, in every order, from either end."""

import pytest

# How pages are cut is tested on both databases in tests/queries/test_paging.py.

LISTS = {
    "action-lines": ["position", "title", "code"],
    "deliverables": ["position", "title", "latest", "updatedAt"],
    "external-dependencies": ["position", "title", "latest"],
    "indicators": ["position", "name"],
    "parliamentary-commitments": ["position", "madeOn"],
    "parties": ["id", "name"],
    "pilot-sites": ["id", "name"],
    "projects": ["position", "title"],
    "reporting-periods": ["number", "startsOn"],
    "risks": ["position", "title", "weight"],
}
WALKS = [
    pytest.param(f"/api/v1/{name}", sort, id=f"{name}-{sort}")
    for name, orders in LISTS.items()
    for order in orders
    for sort in (order, f"-{order}")
]


async def whole(client, path, sort):
    return [item["id"] for item in (await client.get(path, params={"sort": sort})).json()["items"]]


@pytest.mark.parametrize(("path", "sort"), WALKS)
async def test_pages_of_one_make_up_the_whole_list_in_its_order(noor, path, sort):
    walked, url = [], f"{path}?limit=1&sort={sort}"
    while url:
        answer = await noor.get(url)
        walked += [item["id"] for item in answer.json()["items"]]
        url = answer.links.get("next", {}).get("url")
    assert walked == await whole(noor, path, sort) != []


@pytest.mark.parametrize("name", LISTS)
async def test_the_own_order_of_a_list_can_be_turned_round(noor, name):
    path, own = f"/api/v1/{name}", LISTS[name][0]
    assert await whole(noor, path, f"-{own}") == (await whole(noor, path, own))[::-1]


@pytest.mark.parametrize("name", LISTS)
async def test_a_cursor_that_is_not_in_a_list_is_refused_beside_its_name(noor, name):
    for cursor in ("999999", "eerste", "9" * 30):
        answer = await noor.get(f"/api/v1/{name}", params={"after": cursor})
        assert answer.status_code == 400
        assert [error["parameter"] for error in answer.json()["errors"]] == ["after"]
