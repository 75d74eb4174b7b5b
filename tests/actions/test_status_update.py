"""Saying how a deliverable stands: what is taken in, and what is refused, all at once."""

from datetime import date, timedelta

import pytest

from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Stale
from app.domain.status import Confidence, Status
from app.domain.timeliness import Timeliness
from tests.cast import TODAY

TOMORROW = TODAY + timedelta(days=1)


def refused(say, name, **words):
    """The fields about which something is wrong."""
    with pytest.raises(Invalid) as refusal:
        say(name, **words)
    return set(refusal.value.fields)


def test_an_update_without_words_of_time_leaves_the_deadline(say, state):
    before = state("handbook")
    say("handbook", status=Status.IN_PROGRESS, confidence=Confidence.ON_TRACK, text="Hoofdstuk drie is af.")
    after = state("handbook")
    assert (after.last.text, after.last.confidence) == ("Hoofdstuk drie is af.", Confidence.ON_TRACK)
    assert after.deadlines == before.deadlines
    assert after.version == before.version + 1


def test_new_words_are_a_new_deadline_with_the_same_day_author_and_reason(say, state, cast):
    say("handbook", phrase="Q2 2024", firmness=Firmness.COMMITTED, reason="De drukker is vol.")
    deadline = state("handbook").deadlines[-1]
    assert (deadline.window.phrase, deadline.window.edtf) == ("Q2 2024", "2024-34")
    assert (deadline.window.earliest, deadline.window.latest) == (date(2024, 4, 1), date(2024, 6, 30))
    assert (deadline.firmness, deadline.reason) == (Firmness.COMMITTED, "De drukker is vol.")
    assert (deadline.said_on, deadline.author) == (TODAY, "Bram")
    assert len(state("handbook").deadlines) == 3


def test_the_same_words_with_the_same_firmness_are_no_new_deadline(say, state):
    say("handbook", phrase=" begin 2024 ", firmness=Firmness.EXPECTED)
    assert len(state("handbook").deadlines) == 2


def test_the_same_words_said_more_firmly_are_a_new_deadline(say, state):
    say("handbook", phrase="begin 2024", firmness=Firmness.DECIDED)
    assert state("handbook").deadlines[-1].firmness is Firmness.DECIDED
    assert state("handbook").assessment.moves == 1


def test_relative_words_are_read_against_the_day_on_which_they_are_said(say, state):
    say("survey", phrase="volgend jaar", firmness=Firmness.AIMED)
    assert state("survey").assessment.deadline.window.latest == date(2024, 12, 31)


def test_a_delivery_is_judged_by_the_first_promise(say, state):
    say("leaflet", status=Status.PLANNED, reason="Bewoners vroegen er toch om.")
    say("leaflet", status=Status.DELIVERED, delivered_on=date(2023, 12, 15))
    assert state("leaflet").assessment.timeliness is Timeliness.DELIVERED
    say("release", status=Status.DELIVERED, delivered_on=date(2023, 12, 11))
    assert state("release").assessment.timeliness is Timeliness.DELIVERED_LATE


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("handbook", {"status": Status.ON_HOLD}),
        ("handbook", {"status": Status.CANCELLED}),
        ("handbook", {"confidence": Confidence.OFF_TRACK}),
        ("leaflet", {"status": Status.IN_PROGRESS}),
        ("handbook", {"phrase": "Q2 2024", "firmness": Firmness.EXPECTED}),
        ("handbook", {"phrase": "binnenkort", "firmness": Firmness.EXPECTED}),
    ],
)
def test_a_status_that_requires_a_reason_is_refused_without_and_saved_with_one(say, state, name, words):
    assert refused(say, name, **words) == {"reason"}
    assert refused(say, name, **words, reason="  ") == {"reason"}
    before = state(name).version
    say(name, **words, reason="Daar is een goede reden voor.")
    assert state(name).version == before + 1


def test_sharpening_a_deadline_asks_for_no_reason(say, state):
    say("handbook", phrase="februari 2024", firmness=Firmness.EXPECTED)
    assert state("handbook").assessment.moves == 1


def test_giving_a_first_date_asks_for_no_reason(say, state):
    say("training", phrase="mei 2024", firmness=Firmness.AIMED)
    assert state("training").assessment.timeliness is Timeliness.DUE_LATER


def test_a_status_that_may_not_follow_is_refused(say):
    assert refused(say, "opening", status=Status.IN_PROGRESS) == {"status"}
    assert refused(say, "handbook", status=Status.ADOPTED) == {"status"}


def test_a_day_still_to_come_is_refused(say):
    assert refused(say, "handbook", said_on=TOMORROW) == {"said_on"}


def test_a_day_of_delivery_of_what_is_not_delivered_is_refused(say):
    assert refused(say, "handbook", delivered_on=TODAY) == {"delivered_on"}


