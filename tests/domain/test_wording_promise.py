"""What is promised in words, and the sentences about a decision; Dutch and English."""

import pytest

from app.domain.firmness import Firmness
from app.domain.structure import Frequency
from app.domain.wording import (
    decision_sentence,
    firm_promise_in_words,
    frequency_in_words,
    name_in_sentence,
    taken_sentence,
    unreported_sentence,
)
from app.templating.wording import words_of
from tests.told import EN, NL, TODAY, said, undated

DECIDED, COMMITTED, EXPECTED, AIMED = Firmness


@pytest.mark.parametrize(
    ("firmness", "expected"),
    [
        (DECIDED, "Afgesproken is dat het besluit in januari 2024 valt."),
        (COMMITTED, "Het besluit wordt in januari 2024 genomen."),
        (EXPECTED, "Het besluit wordt naar verwachting in januari 2024 genomen."),
        (AIMED, "Het streven is om het besluit in januari 2024 te nemen."),
        (None, "Het besluit wordt in januari 2024 genomen."),
    ],
)
def test_a_decision_is_told_as_firmly_as_it_was_promised(firmness: Firmness | None, expected: str) -> None:
    assert decision_sentence(said("januari 2024", firmness), NL) == expected


def test_the_promised_words_stay_as_they_were() -> None:
    expected = said("voor de zomer van 2024", EXPECTED)
    assert decision_sentence(expected, NL) == (
        "Het besluit wordt naar verwachting voor de zomer van 2024 genomen."
    )
    assert decision_sentence(undated("op korte termijn"), NL) == (
        "Het besluit wordt op korte termijn genomen."
    )


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        ("Zsm, uiterlijk 1 mei 2027", "uiterlijk 1 mei 2027", "by 1 May 2027"),
        ("binnenkort (voor de zomer van 2027)", "voor de zomer van 2027", "before the summer of 2027"),
        ("z.s.m., maar uiterlijk op 1 mei 2027", "uiterlijk op 1 mei 2027", "by 1 May 2027"),
    ],
)
def test_a_hard_bound_is_told_without_the_vague_word_before_it(words: str, dutch: str, english: str) -> None:
    assert decision_sentence(said(words), NL) == f"Het besluit wordt {dutch} genomen."
    assert decision_sentence(said(words), EN) == f"The decision will be taken {english}."


@pytest.mark.parametrize(
    ("title", "remark", "expected"),
    [
        ("Handelingskader, eerste versie", "Movisie", "het handelingskader (eerste versie; Movisie)"),
        ("Handreiking (concept)", "Movisie", "de handreiking (concept; Movisie)"),
        ("Nota: bijlagen (A en B)", "", "“Nota: bijlagen (A en B)”"),
        ("Werkplan (2027), deel B", "Movisie", "“Werkplan (2027), deel B” (Movisie)"),
        ("Leren van elkaar", "Movisie", "“Leren van elkaar” (Movisie)"),
        ("Training (lezen, schrijven)", "", "de training (lezen, schrijven)"),
    ],
)
def test_brackets_of_a_title_stand_in_no_other_brackets(title: str, remark: str, expected: str) -> None:
    name = name_in_sentence(title, "nl", remark)
    assert f"{name.article}{name.title}" == expected


def test_english_says_the_same_as_firmly() -> None:
    assert decision_sentence(said("begin 2024", AIMED), EN) == ("The aim is to take the decision early 2024.")
    assert decision_sentence(said("tweede helft van 2024"), EN) == (
        "The decision will be taken in the second half of 2024."
    )


def test_words_with_a_full_stop_of_their_own_end_in_one() -> None:
    sentence = decision_sentence(said("29 mei a.s."), words_of("en"))
    assert sentence == "The decision will be taken on 29 May 2024."


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        ((1, Frequency.QUARTER), "minstens één keer per kwartaal"),
        ((2, Frequency.QUARTER), "minstens 2 keer per kwartaal"),
        ((1, Frequency.HALF_YEAR), "minstens één keer per half jaar"),
        ((3, Frequency.HALF_YEAR), "minstens 3 keer per half jaar"),
        ((1, Frequency.YEAR), "minstens één keer per jaar"),
        ((4, Frequency.YEAR), "minstens 4 keer per jaar"),
    ],
)
def test_a_rhythm_is_told_for_one_and_for_many(frequency: tuple[int, Frequency], expected: str) -> None:
    assert frequency_in_words(frequency, NL) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12 juli jl.", "Het besluit is op 12 juli 2023 genomen."),
        ("november jl.", "Het besluit is in november 2023 genomen."),
        ("onlangs", "Het besluit is genomen."),
        (None, "Het besluit is genomen."),
    ],
)
def test_a_decision_that_was_taken_is_told_with_the_known_moment(phrase: str | None, expected: str) -> None:
    assert taken_sentence(said(phrase, None).window if phrase else None, NL) == expected


def test_the_firmness_of_a_promise_is_shown_with_its_words() -> None:
    assert [firm_promise_in_words(said("begin 2024", firmness), NL) for firmness in Firmness] == [
        "begin 2024",
        "begin 2024",
        "naar verwachting begin 2024",
        "streven: begin 2024",
    ]


def test_of_a_past_moment_it_is_told_that_nothing_was_reported() -> None:
    assert unreported_sentence(TODAY, NL) == "Op 18 december 2023 was dit besluit nog niet gemeld."
