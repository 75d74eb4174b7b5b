"""The response to a saved update: its row, its place in my updates, or its own page."""

import re
from asyncio import gather

import pytest

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def test_a_form_opened_from_the_project_returns_there(bram, address, cast, form):
    typed = await form(bram, "handbook", van="project")

    answer = await bram.post(address("handbook"), data=typed)
    assert (
        answer.headers["location"]
        == f"/projecten/{cast.houses}?bewaard={cast['handbook']}#deliverable-{cast['handbook']}"
    )


@pytest.mark.parametrize("van", ["product", "project", "mijn"])
async def test_in_place_only_the_form_is_returned(bram, address, cast, form, van):
    opened = await bram.get(address("handbook"), params={"van": van}, headers=PARTIAL)
    refused = await bram.post(
        address("handbook"), data=await form(bram, "handbook", van=van, status="on_hold"), headers=PARTIAL
    )
    closed = await bram.get(f"/producten/{cast['handbook']}/rij", params={"van": van}, headers=PARTIAL)

    for part, status, has_form in ((opened, 200, True), (refused, 400, True), (closed, 200, False)):
        assert part.status_code == status
        assert re.match(rf'\s*<(tbody|li|div) id="deliverable-{cast["handbook"]}"', part.text)
        assert ('name="phrase"' in part.text) is has_form
        assert "<html" not in part.text


@pytest.mark.parametrize("van", ["project", "mijn"])
async def test_in_place_saving_returns_the_changed_row(bram, address, cast, form, van):
    typed = await form(bram, "handbook", van=van, phrase="Q2 2024", reason="De drukker is vol.")

    part = await bram.post(address("handbook"), data=typed, headers=PARTIAL)
    assert part.status_code == 200
    assert re.match(rf'\s*<(tbody|li) id="deliverable-{cast["handbook"]}"', part.text)
    assert "Q2 2024" in part.text
    assert "Bewaard" in part.text
    assert "Besluit: plaats" not in part.text


async def test_simultaneous_updates_each_return_their_own_row(noor, address, cast, form):
    names = ("handbook", "survey", "panel")
    typed = [await form(noor, name, van="project", text=f"Gezegd van {name}.") for name in names]
    stale = typed[0] | {"text": "Uit een ander venster."}

    *rows, refused = await gather(
        *(
            noor.post(address(name), data=fields, headers=PARTIAL)
            for name, fields in zip((*names, names[0]), (*typed, stale), strict=True)
        )
    )
    assert [row.status_code for row in (*rows, refused)] == [200, 200, 200, 409]
    for name, row in zip(names, rows, strict=True):
        assert re.match(rf'\s*<tbody id="deliverable-{cast[name]}"', row.text)
        assert row.text.count("<tbody") == 1
        assert "Bewaard" in row.text
    assert "Uit een ander venster." in refused.text


async def test_saving_on_the_page_of_the_deliverable_confirms_and_reloads_it(bram, address, cast, form):
    typed = await form(bram, "handbook", phrase="Q2 2024", reason="De drukker is vol.")

    part = await bram.post(address("handbook"), data=typed, headers=PARTIAL)
    assert re.match(rf'\s*<div id="deliverable-{cast["handbook"]}"', part.text)
    assert "Bewaard" in part.text
    follows = re.search(
        r'data-hx-get="([^"]+)"\s+data-hx-trigger="load"\s+data-hx-target="#deliverable"', part.text
    )
    page = await bram.get(follows[1], headers=PARTIAL)
    assert page.text.lstrip().startswith('<div id="deliverable">')
    assert "van “begin 2024” naar “Q2 2024”, +3 maanden" in page.text
    assert "Bewaard." in page.text


async def test_a_row_without_script_is_its_place_in_the_page(bram, cast):
    answer = await bram.get(f"/producten/{cast['handbook']}/rij?van=project")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/projecten/{cast.houses}#deliverable-{cast['handbook']}"


async def test_my_updates_list_what_i_lead_the_most_urgent_first(iris, cast):
    page = (await iris.get("/stand-van-zaken")).text

    assert page.index("Eerste versie van de buurtapp") < page.index("Bijeenkomst van het buurtpanel")
    assert "Nog te doen" in page
    assert "Handreiking buurthuizen" not in page


async def test_people_who_lead_nothing_are_told_so(karel, vera):
    for who in (karel, vera):
        assert "U bent van geen product trekker" in (await who.get("/stand-van-zaken")).text


async def test_my_updates_require_signing_in(client):
    assert (await client.get("/stand-van-zaken")).status_code == 303


async def test_in_place_a_visitor_is_told_so_and_nothing_is_replaced(client, address):
    part = await client.get(address("handbook"), headers=PARTIAL)

    assert part.status_code == 401
    assert (part.headers["hx-retarget"], "U bent niet meer aangemeld." in part.text) == ("#toasts", True)


async def test_changing_a_saved_form_and_sending_it_again_is_a_new_update(bram, address, form, state):
    typed = await form(bram, "handbook", text="De drukproef ligt er.")
    await bram.post(address("handbook"), data=typed)

    answer = await bram.post(address("handbook"), data={**typed, "text": "De drukproef is afgekeurd."})
    assert answer.status_code == 409
    assert "De drukproef ligt er." in answer.text
    assert "De drukproef is afgekeurd." in answer.text

    version = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    again = {**typed, "text": "De drukproef is afgekeurd.", "version": version}
    assert (await bram.post(address("handbook"), data=again)).status_code == 303
    assert state("handbook").last.text == "De drukproef is afgekeurd."
