"""As of a past day a page shows what stood then: no later name, text or step, and nothing to be done."""

import re
from datetime import date, timedelta

import pytest

from app.actions import audit_log, history
from app.actions.history import StatementInput
from app.actions.report import draft
from app.tables.tracked import (
    ACTION_LINE,
    DELIVERABLE,
    EXTERNAL_DEPENDENCY,
    INDICATOR,
    PARLIAMENTARY_COMMITMENT,
    PROGRAMME,
    PROJECT,
    RISK,
)
from tests import rounds
from tests.cast import TODAY
from tests.html import compact

THEN = TODAY - timedelta(days=5)
LATER = "NADIEN"
DOING = re.compile(
    "/(nieuw|bewerken|dagen|stap|vaststelling|akkoord|hoofdstukken|erratum|ronde|uitvraag|stand-van-zaken|nemen)"
)
"""In an address that leads to a form."""
PROGRAMME_PAGES = (
    *("", "/actielijnen/1", "/beloften", "/besluiten", "/indicatoren", "/risicos", "/raakvlakken"),
    *("/toezeggingen", "/wijzigingen", "/rapportages/2023-H2", "/rapportages/2023-H2/bestand.html"),
    *("/rapportages/2023-H2/bestand.md", "/rapportages/2023-H2/bestand.json"),
)


@pytest.fixture
def renamed(database, cast):
    """Today everything got another name, the office wrote, and the round moved on."""
    act = rounds.noor(cast)
    named = (
        *((PROGRAMME, cast.programme, "title"), (ACTION_LINE, cast.meet, "title")),
        *((PROJECT, cast.houses, "title"), (DELIVERABLE, cast["handbook"], "title")),
        *((DELIVERABLE, cast["location"], "title"), (INDICATOR, cast.visitors, "name")),
        *((RISK, cast.risk, "title"), (EXTERNAL_DEPENDENCY, cast.external, "title")),
        (PARLIAMENTARY_COMMITMENT, cast.commitment, "text"),
    )
    with database.writing() as session:
        for tracked, entity_id, name in named:
            saying = StatementInput(None, "Zo heet het nu.", TODAY)
            restatement = history.restate(
                session, act, tracked, entity_id, saying, **{name: f"{LATER} genoemd"}
            )
            place = (tracked.name, entity_id)
            audit_log.record(
                session,
                act,
                f"{tracked.name}.restate",
                place,
                programme_id=cast.programme,
                **restatement.becomes,
            )
        rounds.edit(session, cast, text=f"{LATER} geschreven.")
        draft.write_section(session, act, draft.TextPlace(cast.period, "risks"), f"{LATER} ook.")


@pytest.fixture
def pages(cast):
    """The address of every page that takes a day."""
    of_programme = [f"/programmas/buurtkracht{page}" for page in PROGRAMME_PAGES]
    deliverables = [f"/producten/{cast[name]}" for name in ("handbook", "location")]
    return ["/portfolio", *of_programme, f"/projecten/{cast.houses}", *deliverables]


@pytest.mark.usefixtures("renamed")
async def test_nothing_of_later_is_on_the_page_of_a_past_day(noor, pages):
    leaks = {}
    for page in pages:
        answer = await noor.get(page, params={"peildatum": THEN.isoformat()})
        assert answer.status_code == 200, page
        if matches := re.findall(rf".{{60}}{LATER}.{{20}}", answer.text.replace("\n", " ")):
            leaks[page] = matches
        assert LATER in (await noor.get(page)).text, f"{page} does not show what was renamed at all"
    assert leaks == {}


@pytest.mark.usefixtures("renamed")
async def test_on_a_past_day_there_is_nothing_to_do(noor, pages):
    offered = {}
    for page in pages:
        text = (await noor.get(page, params={"peildatum": THEN.isoformat()})).text
        forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', text)
        links = re.findall(r'href="([^"]*)"', text)
        doing = [action for action in forms if action != "/afmelden"]
        doing += [link for link in links if DOING.search(link) and link != "/stand-van-zaken"]
        if doing:
            offered[page] = doing
    assert offered == {}


@pytest.mark.usefixtures("renamed")
async def test_the_phase_of_a_past_day_is_the_one_that_the_round_was_in(noor):
    page = "/programmas/buurtkracht/rapportages/2023-H2"
    then = compact((await noor.get(page, params={"peildatum": THEN.isoformat()})).text)
    now = compact((await noor.get(page)).text)
    assert "18 december 2023</span></li>" in now
    assert "18 december 2023</span></li>" not in then
    assert "Stuur ter beoordeling" in now
    assert "Stuur ter beoordeling" not in then
    assert "Teksten bewerken" not in then


async def test_a_day_on_which_a_version_was_in_review_shows_that_version(noor, database, cast):
    earlier = date(2023, 12, 11)
    with database.writing() as session:
        rounds.edit(session, cast, on=earlier)
        rounds.send_to_review(session, cast, on=earlier)
        rounds.return_to_editing(session, cast)
    page = "/programmas/buurtkracht/rapportages/2023-H2"
    then = (await noor.get(page, params={"peildatum": "2023-12-13"})).text
    assert "Versie 0.1, zoals zij op 11 december 2023 ter beoordeling is gestuurd." in then


@pytest.mark.usefixtures("renamed")
async def test_other_systems_get_the_names_of_a_past_day_too(noor, cast):
    params = {"asOf": THEN.isoformat()}
    places = ("programmes", "programmes/buurtkracht", f"projects/{cast.houses}", f"action-lines/{cast.meet}")
    for place in (*places, f"deliverables/{cast['handbook']}", f"reporting-periods/{cast.period}/report"):
        assert LATER in (await noor.get(f"/api/v1/{place}")).text, place
        assert LATER not in (await noor.get(f"/api/v1/{place}", params=params)).text, place
