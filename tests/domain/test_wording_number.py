"""Numbers as people say them, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.wording import ordinal_in_words, reference_day_in_words, rounded_percentage_in_words
from tests.told import EN, NL


@pytest.mark.parametrize(
    ("number", "dutch", "english"),
    [
        (3, "derde", "third"),
        (20, "twintigste", "twentieth"),
        (21, "21e", "21st"),
        (32, "32e", "32nd"),
        (112, "112e", "112th"),
    ],
)
def test_a_report_is_counted_in_words_up_to_twenty(number: int, dutch: str, english: str) -> None:
    assert (ordinal_in_words(number, NL), ordinal_in_words(number, EN)) == (dutch, english)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (27, 513, "ongeveer 5%"),
        (1, 20, "5%"),
        (1, 400, "minder dan 1%"),
        (0, 400, "0%"),
        (399, 400, "ongeveer 100%"),
    ],
)
def test_a_percentage_says_whether_it_was_rounded(part: int, whole: int, expected: str) -> None:
    assert rounded_percentage_in_words(Decimal(part), Decimal(whole), NL) == expected


def test_only_the_last_day_of_a_month_is_told_as_its_end() -> None:
    days = (date(2024, 2, 29), date(2023, 10, 2))
    assert [reference_day_in_words(day, NL) for day in days] == ["eind februari 2024", "op 2 oktober 2023"]
