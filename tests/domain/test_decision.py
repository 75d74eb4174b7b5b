"""Whether a decision can be taken follows from what it needs; the calendar lays out when it is asked."""

from dataclasses import dataclass
from datetime import date

import pytest

from app.domain.assessment import assess
from app.domain.decision import Readiness, Ready, judge_readiness
from app.domain.decision_calendar import lay_out_decisions
from app.domain.half_year import HalfYear
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.wording import readiness_in_words
from tests.told import NL, TODAY, said, status, undated

SUMMER = date(2024, 6, 20)


def judged(phrase="", of=Status.PLANNED, **values):
    """A verdict of today on what was promised in these words."""
    return assess([said(phrase)] if phrase else [], status(of, **values), TODAY)


DONE, GONE = judged("oktober 2023", Status.DELIVERED), judged("2024", Status.CANCELLED)
OVERDUE = judged("november 2023")
ONGOING = assess((), status(Status.IN_PROGRESS), TODAY, kind=DeliverableKind.ACTIVITY)
DECISION = judged("tweede helft van 2024")


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({}, Readiness(Ready.READY)),
        ({1: DONE}, Readiness(Ready.READY, 1, 1)),
        ({1: DONE, 2: GONE}, Readiness(Ready.READY, 1, 1)),
        ({1: DONE, 2: judged("voor de zomer van 2024")}, Readiness(Ready.WAITING, 2, 1, SUMMER, (2,))),
        (
            {1: judged("januari 2024"), 2: judged("voor de zomer van 2024"), 3: judged("20 juni 2024")},
            Readiness(Ready.WAITING, 3, 0, SUMMER, (2, 3)),
        ),
        ({1: judged()}, Readiness(Ready.UNKNOWN, 1, 0, None, (1,))),
        ({1: judged("vanaf 2024"), 2: judged("januari 2024")}, Readiness(Ready.UNKNOWN, 2, 0, None, (1,))),
        ({1: OVERDUE}, Readiness(Ready.UNKNOWN, 1, 0, None, (1,))),
        ({1: DONE, 2: ONGOING}, Readiness(Ready.READY, 2, 1, ongoing=(2,))),
        ({1: judged(), 2: ONGOING}, Readiness(Ready.UNKNOWN, 2, 0, None, (1,))),
    ],
)
def test_readiness_follows_from_the_inputs(inputs, expected):
    assert judge_readiness(DECISION, inputs) == expected


def test_an_input_that_is_promised_after_the_decision_conflicts_by_a_number_of_days():
    inputs = {1: judged("Q3 2024"), 2: judged("begin 2025"), 3: judged(), 4: judged("januari 2024")}
    readiness = judge_readiness(DECISION, inputs)
    assert readiness == Readiness(Ready.CONFLICT, 4, 0, date(2025, 3, 31), (2,), 90)


def test_an_undated_decision_waits_for_its_inputs():
    assessment = assess([undated("binnenkort")], status(Status.PLANNED), TODAY)
    assert judge_readiness(assessment, {1: judged("januari 2024")}).state is Ready.WAITING
    assert judge_readiness(judged(), {1: judged("januari 2024")}).until == date(2024, 1, 31)


@pytest.mark.parametrize("over", [DONE, GONE])
def test_a_taken_or_withdrawn_decision_waits_for_nothing(over):
    assert judge_readiness(over, {1: OVERDUE}) is None


@dataclass(frozen=True)
class Asked:
    """A decision as the calendar sees it."""

    name: str
    assessment: object


def laid_out(*phrases):
    """The calendar of decisions in these words, by name."""
    return lay_out_decisions([Asked(phrase or "never", judged(phrase)) for phrase in phrases], TODAY)


def names(asked):
    return [part.name for part in asked]


def test_the_calendar_looks_four_half_years_ahead():
    halves = laid_out().half_years
    assert [str(h.half_year) for h in halves] == ["2023-H2", "2024-H1", "2024-H2", "2025-H1"]
    assert {h.count for h in halves} == {0}


def test_decisions_that_fit_in_a_quarter_are_in_it_and_the_others_in_the_half_year():
    fits = laid_out("tweede helft van 2024", "oktober 2024", "Q3 2024", "in 2024", "september 2024")
    (half,) = [h for h in fits.half_years if h.half_year == HalfYear(2024, 2)]
    assert [(s.quarter, names(s.decisions)) for s in half.quarters] == [
        (3, ["Q3 2024", "september 2024"]),
        (4, ["oktober 2024"]),
        (None, ["in 2024", "tweede helft van 2024"]),
    ]
    assert half.count == 5


def test_overdue_later_and_undated_decisions_are_listed_separately():
    fits = laid_out("Q4 2025", "", "november 2023", "oktober 2023")
    assert names(fits.overdue) == ["oktober 2023", "november 2023"]
    assert names(fits.later) == ["Q4 2025"]
    assert names(fits.undated) == ["never"]


def test_a_window_without_an_end_belongs_where_it_opens_but_never_in_the_past():
    fits = laid_out("vanaf juli 2024", "vanaf 2022")
    assert [(str(h.half_year), h.count) for h in fits.half_years if h.count] == [
        ("2023-H2", 1),
        ("2024-H2", 1),
    ]


TITLES = {1: "Afwegingskader", 2: "Schetsen", 3: "Peiling"}


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({}, "Het wacht nergens op."),
        ({1: DONE}, "Alles wat ervoor nodig is, is er."),
        ({1: ONGOING}, "Er hoeft niets eerst te komen. “Afwegingskader” loopt door."),
        ({1: judged(), 2: OVERDUE}, "Het is niet bekend wanneer dit komt: “Afwegingskader” en “Schetsen”."),
        ({1: judged("20 juni 2024")}, "Het wacht tot en met 20 juni 2024 op “Afwegingskader”."),
        (
            {2: judged("1 januari 2025")},
            "Knelt: “Schetsen” komt uiterlijk 1 januari 2025, 1 dag na de laatste dag van het besluit.",
        ),
    ],
)
def test_readiness_is_put_in_a_sentence(inputs, sentence):
    assert readiness_in_words(judge_readiness(DECISION, inputs), TITLES, NL) == sentence
