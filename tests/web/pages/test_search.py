"""The search page."""

import pytest

pytestmark = pytest.mark.both_databases

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def test_results_are_marked_and_link_to_their_page(karel, cast):
    page = (await karel.get("/zoeken", params={"q": "Buurthuis meeschrijven"})).text
    assert f'<a href="/producten/{cast["handbook"]}">Handreiking <mark>buurthuizen</mark></a>' in page
    assert "<mark>meeschrijven</mark>" in page
    assert "1 gevonden" in page


async def test_every_kind_of_result_has_a_page(karel, cast):
    for question, path in (
        ("ontmoeten", "/programmas/buurtkracht/actielijnen/1"),
        ("huizen wijk", f"/projecten/{cast.houses}"),
        ("buurtkracht", "/programmas/buurtkracht"),
        ("bezoekers", "/programmas/buurtkracht"),
    ):
        assert f'href="{path}' in (await karel.get("/zoeken", params={"q": question})).text


async def test_a_partial_request_gets_the_results_alone(karel):
    part = (await karel.get("/zoeken", params={"q": "folder"}, headers=PARTIAL)).text
    assert part.strip().startswith('<div id="found">')


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "alles wat u mag zien"),
        ("  ", "alles wat u mag zien"),
        ("%%%", "staat geen woord om te zoeken"),
        ("zeppelin", "Niets gevonden"),
        ("<script>", "Niets gevonden"),
        ("a" * 5000, "Niets gevonden"),
        ("' OR 1=1 --\0", "Niets gevonden"),
    ],
)
async def test_an_odd_question_gets_a_helpful_answer(karel, question, message):
    answer = await karel.get("/zoeken", params={"q": question})
    assert (answer.status_code, message in answer.text, "<script>" in answer.text) == (200, True, False)


async def test_an_unknown_kind_or_page_is_named_and_ignored(karel):
    for query in ({"soort": "draak"}, {"bladzijde": "0"}):
        answer = await karel.get("/zoeken", params={"q": "folder", **query})
        assert answer.status_code == 400
        assert "Folder" in answer.text
    only = (await karel.get("/zoeken", params={"q": "buurt", "soort": "opzet"})).text
    assert "Handreiking" not in only


async def test_a_stranger_gets_no_results_and_a_visitor_signs_in(vera, client):
    assert "Niets gevonden" in (await vera.get("/zoeken", params={"q": "folder"})).text
    assert (await client.get("/zoeken")).status_code == 303
