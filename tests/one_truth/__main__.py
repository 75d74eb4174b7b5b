"""Compose so many random programmes and say in how many of them two places tell something else."""

import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from app.db import Database, migrate
from tests.one_truth.comparison import find_differences
from tests.one_truth.composition import Composition, compositions
from tests.one_truth.world import make_place


def main(programmes: int) -> int:
    """Compare so many programmes; returns the exit code."""
    differing: list[str] = []
    compared = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'one_truth.db'}")
        migrate(database)
        with database.writing() as session:
            place = make_place(session)

            @settings(
                max_examples=programmes,
                database=None,
                deadline=None,
                derandomize=False,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(compositions())
            def compare(composition: Composition) -> None:
                nonlocal compared
                with session.begin_nested() as nested:
                    differing.extend(find_differences(session, composition, place))
                    nested.rollback()
                compared += 1

            compare()
            session.rollback()
        database.dispose()
    seconds = time.monotonic() - began
    summary = f"{compared} programmes in {seconds:.0f} s: {len(differing)} differences"
    sys.stdout.write("\n".join([*differing[:40], summary, ""]))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
