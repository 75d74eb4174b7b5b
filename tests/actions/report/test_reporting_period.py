"""Planning the account over a half-year, and moving its days while it may be moved."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.actions.report import reporting_period, review
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.round import PeriodSpan, RoundDays
from app.domain.structure import PeriodState
from app.queries.report.archive import frozen_tree
from app.queries.reporting_period import period_by_id, periods
from app.tables import ReportingPeriod
from tests.cast import TODAY
from tests.rounds import adopt, edit, noor, send_to_review, sign_all, version_of

SPRING = HalfYear(2024, 1)
DAYS = RoundDays(date(2024, 6, 30), date(2024, 7, 12), date(2024, 7, 31))
HALF = PeriodSpan(date(2023, 7, 1), date(2023, 12, 31))
NOW = RoundDays(date(2023, 12, 31), date(2024, 1, 12), date(2024, 1, 31))


def refused(wanted):
    return set(wanted.value.fields)


def test_a_half_year_gets_the_next_number_and_its_own_days(session, office, cast, trail):
    planned = reporting_period.plan(session, office, cast.programme, half_year=SPRING, days=DAYS)
    row = period_by_id(session, planned)
    assert (row.half_year, row.state, row.number) == ("2024-H1", PeriodState.PLANNED, 2)
    assert (row.starts_on, row.ends_on) == (SPRING.starts_on, SPRING.ends_on)
    assert RoundDays(row.reference_date, row.input_deadline, row.report_date) == DAYS
    assert trail("reporting_period.plan")[0].becomes == {"half_year": "2024-H1"}


def test_a_round_opens_once_its_period_has_begun_and_no_other_is_under_way(session, office, cast):
    planned = reporting_period.plan(session, office, cast.programme, half_year=SPRING, days=DAYS)

    def open_on(day):
        reporting_period.take_step(session, noor(cast, day), planned, PeriodState.OPEN, version=1)

    with pytest.raises(Conflict, match="its period has not begun"):
        open_on(SPRING.starts_on - timedelta(days=1))
    for step in (None, edit, send_to_review):
        if step is not None:
            step(session, cast)
        with pytest.raises(Conflict, match="2023-H2 is still under way"):
            open_on(SPRING.starts_on)
    sign_all(session, cast)
    adopt(session, cast)
    open_on(SPRING.starts_on)
    assert period_by_id(session, planned).state is PeriodState.OPEN


@pytest.mark.parametrize(
    ("day", "field"),
    [
        (NOW.reference_date - timedelta(days=1), "reference date"),
        (NOW.input_deadline - timedelta(days=1), "What is said up to"),
    ],
)
def test_no_report_goes_into_review_before_its_days_have_come(session, cast, day, field):
    edit(session, cast)
    version = version_of(session, cast.period)
    with pytest.raises(Conflict, match=field):
        review.send_to_review(session, noor(cast, day), cast.period, version)
    assert period_by_id(session, cast.period).state is PeriodState.EDITING
    review.send_to_review(session, noor(cast, NOW.input_deadline), cast.period, version)
    assert period_by_id(session, cast.period).state is PeriodState.REVIEW


def test_a_report_in_review_since_before_that_rule_is_not_adopted_before_its_days(session, cast, in_review):
    sign_all(session, cast)
    row = session.get_one(ReportingPeriod, cast.period)
    row.reference_date = TODAY + timedelta(days=1)
    with pytest.raises(Conflict, match="reference date"):
        adopt(session, cast)


def test_a_report_adopted_later_than_planned_bears_the_day_of_its_adoption(session, cast, trail, in_review):
    sign_all(session, cast)
    frozen = adopt(session, cast, on=date(2024, 3, 4))
    assert period_by_id(session, cast.period).report_date == date(2024, 3, 4)
    assert "4 maart 2024" in frozen_tree(session, frozen.id)
    moved = trail("reporting_period.adjust")[0]
    assert (moved.was, moved.becomes) == ({"report_date": "2024-01-31"}, {"report_date": "2024-03-04"})


@pytest.mark.parametrize(
    ("field", "days", "span"),
    [
        ("input_deadline", replace(DAYS, input_deadline=date(2024, 8, 1)), PeriodSpan.of(SPRING)),
        ("input_deadline", replace(DAYS, input_deadline=date(2023, 12, 31)), PeriodSpan.of(SPRING)),
        ("reference_date", replace(DAYS, reference_date=date(2024, 8, 1)), PeriodSpan.of(SPRING)),
        ("reference_date", replace(DAYS, reference_date=date(2023, 12, 31)), PeriodSpan.of(SPRING)),
        ("starts_on", DAYS, PeriodSpan(date(2023, 12, 31), date(2024, 6, 30))),
        ("ends_on", DAYS, PeriodSpan(date(2024, 6, 1), date(2024, 5, 31))),
    ],
)
def test_days_that_cannot_follow_each_other_are_refused_beside_their_field(
    session, office, cast, field, days, span
):
    with pytest.raises(Invalid) as wanted:
        reporting_period.plan(session, office, cast.programme, half_year=SPRING, days=days, span=span)
    assert field in refused(wanted)
    assert len(periods(session, [cast.programme])) == 1


def test_a_half_year_has_one_round(session, office, cast):
    with pytest.raises(Invalid) as wanted:
        reporting_period.plan(session, office, cast.programme, half_year=HalfYear(2023, 2), days=NOW)
    assert refused(wanted) == {"half_year"}


def test_the_days_move_while_the_report_is_written(session, office, cast, trail):
    edit(session, cast)
    later = replace(NOW, input_deadline=date(2024, 1, 19))
    version = version_of(session, cast.period)
    reporting_period.adjust(
        session, office, cast.period, version=version, span=HALF, days=later, names_leads=True
    )
    row = period_by_id(session, cast.period)
    assert (row.input_deadline, row.version) == (date(2024, 1, 19), version + 1)
    entry = trail("reporting_period.adjust")[0]
    assert (entry.was["input_deadline"], entry.becomes["input_deadline"]) == ("2024-01-12", "2024-01-19")
    with pytest.raises(Stale):
        reporting_period.adjust(session, office, cast.period, version=version, span=HALF, days=NOW)
    with pytest.raises(Invalid) as wanted:
        wrong = replace(NOW, input_deadline=date(2024, 2, 1))
        reporting_period.adjust(session, office, cast.period, version=version + 1, span=HALF, days=wrong)
    assert refused(wanted) == {"input_deadline"}


def test_the_days_of_a_round_are_fixed_once_it_is_in_review(session, office, cast):
    edit(session, cast)
    send_to_review(session, cast)
    with pytest.raises(Conflict):
        reporting_period.adjust(
            session, office, cast.period, version=version_of(session, cast.period), span=HALF, days=NOW
        )
