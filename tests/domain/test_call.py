"""When an answer to what a round asks counts."""

from datetime import date

import pytest

from app.domain.call import counts_from, is_answered

ASKED = date(2023, 12, 1)


def test_an_answer_counts_since_leads_were_asked():
    assert counts_from(ASKED, date(2023, 7, 1)) == ASKED


def test_a_round_opened_before_its_period_counts_answers_from_the_start_of_the_period():
    assert counts_from(date(2023, 6, 20), date(2023, 7, 1)) == date(2023, 7, 1)


@pytest.mark.parametrize(
    ("said_on", "answers"),
    [(None, False), (date(2023, 11, 30), False), (ASKED, True), (date(2023, 12, 2), True)],
)
def test_an_earlier_update_is_not_an_answer(said_on, answers):
    assert is_answered(said_on, ASKED) is answers
