"""From review on, every page, file, command and answer shows the stored version, and refuses another day."""

import json

import pytest

from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.cli import run
from app.domain.status import Status
from app.queries.deliverable import deliverable_states
from tests.cast import TODAY, at
from tests.database import environment_of
from tests.rounds import adopt, ask_for_english, edit, return_to_editing, reviewed, send_to_review, sign_all

PAGE = "/programmas/buurtkracht/rapportages/2023-H2"
SAID = "De drukker is gekozen."


@pytest.fixture
def in_review(database, cast, in_review):
    """Version 0.1 went into review; after that Bram said something."""
    with database.writing() as session:
        (state,) = deliverable_states(session, cast.programme, TODAY, [cast["handbook"]])
        update = StatusUpdateInput(Status.IN_PROGRESS, state.version, TODAY, text=SAID)
        act = AuditContext(cast.bram, at(TODAY), "test")
        submit(session, act, cast["handbook"], update, today=TODAY)


@pytest.mark.usefixtures("in_review")
async def test_in_review_every_page_file_and_answer_shows_the_stored_version(noor, cast):
    api = f"/api/v1/reporting-periods/{cast.period}/report"
    section = f"{PAGE}/hoofdstukken/action-line:1"
    places = (PAGE, f"{PAGE}/akkoord/action-line:1", section, api)
    for place in (*places, *(f"{PAGE}/bestand.{name}" for name in ("html", "md", "json"))):
        answer = await noor.get(place)
        assert answer.status_code == 200, place
        assert SAID not in answer.text, place
    page = (await noor.get(PAGE)).text
    assert "Versie 0.1, zoals zij op 18 december 2023 ter beoordeling is gestuurd." in page
    assert f'href="{PAGE}/nu-anders"' in page
    assert "drukker" in (await noor.get(f"{PAGE}/nu-anders")).text
    body = (await noor.get(api)).json()
    assert (body["version"], body["state"], body["hash"]) == ("0.1", "review", None)


@pytest.mark.usefixtures("in_review")
def test_in_review_the_command_writes_the_stored_version_and_refuses_a_day(database, capsys):
    arguments = ["report", "2023-H2", "--programme", "buurtkracht", "--format", "json"]
    with environment_of(database):
        assert run(arguments) == 0
        output = capsys.readouterr().out
        assert (json.loads(output)["version"], SAID in output) == ("0.1", False)
        assert run([*arguments, "--as-of", "2023-12-01"]) == 2
        assert "is in beoordeling of vastgesteld" in capsys.readouterr().err


@pytest.mark.usefixtures("in_review")
async def test_a_day_is_refused_in_review(noor, cast):
    params = {"peildatum": "2023-12-01"}
    for place in (PAGE, f"{PAGE}/bestand.md"):
        assert (await noor.get(place, params=params)).status_code == 409
    api = f"/api/v1/reporting-periods/{cast.period}/report"
    assert (await noor.get(api, params={"asOf": "2023-12-01"})).status_code == 409


@pytest.mark.usefixtures("in_review")
async def test_back_in_editing_the_draft_shows_what_is_known_again(noor, cast, database):
    with database.writing() as session:
        return_to_editing(session, cast)
    assert SAID in (await noor.get(PAGE)).text


async def test_an_english_edition_is_shown_to_sponsors_and_kept(noor, karel, cast, database):
    with database.writing() as session:
        edit(session, cast)
        ask_for_english(session, cast)
        send_to_review(session, cast)
    section = (await karel.get(f"{PAGE}/akkoord/summary")).text
    assert "Het gaat goed." in section
    assert '<div lang="en">' in section
    assert "It goes well." in section
    with database.writing() as session:
        sign_all(session, cast)
        adopt(session, cast)
    assert f'href="{PAGE}/bestand.html?taal=en"' in (await noor.get(PAGE)).text
    english = await noor.get(f"{PAGE}/bestand.json", params={"taal": "en"})
    assert (english.json()["language"], "It goes well." in english.text) == ("en", True)


async def test_a_language_without_an_edition_is_not_found_and_says_what_there_is(noor, cast, database):
    assert "?taal=en" in (await noor.get(PAGE)).text
    with database.writing() as session:
        reviewed(session, cast)
    assert "?taal=en" not in (await noor.get(PAGE)).text
    for place, asked in (
        (f"{PAGE}/bestand.html", {"taal": "en"}),
        (f"/api/v1/reporting-periods/{cast.period}/report", {"language": "en"}),
    ):
        answer = await noor.get(place, params=asked)
        assert answer.status_code == 404
        assert "Nederlands" in answer.text
