"""Related deliverables are searched and ticked, and never typed as titles: with htmx, and by a button."""

import re

import pytest

from tests.elsewhere import DELIVERABLE, begin_elsewhere

HERE = "/programmas/buurtkracht"
CHOICES = f"{HERE}/keuze"
PARTIAL = {"HX-Request-Type": "partial"}


def options(page):
    """The boxes and buttons of choice on the page, in order: which field, which one, and whether it is on."""
    matches = re.findall(
        r'<input type="(?:checkbox|radio)" name="([^"]+)"(?: value="(\d*)")?( checked)?>', page
    )
    return [(name if not value else f"{name}-{value}", bool(on)) for name, value, on in matches]


async def test_what_is_ticked_stays_in_front_of_what_is_found(noor, cast):
    ticked = f"about-{cast['location']}"
    page = (
        await noor.get(f"{CHOICES}/about", params={"about_query": "handr", ticked: "on"}, headers=PARTIAL)
    ).text
    assert options(page) == [(ticked, True), (f"about-{cast['handbook']}", False)]


@pytest.mark.parametrize("words", ["huizen", "HANDREIKING buurt", "reiking"])
async def test_words_are_found_in_the_middle_of_a_title_too(noor, cast, words):
    page = (await noor.get(f"{CHOICES}/about", params={"about_query": words}, headers=PARTIAL)).text
    assert (f"about-{cast['handbook']}", False) in options(page)


async def test_what_nobody_wrote_is_told(noor):
    page = (await noor.get(f"{CHOICES}/about", params={"about_query": "zeppelin"}, headers=PARTIAL)).text
    assert options(page) == []
    assert "Niets anders in dit programma" in page


async def test_a_thing_is_never_related_to_itself(noor, cast):
    page = (
        await noor.get(
            f"{CHOICES}/input", params={"input_query": "", "bij": cast["handbook"]}, headers=PARTIAL
        )
    ).text
    assert f"input-{cast['handbook']}" not in dict(options(page))
    assert len(options(page)) > 1


async def test_without_script_the_form_comes_back_with_what_was_found_and_saves_nothing(noor, cast):
    typed = {"title": "Te weinig uren", "kind": "issue", "impact": "3", "state": "open"}
    search = {"zoek": "about.1", "about_query": "handr"}
    page = await noor.post(f"{HERE}/risicos/nieuw", data=typed | search)
    assert page.status_code == 200
    assert 'value="Te weinig uren"' in page.text
    assert (f"about-{cast['handbook']}", False) in options(page.text)
    assert "Te weinig uren" not in (await noor.get(f"{HERE}/risicos")).text


async def test_words_that_were_typed_and_not_searched_yet_are_searched_and_not_lost(noor, cast):
    typed = {"title": "Te weinig uren", "kind": "issue", "impact": "3", "state": "open"}
    left = {"about_query": "handr", "about_searched": ""}
    page = await noor.post(f"{HERE}/risicos/nieuw", data=typed | left)
    assert (page.status_code, (f"about-{cast['handbook']}", False) in options(page.text)) == (200, True)
    seen = {"about_query": "handr", "about_searched": "handr"}
    assert (await noor.post(f"{HERE}/risicos/nieuw", data=typed | seen)).status_code == 303


async def test_a_search_in_the_form_of_a_merge_keeps_its_reason(noor, cast):
    address = f"{HERE}/opzet/producten/{cast['handbook']}/samenvoeging"
    typed = {"reason": "Eén stuk.", "version": "1", "zoek": "target.1", "target_query": "onderzoek"}
    page = (await noor.post(address, data=typed)).text
    assert "Eén stuk." in page
    assert [name for name, _ in options(page) if name.startswith("target-")]


async def test_nothing_of_another_programme_is_found_or_named(noor, cast, database):
    with database.writing() as session:
        elsewhere = begin_elsewhere(session, cast)
    sent = {"input_query": DELIVERABLE, f"input-{elsewhere.deliverable}": "on"}
    page = (await noor.get(f"{CHOICES}/input", params=sent, headers=PARTIAL)).text
    assert options(page) == []


async def test_a_field_that_chooses_nothing_is_not_found(noor):
    assert (await noor.get(f"{CHOICES}/taart")).status_code == 404
