"""The form of a status update: opening it, saving, and every refusal."""

import re
from datetime import date

import pytest

from app.actions import status_update
from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from tests.cast import TODAY, at


async def test_the_form_opens_with_the_last_update_and_its_text_beside_an_empty_field(bram, address):
    page = await bram.get(address("handbook"))

    assert page.status_code == 200
    assert 'value="in_progress" checked' in page.text
    assert 'value="at_risk" checked' in page.text
    assert "<p>Bewoners schrijven mee.</p>" in page.text
    assert "Bewoners schrijven mee.</textarea>" not in page.text
    assert 'name="phrase" type="text" value="begin 2024"' in page.text
    assert "Dezelfde dagen als nu" in page.text


async def test_the_last_text_is_taken_over_behind_what_was_typed(bram, address, form, state):
    typed = await form(bram, "handbook", text="De drukproef ligt er.", phrase="Q2 2024")
    page = await bram.post(f"{address('handbook')}/vorige-tekst", data=typed)
    assert ">\nDe drukproef ligt er.\n\nBewoners schrijven mee.</textarea>" in page.text
    assert 'value="Q2 2024"' in page.text
    assert state("handbook").last.text == "Bewoners schrijven mee."


async def test_what_is_not_asked_is_folded_and_can_be_filled_in_without_script(bram, address):
    page = (await bram.get(address("handbook"))).text
    folded = page[page.index('<details class="rest">') :]
    for name in ("reason", "delivered_on", "evidence_title", "source_document", "said_on"):
        assert f'name="{name}"' in folded
    form_page = (await bram.get(address("opening"))).text
    assert form_page.index('name="evidence_title"') < form_page.index('<details class="rest">')


async def test_evidence_is_saved_with_the_delivery_and_taken_back_with_it(noor, address, form, state, cast):
    wrong = await form(noor, "survey", status="delivered", evidence_url="krant.nl", evidence_on="1-1-2030")
    refused = await noor.post(address("survey"), data=wrong)
    assert refused.status_code == 400
    for name in ("evidence_title", "evidence_url", "evidence_on"):
        assert f'id="d{cast["survey"]}-{name}-error"' in refused.text
    assert state("survey").last.status != "delivered"

    evidence = {"evidence_title": "Het rapport", "evidence_url": "https://voorbeeld.nl/rapport"}
    source = {"source_document": "Raadsbrief", "source_section": "2"}
    delivered = {"status": "delivered", "delivered_on": "1-12-2023", **evidence, **source}
    saved = await noor.post(address("survey"), data=await form(noor, "survey", **delivered))
    page = (await noor.get(saved.headers["location"])).text
    assert '<a href="https://voorbeeld.nl/rapport" rel="noreferrer">Het rapport</a>' in page
    assert "Raadsbrief" in page
    assert "delivered_without_evidence" not in state("survey").signals

    (undo,) = re.findall(r'action="([^"]+/ongedaan)"', page)
    await noor.post(undo, data={"version": str(state("survey").version)})
    page = (await noor.get(f"/producten/{cast['survey']}")).text
    assert "Het rapport" not in page
    assert "Raadsbrief" not in page


async def test_a_day_on_which_it_took_place_is_said_with_the_update(iris, address, form, cast):
    held = await form(iris, "panel", held_on="2-11-2023", held_note="Over groen")
    saved = await iris.post(address("panel"), data=held)
    page = (await iris.get(saved.headers["location"])).text
    assert "2 november 2023 · Over groen" in page
    assert "1 van 4 gehouden" in page


async def test_an_impossible_status_is_disabled_with_the_reason(bram, address):
    page = (await bram.get(address("opening"))).text

    shut = re.findall(r'name="status" value="(\w+)"[^>]* disabled', page)
    assert shut == ["planned", "in_progress", "on_hold", "cancelled"]
    assert "Na “gehouden” kan niet: gepland, in uitvoering, aangehouden, vervallen." in page


