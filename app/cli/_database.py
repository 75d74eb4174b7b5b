"""The database of the settings, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database, newest_revision, revisions_of
from app.domain.audit_trail import SealKeys
from app.domain.refusal import Conflict
from app.queries.installation import demo_today
from app.settings import audit_secrets, settings

ORIGIN = "cli"


@contextmanager
def opened(*, migrated: bool = True) -> Iterator[Database]:
    """The database, closed afterwards.

    Refuses one that is not there or has other tables than ours, unless these are about to be made.
    """
    try:
        database = Database(settings().database_url, keys_of)
    except (sa.exc.ArgumentError, OSError) as wrong:  # no address, or a directory that cannot be made
        raise Conflict("MIJLPAAL_DATABASE_URL is no address of a database.") from wrong
    try:
        if migrated:
            _check_tables(database)
        yield database
    finally:
        database.dispose()


def _check_tables(database: Database) -> None:
    # Whoever connects to a file of SQLite that is not there makes an empty one.
    is_there = not database.is_sqlite or Path(database.url.database or "").exists()
    try:
        with database.engine.connect() if is_there else nullcontext() as connection:
            revisions = revisions_of(connection) if connection is not None else ()
    except sa.exc.DBAPIError as wrong:
        raise Conflict("The database cannot be opened: %(why)s", why=wrong.orig) from wrong
    if not revisions:
        raise Conflict("This database has no tables yet. Make them with: python -m app migrate")
    if revisions != (newest_revision(database),):
        raise Conflict("The database has other tables than this version needs. Run: python -m app migrate")


def keys_of(session: Session) -> SealKeys:
    """The keys of the audit trail of this installation. Refuses where none is set, but in a demonstration."""
    given, is_demo = settings(), demo_today(session) is not None
    if not is_demo and given.audit_key is None and given.secret_key is None:
        raise Conflict("MIJLPAAL_SECRET_KEY is required outside the demonstration.")
    return SealKeys.derived_from(audit_secrets(given, demo=is_demo))
