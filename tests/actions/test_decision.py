"""Asking for a decision and taking it: what is said, what follows from it, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.actions import decision, decision_taking, deliverable, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.domain.decision import Option, Ready
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Status
from app.queries.decision import decision_states
from app.queries.deliverable_records import statuses_said
from app.queries.need import needs_of
from app.queries.scope import Scope
from app.tables import DecisionOption, DecisionStatement, DecisionTaking
from tests.cast import TODAY, at
from tests.refusals import refused

DAY = timedelta(days=1)
PLACES = (OptionInput("De Lindelaan"), OptionInput("Het Plein", description="Naast de school."))
ASKED = DecisionInput("Waar komt het tweede buurthuis?", 0, PLACES)
TAKING = TakingInput(TODAY, version=2, option_number=1, reason="Daar is het groen.")


@pytest.fixture
def find_decision(session, cast):
    """The decision about the location on a day."""

    def of(as_of=TODAY):
        return decision_states(session, cast.programme, as_of, [cast["location"]])[0]

    return of


@pytest.fixture
def question(session, office, cast):
    """Where the second house comes, asked of the fund."""
    decision.ask(session, office, cast["location"], replace(ASKED, decided_by=[cast.fund]))


@pytest.fixture
def take(session, office, cast, question):
    """Take it, with some of it otherwise."""
    return lambda **other: decision_taking.take(session, office, cast["location"], replace(TAKING, **other))


def count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_what_is_asked_is_kept_with_its_options_and_who_decides(find_decision, question, cast):
    now = find_decision()
    assert (now.question, now.version, now.adopts_id) == (ASKED.question, 1, None)
    assert now.options == (Option(1, "De Lindelaan"), Option(2, "Het Plein", "Naast de school."))
    assert [(party.id, party.short) for party in now.deciders] == [(cast.fund, "Buurtfonds")]
    assert now.readiness.state is Ready.CONFLICT
    assert (now.readiness.held_by, now.readiness.days) == ((cast["handbook"],), 60)
    assert (find_decision(TODAY - DAY).question, find_decision(TODAY - DAY).options) == ("", ())


def test_an_option_is_renamed_withdrawn_and_added_without_losing_its_number(
    session, office, cast, find_decision, question
):
    anew = DecisionInput(
        "Waar?",
        1,
        [
            OptionInput("Lindelaan 4", 1),
            OptionInput("Het Plein", 2, is_withdrawn=True),
            OptionInput("De Dam"),
        ],
    )
    decision.ask(session, office, cast["location"], anew)
    assert find_decision().options == (
        Option(1, "Lindelaan 4"),
        Option(2, "Het Plein", "", True),
        Option(3, "De Dam"),
    )
    assert (find_decision().question, find_decision().version, find_decision().deciders) == ("Waar?", 2, ())


def test_what_stays_the_same_is_not_said_again(session, office, cast, question, trail):
    again = [OptionInput("De Lindelaan", 1)]
    decision.ask(
        session, office, cast["location"], replace(ASKED, version=1, options=again, decided_by=[cast.fund])
    )
    assert (count(session, DecisionOption), count(session, DecisionStatement)) == (2, 1)
    last, first = trail("decision.ask")
    assert (last.was, last.becomes["options"], last.becomes["come"]) == ({}, [], [])
    assert first.becomes["options"][1]["title"] == "Het Plein"
    assert first.becomes["said_on"] == TODAY.isoformat()


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"question": "  "}, {"question"}),
        ({"options": [OptionInput("Ergens", 7)]}, {"option-1"}),
        ({"options": [OptionInput("De Dam"), OptionInput(" ")]}, {"option-2"}),
        ({"adopts_id": 999}, {"adopts_id"}),
        ({"decided_by": [0]}, {"decided_by"}),
        ({"said_on": TODAY + DAY}, {"said_on"}),
        (
            {"question": "", "options": [OptionInput("")], "adopts_id": 999},
            {"question", "option-1", "adopts_id"},
        ),
    ],
)
def test_an_impossible_question_is_refused_all_at_once_and_nothing_is_saved(
    session, office, cast, find_decision, wrong, fields
):
    with pytest.raises(Invalid) as refusal:
        decision.ask(session, office, cast["location"], replace(ASKED, **wrong))
    assert set(refusal.value.fields) == fields
    assert find_decision().version == 0


def test_what_a_decision_adopts_it_needs_too(session, office, cast, find_decision):
    decision.ask(session, office, cast["location"], replace(ASKED, adopts_id=cast["survey"]))
    assert find_decision().adopts_id == cast["survey"]
    assert {*needs_of(session, cast.programme)[cast["location"]]} == {cast["handbook"], cast["survey"]}
    with pytest.raises(Invalid) as refusal:
        decision.ask(session, office, cast["location"], replace(ASKED, version=1, adopts_id=cast["location"]))
    assert {*refusal.value.fields} == {"adopts_id"}


def test_only_a_decision_asks_anything(session, office, cast):
    with pytest.raises(Invalid):
        decision.ask(session, office, cast["handbook"], ASKED)


def test_an_older_version_of_a_question_is_refused_as_stale(session, office, cast, question):
    with pytest.raises(Stale):
        decision.ask(session, office, cast["location"], ASKED)


def test_taking_a_decision_delivers_it_with_its_outcome(find_decision, take):
    take(taken_on=TODAY - DAY)
    now = find_decision()
    assert (now.is_taken, now.outcome, now.taken_on) == (True, "De Lindelaan", TODAY - DAY)
    assert (now.taking.option_number, now.taking.reason, now.taking.author) == (
        1,
        "Daar is het groen.",
        "Noor",
    )
    assert (now.assessment.status, now.state.last.text, now.readiness) == (
        Status.DELIVERED,
        "De Lindelaan",
        None,
    )
    before = find_decision(TODAY - DAY)
    assert (before.is_taken, before.outcome, before.taken_on, before.taking) == (False, "", None, None)


def test_an_outcome_in_words_needs_no_option(find_decision, take):
    take(option_number=None, outcome=" Nergens. ")
    assert (find_decision().outcome, find_decision().taking.option_number) == ("Nergens.", None)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"option_number": 9}, "option"),
        ({"option_number": None, "outcome": " "}, "outcome"),
        ({"taken_on": TODAY + DAY}, "taken_on"),
        ({"taken_on": TODAY, "said_on": TODAY - DAY}, "taken_on"),
        ({"said_on": TODAY + DAY}, "said_on"),
        ({"said_on": date(2023, 2, 1), "taken_on": date(2023, 2, 1)}, "said_on"),
    ],
)
def test_an_impossible_decision_is_refused_beside_its_field(session, take, find_decision, other, field):
    with pytest.raises(Invalid) as refusal:
        take(**other)
    assert set(refusal.value.fields) == {field}
    assert (find_decision().is_taken, count(session, DecisionTaking)) == (False, 0)


def test_a_withdrawn_option_cannot_be_chosen(session, office, cast, take):
    gone = [OptionInput("De Lindelaan", 1, is_withdrawn=True)]
    decision.ask(session, office, cast["location"], replace(ASKED, version=1, options=gone))
    with pytest.raises(Invalid) as refusal:
        take()
    assert set(refusal.value.fields) == {"option"}


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.ON_HOLD])
def test_a_decision_that_is_withdrawn_or_on_hold_is_not_taken(say, take, status):
    say("location", status=status, reason="Geen geld.")
    with pytest.raises(Invalid) as refusal:
        take(version=3)
    assert set(refusal.value.fields) == {"taken_on"}


def test_a_decision_without_a_question_is_not_taken(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        decision_taking.take(session, office, cast["location"], TakingInput(TODAY, 2, "Nergens."))
    assert set(refusal.value.fields) == {"outcome"}


def test_a_decision_is_taken_once(take):
    take()
    with pytest.raises(Invalid) as refusal:
        take(version=3)
    assert set(refusal.value.fields) == {"taken_on"}


def test_an_older_version_of_a_decision_is_refused_as_stale_and_nothing_is_taken(
    session, take, find_decision
):
    with pytest.raises(Stale):
        take(version=1)


def test_what_a_document_already_reported_in_the_same_words_is_not_said_again(
    session, say, take, cast, find_decision
):
    say("location", status=Status.DELIVERED, delivered_on=TODAY, text="De Lindelaan", as_reported=True)
    assert (find_decision().is_taken, find_decision().outcome, find_decision().taking) == (
        True,
        "De Lindelaan",
        None,
    )
    take(version=3)
    statuses = statuses_said(session, Scope(ids=[cast["location"]]), TODAY)[cast["location"]]
    assert [s.status for s in statuses] == [Status.PLANNED, Status.DELIVERED]
    assert find_decision().taking.option_number == 1


@pytest.fixture
def adopting(session, office, cast, question):
    """The decision adopts the handbook."""
    anew = replace(ASKED, version=1, options=(), adopts_id=cast["handbook"])
    decision.ask(session, office, cast["location"], anew)


def test_taking_a_decision_adopts_the_product_that_it_names(state, say, take, adopting):
    say("handbook", status=Status.DELIVERED, delivered_on=date(2023, 12, 1), text="Klaar.", phrase="")
    take()
    product = state("handbook")
    assert (product.assessment.status, product.last.delivered_on) == (Status.ADOPTED, date(2023, 12, 1))
    assert product.last.text == "Klaar."


def test_a_product_that_was_adopted_already_stays_so(session, cast, say, take, adopting):
    say("handbook", status=Status.DELIVERED)
    say("handbook", status=Status.ADOPTED, as_reported=True)
    take()
    statuses = statuses_said(session, Scope(ids=[cast["handbook"]]), TODAY)[cast["handbook"]]
    assert [s.status for s in statuses].count(Status.ADOPTED) == 1


def test_a_decision_cannot_adopt_what_is_not_delivered(session, office, cast, take, adopting, find_decision):
    with pytest.raises(Invalid) as refusal:
        take()
    assert set(refusal.value.fields) == {"outcome"}
    deliverable.need(session, office, cast["location"], [])
    with pytest.raises(Invalid):
        take()
    assert not find_decision().is_taken


def test_a_correction_takes_the_place_of_what_was_said(session, office, cast, take, find_decision, trail):
    wrong = take()
    right = TakingInput(TODAY - 3 * DAY, version=3, option_number=2)
    decision_taking.correct_taking(session, office, wrong, right, why="Verkeerd gelezen.")
    now = find_decision()
    assert (now.outcome, now.taken_on, now.taking.corrects) == ("Het Plein", TODAY - 3 * DAY, wrong)
    assert (now.state.last.text, now.state.last.reason) == ("Het Plein", "Verkeerd gelezen.")
    (entry,) = trail("decision.correct_taking")
    assert (entry.was["outcome"], entry.becomes["outcome"]) == ("De Lindelaan", "Het Plein")
    assert entry.becomes["said_on"] == TODAY.isoformat()


def test_a_correction_asks_no_reason_and_is_made_once(session, office, take):
    wrong = take()
    right = replace(TAKING, version=3)
    with pytest.raises(Invalid):
        decision_taking.correct_taking(session, office, wrong, replace(right, option_number=9))
    decision_taking.correct_taking(session, office, wrong, right)
    with pytest.raises(Conflict):
        decision_taking.correct_taking(session, office, wrong, replace(right, version=4), why="Nog een.")


def test_the_option_that_was_chosen_may_be_kept_in_a_correction(session, office, cast, take, find_decision):
    wrong = take()
    gone = [OptionInput("De Lindelaan", 1, is_withdrawn=True)]
    decision.ask(session, office, cast["location"], replace(ASKED, version=1, options=gone))
    right = replace(TAKING, version=3, reason="Het is er stil.")
    decision_taking.correct_taking(session, office, wrong, right, why="De reden ontbrak.")
    assert find_decision().taking.reason == "Het is er stil."


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.ADOPTED])
def test_a_status_update_takes_no_decision(say, question, find_decision, status):
    with refused("own form"):
        say("location", status=status, delivered_on=TODAY)
    assert not find_decision().is_taken


def test_a_correction_of_a_status_takes_no_decision(session, office, cast, question, state, find_decision):
    right = status_update.StatusCorrection(Status.DELIVERED, 2, "Het is genomen.")
    with refused("own form"):
        status_correction.correct(session, office, state("location").last.id, right)
    assert not find_decision().is_taken


def test_only_its_decision_adopts_a_product(session, office, say, take, adopting, state):
    say("handbook", status=Status.DELIVERED)
    with refused("adopts this"):
        say("handbook", status=Status.ADOPTED)
    take()
    assert state("handbook").assessment.status is Status.ADOPTED


def test_a_product_that_no_decision_adopts_is_adopted_by_its_lead(say, state):
    say("handbook", status=Status.DELIVERED)
    say("handbook", status=Status.ADOPTED)
    assert state("handbook").assessment.status is Status.ADOPTED


def test_a_decision_that_was_cancelled_adopts_nothing(say, adopting, state):
    say("handbook", status=Status.DELIVERED)
    say("location", status=Status.CANCELLED, reason="Geen geld.")
    say("handbook", status=Status.ADOPTED)
    assert state("handbook").assessment.status is Status.ADOPTED


def test_an_outcome_may_leave_the_product_as_it_is(say, take, adopting, state, find_decision):
    take(adopts=False)
    assert (find_decision().is_taken, state("handbook").assessment.status) == (True, Status.IN_PROGRESS)


def test_what_a_decision_adopted_is_corrected_with_the_decision(session, office, say, take, adopting, state):
    say("handbook", status=Status.DELIVERED)
    take()
    product = state("handbook")
    back = status_update.StatusCorrection(Status.DELIVERED, product.version, "Nog niet vastgesteld.")
    with refused("Correct that decision"):
        status_correction.correct(session, office, product.last.id, back)
    assert state("handbook").assessment.status is Status.ADOPTED


def test_a_corrected_outcome_no_longer_adopts_the_product(session, office, say, take, adopting, state):
    say("handbook", status=Status.DELIVERED, text="Klaar.")
    wrong = take()
    right = replace(TAKING, version=3, adopts=False)
    corrected = decision_taking.correct_taking(session, office, wrong, right, why="Nog niet vastgesteld.")
    assert state("handbook").assessment.status is Status.DELIVERED
    again = replace(TAKING, version=4)
    decision_taking.correct_taking(session, office, corrected, again, why="Toch wel.")
    assert state("handbook").assessment.status is Status.ADOPTED


def test_who_decided_is_said_with_the_outcome(take, question, find_decision, cast):
    with pytest.raises(Invalid) as refusal:
        take(decided_by=())
    assert set(refusal.value.fields) == {"decided_by"}
    take(decided_by=(cast.fund,))
    assert [party.id for party in find_decision().deciders] == [cast.fund]


def test_how_a_decision_stands_is_corrected_with_what_was_decided(session, office, take, state):
    take()
    back = status_update.StatusCorrection(Status.PLANNED, 3, "Het is nog niet genomen.")
    for attempt in (
        lambda: status_correction.correct(session, office, state("location").last.id, back),
        lambda: status_correction.retract(session, office, state("location").last.id, 3),
    ):
        with refused("recorded with the decision"):
            attempt()
    assert state("location").assessment.status is Status.DELIVERED


def test_a_decision_that_was_taken_back_was_not_taken(
    session, office, say, take, adopting, state, find_decision, trail
):
    say("handbook", status=Status.DELIVERED, text="Klaar.")
    wrong = take()
    decision_taking.retract_taking(session, office, wrong, 3, why="Het stond niet op de agenda.")
    now = find_decision()
    assert (now.is_taken, now.taking, now.outcome) == (False, None, "")
    assert (state("location").assessment.status, state("handbook").assessment.status) == (
        Status.PLANNED,
        Status.DELIVERED,
    )
    with pytest.raises(Conflict):
        decision_taking.correct_taking(session, office, wrong, replace(TAKING, version=4), why="Te laat.")
    assert take(version=4)
    (entry,) = trail("decision.retract_taking")
    assert (entry.was["outcome"], entry.becomes["retracts"]) == ("De Lindelaan", wrong)


def test_the_trace_tells_what_was_decided(take, trail, cast):
    taking_id = take()
    (entry,) = trail("decision.take")
    assert (entry.object_type, entry.object_id) == ("deliverable", cast["location"])
    assert entry.becomes == {
        "taking": taking_id,
        "taken_on": TODAY.isoformat(),
        "option_number": 1,
        "outcome": "De Lindelaan",
        "reason": "Daar is het groen.",
        "adopts": None,
        "said_on": TODAY.isoformat(),
    }


def test_a_moment_can_be_promised_for_a_decision_as_for_anything(say, find_decision):
    say("location", phrase="Q2 2024", firmness=Firmness.EXPECTED, reason="Meer tijd.")
    assert find_decision().readiness.state is Ready.WAITING


def test_a_demo_says_it_on_the_day_of_its_document(session, cast, question, find_decision):
    earlier = AuditContext(cast.noor, at(TODAY), "test", day=TODAY)
    assert decision_taking.take(session, earlier, cast["location"], TAKING)
    assert find_decision().taking.said_on == TODAY


def test_what_is_no_longer_said_to_be_taken_is_taken_back_and_not_corrected(
    session, office, take, find_decision
):
    wrong = take()
    delivered = find_decision().state.last
    status_correction.retract(session, office, delivered.id, 3, reason="Verkeerd.", by_decision=True)
    with pytest.raises(Conflict, match="no longer said"), session.begin_nested():
        decision_taking.correct_taking(session, office, wrong, replace(TAKING, version=4), why="Toch.")
    decision_taking.retract_taking(session, office, wrong, 4, why="Het stond niet op de agenda.")
    assert find_decision().taking is None
