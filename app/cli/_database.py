"""The database of the settings, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.db import Database
from app.domain.refusal import Conflict
from app.settings import settings

ORIGIN = "cli"


@contextmanager
def opened(*, migrated: bool = True) -> Iterator[Database]:
    """The database, closed afterwards. Refuses one without tables, unless they are about to be made."""
    database = Database(settings().database_url)
    try:
        if migrated and not sa.inspect(database.engine).has_table("installation"):
            raise Conflict("This database has no tables yet. Make them with: python -m app migrate")
        yield database
    finally:
        database.dispose()
