"""No frozen text contradicts what had been said in time, and every later saying was shown at the gate.

`python -m bench.walks 1000` walks longer.
"""

from hypothesis import HealthCheck, Phase, given, settings

from tests.walks import Walk, turns

WALKS = {"sqlite": 5, "postgresql": 3}


def test_rounds_that_are_walked_at_random_freeze_only_what_was_said_in_time(database, cast, backend):
    adopted = []

    @settings(
        max_examples=WALKS[backend],
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(turns)
    def walk(sequence):
        with database.writing() as session:
            path = Walk.begin(session, cast)
            for turn in sequence:
                path.take(turn)
            adopted.append(path.adopted)
            session.rollback()

    walk()
    assert sum(adopted) > 0
