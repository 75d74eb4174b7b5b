"""What recurs is judged per period: kept from the n-th time on, running while it lasts, else missed."""

from datetime import date

import pytest

from app.domain.recurrence import OccurrenceRecord, Recurrence, find_missed, judge_recurrence
from app.domain.status import Status
from app.domain.structure import Frequency
from app.domain.vague_date import read, read_recurrence

NEW_YEAR = date(2023, 1, 1)


def held_on(*days):
    return tuple(OccurrenceRecord(number, day) for number, day in enumerate(days, start=1))


def judged(on, *days, count=2, per=Frequency.HALF_YEAR, promised_on=NEW_YEAR, words="vanaf 2023", **known):
    """The periods as “first day: held/asked verdict”."""
    recurrence = Recurrence(count, per, promised_on, held_on(*days))
    status, done_on = known.get("status", Status.IN_PROGRESS), known.get("done_on")
    window = read(words, promised_on) if words else None
    periods = judge_recurrence(recurrence, status, window, done_on, on)
    return [
        f"{period.starts_on:%d-%m-%Y}: {period.held}/{period.asked} {period.verdict}" for period in periods
    ]


def test_a_period_is_kept_from_the_nth_time_on_and_runs_until_its_last_day():
    days = date(2023, 2, 1), date(2023, 6, 30)
    assert judged(date(2023, 6, 29), *days) == ["01-01-2023: 1/2 running"]
    assert judged(date(2023, 6, 30), *days) == ["01-01-2023: 2/2 kept"]
    assert judged(date(2023, 6, 30), days[0]) == ["01-01-2023: 1/2 running"]


def test_a_period_that_closed_with_fewer_is_missed():
    assert judged(date(2023, 7, 1), date(2023, 2, 1)) == ["01-01-2023: 1/2 missed", "01-07-2023: 0/2 running"]


@pytest.mark.parametrize(
    ("per", "first_days"),
    [
        (Frequency.QUARTER, ["01-01-2023", "01-04-2023", "01-07-2023", "01-10-2023", "01-01-2024"]),
        (Frequency.HALF_YEAR, ["01-01-2023", "01-07-2023", "01-01-2024"]),
        (Frequency.YEAR, ["01-01-2023", "01-01-2024"]),
    ],
)
def test_periods_are_quarters_half_years_or_years_of_the_calendar(per, first_days):
    periods = judged(date(2024, 1, 1), per=per)
    assert [period.partition(":")[0] for period in periods] == first_days


@pytest.mark.parametrize(
    ("promised_on", "words", "missed"),
    [
        (date(2022, 12, 1), "vanaf 2023", ["01-01-2023", "01-07-2023"]),
        (date(2023, 2, 1), "vanaf 2023", ["01-01-2023", "01-07-2023"]),
        (date(2023, 12, 18), "per half jaar, sinds 1 januari 2023", ["01-07-2023"]),
        (date(2023, 2, 1), "ieder half jaar", ["01-07-2023"]),
        (date(2023, 2, 1), "vanaf 1 maart 2023", ["01-07-2023"]),
        (date(2023, 2, 1), "", ["01-07-2023"]),
        (date(2023, 1, 1), "2023", ["01-01-2023", "01-07-2023"]),
        (date(2023, 1, 1), "van januari 2023 tot en met oktober 2023", ["01-01-2023"]),
    ],
)
def test_only_a_period_that_was_promised_whole_can_be_missed(promised_on, words, missed):
    periods = judged(date(2024, 1, 1), promised_on=promised_on, words=words)
    assert [period.partition(":")[0] for period in periods if period.endswith("missed")] == missed


def test_what_is_withdrawn_or_not_begun_has_no_periods():
    assert judged(date(2024, 1, 1), status=Status.CANCELLED) == []
    assert judged(date(2023, 6, 1), status=Status.PLANNED, words="vanaf 2024") == []
    assert judged(date(2024, 1, 1), status=Status.PLANNED, words="ieder half jaar") == []
    assert judged(date(2024, 1, 1), status=Status.PLANNED) != []


def test_after_it_is_done_nothing_is_missed_any_more():
    periods = judged(date(2024, 8, 1), status=Status.DELIVERED, done_on=date(2023, 9, 1))
    assert periods == ["01-01-2023: 0/2 missed"]


def test_nothing_is_judged_where_no_day_is_asked_for():
    assert judged(date.max) == []


def test_what_is_still_to_come_does_not_count_yet():
    assert judged(date(2023, 3, 1), date(2023, 3, 2), count=1) == ["01-01-2023: 0/1 running"]


def test_the_signal_is_of_the_period_that_closed_last():
    def missed(on, *days):
        recurrence = Recurrence(1, Frequency.QUARTER, NEW_YEAR, held_on(*days))
        periods = judge_recurrence(recurrence, Status.IN_PROGRESS, read("vanaf 2023", NEW_YEAR), None, on)
        period = find_missed(periods, on)
        return period and period.starts_on

    assert missed(date(2023, 3, 31)) is None
    assert missed(date(2023, 5, 1)) == NEW_YEAR
    # Kept already, but not closed: the one before it is still the last that closed.
    assert missed(date(2023, 5, 1), date(2023, 4, 3)) == NEW_YEAR
    assert missed(date(2023, 7, 1), date(2023, 4, 3)) is None


@pytest.mark.parametrize(
    ("words", "frequency"),
    [
        ("2 x per jaar", (2, Frequency.YEAR)),
        ("minstens vier keer per jaar", (4, Frequency.YEAR)),
        ("minimaal 2 per jaar", (2, Frequency.YEAR)),
        ("4x/jaar", (4, Frequency.YEAR)),
        ("tweemaal per kwartaal", (2, Frequency.QUARTER)),
        ("ieder half jaar", (1, Frequency.HALF_YEAR)),
        ("maandelijks", (3, Frequency.QUARTER)),
        ("om de twee maanden", (3, Frequency.HALF_YEAR)),
        ("vanaf 2025, elk kwartaal", (1, Frequency.QUARTER)),
        ("twice a year", (2, Frequency.YEAR)),
        ("elke zomer", (1, Frequency.YEAR)),
        ("twee keer elke maart", (2, Frequency.YEAR)),
        ("every other year", None),
        ("periodiek", None),
        ("circa 4 keer per jaar", None),
        ("wekelijks", None),
    ],
)
def test_words_say_how_often_only_where_a_period_can_hold_it(words, frequency):
    recurrence = read_recurrence(words)
    assert recurrence is not None
    assert recurrence.frequency == frequency


def test_words_of_one_moment_do_not_recur():
    assert [read_recurrence(words) for words in ("Q2 2024", "per 1 mei 2024", "binnenkort", "soep")] == 4 * [
        None
    ]