async def test_the_update_is_saved_and_the_page_confirms_it(bram, address, cast, form, state):
    typed = await form(bram, "handbook", text="De drukproef ligt er.", confidence="on_track")

    answer = await bram.post(address("handbook"), data=typed)
    assert answer.status_code == 303
    assert "Bewaard." in (await bram.get(answer.headers["location"])).text
    assert state("handbook").last.text == "De drukproef ligt er."
    assert state("handbook").last.confidence is Confidence.ON_TRACK
    assert len(state("handbook").deadlines) == 2


async def test_a_moment_in_words_becomes_a_new_deadline_with_its_reason(bram, address, form, state):
    typed = await form(bram, "handbook", phrase="Q2 2024", firmness="aimed", reason="De drukker is vol.")

    assert (await bram.post(address("handbook"), data=typed)).status_code == 303
    deadline = state("handbook").assessment.deadline
    assert (deadline.window.phrase, deadline.window.latest) == ("Q2 2024", date(2024, 6, 30))
    assert (deadline.firmness, deadline.reason) == (Firmness.AIMED, "De drukker is vol.")


async def test_another_firmness_alone_keeps_the_words(bram, address, form, state):
    typed = await form(bram, "handbook", firmness="decided")

    assert (await bram.post(address("handbook"), data=typed)).status_code == 303
    assert state("handbook").assessment.deadline.firmness is Firmness.DECIDED
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"


async def test_a_delivery_with_its_day_is_saved(bram, address, form, state):
    typed = await form(bram, "handbook", status="delivered", delivered_on="15-12-2023")

    assert (await bram.post(address("handbook"), data=typed)).status_code == 303
    assert state("handbook").last.delivered_on == date(2023, 12, 15)


async def test_all_errors_are_shown_at_once_beside_their_fields(bram, address, form, state):
    typed = await form(
        bram,
        "handbook",
        status="on_hold",
        phrase="als het af is",
        delivered_on="31-02-2023",
        text="Dit mag niet weg.",
    )

    answer = await bram.post(address("handbook"), data=typed)
    assert answer.status_code == 400
    for field in ("phrase", "delivered_on", "reason"):
        assert re.search(rf'href="#d\d+-{field}"', answer.text)
        assert re.search(rf'id="d\d+-{field}-error"', answer.text)
    for expected in ("Dit mag niet weg.", "als het af is", "31-02-2023", 'value="on_hold" checked'):
        assert expected in answer.text
    assert state("handbook").version == 4


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"phrase": "Q2 2024"}, "Schrijf in één zin waarom het moment verschuift."),
        ({"phrase": "binnenkort"}, "Schrijf in één zin waarom het moment verschuift."),
        ({"status": "cancelled"}, "Schrijf in één zin waarom."),
        ({"confidence": "off_track"}, "Schrijf in één zin waarom."),
        ({"status": "adopted"}, "Deze status kan niet volgen op de huidige."),
        ({"status": "klaar"}, "Kies een van de aangeboden waarden."),
        ({"status": ""}, "Kies hoe het ervoor staat."),
        ({"confidence": "best"}, "Kies een van de aangeboden waarden."),
        ({"firmness": "zeker"}, "Kies een van de aangeboden waarden."),
        ({"phrase": "Q2 2024", "firmness": "", "reason": "Tijd."}, "Kies hoe hard dit is toegezegd."),
        ({"phrase": "oktober 2023", "reason": "Tijd."}, "Dit moment was al voorbij"),
        ({"delivered_on": "15-12-2023"}, "Een dag van oplevering"),
        ({"status": "delivered", "delivered_on": "19-12-2023"}, "niet zijn opgeleverd na"),
    ],
)
async def test_nothing_of_an_invalid_update_is_saved(bram, address, form, state, typed, message):
    answer = await bram.post(address("handbook"), data=await form(bram, "handbook", **typed))

    assert answer.status_code == 400
    assert message in answer.text
    assert state("handbook").version == 4


async def test_a_form_sent_twice_is_saved_once_with_the_same_response(bram, address, form, state):
    typed = await form(bram, "handbook", text="Eén keer.")

    first, second = [await bram.post(address("handbook"), data=typed) for _ in range(2)]
    assert (first.status_code, first.headers["location"]) == (second.status_code, second.headers["location"])
    assert state("handbook").version == 5


