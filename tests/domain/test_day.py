"""A day field reads one day as people write it, within the years that a programme can be about."""

from datetime import date

import pytest

from app.domain.day import read_day
from app.domain.refusal import Message

TODAY = date(2023, 12, 18)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1 december 2023", date(2023, 12, 1)),
        ("1\u00a0dec.\u00a0'23", date(2023, 12, 1)),
        ("1\u201112\u20112023", date(2023, 12, 1)),  # Word's hyphens that do not break
        ("01-12-2023", date(2023, 12, 1)),
        ("2023-12-01", date(2023, 12, 1)),
        ("vrijdag 1 december 2023", date(2023, 12, 1)),
        ("gisteren", date(2023, 12, 17)),
        ("31-12-2053", date(2053, 12, 31)),
    ],
)
def test_one_day_is_read_as_the_promise_field_reads_it(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("ooit", "is no day"),
        ("1 december", "is no day"),  # of which year?
        ("maandag 1 december 2023", "is no day"),
        ("30-2-2023", "is no day"),
        ("december 2023", "is not one day"),
        ("binnenkort", "is not one day"),
        ("31-12-1989", "cannot be right"),
        ("1-1-2054", "cannot be right"),
        ("01-01-0001", "is no day"),
    ],
)
def test_anything_else_is_refused_in_words(typed: str, why: str) -> None:
    refusal = read_day(typed, TODAY)
    assert isinstance(refusal, Message)
    assert why in str(refusal)
