"""A sentence for every kind of fact: promised, done, passed; singular and plural; Dutch and English."""

import pytest

from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency
from app.domain.wording import (
    done_sentence,
    firm_promise_in_words,
    frequency_in_words,
    passed_sentence,
    promise_sentence,
)
from app.templating.wording import words_of
from tests.told import EN, NL, TODAY, said, undated

PRODUCT, DECISION, RESEARCH, EVENT, RECURRING, ACTIVITY = DeliverableKind
DECIDED, COMMITTED, EXPECTED, AIMED = Firmness


@pytest.mark.parametrize(
    ("kind", "firmness", "told"),
    [
        (PRODUCT, DECIDED, "Besloten is dat de oplevering in januari 2024 volgt."),
        (PRODUCT, COMMITTED, "De oplevering volgt in januari 2024."),
        (PRODUCT, EXPECTED, "De oplevering volgt naar verwachting in januari 2024."),
        (PRODUCT, AIMED, "Het streven is om dit in januari 2024 op te leveren."),
        (PRODUCT, None, "De oplevering volgt in januari 2024."),
        (RESEARCH, DECIDED, "Besloten is dat dit in januari 2024 volgt."),
        (RESEARCH, COMMITTED, "Dit volgt in januari 2024."),
        (RESEARCH, EXPECTED, "Dit volgt naar verwachting in januari 2024."),
        (RESEARCH, AIMED, "Het streven is dat dit in januari 2024 volgt."),
        (DECISION, DECIDED, "Afgesproken is dat het besluit in januari 2024 valt."),
        (DECISION, COMMITTED, "Het besluit wordt in januari 2024 genomen."),
        (DECISION, EXPECTED, "Het besluit wordt naar verwachting in januari 2024 genomen."),
        (DECISION, AIMED, "Het streven is om het besluit in januari 2024 te nemen."),
        (EVENT, DECIDED, "Besloten is dat dit in januari 2024 gebeurt."),
        (EVENT, COMMITTED, "Dit gebeurt in januari 2024."),
        (EVENT, EXPECTED, "Dit gebeurt naar verwachting in januari 2024."),
        (EVENT, AIMED, "Het streven is dat dit in januari 2024 gebeurt."),
        (RECURRING, COMMITTED, "Dit gebeurt in januari 2024."),
    ],
)
def test_a_promise_is_told_as_firmly_as_it_was_made(
    kind: DeliverableKind, firmness: Firmness | None, told: str
) -> None:
    assert promise_sentence(kind, said("januari 2024", firmness), NL) == told


def test_the_promised_words_stay_as_they_were() -> None:
    expected = said("voor de zomer van 2024", EXPECTED)
    assert (
        promise_sentence(PRODUCT, expected, NL)
        == "De oplevering volgt naar verwachting voor de zomer van 2024."
    )
    assert promise_sentence(EVENT, undated("op korte termijn"), NL) == "Dit gebeurt op korte termijn."


def test_english_says_the_same_as_firmly() -> None:
    assert promise_sentence(PRODUCT, said("begin 2024", AIMED), EN) == "The aim is to deliver early 2024."
    assert (
        promise_sentence(DECISION, said("tweede helft van 2024"), EN)
        == "The decision will be taken in the second half of 2024."
    )


def test_words_with_a_full_stop_of_their_own_end_in_one() -> None:
    assert promise_sentence(EVENT, said("29 mei a.s."), words_of("nl")) == "Dit gebeurt op 29 mei a.s."


def test_what_is_under_way_until_a_day_runs() -> None:
    until = said("tot eind januari 2024")
    assert promise_sentence(EVENT, until, NL, status=Status.IN_PROGRESS) == "Dit loopt tot eind januari 2024."
    assert promise_sentence(EVENT, until, NL, status=Status.PLANNED) == "Dit gebeurt tot eind januari 2024."


@pytest.mark.parametrize(
    ("frequency", "told"),
    [
        ((1, Frequency.QUARTER), "minstens één keer per kwartaal"),
        ((2, Frequency.QUARTER), "minstens 2 keer per kwartaal"),
        ((1, Frequency.HALF_YEAR), "minstens één keer per half jaar"),
        ((3, Frequency.HALF_YEAR), "minstens 3 keer per half jaar"),
        ((1, Frequency.YEAR), "minstens één keer per jaar"),
        ((4, Frequency.YEAR), "minstens 4 keer per jaar"),
    ],
)
def test_a_rhythm_is_told_for_one_and_for_many(frequency: tuple[int, Frequency], told: str) -> None:
    assert frequency_in_words(frequency, NL) == told


def test_a_rhythm_goes_with_the_moment_unless_that_tells_it_already() -> None:
    yearly, quarterly = (4, Frequency.YEAR), (1, Frequency.QUARTER)
    assert (
        promise_sentence(RECURRING, said("per 2024"), NL, yearly)
        == "Dit gebeurt per 2024, minstens 4 keer per jaar."
    )
    since = said("per kwartaal, sinds 1 januari 2023")
    assert (
        promise_sentence(RECURRING, since, NL, quarterly) == "Dit gebeurt per kwartaal, sinds 1 januari 2023."
    )
    assert (
        promise_sentence(RECURRING, undated("ieder half jaar"), NL, yearly) == "Dit gebeurt ieder half jaar."
    )


@pytest.mark.parametrize(
    ("kind", "phrase", "told"),
    [
        (PRODUCT, "november jl.", "In november 2023 opgeleverd."),
        (RESEARCH, "begin oktober jl.", "Begin oktober 2023 opgeleverd."),
        (EVENT, "september jl.", "Dit was in september 2023."),
        (RECURRING, "september jl.", "Dit was in september 2023."),
        (DECISION, "12 juli jl.", "Het besluit is op 12 juli 2023 genomen."),
        (PRODUCT, "onlangs", "Onlangs opgeleverd."),
        (PRODUCT, None, ""),
        (EVENT, None, ""),
        (DECISION, None, "Het besluit is genomen."),
    ],
)
def test_a_delivery_is_told_with_the_known_moment(
    kind: DeliverableKind, phrase: str | None, told: str
) -> None:
    happened = said(phrase, None).window if phrase else None
    assert done_sentence(kind, False, happened, NL) == told


def test_an_adopted_product_was_adopted_and_not_only_delivered() -> None:
    july, november = said("12 juli jl.", None).window, said("november jl.", None).window
    assert done_sentence(PRODUCT, True, july, NL) == "Op 12 juli 2023 vastgesteld."
    assert done_sentence(PRODUCT, True, None, NL) == "Dit is vastgesteld."
    assert done_sentence(PRODUCT, False, november, EN) == "Delivered in November 2023."


def test_the_firmness_of_a_promise_is_shown_with_its_words() -> None:
    assert [firm_promise_in_words(said("begin 2024", firmness), NL) for firmness in Firmness] == [
        "begin 2024",
        "begin 2024",
        "naar verwachting begin 2024",
        "streven: begin 2024",
    ]


def test_of_a_past_moment_it_is_told_that_nothing_was_reported() -> None:
    assert passed_sentence(PRODUCT, TODAY, NL) == "Op 18 december 2023 was de oplevering nog niet gemeld."
    assert passed_sentence(DECISION, TODAY, NL) == "Op 18 december 2023 was dit besluit nog niet gemeld."
