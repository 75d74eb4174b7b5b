"""What is not understood is refused, with forms that are, and never guessed."""

from datetime import date

import pytest

from app.domain.refusal import Invalid, UnreadablePhrase
from app.domain.vague_date import OwnBounds, read, read_moment, read_promise

SAID_ON = date(2023, 12, 18)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "…",
        "ooit",
        "na de eerste ronde gesprekken",
        "begin",
        "zomer van",
        "begin 2024 misschien",
        "voor de zomer van 2024 of zo",
        "januari 2024 eind",
        "2024 2025",
        "eind begin 2024",
        "het jaar",
        "de maand",
        "half jaar 2024",
        "uiterlijk",
        "tussen 2024",
        "mei tot 2025",
        "Q5 2024",
        "vierde helft 2024",
        "week 54 2024",
        "2024-13",
        "2024/25",
        "20234",
        "1850",
        "1-1-1850",
        "12-0000",
        "van 2024-H2",
        "van dit jaar tot ooit",
        "24",
        "13",
        "maart 24",
        "March 24",
        "14:00 uur",
        "2024-07-12T10:00",
        "rond 2024",
        "de week van maart 2024",
        "medio week 12 2024",
        "medio week 12",
        "binnen 0 weken",
        "binnen 900 jaar",
        "rest van 2022",
        "later 18 december",
        "de eerste vijf maanden van Q1",
        "de laatste vier maanden van Q1 2024",
        "winter 2024-24",
        "begin 2024 " * 20,
    ],
)
def test_words_without_a_known_meaning_are_refused_with_forms_that_have_one(phrase: str) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, SAID_ON)
    assert refusal.value.known_forms
    assert all(read(form) for form in refusal.value.known_forms)
    assert refusal.value.known_forms[0] in str(refusal.value.fields["phrase"])


@pytest.mark.parametrize(
    "phrase",
    [
        "30 februari 2024",
        "29-2-2023",
        "2024-02-30",
        "31-4-2024",
        "2/14/2024",
        "32 januari",
        "31 juni",
        "week 53 2024",
        "volgende maand van 4 tot 32",
        "29/2 - 1/3/2019",
        "uiterlijk 30 februari",
        "eind maart, uiterlijk 31 februari 2024",
    ],
)
def test_a_day_that_does_not_exist_is_refused_as_such(phrase: str) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, SAID_ON)
    assert "does not exist" in str(refusal.value.fields["phrase"])


@pytest.mark.parametrize(
    "phrase",
    [
        "2025-2024",
        "van mei 2024 tot maart 2024",
        "Q3-Q1 2024",
        "van eind 2024 tot begin 2024",
        "22-4 januari 2024",
    ],
)
def test_a_window_that_ends_before_it_begins_is_refused_as_such(phrase: str) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, SAID_ON)
    assert "ends before it begins" in str(refusal.value.fields["phrase"])


@pytest.mark.parametrize(
    "phrase",
    [
        "dit jaar",
        "eind maart",
        "Q3",
        "binnen een week",
        "later dit jaar",
        "morgen",
        "voor de zomer",
        "next month",
    ],
)
def test_a_relative_phrase_needs_the_day_on_which_it_was_said(phrase: str) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase)
    assert "depends on the day" in str(refusal.value.fields["phrase"])


@pytest.mark.parametrize(
    ("phrase", "on"),
    [
        ("volgende juni", date(2024, 1, 10)),
        ("vorige maart", date(2024, 11, 10)),
        ("next autumn", date(2024, 2, 1)),
    ],
)
def test_next_june_said_in_january_may_be_either_year_and_is_refused(phrase: str, on: date) -> None:
    with pytest.raises(UnreadablePhrase) as refusal:
        read(phrase, on)
    assert "two different years" in str(refusal.value.fields["phrase"])


def test_a_day_at_the_edge_of_the_calendar_is_refused_not_a_fault() -> None:
    with pytest.raises(UnreadablePhrase):
        read("volgend jaar", date(9999, 12, 31))
    with pytest.raises(UnreadablePhrase):
        read("gisteren", date(1, 1, 1))


def test_the_forms_are_named_in_the_language_of_the_phrase() -> None:
    with pytest.raises(UnreadablePhrase) as dutch:
        read("uiterlijk na de vergadering van maart")
    with pytest.raises(UnreadablePhrase) as english:
        read("by the meeting of March")
    assert ("12 juli 2024" in dutch.value.known_forms, "12 July 2024" in english.value.known_forms) == (
        True,
        True,
    )


@pytest.mark.parametrize("text", ["naar verwachting", "het streven is ooit", "ooit"])
def test_a_promise_without_a_readable_moment_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePhrase):
        read_promise(text, SAID_ON)


def test_days_of_a_person_without_any_words_are_no_promise() -> None:
    with pytest.raises(Invalid) as refusal:
        read_moment(" ", SAID_ON, (), OwnBounds(None, date(2024, 3, 31)))
    assert str(refusal.value.fields["phrase"]) == "Say in words when; the days alone are no promise."
