"""If a lead says “on track” and the rules disagree, a sentence of explanation is required and saved."""

import pytest


async def test_on_track_against_the_facts_is_refused_without_an_answer(bram, address, form, state):
    typed = await form(bram, "location", confidence="on_track", text="Het loopt.")
    answer = await bram.post(address("location"), data=typed)
    assert answer.status_code == 400
    assert "Zeg in één zin waarom het toch op tijd komt." in answer.text
    assert 'name="answer"' in answer.text
    assert "Het loopt." in answer.text
    assert state("location").last.confidence is None


async def test_the_answer_is_kept_and_shown_beside_on_track(bram, address, form, state, cast):
    typed = await form(
        bram, "location", confidence="on_track", answer="De raad wacht niet op de handreiking."
    )
    assert (await bram.post(address("location"), data=typed)).status_code == 303
    assert state("location").last.answer == "De raad wacht niet op de handreiking."
    page = (await bram.get(f"/producten/{cast['location']}")).text
    assert page.count("De raad wacht niet op de handreiking.") == 2


async def test_no_change_asks_for_an_answer_to_new_signals(iris, bram, address, form, cast):
    typed = await form(bram, "location", confidence="on_track", answer="Het past.")
    await bram.post(address("location"), data=typed)
    again = await bram.post(f"{address('location')}/geen-wijziging", data={"version": "3"})
    assert again.status_code == 303


async def test_other_confidences_need_no_answer(bram, address, form, state):
    typed = await form(bram, "location", confidence="at_risk", answer="Dit hoort er niet bij.")
    assert (await bram.post(address("location"), data=typed)).status_code == 303
    assert state("location").last.answer == ""


@pytest.mark.parametrize("is_printed", [True, False])
async def test_the_answer_is_printed_in_the_report_if_ticked(bram, noor, address, form, is_printed):
    tick = {"answer_in_report": "on"} if is_printed else {}
    typed = await form(
        bram, "location", confidence="on_track", answer="De raad wacht niet op de handreiking.", **tick
    )
    await bram.post(address("location"), data=typed)

    report = (await noor.get("/programmas/buurtkracht/rapportages/2023-H2")).text
    is_in_report = (
        "De projectleider verwacht dit toch te halen: De raad wacht niet op de handreiking." in report
    )
    assert is_in_report == is_printed


async def test_an_answer_that_is_not_needed_is_not_saved(bram, address, form, state):
    typed = await form(
        bram, "location", confidence="at_risk", answer="Dit hoort er niet bij.", answer_in_report="on"
    )
    await bram.post(address("location"), data=typed)

    assert (state("location").last.answer, state("location").last.answer_in_report) == ("", False)
