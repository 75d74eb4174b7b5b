"""The decision calendar, and the forms of the question and of what was decided."""

import re

import pytest

from app.actions import decision, decision_taking, status_update
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.actions.status_update import StatusUpdateInput
from app.domain.status import Status
from app.queries.decision import decision_states
from tests.cast import TODAY, at

CALENDAR = "/programmas/buurtkracht/besluiten"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
ASKED = DecisionInput(
    "Waar komt het huis?", 0, [OptionInput("De Lindelaan"), OptionInput("Het Plein", is_withdrawn=True)]
)


@pytest.fixture
def decision_state(database, cast):
    """The present state of the decision."""

    def of():
        with database.reading() as session:
            return decision_states(session, cast.programme, TODAY, [cast["location"]])[0]

    return of


@pytest.fixture
def say(database, cast):
    """`say(decision.ask, asked)`: Noor records it for the location."""

    def of(action, action_input, **options):
        with database.writing() as session:
            action(
                session, AuditContext(cast.noor, at(TODAY), "test"), cast["location"], action_input, **options
            )

    return of


@pytest.fixture
def form(cast):
    """The address of the form of the question."""
    return f"/producten/{cast['location']}/besluit"


TYPED = {
    "version": "0",
    "question": "Waar?",
    "number-1": "",
    "option-1": "",
    "option-2": "De Lindelaan",
    "description-2": "Bij het park.",
    "option-3": "",
}


async def test_the_calendar_shows_open_decisions_with_their_inputs(karel, say, cast):
    say(decision.ask, DecisionInput("Waar komt het huis?", 0, decided_by=[cast.fund]))
    page = await karel.get(CALENDAR)

    assert page.status_code == 200
    assert "1 besluit is nog te nemen." in page.text
    assert page.text.index("2023-H2") < page.text.index("Kwartaal 1") < page.text.index("Waar komt het huis?")
    assert "Buurtfonds" in page.text
    assert "<b>0 van 1</b> gereed" in page.text
    sentence = (
        "Knelt: “Handreiking buurthuizen” komt uiterlijk 31 maart 2024, 60 dagen na de laatste dag van het"
    )
    assert sentence in page.text
    assert "Er is nog geen besluit genomen." in page.text


async def test_a_taken_decision_leaves_the_calendar(karel, say):
    say(decision.ask, ASKED)
    say(decision_taking.take, TakingInput(TODAY, 2, option_number=1, reason="Daar is het groen."))
    page = (await karel.get(CALENDAR)).text

    assert "Er wordt geen besluit gevraagd." in page
    assert page.index('id="genomen"') < page.index("De Lindelaan") < page.index("Reden: Daar is het groen.")


async def test_overdue_decisions_come_first_and_withdrawn_ones_last(karel, say, cast, database):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        gone = StatusUpdateInput(Status.CANCELLED, 2, TODAY, reason="Geen geld.")
        status_update.submit(session, act, cast["location"], gone, today=TODAY)
    page = (await karel.get(CALENDAR)).text
    assert page.index('id="vervallen"') < page.index("Reden: Geen geld.")


async def test_the_calendar_can_be_shown_as_of_a_day(karel, say):
    say(decision.ask, ASKED)
    page = await karel.get(CALENDAR, params={"peildatum": "2023-12-17"})
    assert "Waar komt het huis?" not in page.text
    assert (await karel.get(CALENDAR, params={"peildatum": "2024-01-01"})).status_code == 400


async def test_a_partial_request_gets_the_calendar_alone(karel):
    part = await karel.get(CALENDAR, headers=PARTIAL)
    assert part.text.lstrip().startswith('<div id="decisions">')
    assert part.headers["vary"] == "HX-Request-Type"


async def test_a_stranger_gets_not_found_for_the_calendar_and_its_forms(vera, form):
    for address in (CALENDAR, form, f"{form}/genomen"):
        assert (await vera.get(address)).status_code == 404


async def test_only_the_office_sees_links_to_the_forms(noor, karel, bram, cast, form, say):
    say(decision.ask, ASKED)
    page = f"/producten/{cast['location']}"
    visible = [f"{form}/genomen" in (await who.get(page)).text for who in (noor, bram, karel)]
    assert visible == [True, False, False]
    assert (await bram.get(form)).status_code == 403
    assert (await karel.post(f"{form}/genomen", data={})).status_code == 403
    assert form not in (await noor.get(f"{page}?peildatum=2023-12-17")).text


async def test_other_deliverables_have_no_decision_form(noor, cast):
    for address in ("besluit", "besluit/genomen"):
        assert (await noor.get(f"/producten/{cast['handbook']}/{address}")).status_code == 404
        assert (await noor.post(f"/producten/{cast['handbook']}/{address}", data={})).status_code == 404


