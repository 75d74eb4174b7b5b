"""Noting a visit: when it began, and when the one before it did."""

from datetime import timedelta

from app.actions import person
from app.domain.visit import VisitTimes
from app.queries.visit import visit_of
from tests.cast import TODAY, at

FIRST, LATER = at(TODAY), at(TODAY) + timedelta(days=1)


def test_a_visit_keeps_when_the_one_before_it_began(session, cast):
    assert visit_of(session, cast.karel, cast.programme) is None
    person.record_visit(session, cast.karel, cast.programme, FIRST)
    assert visit_of(session, cast.karel, cast.programme) == VisitTimes(FIRST)
    person.record_visit(session, cast.karel, cast.programme, LATER)
    assert visit_of(session, cast.karel, cast.programme) == VisitTimes(LATER, FIRST)


def test_two_who_come_at_the_same_moment_are_one_visit(session, cast):
    person.record_visit(session, cast.karel, cast.programme, FIRST)
    person.record_visit(session, cast.karel, cast.programme, FIRST)
    assert visit_of(session, cast.karel, cast.programme) == VisitTimes(FIRST)
    assert visit_of(session, cast.iris, cast.programme) is None
