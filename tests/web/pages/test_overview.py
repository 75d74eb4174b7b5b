"""The milestone overview: who may read it, what it shows on a day, and its filters."""

import re

import pytest
from httpx import AsyncClient

from tests.cast import Cast
from tests.html import compact

OVERVIEW = "/programmas/buurtkracht"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def shown(page: str) -> set[str]:
    """The titles of the deliverables that a page links to."""
    return set(re.findall(r'href="/producten/\d+[^"]*">([^<]+)<', page))


async def test_the_overview_lists_every_deliverable_with_its_promised_words(bram: AsyncClient) -> None:
    answer = await bram.get(OVERVIEW)
    assert answer.status_code == 200
    assert {"Handreiking buurthuizen"} < shown(answer.text)
    assert "begin 2024" in answer.text
    assert "1 januari tot en met 31 maart 2024" in answer.text


async def test_a_visitor_is_sent_to_sign_in_and_back(client: AsyncClient) -> None:
    answer = await client.get(OVERVIEW)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/aanmelden?verder=%2Fprogrammas%2Fbuurtkracht"


async def test_a_stranger_gets_not_found_for_the_programme(vera: AsyncClient) -> None:
    answer = await vera.get(OVERVIEW)
    assert answer.status_code == 404
    assert answer.text.count("Buurtkracht") == 0


async def test_a_sponsor_can_read_the_overview(karel: AsyncClient) -> None:
    assert (await karel.get(OVERVIEW)).status_code == 200


async def test_an_unknown_programme_is_not_found(bram: AsyncClient) -> None:
    answer = await bram.get("/programmas/geen-programma")
    assert answer.status_code == 404
    assert "Dit programma bestaat niet." in answer.text


async def test_a_filter_replaces_only_its_block_and_leaves_the_shell_alone(bram: AsyncClient) -> None:
    answer = await bram.get(OVERVIEW, params={"soort": "besluit"}, headers=PARTIAL)
    assert answer.text.strip().startswith('<div id="overview">')
    assert "<html" not in answer.text
    assert answer.headers["vary"] == "HX-Request-Type"


async def test_a_history_restore_gets_the_whole_page(bram: AsyncClient) -> None:
    answer = await bram.get(OVERVIEW, headers={"HX-Request": "true", "HX-Request-Type": "full"})
    assert "<html" in answer.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"soort": "besluit"}, {"location"}),
        ({"stand": "over-tijd"}, {"release"}),
        ({"stand": "verschoven"}, {"handbook"}),
        ({"stand": "opgeleverd"}, {"opening"}),
        ({"stand": "vervallen"}, {"leaflet"}),
        ({"status": "vervallen"}, {"leaflet"}),
        ({"tekst": "HANDREIKING"}, {"handbook"}),
        ({"wie": "Iris", "soort": "product"}, {"release", "leaflet"}),
    ],
)
async def test_a_filter_shows_only_what_matches(
    bram: AsyncClient, cast: Cast, query: dict[str, str], titles: set[str]
) -> None:
    page = (await bram.get(OVERVIEW, params=query)).text
    ids = {int(number) for number in re.findall(r'href="/producten/(\d+)', page)}
    assert ids == {cast[name] for name in titles}


async def test_a_window_shows_what_may_fall_in_that_half_year(bram: AsyncClient, cast: Cast) -> None:
    page = (await bram.get(OVERVIEW, params={"venster": "2024-H1"})).text
    ids = {int(number) for number in re.findall(r'href="/producten/(\d+)', page)}
    assert {cast["handbook"], cast["location"], cast["panel"]} == ids


async def test_a_chosen_action_line_hides_the_others(bram: AsyncClient) -> None:
    page = (await bram.get(OVERVIEW, params={"lijn": "1"})).text
    assert 'id="lijn-1"' in page
    assert 'id="lijn-2"' not in page


async def test_an_empty_result_is_explained_and_links_back(bram: AsyncClient) -> None:
    page = (await bram.get(OVERVIEW, params={"tekst": "bestaat niet"})).text
    assert "Niets past bij dit filter" in page


@pytest.mark.parametrize("query", [{"soort": "draak"}, {"stand": "scheef"}, {"venster": "2024-H3"}])
async def test_an_unknown_filter_value_is_named_and_ignored(bram: AsyncClient, query: dict[str, str]) -> None:
    answer = await bram.get(OVERVIEW, params=query)
    assert answer.status_code == 400
    assert f"“{next(iter(query.values()))}” is hier geen keuze." in answer.text
    assert "Handreiking buurthuizen" in answer.text


async def test_a_past_day_shows_what_was_said_then(bram: AsyncClient) -> None:
    then = (await bram.get(OVERVIEW, params={"peildatum": "2023-03-15"})).text
    assert "najaar 2023" in then
    assert "begin 2024" not in then
    assert "zoals bekend op 15 maart 2023" in then


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("30-02-2023", "“30-02-2023” is geen dag."),
        ("ooit", "“ooit” is geen dag."),
        ("2024-01-01", "Deze dag moet nog komen."),
    ],
)
async def test_an_invalid_day_is_refused_beside_its_field_with_what_was_typed(
    bram: AsyncClient, typed: str, message: str
) -> None:
    answer = await bram.get(OVERVIEW, params={"peildatum": typed})
    assert answer.status_code == 400
    assert message in answer.text
    assert f'value="{typed}"' in answer.text


async def test_the_counts_add_up_to_the_programme(bram: AsyncClient) -> None:
    page = compact((await bram.get(OVERVIEW)).text)
    assert "8 van 8 getoond" in page
    strip = {
        name.strip(): int(number)
        for number, name in re.findall(
            r'<span class="n[^"]*">(\d+)</span>\s*<span class="name">(?:<svg.*?</svg>)?([^<]+)', page, re.S
        )
    }
    assert strip["over tijd"] == 1
    assert strip["verschoven sinds de eerste belofte"] == 1
    assert strip["besluiten"] == 1


async def test_a_change_is_visible_at_once_in_spite_of_the_cache(bram: AsyncClient, cast: Cast) -> None:
    before = (await bram.get(OVERVIEW)).text
    again = (await bram.get(OVERVIEW)).text
    assert shown(before) == shown(again)
    form = {
        "status": "in_progress",
        "version": "4",
        "phrase": "Q2 2024",
        "firmness": "aimed",
        "reason": "Drukte.",
    }
    saved = await bram.post(f"/producten/{cast['handbook']}/stand-van-zaken", data=form)
    assert saved.status_code == 303, saved.text
    assert "Q2 2024" in (await bram.get(OVERVIEW)).text
