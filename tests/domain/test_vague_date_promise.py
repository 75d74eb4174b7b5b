"""How firmly a moment was promised, and that planned for the end of 2023 is no “before”."""

from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.vague_date import read_promise

SAID_ON = date(2023, 12, 18)


@pytest.mark.parametrize(
    ("text", "phrase", "firmness"),
    [
        ("begin 2024", "begin 2024", None),
        ("naar verwachting begin 2024", "begin 2024", Firmness.EXPECTED),
        ("Naar verwachting in het voorjaar van 2024", "in het voorjaar van 2024", Firmness.EXPECTED),
        ("eind 2023 (naar verwachting)", "eind 2023", Firmness.EXPECTED),
        ("verwacht: Q3 2024", "Q3 2024", Firmness.EXPECTED),
        ("expected in early 2024", "in early 2024", Firmness.EXPECTED),
        ("het streven is eind maart 2024", "eind maart 2024", Firmness.AIMED),
        ("gestreefd wordt naar medio 2024", "medio 2024", Firmness.AIMED),
        ("the aim is mid-2024", "mid-2024", Firmness.AIMED),
        ("Q2 2024, streefdatum", "Q2 2024", Firmness.AIMED),
        ("besloten is: per 1 januari 2024", "per 1 januari 2024", Firmness.DECIDED),
        ("decided: from 2024", "from 2024", Firmness.DECIDED),
        ("toegezegd voor de zomer van 2024", "voor de zomer van 2024", Firmness.COMMITTED),
        ("wordt begin 2024 opgeleverd", "begin 2024", Firmness.COMMITTED),
        ("promised by 1 May 2024", "by 1 May 2024", Firmness.COMMITTED),
        ("naar verwachting wordt eind 2024 opgeleverd", "eind 2024", Firmness.EXPECTED),
        ("naar verwachting binnenkort", "binnenkort", Firmness.EXPECTED),
        ("nog niet gepland", "nog niet gepland", None),
    ],
)
def test_words_of_firmness_are_taken_off_the_phrase(
    text: str, phrase: str, firmness: Firmness | None
) -> None:
    value, said = read_promise(text, SAID_ON)
    assert (value.phrase, said) == (phrase, firmness)


def test_planned_for_the_end_of_a_year_is_that_end_and_not_before_it() -> None:
    planned, _ = read_promise("voorzien voor eind 2023")
    before, _ = read_promise("voorzien vóór eind 2023")
    assert (planned.earliest, before.earliest) == (date(2023, 10, 1), None)


def test_firmness_is_ordered_from_an_aim_to_a_decision() -> None:
    assert Firmness.AIMED < Firmness.EXPECTED < Firmness.COMMITTED < Firmness.DECIDED
    assert Firmness.DECIDED > Firmness.COMMITTED >= Firmness.COMMITTED
    assert Firmness.EXPECTED <= Firmness.EXPECTED
    assert max(Firmness) is Firmness.DECIDED
