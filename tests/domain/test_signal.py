"""Signals: which the rules see, on which facts each rests, and the sentence that tells it."""

from dataclasses import replace
from datetime import date

from app.domain.assessment import assess
from app.domain.inputs import input_is_later
from app.domain.recurrence import PeriodVerdict, RecurrencePeriod, find_missed
from app.domain.signal import (
    Needed,
    Signal,
    SignalFacts,
    foresee_contradictions,
    raise_signals,
)
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency
from app.domain.vague_date import read
from app.domain.wording import signal_sentence
from tests.told import NL, TODAY, said, status, undated

MARCH, JUNE, AUTUMN = date(2023, 3, 1), date(2023, 6, 12), date(2023, 9, 25)


def seen(deadlines=(), last=None, inputs=(), evidence=False):
    """What the rules see today of a deliverable."""
    judged = assess(deadlines, last, TODAY)
    return raise_signals(SignalFacts(judged, last, tuple(deadlines), tuple(inputs), evidence), TODAY)


def told(*found):
    return [signal_sentence(one, TODAY, NL) for one in found]


def needed(phrase, of=Status.IN_PROGRESS, title="Kader"):
    deadlines = (said(phrase, on=MARCH),) if phrase else ()
    return Needed(7, title, assess(deadlines, status(of), TODAY))


def test_a_closed_window_rests_on_the_deadline_that_stands():
    (raised,) = seen([said("1 december 2023", on=MARCH, id=3)], status(Status.IN_PROGRESS))
    assert (raised.signal, [d.id for d in raised.deadlines]) == (Signal.WINDOW_CLOSED, [3])
    assert told(raised) == [
        "Het venster sloot op 1 december 2023, 17 dagen geleden; er is nog niet gemeld dat het klaar is."
    ]


def test_moved_twice_rests_on_the_first_promise_and_each_that_counts_against_it():
    deadlines = [
        said("Q1 2024", on=MARCH, id=1),
        said("Q2 2024", on=JUNE, id=2),
        said("mei 2024", on=JUNE, id=3),
        said("Q4 2024", on=AUTUMN, id=4),
    ]
    (raised,) = seen(deadlines, status(Status.IN_PROGRESS))
    assert (raised.signal, [d.id for d in raised.deadlines]) == (Signal.MOVED_TWICE, [1, 2, 4])
    assert told(raised) == [
        "2 keer verschoven: eerst beloofd voor Q1 2024 (gezegd op 1 maart 2023), het laatst naar Q4 2024."
    ]


def test_a_later_input_is_named_with_the_day_by_which_it_comes():
    (raised,) = seen([said("Q1 2024")], status(Status.PLANNED), [needed("Q2 2024"), needed("2023")])
    assert (raised.signal, [n.id for n in raised.inputs]) == (Signal.INPUT_LATER, [7])
    assert told(raised) == [
        "Dit is beloofd voor uiterlijk 31 maart 2024, maar wacht op “Kader” (uiterlijk 30 juni 2024)."
    ]


def test_an_input_that_is_there_or_has_no_words_is_not_later():
    inputs = [needed("Q2 2024", Status.DELIVERED), needed("Q2 2024", Status.CANCELLED), needed("")]
    assert seen([said("Q1 2024")], status(Status.PLANNED), inputs) == ()
    assert not input_is_later(None, read("Q1 2024", TODAY))


def test_missing_updates_evidence_and_words_raise_signals():
    nothing = seen()
    assert [raised.signal for raised in nothing] == [Signal.STALE, Signal.PROMISE_WITHOUT_WORDS]
    assert told(*nothing) == [
        "Er is nooit gezegd hoe dit ervoor staat.",
        "Er is nog geen oplevermoment genoemd.",
    ]
    (old,) = seen([undated("binnenkort")], status(Status.PLANNED, on=MARCH, id=9))
    assert [u.id for u in old.updates] == [9]
    assert told(old) == [
        "Er is dit halfjaar niets over gezegd; de laatste stand van zaken is van 1 maart 2023."
    ]
    (bare,) = seen([said("2023")], status(Status.DELIVERED))
    assert told(bare)[0].startswith("Op 18 december 2023 is gezegd dat het er is, maar er is geen document")
    assert seen([said("2023")], status(Status.DELIVERED), evidence=True) == ()


def test_on_track_against_the_facts_rests_on_all_of_them_and_shows_the_answer():
    last = status(Status.IN_PROGRESS, confidence=Confidence.ON_TRACK, id=5)
    *_, raised = seen([said("1 december 2023", on=MARCH, id=3)], last, [needed("Q2 2024")])
    assert raised.signal is Signal.CONFIDENCE_CONTRADICTED
    assert (
        [d.id for d in raised.deadlines],
        [u.id for u in raised.updates],
        [n.id for n in raised.inputs],
    ) == (
        [3],
        [5],
        [7],
    )
    assert told(raised) == ["De trekker zei op 18 december 2023 “op koers”; de feiten zeggen iets anders."]
    *_, answered = seen([said("1 december 2023", on=MARCH)], replace(last, answer="Het is gedrukt."))
    assert told(answered)[0].endswith("Het antwoord: “Het is gedrukt.”")


def test_contradictions_are_known_before_a_lead_says_on_track():
    now = [said("Q1 2024", on=MARCH, id=1)]
    later = read("Q2 2024", TODAY)
    assert foresee_contradictions(now, [], Status.IN_PROGRESS, None, TODAY) == ()
    assert foresee_contradictions(now, [], Status.IN_PROGRESS, later, TODAY) == ()
    (signal,) = foresee_contradictions(now, [needed("Q3 2024")], Status.IN_PROGRESS, later, TODAY)
    assert signal.signal is Signal.INPUT_LATER
    assert foresee_contradictions([], [needed("Q3 2024")], Status.PLANNED, read("2023", TODAY), TODAY) != ()
    assert foresee_contradictions(now, [needed("Q3 2024")], Status.DELIVERED, None, TODAY) == ()


def test_ongoing_work_promises_no_words():
    judged = assess([], status(Status.IN_PROGRESS), TODAY, kind=DeliverableKind.ACTIVITY)
    signals = raise_signals(SignalFacts(judged, status(Status.IN_PROGRESS)), TODAY)
    assert Signal.PROMISE_WITHOUT_WORDS not in {raised.signal for raised in signals}


def test_a_period_that_was_missed_contradicts_on_track_until_what_was_held_in_it_is_said():
    autumn = RecurrencePeriod(
        Frequency.QUARTER, date(2023, 7, 1), date(2023, 9, 30), held=1, asked=2, verdict=PeriodVerdict.MISSED
    )
    last = status(Status.IN_PROGRESS, confidence=Confidence.ON_TRACK)
    judged = replace(assess([], last, TODAY, kind=DeliverableKind.RECURRING), periods=(autumn,))
    signals = {raised.signal for raised in raise_signals(SignalFacts(judged, last), TODAY)}
    assert {Signal.OCCURRENCE_MISSED, Signal.CONFIDENCE_CONTRADICTED} <= signals
    assert find_missed(judged.periods, TODAY) is autumn
    assert find_missed(judged.periods, TODAY, [date(2023, 9, 1)]) is None
