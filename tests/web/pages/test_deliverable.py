"""The page of one deliverable: its whole history, for those who may read it."""

import re

import pytest

from app.actions import deliverable, deliverable_document, risk, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import EvidenceInput, SourceInput
from app.actions.history import StatementInput
from app.actions.risk import RiskInput
from app.actions.status_update import StatusCorrection, StatusUpdateInput
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.structure import RiskKind, RiskState
from tests.cast import TODAY, at
from tests.html import compact
from tests.many import add_many

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


async def test_the_page_shows_the_promised_words_and_what_they_can_mean(bram, cast):
    page = await bram.get(f"/producten/{cast['handbook']}")

    assert page.status_code == 200
    assert '<span class="phrase">begin 2024</span>' in page.text
    assert "1 januari tot en met 31 maart 2024" in page.text
    assert "Onzeker" in page.text


async def test_the_lifeline_shows_every_statement_with_its_change_and_reason(karel, cast):
    page = (await karel.get(f"/producten/{cast['handbook']}")).text

    assert page.index("1 maart 2023") < page.index("eerste belofte")
    assert page.index("25 september 2023") < page.index("van “najaar 2023” naar “begin 2024”, +4 maanden")
    assert "Bewoners wilden meeschrijven, en dat kost tijd." in page


@pytest.mark.parametrize(
    ("name", "signals"),
    [
        ("release", "Het venster sloot op 1 december 2023, 17 dagen geleden"),
        ("release", "Vertrouwen weersproken."),
        ("location", "maar wacht op “Handreiking buurthuizen” (uiterlijk 31 maart 2024)"),
        ("location", "de laatste stand van zaken is van 1 maart 2023."),
        ("training", "Er is nog geen oplevermoment genoemd."),
        ("survey", "“op korte termijn” noemt geen dag"),
        ("handbook", "Eerst beloofd: najaar 2023 (gezegd op 1 maart 2023). Nu: begin 2024."),
        ("leaflet", "Niets dat een vraag oproept."),
    ],
)
async def test_signals_are_explained_by_the_facts_behind_them(karel, cast, name, signals):
    assert signals in (await karel.get(f"/producten/{cast[name]}")).text


async def test_dependencies_are_shown_on_both_deliverables(karel, cast):
    needed = (await karel.get(f"/producten/{cast['handbook']}")).text
    waiting = (await karel.get(f"/producten/{cast['location']}")).text

    assert "0 inputs, 1 afnemer." in needed
    assert "1 input, 0 afnemers." in waiting
    assert "Knelt." in needed
    assert "Knelt." in waiting


async def test_the_chain_behind_a_decision_goes_all_the_way_back(karel, cast, database):
    with database.writing() as session:
        deliverable.need(
            session, AuditContext(cast.noor, at(TODAY), "test"), cast["handbook"], [cast["survey"]]
        )
    page = (await karel.get(f"/producten/{cast['location']}")).text
    assert "nodig voor Handreiking buurthuizen" in page
    assert page.index("nodig voor Handreiking buurthuizen") > page.index(">Handreiking buurthuizen</a>")


async def test_a_correction_is_shown_beside_what_it_corrects(karel, cast, database):
    with database.writing() as session:
        wrong = status_update.submit(
            session,
            AuditContext(cast.bram, at(TODAY), "test"),
            cast["training"],
            StatusUpdateInput(Status.PLANNED, 1, TODAY, text="Wordt gegeven door de bibliotheek."),
            today=TODAY,
        )
        status_correction.correct(
            session,
            AuditContext(cast.bram, at(TODAY), "test"),
            wrong,
            StatusCorrection(
                Status.PLANNED, 2, "Het was het wijkteam.", text="Wordt gegeven door het wijkteam."
            ),
        )

    page = (await karel.get(f"/producten/{cast['training']}")).text
    assert page.index("een correctie") < page.index("Wordt gegeven door het wijkteam.")
    assert page.index("gecorrigeerd: telt niet meer mee") < page.index("Wordt gegeven door de bibliotheek.")


async def test_a_past_day_shows_what_was_known_then_and_changes_nothing(bram, cast):
    page = await bram.get(f"/producten/{cast['handbook']}?peildatum=2023-06-30")

    assert '<span class="phrase">najaar 2023</span>' in page.text
    assert "Bewoners schrijven mee." not in page.text
    assert "Bijwerken" not in page.text
    assert "Zoals bekend op 30 juni 2023" in page.text


async def test_a_deliverable_is_not_found_before_it_was_promised(bram, cast):
    assert (await bram.get(f"/producten/{cast['handbook']}?peildatum=2023-02-28")).status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [("ooit", "is geen dag"), ("2024-01-01", "moet nog komen"), ("1-1-1950", "kan niet kloppen")],
)
async def test_an_invalid_day_is_refused_beside_its_field(bram, cast, typed, message):
    page = await bram.get(f"/producten/{cast['handbook']}", params={"peildatum": typed})

    assert page.status_code == 400
    assert f'value="{typed}"' in page.text
    assert message in page.text


