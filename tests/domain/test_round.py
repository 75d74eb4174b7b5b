"""The states, steps and days of a round, and which updates answer its call."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.half_year import HalfYear
from app.domain.round import (
    STEPS,
    CallStart,
    PeriodSpan,
    RoundDays,
    check_days,
    choose_answerer,
    compute_call_start,
    is_answered,
    is_entered_by_office,
    name_adopted_version,
    name_review_version,
    propose_days,
)
from app.domain.status import Status
from app.domain.structure import PeriodState
from tests.told import status


def test_the_only_step_back_is_from_review_to_editing():
    order = list(PeriodState)
    back = {
        (state, to) for state, leads in STEPS.items() for to in leads if order.index(to) < order.index(state)
    }
    assert back == {(PeriodState.REVIEW, PeriodState.EDITING)}
    assert set(STEPS) == set(PeriodState)


def test_the_proposed_days_are_the_last_of_the_half_year_and_twice_ten_days_later():
    proposed = RoundDays(date(2023, 12, 31), date(2024, 1, 10), date(2024, 1, 20))
    assert propose_days(HalfYear(2023, 2)) == proposed
    assert proposed.reviewable_from == date(2024, 1, 10)


def test_versions_count_on():
    assert [name_review_version(n) for n in (1, 2, 10)] == ["0.1", "0.2", "0.10"]
    assert [name_adopted_version(n) for n in (0, 1)] == ["1.0", "1.1"]


AUTUMN = HalfYear(2023, 2)
HALF = PeriodSpan.of(AUTUMN)
PROPOSED = propose_days(AUTUMN)
BEFORE, AFTER = date(2023, 6, 30), date(2024, 1, 21)


def test_the_proposed_days_are_accepted():
    assert check_days(HALF, PROPOSED, [("2023-H1", PeriodSpan.of(AUTUMN.previous()))]) == {}


def test_a_report_may_come_months_later_and_listen_until_then():
    late = date(2024, 5, 31)
    assert check_days(HALF, RoundDays(HALF.ends_on, late, late), ()) == {}


@pytest.mark.parametrize("field", ["reference_date", "input_deadline"])
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_a_day_before_the_period_or_after_the_report_is_refused(field, day):
    assert set(check_days(HALF, replace(PROPOSED, **{field: day}), ())) == {field}


def test_a_report_dated_before_its_period_is_refused_with_its_other_days():
    early = RoundDays(BEFORE, BEFORE, BEFORE)
    assert set(check_days(HALF, early, ())) == {"reference_date", "input_deadline"}


def test_a_period_that_ends_before_it_begins_is_refused():
    assert set(check_days(PeriodSpan(HALF.starts_on, BEFORE), PROPOSED, ())) == {"ends_on"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "both"),
    [
        (date(2023, 1, 1), BEFORE, False),
        (date(2023, 1, 1), HALF.starts_on, True),
        (date(2023, 9, 1), date(2023, 9, 30), True),
        (HALF.ends_on, AFTER, True),
        (AFTER, date(2024, 6, 30), False),
    ],
)
def test_no_day_falls_in_two_rounds(starts_on, ends_on, both):
    other = PeriodSpan(starts_on, ends_on)
    assert HALF.overlaps(other) is other.overlaps(HALF) is both
    objections = check_days(HALF, PROPOSED, [("2024-H1", other)])
    assert [str(objection.values["other"]) for objection in objections.values()] == (
        ["2024-H1"] if both else []
    )


ASKED = date(2023, 12, 1)
NOON = datetime(2023, 12, 1, 12, tzinfo=UTC)


def test_an_answer_counts_since_leads_were_asked():
    assert compute_call_start(ASKED, NOON, date(2023, 7, 1)) == CallStart(ASKED, NOON)


def test_a_round_opened_before_its_period_counts_answers_from_the_start_of_the_period():
    assert compute_call_start(date(2023, 6, 20), NOON, date(2023, 7, 1)) == CallStart(date(2023, 7, 1))


@pytest.mark.parametrize(
    ("said_on", "hour", "answers"),
    [
        (date(2023, 11, 30), 13, False),
        (ASKED, 11, False),
        (ASKED, 12, True),
        (ASKED, 13, True),
        (date(2023, 12, 2), 11, True),
    ],
)
def test_what_was_said_before_the_round_opened_is_no_answer_on_that_day_either(said_on, hour, answers):
    last = replace(status(Status.PLANNED, on=said_on), recorded_at=NOON.replace(hour=hour))
    assert is_answered(last, CallStart(ASKED, NOON)) is answers


def test_silence_is_no_answer_and_without_a_moment_the_whole_day_counts():
    assert not is_answered(None, CallStart(ASKED, NOON))
    last = replace(status(Status.PLANNED, on=ASKED), recorded_at=NOON.replace(hour=1))
    assert is_answered(last, CallStart(ASKED))


@pytest.mark.parametrize(
    ("lead", "of_project", "able", "answers"),
    [(1, 2, {1, 2}, 1), (1, 2, {2}, 2), (None, 2, {2}, 2), (1, None, set(), None), (1, 1, {2}, None)],
)
def test_whoever_has_access_answers_the_lead_first_and_the_office_where_nobody_has(
    lead, of_project, able, answers
):
    assert choose_answerer(lead, of_project, able) == answers


@pytest.mark.parametrize(
    ("author", "answerer", "is_told"),
    [(9, 1, True), (1, 1, False), (2, 1, False), (8, 1, False), (9, None, False)],
)
def test_an_answer_of_the_office_is_told_as_such_where_a_lead_had_to_give_it(author, answerer, is_told):
    """Not where the office itself has to, nor what a lead gave who handed over since (8)."""
    last = replace(status(Status.PLANNED, on=ASKED), author_id=author)
    is_by_office = is_entered_by_office(
        last, CallStart(ASKED), lead_ids=(1, 2), answerer_id=answerer, office={9}
    )
    assert is_by_office is is_told