def test_a_delivery_after_the_day_on_which_it_is_said_is_refused(say):
    words = {"status": Status.DELIVERED, "delivered_on": TODAY, "said_on": TODAY - timedelta(days=1)}
    assert refused(say, "handbook", **words) == {"delivered_on"}


def test_words_that_are_not_understood_are_refused(say):
    assert refused(say, "handbook", phrase="als het zo uitkomt", firmness=Firmness.AIMED) == {"phrase"}


def test_a_window_that_closed_before_it_is_said_is_refused(say):
    assert refused(say, "survey", phrase="oktober 2023", firmness=Firmness.AIMED) == {"phrase"}


def test_a_promise_without_its_firmness_is_refused(say):
    assert refused(say, "handbook", phrase="februari 2024") == {"firmness"}


def test_what_a_document_says_is_taken_in_as_it_stands_there(say, state):
    say("survey", phrase="oktober 2023", firmness=Firmness.EXPECTED, as_reported=True)
    assert state("survey").assessment.timeliness is Timeliness.OVERDUE


def test_the_words_of_what_is_done_say_when_that_was_and_need_no_firmness(say, state):
    say("release", status=Status.DELIVERED, phrase="november jl.")
    assert state("release").assessment.deadline.window.latest == date(2023, 11, 30)


def test_everything_that_is_wrong_is_refused_together_and_nothing_is_saved(say, state, trail):
    before, traces = state("opening"), len(trail("status_update.submit"))
    wrong = refused(
        say,
        "opening",
        status=Status.ON_HOLD,
        said_on=TOMORROW,
        delivered_on=TODAY,
        phrase="ooit of nooit",
    )
    assert wrong == {"status", "reason", "said_on", "delivered_on", "phrase"}
    assert state("opening") == before
    assert len(trail("status_update.submit")) == traces


def test_a_late_window_without_reason_and_firmness_is_refused_for_both(say):
    assert refused(say, "handbook", phrase="Q2 2024") == {"reason", "firmness"}


def test_a_form_that_is_sent_twice_is_saved_once(say, state):
    first = say("handbook", text="Eén keer gezegd.", submission="form-1")
    version = state("handbook").version
    assert say("handbook", text="Eén keer gezegd.", submission="form-1", version=4) == first
    assert state("handbook").version == version


def test_two_forms_are_saved_as_two(say):
    assert say("handbook", submission="form-1") != say("handbook", submission="form-2")


def test_an_older_version_of_an_update_is_refused_with_what_is_said_now(say, state):
    say("handbook", text="Ik was eerst.", by=state("release").lead_id)
    with pytest.raises(Stale) as refusal:
        say("handbook", text="Ik was tweede.", version=4)
    assert refusal.value.current.text == "Ik was eerst."
    assert refusal.value.current.author == "Iris"
    assert state("handbook").last.text == "Ik was eerst."


def test_what_is_entered_late_is_judged_by_what_was_current_on_its_day(say, state):
    said_on = date(2023, 5, 1)
    say("opening", status=Status.IN_PROGRESS, said_on=said_on, text="De aannemer is gekozen.")
    assert state("opening").last.status is Status.DELIVERED
    assert state("opening", said_on).last.text == "De aannemer is gekozen."


def test_what_was_said_leaves_its_trace_with_what_it_was_before(say, trail, cast):
    say("handbook", phrase="Q2 2024", firmness=Firmness.AIMED, reason="De drukker is vol.")
    entry = trail("status_update.submit")[0]
    assert (entry.actor_id, entry.origin, entry.object_type, entry.object_id) == (
        cast.bram,
        "test",
        "deliverable",
        cast["handbook"],
    )
    assert (entry.was["phrase"], entry.becomes["phrase"]) == ("begin 2024", "Q2 2024")
    assert (entry.was["status"], entry.becomes["said_on"]) == ("in_progress", "2023-12-18")


def test_the_words_that_stand_can_be_said_more_firmly_without_repeating_them(say, state):
    say("handbook", firmness=Firmness.DECIDED)
    deadline = state("handbook").assessment.deadline
    assert (deadline.window.phrase, deadline.firmness) == ("begin 2024", Firmness.DECIDED)
    assert len(state("handbook").deadlines) == 3


def test_the_same_firmness_without_words_says_nothing_new(say, state):
    say("handbook", firmness=Firmness.EXPECTED)
    say("training", firmness=Firmness.AIMED)
    assert (len(state("handbook").deadlines), len(state("training").deadlines)) == (2, 0)


def test_on_track_asks_one_sentence_where_what_recurs_was_missed_in_the_period_that_closed(say):
    january = date(2024, 1, 10)
    on_track = {"status": Status.IN_PROGRESS, "confidence": Confidence.ON_TRACK}
    assert refused(say, "panel", today=january, **on_track) == {"answer"}
    say("panel", today=january, answer="De zaal was dicht.", **on_track)
