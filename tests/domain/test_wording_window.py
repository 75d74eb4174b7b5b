"""Windows, promised words and changes, as people read them."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.firmness import Firmness
from app.domain.wording import (
    as_sentence,
    change_in_words,
    past_moment_in_words,
    promise_in_words,
    slip_in_words,
    slip_length,
    with_preposition,
)
from app.templating.wording import words_of
from tests.told import EN, NL, said, undated


@pytest.mark.parametrize(
    ("moment", "in_a_sentence"),
    [
        ("12 juli 2023", "op 12 juli 2023"),
        ("januari 2024", "in januari 2024"),
        ("2024", "in 2024"),
        ("Q2 2024", "in het tweede kwartaal van 2024"),
        ("eerste kwartaal van 2024", "in het eerste kwartaal van 2024"),
        ("voorjaar van 2024", "in het voorjaar van 2024"),
        ("tweede helft van 2024", "in de tweede helft van 2024"),
        ("zomer van 2024", "in de zomer van 2024"),
        ("begin 2024", "begin 2024"),
        ("voor de zomer van 2024", "voor de zomer van 2024"),
        ("per 2024", "per 2024"),
        ("op korte termijn", "op korte termijn"),
    ],
)
def test_a_moment_gets_the_preposition_that_it_wants(moment: str, in_a_sentence: str) -> None:
    assert with_preposition(moment, "nl") == in_a_sentence


@pytest.mark.parametrize(
    ("moment", "in_a_sentence"),
    [
        ("12 July 2023", "on 12 July 2023"),
        ("spring 2024", "in spring 2024"),
        ("second half of 2024", "in the second half of 2024"),
        ("the first quarter of 2024", "in the first quarter of 2024"),
        ("end of 2026", "at the end of 2026"),
        ("mid-2024", "in mid-2024"),
        ("early 2024", "early 2024"),
        ("before summer 2024", "before summer 2024"),
    ],
)
def test_an_english_moment_gets_one_too(moment: str, in_a_sentence: str) -> None:
    assert with_preposition(moment, "en") == in_a_sentence


def test_promised_words_are_kept_as_they_were_said() -> None:
    assert promise_in_words(said("tweede helft van 2024"), NL) == "tweede helft van 2024"
    assert (
        promise_in_words(said("voor het eind van het jaar"), words_of("nl")) == "voor het eind van het jaar"
    )
    assert promise_in_words(undated("op korte termijn"), NL) == "op korte termijn"


def test_words_that_lean_on_their_day_are_resolved_in_a_text_that_is_read_later() -> None:
    assert promise_in_words(said("dit jaar", on=date(2023, 3, 1)), NL) == "2023"
    assert promise_in_words(said("dit jaar"), NL) == "2023"
    assert promise_in_words(said("voor het eind van het jaar"), NL) == "voor eind 2023"
    assert promise_in_words(said("begin 2024", on=date(2023, 3, 1)), NL) == "begin 2024"
    assert promise_in_words(said("dit jaar", on=date(2023, 3, 1)), words_of("nl")) == "dit jaar"


def test_english_tells_the_same_moment_and_quotes_what_has_no_date() -> None:
    assert promise_in_words(said("begin 2024"), EN) == "early 2024"
    assert promise_in_words(undated("op korte termijn"), EN) == "“op korte termijn”"


def test_past_events_are_told_so_that_they_stay_true() -> None:
    assert past_moment_in_words(said("november jl.", None).window, NL) == "november 2023"
    assert past_moment_in_words(said("12 juli jl.", None).window, NL) == "12 juli 2023"
    assert past_moment_in_words(said("dit najaar", None).window, NL) == "najaar van 2023"
    assert past_moment_in_words(undated("onlangs", None).window, NL) == "onlangs"
    assert past_moment_in_words(undated("onlangs", None).window, EN) == "“onlangs”"


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("begin 2024", "Q2 2024", "van begin 2024 naar Q2 2024, +3 maanden"),
        ("januari 2024", "februari 2024", "van januari 2024 naar februari 2024, +1 maand"),
        ("1 mei 2024", "2 mei 2024", "van 1 mei 2024 naar 2 mei 2024, +1 dag"),
        ("1 mei 2024", "11 mei 2024", "van 1 mei 2024 naar 11 mei 2024, +10 dagen"),
        ("1 mei 2024", "6 juni 2024", "van 1 mei 2024 naar 6 juni 2024, +1 maand en 5 dagen"),
        ("Q2 2024", "begin 2024", "van Q2 2024 naar begin 2024, −3 maanden"),
        ("vanaf 2024", "Q2 2024", "van vanaf 2024 naar Q2 2024"),
        ("begin 2024", "Q1 2024", "van begin 2024 naar Q1 2024"),
    ],
)
def test_a_slip_is_told_in_the_words_of_both(old: str, new: str, slip: str) -> None:
    assert slip_in_words(said(old), said(new), NL) == slip


def test_an_open_side_has_no_length_of_slip() -> None:
    assert slip_length(said("vanaf 2024"), said("Q2 2024"), NL) == ""


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("begin 2024", "Q2 2024", "verschoven van begin 2024 naar Q2 2024, +3 maanden"),
        ("Q2 2024", "begin 2024", "vervroegd van Q2 2024 naar begin 2024, −3 maanden"),
        ("H2 2024", "oktober 2024", "aangescherpt van H2 2024 naar oktober 2024, −2 maanden"),
        ("oktober 2024", "H2 2024", "verruimd van oktober 2024 naar H2 2024, +2 maanden"),
        ("begin 2024", "Q1 2024", "ongewijzigd: Q1 2024"),
    ],
)
def test_a_change_is_called_what_it_is(old: str, new: str, change: str) -> None:
    assert change_in_words(said(old), said(new), NL) == change


def test_a_dropped_and_a_new_date_are_told_with_both_phrases() -> None:
    assert (
        change_in_words(said("begin 2024"), undated("binnenkort"), NL)
        == "de datum is losgelaten: eerst begin 2024, nu binnenkort"
    )
    assert (
        change_in_words(undated("binnenkort"), said("begin 2024"), NL)
        == "van een datum voorzien: eerst binnenkort, nu begin 2024"
    )


def test_a_change_of_firmness_is_told_behind_it() -> None:
    firmnesses = (Firmness.EXPECTED, Firmness.DECIDED, Firmness.AIMED)
    old, firm, loose = (said("begin 2024", of) for of in firmnesses)
    assert change_in_words(old, firm, NL) == "ongewijzigd: begin 2024; vaster toegezegd"
    assert change_in_words(old, loose, NL) == "ongewijzigd: begin 2024; minder vast toegezegd"


@pytest.mark.parametrize(
    ("items", "listed"),
    [([], ""), (["JenV"], "JenV"), (["JenV", "VWS"], "JenV en VWS"), (["a", "b", "c"], "a, b en c")],
)
def test_a_list_ends_in_and(items: list[str], listed: str) -> None:
    assert NL.listed(items) == listed


def test_a_sentence_has_a_capital_and_one_full_stop() -> None:
    assert [as_sentence(text) for text in ("de opstart loopt", "Wat nu?", " ", "“Klaar.”", "a …")] == [
        "De opstart loopt.",
        "Wat nu?",
        "",
        "“Klaar.”",
        "A …",
    ]


def test_a_figure_keeps_the_decimals_that_it_has() -> None:
    assert [NL.number(Decimal(n)) for n in ("4.0", "5.3", "1234", "5E+2")] == ["4,0", "5,3", "1.234", "500"]
    assert EN.number(Decimal("1234.5")) == "1,234.5"