async def test_the_second_writer_sees_both_texts_and_loses_nothing(bram, noor, address, form, state):
    mine = await form(bram, "handbook", text="Van Bram.", confidence="on_track")
    await noor.post(address("handbook"), data=await form(noor, "handbook", text="Van Noor."))

    answer = await bram.post(address("handbook"), data=mine)
    assert answer.status_code == 409
    assert "Iemand anders heeft dit gewijzigd" in answer.text
    assert "<blockquote>Van Noor.</blockquote>" in answer.text
    assert "<blockquote>Van Bram.</blockquote>" in answer.text
    assert state("handbook").last.text == "Van Noor."

    renewed = {**mine, "version": re.search(r'name="version" value="(\d+)"', answer.text)[1]}
    assert (await bram.post(address("handbook"), data=renewed)).status_code == 303
    assert state("handbook").last.text == "Van Bram."


async def test_going_back_to_a_saved_form_says_that_one_saved_it_oneself(bram, address, form):
    first = await form(bram, "handbook", text="Eerst dit.")
    assert (await bram.post(address("handbook"), data=first)).status_code == 303

    answer = await bram.post(address("handbook"), data={**first, "text": "Toch dit."})
    assert answer.status_code == 409
    assert "U hebt hier zelf iets anders bewaard" in answer.text
    assert "Iemand anders" not in answer.text
    assert "<blockquote>Toch dit.</blockquote>" in answer.text


async def test_no_change_repeats_the_last_update_today(bram, address, cast, state):
    data = {"version": "4", "van": "project"}
    answers = [await bram.post(f"{address('handbook')}/geen-wijziging", data=data) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert state("handbook").version == 5
    last = state("handbook").last
    assert (last.said_on, last.text, last.confidence) == (
        TODAY,
        "Bewoners schrijven mee.",
        Confidence.AT_RISK,
    )


async def test_no_change_after_another_update_shows_that_update(bram, address, database, cast):
    with database.writing() as session:
        update = StatusUpdateInput(Status.IN_PROGRESS, 4, TODAY, text="Van Noor.")
        status_update.submit(
            session, AuditContext(cast.noor, at(TODAY), "test"), cast["handbook"], update, today=TODAY
        )

    answer = await bram.post(f"{address('handbook')}/geen-wijziging", data={"version": "4"})
    assert answer.status_code == 409
    assert "Van Noor." in answer.text


async def test_no_change_without_an_earlier_update_is_refused(bram, address):
    answer = await bram.post(f"{address('training')}/geen-wijziging", data={"version": "1"})

    assert answer.status_code == 409
    assert "Hierover is nog niets gezegd." in answer.text


@pytest.mark.parametrize("what", ["", "/duiding"])
@pytest.mark.parametrize(("who", "status"), [("vera", 404), ("karel", 403), ("iris", 403), (None, 303)])
async def test_only_those_who_may_update_can_open_the_form(client_as, address, who, status, what):
    browser = await client_as(who)

    assert (await browser.get(address("handbook") + what)).status_code == status


@pytest.mark.parametrize("what", ["", "/geen-wijziging"])
@pytest.mark.parametrize(("who", "status"), [("vera", 404), ("karel", 403), ("iris", 403), (None, 403)])
async def test_nobody_else_can_save(client_as, address, state, who, status, what):
    browser = await client_as(who)

    data = {"status": "in_progress", "version": "4"}
    assert (await browser.post(address("handbook") + what, data=data)).status_code == status
    assert state("handbook").version == 4


async def test_a_form_of_another_site_is_refused(bram, address, form, state):
    typed = await form(bram, "handbook", csrf_token="")
    del bram.headers["X-CSRF-Token"]

    assert (await bram.post(address("handbook"), data=typed)).status_code == 403
    assert state("handbook").version == 4


async def test_typed_script_is_shown_as_text(bram, address, form):
    script = "<script>alert(1)</script>"
    typed = await form(bram, "handbook", status="on_hold", text=script, phrase=script)

    answer = await bram.post(address("handbook"), data=typed)
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
