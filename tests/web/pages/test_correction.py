"""Whoever may say how a deliverable stands may correct it, undo it and take it back, on its page."""

import re

import pytest
import sqlalchemy as sa

from app.actions import decision
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput
from app.queries.decision import decision_states
from app.queries.source import evidence_of
from app.tables import StatusUpdate
from tests.cast import TODAY, at


@pytest.fixture
def door(cast, state):
    """The address at which the last thing that was said of a deliverable is corrected."""

    def of(name, soort="stand-van-zaken"):
        now = state(name)
        row = now.last if soort == "stand-van-zaken" else now.deadlines[-1]
        return f"/producten/{cast[name]}/{soort}/{row.id}"

    return of


async def press(who, page, label):
    """Send the form of the page whose button bears this label, as it opened."""
    form = next(form for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if f">{label}" in form)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await who.post(re.search(r'action="([^"]*)"', form)[1], data=fields)


async def test_each_thing_that_was_said_leads_to_its_correction(bram, cast, door):
    page = (await bram.get(f"/producten/{cast['handbook']}")).text
    assert f'href="{door("handbook")}/correctie"' in page
    assert f'href="{door("handbook", "oplevermomenten")}/correctie"' in page
    opening = (await bram.get(f"/producten/{cast['opening']}")).text
    assert re.search(rf'href="/producten/{cast["opening"]}/bewijs/\d+/correctie"', opening)


async def test_whoever_only_reads_finds_no_way_to_correct(karel, cast, door):
    assert "/correctie" not in (await karel.get(f"/producten/{cast['handbook']}")).text
    assert (await karel.get(f"{door('handbook')}/correctie")).status_code == 403


async def test_a_wrong_status_is_corrected_on_its_page(bram, cast, door, state):
    address = f"{door('opening')}/correctie"
    opened = await bram.get(address)
    assert "Het huis aan de Lindelaan is open." in opened.text
    typed = {"status": "on_hold", "text": "Nog niet open.", "version": "3"}
    refused = await bram.post(address, data=typed)
    assert refused.status_code == 400
    assert 'id="reason-error"' in refused.text
    assert "Nog niet open." in refused.text
    assert (await bram.post(address, data=typed | {"status": "in_progress"})).status_code == 303
    assert state("opening").last.status == "in_progress"


async def test_the_reason_of_what_is_corrected_stands_in_the_form(bram, form, address, door):
    """So that who mends a word of it need not say again why it is on hold."""
    typed = await form(bram, "handbook", status="on_hold", reason="Er is geen geld.")
    await bram.post(address("handbook"), data=typed)
    assert "Er is geen geld." in (await bram.get(f"{door('handbook')}/correctie")).text


async def test_right_after_saving_an_update_can_be_undone(bram, cast, form, address, state):
    typed = await form(bram, "handbook", phrase="Q3 2024", reason="Ziek.")
    saved = await bram.post(address("handbook"), data=typed)
    page = await bram.get(saved.headers["location"])
    assert "Ongedaan maken" in page.text
    undone = await press(bram, page, "Ongedaan maken")
    assert "Teruggenomen." in (await bram.get(undone.headers["location"])).text
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"
    assert state("handbook").last.reason != "Ziek."


async def test_an_update_in_the_queue_can_be_undone_in_its_place(bram, cast, form, address, state):
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    typed = await form(bram, "handbook", text="Nog iets.", van="mijn")
    row = await bram.post(address("handbook"), data=typed, headers=partial)
    assert "Ongedaan maken" in row.text
    await press(bram, row, "Ongedaan maken")
    assert state("handbook").last.text == "Bewoners schrijven mee."


async def test_nobody_undoes_what_somebody_else_saved(bram, noor, form, address):
    saved = await bram.post(address("handbook"), data=await form(bram, "handbook", text="Nog iets."))
    assert "Ongedaan maken" not in (await noor.get(saved.headers["location"])).text


async def test_a_moment_is_corrected_and_taken_back_on_its_page(bram, door, state):
    address = door("handbook", "oplevermomenten")
    unread = await bram.post(f"{address}/correctie", data={"phrase": "ooit of nooit", "version": "4"})
    assert 'id="phrase-error"' in unread.text
    typed = {"phrase": "juni 2024", "firmness": "expected", "reason": "Zo staat het er.", "version": "4"}
    assert (await bram.post(f"{address}/correctie", data=typed)).status_code == 303
    assert state("handbook").assessment.deadline.window.phrase == "juni 2024"
    back = door("handbook", "oplevermomenten")
    assert (await bram.post(f"{back}/terugname", data={"version": "5", "why": "Fout."})).status_code == 303
    assert state("handbook").assessment.deadline.window.phrase == "najaar 2023"


async def test_of_two_who_correct_the_same_the_second_is_told_and_loses_nothing(bram, noor, door):
    address = f"{door('opening')}/correctie"
    typed = {"status": "in_progress", "text": "Van Bram.", "reason": "Anders.", "version": "3"}
    assert (await bram.post(address, data=typed)).status_code == 303
    second = await noor.post(address, data=typed | {"text": "Van Noor."})
    assert second.status_code == 409
    assert "al eerder gecorrigeerd" in second.text
    assert "Van Noor." in second.text
    assert 'name="version" value="4"' in second.text


async def test_what_is_of_another_deliverable_is_not_found(bram, cast, state):
    elsewhere = f"/producten/{cast['opening']}/stand-van-zaken/{state('handbook').last.id}/correctie"
    assert (await bram.get(elsewhere)).status_code == 404
    assert (await bram.get(f"/producten/{cast['opening']}/iets/1/correctie")).status_code == 404


