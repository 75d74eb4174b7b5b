"""Every section, page and answer tells the same of the same deliverable on the same day."""

from hypothesis import HealthCheck, Phase, given, settings

from tests.one_truth.comparison import find_differences
from tests.one_truth.composition import compositions
from tests.one_truth.world import make_place


def test_no_two_places_tell_something_else(empty_database):
    """`python -m tests.one_truth 1000` compares a thousand."""
    with empty_database.writing() as session:
        place = make_place(session)

        @settings(
            max_examples=30,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(compositions())
        def compare(composition):
            with session.begin_nested() as savepoint:
                differences = find_differences(session, composition, place)
                savepoint.rollback()
            assert differences == []

        compare()
        session.rollback()
