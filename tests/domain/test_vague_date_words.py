"""A moment told back in words that name its year, in both languages, and the edge that its words choose."""

from datetime import date

import pytest

from app.domain.vague_date import VagueDate, choose_edge, read, render

SAID_ON = date(2023, 12, 18)


@pytest.mark.parametrize(
    ("phrase", "dutch", "english"),
    [
        ("dit najaar", "najaar 2023", "autumn 2023"),
        ("begin oktober jl.", "begin oktober 2023", "early October 2023"),
        ("op 12 juli jl.", "12 juli 2023", "12 July 2023"),
        ("voor het eind van het jaar", "voor eind 2023", "before the end of 2023"),
        ("voor de zomer", "voor de zomer van 2024", "before the summer of 2024"),
        ("volgend kwartaal", "Q1 2024", "Q1 2024"),
        ("eind volgende maand", "eind januari 2024", "end of January 2024"),
        ("komend halfjaar", "eerste helft van 2024", "first half of 2024"),
        ("second half of 2024", "tweede helft van 2024", "second half of 2024"),
        ("after the summer of 2024", "na de zomer van 2024", "after the summer of 2024"),
        ("tot winter", "tot en met de winter van 2023", "until the winter of 2023"),
        ("2024-2025", "van 2024 tot en met 2025", "from 2024 to 2025"),
        (
            "in december/januari",
            "van december 2023 tot en met januari 2024",
            "from December 2023 to January 2024",
        ),
        ("vanaf volgend jaar", "vanaf 2024", "from 2024"),
        ("2e helft mei 2024", "tweede helft van mei 2024", "second half of May 2024"),
        ("week 12 2024", "week 12 van 2024", "week 12 of 2024"),
        (
            "later dit jaar",
            "van 18 december 2023 tot en met 31 december 2023",
            "from 18 December 2023 to 31 December 2023",
        ),
        ("morgen", "19 december 2023", "19 December 2023"),
        ("uiterlijk morgen", "uiterlijk 19 december 2023", "by 19 December 2023"),
        ("vanaf morgen", "vanaf 19 december 2023", "from 19 December 2023"),
        (
            "volgende week",
            "van 25 december 2023 tot en met 31 december 2023",
            "from 25 December 2023 to 31 December 2023",
        ),
        ("per 1 augustus 2024", "per 1 augustus 2024", "1 August 2024"),
        ("z.s.m.", "zo spoedig mogelijk", "as soon as possible"),
        ("per kwartaal", "per kwartaal", "per kwartaal"),
        ("per kwartaal vanaf 2024", "per kwartaal vanaf 2024", "from 2024"),
    ],
)
def test_a_moment_is_told_in_either_language(phrase: str, dutch: str, english: str) -> None:
    value = read(phrase, SAID_ON)
    assert (render(value, "nl"), render(value, "en")) == (dutch, english)


def test_a_language_without_words_keeps_the_phrase() -> None:
    assert render(read("begin 2024"), "fy") == "begin 2024"


def test_words_that_no_rule_understands_stay_in_their_language_and_are_bounds_in_another() -> None:
    value = VagueDate("na het overleg", None, date(2024, 5, 1), date(2024, 5, 3))
    assert render(value, "nl") == "na het overleg"
    assert render(value, "en") == "from 1 May 2024 to 3 May 2024"


def test_bounds_beyond_what_can_be_read_keep_the_phrase() -> None:
    assert render(VagueDate("ooit", None, None, date(2500, 1, 1)), "nl") == "ooit"


@pytest.mark.parametrize(
    ("phrase", "chosen"),
    [
        ("binnenkort", "none"),
        ("12 juli 2023", "day"),
        ("Q3 2023", "sharp"),
        ("winter 2024", "sharp"),
        ("na de zomer van 2024", "sharp"),
        ("begin 2024", "begin"),
        ("halverwege 2024", "mid"),
        ("eind maart 2024", "end"),
        ("eind van de week", "end"),
        ("eerste helft van mei 2024", "sharp"),
        ("eind 2023/begin 2024", "mid"),
        ("rond de zomer van 2024", "mid"),
        ("ieder kwartaal in 2024", "sharp"),
        ("voor eind 2024", "open_left"),
        ("vanaf medio 2024", "open_right"),
    ],
)
def test_the_word_chooses_the_edge(phrase: str, chosen: str) -> None:
    assert choose_edge(read(phrase, SAID_ON)) == chosen
