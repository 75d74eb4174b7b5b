"""Words from minutes, letters and plans: recesses, offsets, parts, moves, and two statements in one."""

from datetime import date

import pytest

from app.domain.editorial_check.moments import find_moments
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date import NamedMoment, read, render

SAID_ON = date(2023, 12, 18)  # a Monday

MEANINGS = """
na het zomerreces 2024 | 2024-09-01 | 2024-11-30
tijdens het zomerreces van 2025 | 2025-07-01 | 2025-08-31
before the summer recess | - | 2024-06-30
vlak voor het meireces | - | 2024-04-20
na het kerstreces | 2024-01-08 | -
eind zomerreces | 2024-08-11 | 2024-08-31
rond Pasen 2025 | 2025-04-10 | 2025-05-01
kort voor Pasen 2024 | - | 2024-03-30
net na Prinsjesdag | 2024-09-18 | -
op Prinsjesdag 2023 | 2023-09-19 | 2023-09-19
met Kerst | 2023-12-25 | 2023-12-26
voor de jaarwisseling | - | 2023-12-31
na de jaarwisseling | 2024-01-01 | -
over een week | 2023-12-25 | 2023-12-25
aanstaande dinsdag | 2023-12-19 | 2023-12-19
komende maandag | 2023-12-25 | 2023-12-25
afgelopen maandag | 2023-12-11 | 2023-12-11
dinsdag jl. | 2023-12-12 | 2023-12-12
last Monday | 2023-12-11 | 2023-12-11
vrijdag volgende week | 2023-12-29 | 2023-12-29
de laatste dinsdag van maart 2024 | 2024-03-26 | 2024-03-26
rond de eerste zes weken van 2024 | 2023-12-01 | 2024-03-11
voor de zomer van 2024, uiterlijk 1 mei 2024 | - | 2024-05-01
van maart tot en met mei, uiterlijk 15 mei 2024 | 2024-03-01 | 2024-05-15
binnen twee weken, uiterlijk 1 maart 2024 | 2023-12-18 | 2024-01-01
over drie à vier maanden | 2024-03-18 | 2024-04-18
over anderhalf jaar | 2025-06-18 | 2025-06-18
in 10 days | 2023-12-28 | 2023-12-28
two months from now | 2024-02-18 | 2024-02-18
binnen 6-8 weken | 2023-12-18 | 2024-02-12
uiterlijk over twee weken | - | 2024-01-01
binnen enkele weken | - | -
laatste week van maart 2024 | 2024-03-25 | 2024-03-31
in de tweede week van februari | 2024-02-08 | 2024-02-14
eerste drie maanden van 2024 | 2024-01-01 | 2024-03-31
de laatste maanden van 2024 | 2024-10-01 | 2024-12-31
eerste maandag van maart 2024 | 2024-03-04 | 2024-03-04
laatste dag van februari | 2024-02-29 | 2024-02-29
in de week van 6 maart 2024 | 2024-03-04 | 2024-03-10
week beginning 3 March 2025 | 2025-03-03 | 2025-03-09
begin H2 2024 | 2024-07-01 | 2024-08-31
medio eerste helft 2024 | 2024-03-01 | 2024-04-30
uiterlijk eind H1 2025 | - | 2025-06-30
early-to-mid 2025 | 2025-01-01 | 2025-07-31
eind juni, begin juli 2024 | 2024-06-21 | 2024-07-10
rond 3 mei 2024 | 2024-04-23 | 2024-05-13
rond mei 2024 | 2024-04-01 | 2024-06-30
omstreeks Q2 2024 | 2024-03-01 | 2024-07-31
tegen het eind van 2024 | 2024-10-01 | 2024-12-31
tegen de zomer van 2024 | - | 2024-06-20
tegen Kerst | - | 2023-12-24
tegen 1 mei 2024 | - | 2024-05-01
12 okt 24 | 2024-10-12 | 2024-10-12
12-juli-2024 | 2024-07-12 | 2024-07-12
uiterlijk 12‑jul‑24 | - | 2024-07-12
jul-24 | 2024-07-01 | 2024-07-31
eind mei-24 | 2024-05-21 | 2024-05-31
mei-12 juni 2024 | 2024-05-01 | 2024-06-12
in de maanden mei en juni | 2024-05-01 | 2024-06-30
z.s.m., uiterlijk 1 maart | - | 2024-03-01
zo spoedig mogelijk, maar in elk geval voor 1 mei 2024 | - | 2024-04-30
uiterlijk 1 mei 2024, zo mogelijk eerder | - | 2024-05-01
in het najaar, uiterlijk 1 november | 2024-09-01 | 2024-11-01
najaar 2025, uiterlijk 1 november | 2025-09-01 | 2025-11-01
Q3 2024, maar niet voor 1 augustus | 2024-08-01 | 2024-09-30
2025 e.v. | 2025-01-01 | -
Q3 2024 en verder | 2024-07-01 | -
van mei naar september 2024 | 2024-09-01 | 2024-09-30
verschoven van Q1 2024 naar na de zomer | 2024-09-01 | 2024-11-30
uitgesteld tot eind 2024 | 2024-10-01 | 2024-12-31
Q1 2024 → Q2 2024 | 2024-04-01 | 2024-06-30
postponed from May to June 2024 | 2024-06-01 | 2024-06-30
3 11 2024 | 2024-11-03 | 2024-11-03
1e hj. 2024 | 2024-01-01 | 2024-06-30
ma 1-1-2024 | 2024-01-01 | 2024-01-01
dinsdag a.s. | 2023-12-19 | 2023-12-19
volgende week vrijdag | 2023-12-29 | 2023-12-29
nog voor het eind van het jaar | - | 2023-12-31
nog dit jaar | 2023-01-01 | 2023-12-31
dit najaar | 2023-09-01 | 2023-11-30
van begin 2024 tot Q2 2024 | 2024-01-01 | 2024-06-30
"""
REGISTER = (
    NamedMoment("Zomerreces", 2024, date(2024, 7, 5), date(2024, 9, 1)),
    NamedMoment("de begrotingsbehandeling", 2024, date(2024, 10, 8), date(2024, 10, 10)),
    NamedMoment("de begrotingsbehandeling", 2025, date(2025, 10, 7), date(2025, 10, 9)),
    NamedMoment("kabinetsperiode", 2022, date(2022, 1, 10), date(2024, 7, 1)),
)


