"""Whatever is done, and said on whatever day: as of any day there is what was said by then.

The audit trail is replayed into a plain model, which is compared with what the queries give before, at and
after every change. Late entries and corrections are among what is done.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app.queries.programme import programmes
from tests.database import connect
from tests.queries.doings import Doing, Hand, doings
from tests.queries.looked import around, differences
from tests.queries.replay import entries_of, replayed

EXAMPLES = {"sqlite": 12, "postgresql": 2}
HAPPENED = (
    # Late entries, corrections, an option that is withdrawn, a decision that is taken and put right.
    *(Doing("update", 0, 2, 0), Doing("update", 0, 4, -3), Doing("correct_update", 0, 1, 0)),
    *(Doing("ask", 0, 1, -2), Doing("ask", 0, 10, 1), Doing("need", 2, 1, 1), Doing("need", 2, 0, 2)),
    *(Doing("rename", 1, 1, -1), Doing("move", 1, 1, 0), Doing("correct_deadline", 0, 3, 0)),
    *(Doing("take", 0, 0, 3), Doing("correct_taking", 0, 4, 0), Doing("hand_over", 0, 1, 2)),
)


@pytest.fixture
def tried(templates, cast_template):
    """Do these things in a database of their own; returns what was done, and what differs."""
    template, cast = cast_template

    def of(doing):
        with templates.copy(template) as address:
            database = connect(address)
            try:
                return _tried(database, cast, doing)
            finally:
                database.dispose()

    return of


def _tried(database, cast, doing):
    with database.reading() as session:
        before = len(entries_of(session, cast.programme))
    done = []
    for moment, one in enumerate(doing):
        with database.writing() as session:
            hand = Hand(session, cast, moment)
            if hand.do(one):
                done.append(one.name)
            else:
                session.rollback()
    with database.reading() as session:
        entries = entries_of(session, cast.programme)
        made = replayed(entries)
        days = around([entry.said_on for entry in entries[before:]])
        mismatches = [
            difference for day in days for difference in differences(session, cast.programme, made, day)
        ]
    return done, mismatches


def test_what_happened_once_is_all_done_and_found_again(tried):
    done, found = tried(HAPPENED)
    assert done == [doing.name for doing in HAPPENED]
    assert found == []


def test_as_of_any_day_there_is_what_was_said_by_then(tried, backend):
    @settings(
        max_examples=EXAMPLES[backend],
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(doings)
    def try_it(doing):
        assert tried(doing)[1] == []

    try_it()


@pytest.mark.parametrize(
    ("backend", "world"),
    [("sqlite", "database"), ("postgresql", "database"), ("sqlite", "demo_database")],
)
def test_the_history_of_a_whole_programme_can_be_replayed(request, backend, world):
    database = request.getfixturevalue(world)
    with database.reading() as session:
        for programme in programmes(session, None):
            made = replayed(entries_of(session, programme.id))
            assert made.days
            days = [*around(made.days), date(2023, 1, 1), date(2030, 1, 1)]
            mismatches = [
                difference for day in days for difference in differences(session, programme.id, made, day)
            ]
            assert mismatches == []
