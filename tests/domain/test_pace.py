"""How fast somebody may ask."""

from app.domain.pace import SECOND, Pace


def asked(pace, times, at=0, due=None):
    """What was said to each of so many requests at one moment, in seconds, and when all of it is due."""
    waits = []
    for _ in range(times):
        due, wait = pace.ask(due, int(at * SECOND))
        waits.append(wait / SECOND)
    return due, waits


def test_requests_for_one_minute_may_come_at_once_and_not_one_more():
    due, waits = asked(Pace(60), 61)
    assert waits == [0] * 60 + [1]
    assert due == 60 * SECOND


def test_after_a_burst_requests_are_allowed_one_by_one():
    pace = Pace(60)
    due, _ = asked(pace, 60)
    assert asked(pace, 2, at=0.5, due=due)[1] == [0.5, 0.5]
    assert asked(pace, 2, at=1, due=due)[1] == [0, 1]


def test_a_refused_request_does_not_lengthen_the_wait():
    pace = Pace(6)
    due, _ = asked(pace, 100)
    assert asked(pace, 1, at=10, due=due)[1] == [0]


def test_a_minute_of_silence_resets_the_limit():
    pace = Pace(60)
    due, _ = asked(pace, 60)
    assert asked(pace, 60, at=60, due=due)[1] == [0] * 60


def test_every_pace_allows_exactly_its_number_of_requests():
    for a_minute in (1, 7, 59, 600, 6000):
        assert asked(Pace(a_minute), a_minute + 1, at=1_700_000_000)[1].count(0) == a_minute


def test_a_clock_that_is_set_back_makes_nobody_wait_for_hours():
    pace = Pace(60)
    due, _ = asked(pace, 10, at=7200)
    assert asked(pace, 1, at=0, due=due)[1] == [1]
