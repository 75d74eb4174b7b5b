"""Planning the account over a half-year, and moving its days while it may be moved."""

from dataclasses import replace
from datetime import date

import pytest

from app.actions.report import reporting_period
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.round import PeriodSpan, RoundDays
from app.domain.structure import PeriodState
from app.queries.reporting_period import period_by_id, periods
from tests.rounds import edit, send_to_review, version_of

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
    reporting_period.take_step(session, office, planned, PeriodState.OPEN, version=1)
    assert period_by_id(session, planned).state is PeriodState.OPEN


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