async def test_evidence_is_added_corrected_and_taken_back(bram, cast, database):
    def titles():
        with database.reading() as session:
            return [
                row.title for row in evidence_of(session, [cast["handbook"]], TODAY).get(cast["handbook"], ())
            ]

    new = f"/producten/{cast['handbook']}/bewijs"
    refused = await bram.post(new, data={"title": "", "said_on": "31-12-2022"})
    assert 'id="title-error"' in refused.text
    assert 'id="said_on-error"' in refused.text
    saved = await bram.post(new, data={"title": "Concept", "url": "https://buurtkracht.nl/concept"})
    page = await bram.get(saved.headers["location"])
    (address,) = re.findall(rf'href="({new}/\d+/correctie)"', page.text)
    assert (await bram.post(address, data={"title": "Eerste concept"})).status_code == 303
    assert titles() == ["Eerste concept"]
    late = await bram.post(address, data={"title": "Tweede concept"})
    assert late.status_code == 409
    (address,) = re.findall(
        rf'href="({new}/\d+/)correctie"', (await bram.get(f"/producten/{cast['handbook']}")).text
    )
    assert (await bram.post(f"{address}terugname")).status_code == 303
    assert titles() == []


async def test_an_update_can_be_said_on_an_earlier_day(bram, form, address, state):
    before = await bram.post(
        address("training"), data=await form(bram, "training", status="planned", said_on="31-12-2022")
    )
    assert before.status_code == 400
    assert "Het programma begon op 1 januari 2023" in before.text
    typed = await form(
        bram, "training", status="planned", said_on="1-12-2023", text="De bibliotheek doet mee."
    )
    assert (await bram.post(address("training"), data=typed)).status_code == 303
    assert str(state("training").last.said_on) == "2023-12-01"


async def test_correcting_what_an_adopted_report_printed_says_so_and_offers_an_erratum(noor, door, frozen):
    address = f"{door('opening')}/correctie"
    assert "Dit staat in een vastgestelde rapportage" in (await noor.get(address)).text
    typed = {"status": "in_progress", "reason": "Het was een ander huis.", "version": "3"}
    saved = await noor.post(address, data=typed)
    page = (await noor.get(saved.headers["location"])).text
    assert "Maak een erratum" in page
    assert "/rapportages/2023-H2/erratum" in page


async def test_what_no_report_printed_is_corrected_without_a_word_of_it(noor, door, form, address, frozen):
    await noor.post(address("opening"), data=await form(noor, "opening", text="Ook de tuin is open."))
    assert "vastgestelde rapportage" not in (await noor.get(f"{door('opening')}/correctie")).text


@pytest.fixture
def question(database, cast):
    """Where the second house comes is asked; the decision adopts the handbook."""
    decision_facts = DecisionInput(
        "Waar komt het?", version=0, adopts_id=cast["handbook"], decided_by=[cast.fund]
    )
    with database.writing() as session:
        decision.ask(session, AuditContext(cast.noor, at(TODAY), "test"), cast["location"], decision_facts)


async def test_a_status_update_offers_no_way_to_take_a_decision(bram, cast, form, address, state, question):
    page = (await bram.get(address("location"))).text
    assert "Leg vast met het besluit: genomen." in page
    refused = await bram.post(address("location"), data=await form(bram, "location", status="delivered"))
    assert refused.status_code == 400
    assert "op het eigen formulier" in refused.text
    assert state("location").assessment.status == "planned"


async def test_taking_a_decision_names_what_is_not_ready_and_asks_who_decided(noor, cast, state, question):
    address = f"/producten/{cast['location']}/besluit/genomen"
    opened = (await noor.get(address)).text
    assert "Nog niet alles wat dit besluit nodig heeft, is klaar" in opened
    assert ">Handreiking buurthuizen</a>" in opened
    assert f'name="party-{cast.fund}" checked' in opened
    typed = {"outcome": "Aan het Plein.", "taken_on": "18-12-2023", "version": "2"}
    refused = await noor.post(address, data=typed)
    assert 'id="decided_by-error"' in refused.text
    saved = await noor.post(address, data=typed | {f"party-{cast.fund}": "on"})
    page = await noor.get(saved.headers["location"])
    assert state("location").assessment.status == "delivered"
    undone = await press(noor, page, "Ongedaan maken")
    assert undone.status_code == 303
    assert state("location").assessment.status == "planned"


async def test_a_decision_that_was_not_taken_is_taken_back_on_its_form(noor, cast, database, question):
    address = f"/producten/{cast['location']}/besluit/genomen"
    typed = {
        "outcome": "Aan het Plein.",
        "taken_on": "18-12-2023",
        "version": "2",
        f"party-{cast.fund}": "on",
    }
    await noor.post(address, data=typed)
    page = await noor.get(address)
    assert "Is dit besluit niet genomen?" in page.text
    assert (await press(noor, page, "Neem terug")).status_code == 303
    with database.reading() as session:
        (now,) = decision_states(session, cast.programme, TODAY, [cast["location"]])
    assert (now.is_taken, now.taking) == (False, None)


async def test_the_log_keeps_what_was_taken_back(noor, cast, door, database):
    with database.reading() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(StatusUpdate))
    await noor.post(f"{door('opening')}/terugname", data={"version": "3", "why": "Verkeerd product."})
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(StatusUpdate)) == before + 1
    page = (await noor.get("/programmas/buurtkracht/logboek")).text
    assert "nam een stand van zaken van Opening van het eerste buurthuis terug" in page
