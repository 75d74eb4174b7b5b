"""Where an update is answered: its row, its place in my updates, or its own page."""

import re
from asyncio import gather

import pytest

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def test_back_to_the_project_where_the_form_was_opened_there(bram, address, cast, form):
    typed = await form(bram, "handbook", van="project")

    answer = await bram.post(address("handbook"), data=typed)
    assert (
        answer.headers["location"]
        == f"/projecten/{cast.houses}?bewaard={cast['handbook']}#deliverable-{cast['handbook']}"
    )


@pytest.mark.parametrize("van", ["product", "project", "mijn"])
async def test_in_place_only_its_own_part_is_answered(bram, address, cast, form, van):
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
async def test_in_place_saving_answers_the_changed_row(bram, address, cast, form, van):
    typed = await form(bram, "handbook", van=van, phrase="Q2 2024", reason="De drukker is vol.")

    part = await bram.post(address("handbook"), data=typed, headers=PARTIAL)
    assert part.status_code == 200
    assert re.match(rf'\s*<(tbody|li) id="deliverable-{cast["handbook"]}"', part.text)
    assert "Q2 2024" in part.text
    assert "Bewaard" in part.text
    assert "Besluit: plaats" not in part.text


async def test_who_save_at_the_same_moment_are_each_answered_by_their_own_row(noor, address, cast, form):
    names = ("handbook", "survey", "panel")
    typed = [await form(noor, name, van="project", text=f"Gezegd van {name}.") for name in names]
    stale = typed[0] | {"text": "Uit een ander venster.", "submission": "another"}

    *rows, refused = await gather(
        *(
            noor.post(address(name), data=one, headers=PARTIAL)
            for name, one in zip((*names, names[0]), (*typed, stale), strict=True)
        )
    )
    assert [row.status_code for row in (*rows, refused)] == [200, 200, 200, 409]
    for name, row in zip(names, rows, strict=True):
        assert re.match(rf'\s*<tbody id="deliverable-{cast[name]}"', row.text)
        assert row.text.count("<tbody") == 1
        assert "Bewaard" in row.text
    assert "Uit een ander venster." in refused.text


async def test_on_its_own_page_it_is_saved_at_once_and_the_page_follows(bram, address, cast, form):
    typed = await form(bram, "handbook", phrase="Q2 2024", reason="De drukker is vol.")

    part = await bram.post(address("handbook"), data=typed, headers=PARTIAL)
    assert re.match(rf'\s*<div id="deliverable-{cast["handbook"]}"', part.text)
    assert "Bewaard" in part.text
    follows = re.search(
        r'data-hx-get="([^"]+)"\s+data-hx-trigger="load"\s+data-hx-target="#deliverable"', part.text
    )
    page = await bram.get(follows[1], headers=PARTIAL)
    assert page.text.lstrip().startswith('<div id="deliverable">')
    assert "van begin 2024 naar Q2 2024, +3 maanden" in page.text
    assert "Bewaard." in page.text


async def test_a_row_without_script_is_its_place_in_the_page(bram, cast):
    answer = await bram.get(f"/producten/{cast['handbook']}/rij?van=project")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/projecten/{cast.houses}#deliverable-{cast['handbook']}"


async def test_my_updates_hold_what_i_lead_and_the_most_urgent_first(iris, cast):
    page = (await iris.get("/stand-van-zaken")).text

    assert page.index("Eerste versie van de buurtapp") < page.index("Bijeenkomst van het buurtpanel")
    assert "Nog te doen" in page
    assert "Handreiking buurthuizen" not in page


async def test_who_leads_nothing_is_told_so(karel, vera):
    for who in (karel, vera):
        assert "U trekt geen product" in (await who.get("/stand-van-zaken")).text


async def test_my_updates_are_for_who_is_signed_in(client):
    assert (await client.get("/stand-van-zaken")).status_code == 303


async def test_in_place_who_is_not_signed_in_is_told_so_and_nothing_is_replaced(client, address):
    part = await client.get(address("handbook"), headers=PARTIAL)

    assert part.status_code == 401
    assert part.text.lstrip().startswith('<div id="refusal"')


async def test_a_saved_form_gone_back_to_and_changed_says_something_new(bram, address, form, state):
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
