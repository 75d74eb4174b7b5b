"""The page to write a section of a report: versions, preview, findings, answers and corrections."""

import re

import pytest

from app.queries.report.section_text import current_texts
from tests.html import compact
from tests.rounds import edit, send_to_review

PAGE = "/programmas/buurtkracht/rapportages/2023-H2/hoofdstukken/summary"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
WRONG = "Het gaat goed. De handreiking buurthuizen komt medio 2024."


@pytest.fixture
def now(database, cast):
    """The present text of the summary."""

    def of(language="nl"):
        with database.reading() as session:
            version = current_texts(session, cast.period).get(("summary", language))
            return version.text if version else ""

    return of


@pytest.fixture(autouse=True)
def editing(database, cast):
    """The round is in editing, and the summary has one version."""
    with database.writing() as session:
        edit(session, cast)


async def test_a_text_is_saved_as_a_new_version_and_shown_in_the_report(noor, now):
    page = (await noor.get(PAGE)).text
    assert ">\nHet gaat goed.</textarea>" in page
    assert "Gemaakt uit de gegevens" in page
    saved = await noor.post(PAGE, data={"text": "Het gaat **beter**.\n\n> “Fijn.”", "number": 1})
    assert saved.headers["location"] == f"{PAGE}?bewaard=1"
    report = (await noor.get("/programmas/buurtkracht/rapportages/2023-H2")).text
    assert "Het gaat <b>beter</b>." in report
    assert "<p>“Fijn.”" in report
    history = (await noor.get(f"{PAGE}/versies")).text
    assert "<del>goed.</del>" in history
    assert "<ins>**beter**." in history
    assert history.index("Versie 2") < history.index("Versie 1")


async def test_simultaneous_writers_lose_nothing(noor, now):
    await noor.post(PAGE, data={"text": "Van de eerste.", "number": 1})
    second = await noor.post(PAGE, data={"text": "Van de tweede.", "number": 1})
    assert second.status_code == 409
    assert ">\nVan de tweede.</textarea>" in second.text
    assert "Van de eerste.</pre>" in second.text
    assert now() == "Van de eerste."
    number = re.search(r'name="number" value="(\d+)"', second.text)[1]
    both = await noor.post(PAGE, data={"text": "Van beiden.", "number": number})
    assert both.status_code == 303
    assert now() == "Van beiden."


async def test_the_preview_shows_the_typed_text_without_saving(noor, now):
    shown = await noor.post(f"{PAGE}/voorbeeld", data={"text": "- een\n- <b>twee</b>"}, headers=PARTIAL)
    assert shown.text.lstrip().startswith('<div id="preview"')
    assert "&lt;b&gt;twee" in shown.text
    blank = await noor.post(f"{PAGE}/voorbeeld", data={"text": " "}, headers=PARTIAL)
    assert "Hier is nog niets geschreven" in blank.text
    assert now() == "Het gaat goed."


async def test_a_contradiction_is_marked_and_can_be_corrected_at_once(noor, now):
    await noor.post(PAGE, data={"text": WRONG, "number": 1})
    page = (await noor.get(PAGE)).text
    assert 'aria-label="Bevinding 1"' in page
    assert "Volgens de gegevens is het moment van “Handreiking buurthuizen”: begin 2024." in page
    assert "1 bevinding" in page
    mend = re.search(r'action="([^"]+/overnemen)"', page)[1]
    assert (await noor.post(mend)).status_code == 303
    assert now() == WRONG.replace("medio 2024", "begin 2024")
    again = await noor.post(mend)
    assert again.status_code == 409
    assert "Geen bevindingen" in (await noor.get(PAGE)).text


async def test_a_finding_can_be_answered_with_a_reason(noor):
    await noor.post(PAGE, data={"text": "De handreiking buurthuizen is klaar.", "number": 1})
    page = (await noor.get(PAGE)).text
    assert "Open het product" in page
    answer = re.search(r'action="([^"]+/bevindingen/[0-9a-f]{64})"', page)[1]
    assert (await noor.post(f"{answer}/overnemen")).status_code == 409
    refused = await noor.post(answer, data={"reason": " "})
    assert refused.status_code == 400
    assert "Schrijf in één zin waarom." in refused.text
    assert (await noor.post(answer, data={"reason": "De drukproef is er."})).status_code == 303
    after = (await noor.get(PAGE)).text
    assert "Blijft staan: “De drukproef is er.” (Noor, 18 december 2023)" in after
    assert "1 bevinding<" not in after


async def test_a_number_links_to_the_indicators(noor):
    await noor.post(PAGE, data={"text": "Er kwamen 210 mensen, bezoekers van het buurthuis.", "number": 1})
    page = (await noor.get(PAGE)).text
    assert (
        "Dit past niet bij de metingen van “Bezoekers”: 120 (30 juni 2023), 200 (30 september 2023)." in page
    )
    assert "Open de indicatoren" in page


async def test_the_facts_on_the_reference_date_are_shown_beside_the_text(noor, cast):
    page = compact((await noor.get(PAGE.replace("summary", "action-line:1"))).text)
    assert "Feiten op de peildatum" in page
    facts = re.findall(r'<dt><a href="/producten/(\d+)">.*?</dt>\s*<dd>(.*?)</dd>', page)
    moments = {int(key): re.sub("<[^>]+>", "", words) for key, words in facts}
    assert moments == {
        cast["handbook"]: "verschoven: van najaar 2023 naar begin 2024, +4 maanden",
        cast["opening"]: "te laat opgeleverd: 21 september 2023",
        cast["location"]: "naar verwachting januari 2024",
        cast["training"]: "–",
    }


async def test_a_section_can_be_written_in_english_too(noor, now):
    place = {"taal": "en"}
    saved = await noor.post(PAGE, params=place, data={"text": "All is well.", "number": 0})
    assert saved.headers["location"].endswith("taal=en")
    assert (now("en"), now()) == ("All is well.", "Het gaat goed.")
    assert ">\nAll is well.</textarea>" in (await noor.get(PAGE, params=place)).text
    assert ">\nHet gaat goed.</textarea>" in (await noor.get(PAGE, params={"taal": "fr"})).text


async def test_in_review_a_section_can_be_read_and_answered_but_not_written(noor, database, cast, now):
    with database.writing() as session:
        send_to_review(session, cast)
    page = (await noor.get(PAGE)).text
    assert "<textarea" not in page
    assert (await noor.post(PAGE, data={"text": "Nog iets.", "number": 1})).status_code == 409
    assert now() == "Het gaat goed."


async def test_an_unknown_section_is_not_found(noor):
    assert (await noor.get(PAGE.replace("summary", "onzin"))).status_code == 404


async def test_only_the_office_can_write(bram, vera, now):
    for who, status in ((bram, 403), (vera, 404)):
        assert (await who.get(PAGE)).status_code == status
        assert (await who.post(PAGE, data={"text": "Ik ook.", "number": 1})).status_code == status
    assert now() == "Het gaat goed."
