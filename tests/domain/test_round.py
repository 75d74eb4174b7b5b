"""Where a round goes from where it stands, and what it proposes."""

from datetime import date

from app.domain.half_year import HalfYear
from app.domain.round import STEPS, Days, adopted_version, proposed_days, review_version
from app.domain.structure import PeriodState


def test_the_only_step_back_is_from_review_to_editing():
    order = list(PeriodState)
    back = {
        (state, to) for state, leads in STEPS.items() for to in leads if order.index(to) < order.index(state)
    }
    assert back == {(PeriodState.REVIEW, PeriodState.EDITING)}
    assert set(STEPS) == set(PeriodState)


def test_the_proposed_days_are_the_last_of_the_half_year():
    last = date(2023, 12, 31)
    assert proposed_days(HalfYear(2023, 2)) == Days(last, last, last)


def test_versions_count_on():
    assert [review_version(n) for n in (1, 2, 10)] == ["0.1", "0.2", "0.10"]
    assert [adopted_version(n) for n in (0, 1)] == ["1.0", "1.1"]
