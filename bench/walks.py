"""`python -m bench.walks 1000`: walk so many rounds at random, up to the first untruth, and print the way."""

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.db import Database, migrate
from tests.cast import assemble
from tests.database import connect
from tests.walks import TURNS, Turn, Walk


def main(walks: int, seed: int) -> int:
    """Walk on a database of SQLite; each walk begins where the cast stands, and is undone."""
    adopted = 0
    with TemporaryDirectory() as folder:
        database: Database = connect(f"sqlite:///{Path(folder) / 'walks.db'}")
        migrate(database)
        cast = assemble(database)
        for number in range(walks):
            way = _choose_turns(Random(seed + number))
            with database.writing() as session:
                walk = Walk.begin(session, cast)
                try:
                    for turn in way:
                        walk.take(turn)
                except AssertionError as untrue:
                    print(f"walk {seed + number}: {untrue}\n{way}")
                    return 1
                adopted += walk.adopted
                session.rollback()
    print(f"{walks} walks, {adopted} reports adopted: each says what had been said in time.")
    return 0


def _choose_turns(random: Random) -> list[Turn]:
    turns = range(random.randint(20, 45))
    return [Turn(random.choice(TURNS), random.randrange(60), random.randrange(26)) for _ in turns]


if __name__ == "__main__":
    wanted = [int(typed) for typed in sys.argv[1:]]
    sys.exit(main(wanted[0] if wanted else 1000, wanted[1] if len(wanted) > 1 else 0))
