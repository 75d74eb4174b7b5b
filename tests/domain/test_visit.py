"""Since when somebody has not seen what changed."""

from datetime import UTC, datetime, timedelta

from app.domain.visit import VisitTimes, begins_visit, find_last_visit

NOW = datetime(2023, 12, 18, 11, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_first_visit_has_nothing_before_it():
    assert begins_visit(None, NOW)
    assert find_last_visit(None, NOW) is None


def test_another_look_soon_after_is_the_same_visit_and_shows_the_same():
    visit = VisitTimes(NOW - MINUTE, NOW - DAY)
    assert not begins_visit(visit, NOW)
    assert find_last_visit(visit, NOW) == NOW - DAY


def test_another_look_later_shows_the_changes_since_the_previous_visit():
    visit = VisitTimes(NOW - DAY, NOW - 2 * DAY)
    assert begins_visit(visit, NOW)
    assert find_last_visit(visit, NOW) == NOW - DAY