async def test_the_office_can_state_the_question(noor, form, decision_state, cast):
    typed = TYPED | {f"party-{cast.fund}": "on", "adopts_id": str(cast["handbook"])}
    answer = await noor.post(form, data=typed)

    assert answer.status_code == 303
    now = decision_state()
    assert (now.question, now.adopts_id) == ("Waar?", cast["handbook"])
    assert [(o.number, o.title, o.description) for o in now.options] == [(1, "De Lindelaan", "Bij het park.")]
    page = (await noor.get(answer.headers["location"])).text
    assert "Stichting Buurtfonds" in page
    again = (await noor.get(form)).text
    assert {*typed} - {"option-2", "description-2", "option-3"} <= {*re.findall(r'name="([\w-]+)"', again)}
    assert f'name="adopts_id" value="{cast["handbook"]}" checked' in again
    assert 'name="number-1" value="1"' in again
    assert 'value="Bij het park."' in again


async def test_an_invalid_question_gets_a_message_and_keeps_what_was_typed(noor, form, decision_state):
    typed = TYPED | {
        "party-0": "on",
        "question": " ",
        "number-1": "1",
        "option-1": "Eerste",
        "option-3": "",
        "description-3": "?",
    }
    page = await noor.post(form, data=typed)

    assert page.status_code == 400
    for place in ("question", "option-1", "option-3", "decided_by"):
        assert f'id="{place}-error"' in page.text
        assert f'href="#{place}"' in page.text
    assert 'value="Bij het park."' in page.text
    assert decision_state().version == 0


async def test_the_second_writer_sees_both_texts_and_can_save_again(noor, form, say, decision_state):
    say(decision.ask, ASKED)
    page = await noor.post(form, data=TYPED)

    assert page.status_code == 409
    assert "Waar komt het huis?" in page.text
    assert 'value="De Lindelaan"' in page.text
    assert 'name="version" value="1"' in page.text
    assert (await noor.post(form, data=TYPED | {"version": "1"})).status_code == 303
    assert decision_state().question == "Waar?"


async def test_the_office_can_record_and_correct_what_was_decided(noor, form, say, decision_state, cast):
    say(decision.ask, ASKED)
    decided = {f"party-{cast.fund}": "on"}
    page = (await noor.get(f"{form}/genomen")).text
    assert "De Lindelaan" in page
    assert "Het Plein" not in page
    typed = {"version": "2", "option": "1", "taken_on": "17-12-2023", "reason": "Daar is het groen."}
    assert (await noor.post(f"{form}/genomen", data=typed | decided)).status_code == 303
    taken = decision_state()
    assert (taken.outcome, taken.taking.reason) == ("De Lindelaan", "Daar is het groen.")

    again = (await noor.get(f"{form}/genomen")).text
    assert 'value="17-12-2023"' in again
    right = {"version": "3", "corrects": str(taken.taking.id), "outcome": "Nergens", "taken_on": "2023-12-16"}
    right |= decided
    assert (await noor.post(f"{form}/genomen", data=right)).status_code == 303
    assert decision_state().outcome == "Nergens"
    shown = (await noor.get(form.removesuffix("/besluit"))).text
    assert "een correctie" in shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"taken_on": ""}, "taken_on"),
        ({"taken_on": "ooit"}, "taken_on"),
        ({"taken_on": "19-12-2023"}, "taken_on"),
        ({"option": ""}, "outcome"),
        ({"option": "9"}, "option"),
        ({"option": "2"}, "option"),
    ],
)
async def test_an_invalid_record_gets_a_message_beside_its_field(
    noor, form, say, decision_state, typed, field
):
    say(decision.ask, ASKED)
    fields = {"version": "2", "option": "1", "taken_on": "17-12-2023", "reason": "Om het groen."} | typed
    page = await noor.post(f"{form}/genomen", data=fields)

    assert page.status_code == 400
    assert f'id="{field}-error"' in page.text
    assert "Om het groen." in page.text
    assert not decision_state().is_taken


async def test_the_second_to_record_a_decision_is_told(noor, form, say, cast):
    say(decision.ask, ASKED)
    typed = {"version": "1", "option": "1", "taken_on": "17-12-2023", f"party-{cast.fund}": "on"}
    page = await noor.post(f"{form}/genomen", data=typed)
    assert page.status_code == 409
    assert 'name="version" value="2"' in page.text


async def test_a_form_of_another_site_changes_nothing(noor, form, decision_state):
    noor.headers["X-CSRF-Token"] = "van elders"
    assert (await noor.post(form, data=TYPED)).status_code == 403
    assert decision_state().version == 0