async def test_a_stranger_gets_not_found(vera, cast):
    page = await vera.get(f"/producten/{cast['handbook']}")

    assert page.status_code == 404
    assert "Handreiking" not in page.text


@pytest.mark.parametrize(
    "address", ["/producten/9999", "/producten/0", "/producten/een", "/producten/99999999999"]
)
async def test_an_unknown_id_is_not_found(bram, address):
    assert (await bram.get(address)).status_code == 404


async def test_a_visitor_is_sent_to_sign_in(client, cast):
    answer = await client.get(f"/producten/{cast['handbook']}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?verder=")


async def test_only_those_who_may_update_see_the_link(bram, noor, iris, karel, cast):
    address = f"/producten/{cast['handbook']}"

    links = [
        f"{address}/stand-van-zaken" in (await who.get(address)).text for who in (bram, noor, iris, karel)
    ]
    assert links == [True, True, False, False]


async def test_a_partial_request_gets_the_deliverable_alone(bram, cast):
    part = await bram.get(f"/producten/{cast['handbook']}", headers=PARTIAL)

    assert part.text.lstrip().startswith('<div id="deliverable">')
    assert part.headers["vary"] == "HX-Request-Type"


async def test_script_in_a_text_is_shown_as_text(bram, cast, database):
    script = "<script>alert(1)</script>"
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        update = StatusUpdateInput(
            Status.PLANNED, 2, TODAY, text=script, reason=script, phrase="Q2 2024", firmness=Firmness.EXPECTED
        )
        status_update.submit(session, act, cast["location"], update, today=TODAY)
        for document in (SourceInput(script, heading=script, quote=script), EvidenceInput(script)):
            deliverable_document.add(session, act, cast["location"], document)

    page = (await bram.get(f"/producten/{cast['location']}")).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


async def test_the_number_of_queries_does_not_grow_with_the_programme(bram, cast, database, queries):
    first = cast["handbook"]
    with queries() as small:
        await bram.get(f"/producten/{first}")
    with database.writing() as session:
        waiting = add_many(session, cast, 1000)
        deliverable.need(session, AuditContext(cast.noor, at(TODAY), "test"), first, waiting[:10])

    with queries() as large:
        page = await bram.get(f"/producten/{first}")
    assert "10 inputs, 1 afnemer." in page.text
    assert len(large) == len(small) <= 35


async def test_the_page_is_cached_until_the_programme_changes(bram, cast, database, queries):
    address = f"/producten/{cast['handbook']}"
    await bram.get(address)

    with queries() as again:
        await bram.get(address)
    assert len(again) == 2

    with database.writing() as session:
        deliverable_document.add(
            session, AuditContext(cast.noor, at(TODAY), "test"), cast["handbook"], SourceInput("Nieuw plan")
        )
    assert "Nieuw plan" in (await bram.get(address)).text


async def test_a_cached_page_is_not_shown_to_people_with_fewer_rights(bram, karel, cast):
    address = f"/producten/{cast['handbook']}"
    await bram.get(address)

    assert "Bijwerken" not in (await karel.get(address)).text


async def test_risks_are_shown_until_they_are_closed(karel, database, cast):
    path = f"/producten/{cast['handbook']}"
    page = compact((await karel.get(path)).text)
    around = page[page.index('id="around"') :]
    assert f'href="/programmas/buurtkracht/risicos#risk-{cast.risk}">Te weinig geld</a> · risico' in around
    assert f'/raakvlakken#external-dependency-{cast.external}">Verkeersplan van de gemeente</a> · ' in around
    assert "“Verkeersplan van de gemeente” komt uiterlijk 30 juni 2024" in around
    assert 'id="around"' not in (await karel.get(f"/producten/{cast['survey']}")).text
    with database.writing() as session:
        over = RiskInput(
            RiskKind.RISK,
            "Te weinig geld",
            likelihood=3,
            impact=4,
            state=RiskState.CLOSED,
            deliverables=(cast["handbook"],),
        )
        risk.change(session, AuditContext(cast.noor, at(TODAY), "test"), cast.risk, over, StatementInput(1))
    assert f"#risk-{cast.risk}" not in (await karel.get(path)).text


async def test_only_the_last_statement_is_marked_as_current(karel, cast):
    page = (await karel.get(f"/producten/{cast['handbook']}")).text
    life = page[page.index('id="lifeline"') : page.index('id="updates"')]
    verdicts = [
        re.sub("<[^>]+>", "", markup) for markup in re.findall(r'<span class="say">(.*?)</span><svg', life)
    ]
    assert verdicts[0].startswith("najaar 2023. ")
    assert verdicts[-1].startswith("begin 2024, komend")