@pytest.mark.parametrize("line", MEANINGS.strip().splitlines())
def test_words_of_practice_mean_what_their_writers_mean(line: str) -> None:
    phrase, *days = (cell.strip() for cell in line.split("|"))
    value = read(phrase, SAID_ON)
    assert [day.isoformat() if day else "-" for day in (value.earliest, value.latest)] == days


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("woensdag 3 mei 2024", "day of the week"),
        ("Monday 13 September 2024", "day of the week"),
        ("week 53", "does not exist"),
        ("nog voor 1 december 2023", "has passed"),
        ("nog dit najaar", "has passed"),
        ("Q1 2024, uiterlijk 1 december 2023", "no day can both be in"),
        ("voor het herfstreces", "not in the register"),
        ("voor het reces", "not in the register"),
        ("rond 2030", "not understood"),
        ("voor de komende drie jaar", "not understood"),
        ("vijfde week van maart 2024", "not understood"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(phrase: str, why: str) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, SAID_ON)
    assert why in str(refusal.value.fields["phrase"])


def test_before_what_has_begun_is_refused_only_where_it_is_said_to_be_still_to_come() -> None:
    in_july = date(2024, 7, 10)
    assert read("voor de zomer", in_july).latest == date(2025, 6, 20)
    with pytest.raises(UnreadablePhrase):
        read("nog voor de zomer", in_july)


@pytest.mark.parametrize(
    ("phrase", "earliest", "latest"),
    [
        ("voor het zomerreces", None, date(2024, 7, 4)),
        ("na het zomerreces 2024", date(2024, 9, 2), date(2024, 11, 30)),
        ("before the summer recess of 2024", None, date(2024, 7, 4)),
        ("voor het zomerreces van 2025", None, date(2025, 6, 30)),
        ("bij de begrotingsbehandeling", date(2024, 10, 8), date(2024, 10, 10)),
        ("rond de begrotingsbehandeling 2025", date(2025, 9, 27), date(2025, 10, 19)),
        ("voor het eind van de kabinetsperiode", None, date(2024, 7, 1)),
        ("deze kabinetsperiode", date(2022, 1, 10), date(2024, 7, 1)),
    ],
)
def test_named_moments_of_the_register_are_computed_with(
    phrase: str, earliest: date | None, latest: date
) -> None:
    value = read(phrase, SAID_ON, REGISTER)
    assert (value.earliest, value.latest) == (earliest, latest)


def test_a_named_moment_of_a_year_that_nobody_recorded_is_refused() -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read("voor de begrotingsbehandeling 2027", SAID_ON, REGISTER)
    assert "not in the register" in str(refusal.value.fields["phrase"])


@pytest.mark.parametrize(
    ("phrase", "dutch", "english"),
    [
        ("voor het zomerreces", "voor het zomerreces van 2024", "before the summer recess of 2024"),
        ("rond de jaarwisseling", "rond de jaarwisseling van 2023", "around the turn of the year 2023"),
        ("net na Prinsjesdag", "na Prinsjesdag 2024", "after Budget Day 2024"),
        ("eerste week van maart", "eerste week van maart 2024", "first week of March 2024"),
        ("begin H2", "begin tweede helft van 2024", "early second half of 2024"),
        ("van mei naar juni 2024", "juni 2024", "June 2024"),
        ("eerste maandag van maart", "4 maart 2024", "4 March 2024"),
        (
            "bij de begrotingsbehandeling",
            "bij de begrotingsbehandeling",
            "from 8 October 2024 to 10 October 2024",
        ),
    ],
)
def test_words_of_practice_are_told_with_their_year(phrase: str, dutch: str, english: str) -> None:
    value = read(phrase, SAID_ON, REGISTER)
    assert (render(value, "nl"), render(value, "en")) == (dutch, english)


def test_a_text_names_a_recess_without_that_being_held_against_other_days_in_the_register() -> None:
    assert list(find_moments("Het advies komt voor het zomerreces van 2024.", SAID_ON)) == []
    assert [moment.phrase for moment in find_moments("Het advies komt begin 2024.", SAID_ON)] == [
        "begin 2024"
    ]


@pytest.mark.parametrize(
    "phrase", ["herfstreces", "na het voorjaarsreces 2027", "deze kabinetsperiode", "na de verkiezingen"]
)
def test_a_time_that_only_the_register_can_know_is_refused_with_the_way_to_it(phrase):
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, date(2023, 12, 18))
    message = str(refusal.value.fields["phrase"])
    assert "is not in the register" in message
    assert "give the first and last day yourself" in message
    row = NamedMoment("kabinetsperiode", 2023, date(2022, 1, 10), date(2024, 7, 2))
    assert read("deze kabinetsperiode", date(2023, 12, 18), (row,)).latest == row.last
