"""Many requests at the same moment: each is served or told to come back, and then all is as before."""

import asyncio

import pytest

from app.templating import LANGUAGES, get_environment
from app.templating.environment import compile_templates
from tests.rounds import ask_for_english, published

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
TABS = ("", "/beloften", "/besluiten", "/indicatoren", "/risicos", "/raakvlakken", "/wijzigingen")


@pytest.fixture
def pages(cast):
    """Ten pages."""
    return ["/", *(f"/programmas/buurtkracht{tab}" for tab in TABS), REPORT, f"/producten/{cast['handbook']}"]


async def come(browser, paths):
    """What came of all of them at once."""
    return await asyncio.gather(*(browser.get(path) for path in paths))


def unfit(answers):
    """Those that are neither served nor told when to come back."""
    return [
        (one.url.path, one.status_code)
        for one in answers
        if one.status_code != 200 and not (one.status_code == 503 and "Retry-After" in one.headers)
    ]


async def test_a_burst_of_pages_is_answered_and_then_all_is_as_before(app, noor, pages):
    asked = [pages[number % len(pages)] for number in range(64)]
    answers = await come(noor, asked)
    assert unfit(answers) == []
    assert (await noor.get(pages[1])).status_code == 200
    assert app.state.app_state.readers.taken == 0


async def test_a_burst_of_first_fetches_of_files_is_answered_and_each_is_kept_once(
    app, client, noor, cast, database
):
    with database.writing() as session:
        ask_for_english(session, cast)
        published(session, cast)
    files = [
        f"{REPORT}/bestand.{form}?taal={language}"
        for form in ("html", "md", "json")
        for language in ("nl", "en")
    ]
    answers = await come(client, files * 4)
    assert unfit(answers) == []
    assert len({one.content for one in answers if one.status_code == 200}) <= len(files)
    assert (await noor.get("/")).status_code == 200
    assert app.state.app_state.readers.taken == 0


async def test_a_burst_of_changes_is_answered_and_then_all_is_as_before(app, noor, cast):
    path = "/programmas/buurtkracht/logboek"
    forms = [noor.post("/mijn-sessies/einde") for _ in range(24)]
    looks = [noor.get(path) for _ in range(24)]
    answers = await asyncio.gather(*(one for pair in zip(forms, looks, strict=True) for one in pair))
    assert {one.status_code for one in answers} <= {200, 303, 503}
    assert (await noor.get(path)).status_code == 200
    assert not app.state.app_state.writers.is_full


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_every_template_is_compiled_before_anybody_asks(noor, pages, monkeypatch):
    compile_templates()
    for language in LANGUAGES:
        monkeypatch.setattr(get_environment(language).loader, "searchpath", [])
    files = [f"{REPORT}/bestand.html?taal={language}" for language in LANGUAGES]
    assert {path: (await noor.get(path)).status_code for path in pages + files} == dict.fromkeys(
        pages + files, 200
    )
