"""The database that a command is about, opened for it; its keys, its day, and who acts in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.db import Database, newest_revision, oldest_revision, revisions_of
from app.domain.audit_trail import SealKeys
from app.domain.refusal import Conflict
from app.domain.time_zone import AMSTERDAM
from app.queries.installation import demo_today
from app.settings import audit_secrets, settings


def find_real_address() -> str:
    """Return the address of the real database: the one that is set, else that in the folder.

    Refuses where there is none yet, and says how to begin. A demonstration in its place is none.
    """
    address = settings().real_url
    if settings().database_url is None and (not has_file(address) or is_demonstration(address)):
        raise Conflict("There is no database yet. Begin with: mijlpaal setup. The demonstration: make run")
    return address


def find_address_to_read() -> str:
    """Return the address of the real database, or that of the demonstration where there is no real one."""
    real, demo = settings().real_url, settings().demo_url
    if settings().database_url is not None or (has_file(real) and not is_demonstration(real)):
        return real
    address = next((address for address in (demo, real) if has_file(address)), None)
    return address or find_real_address()


def has_file(address: str) -> bool:
    """Whether the file of a database of SQLite is there."""
    return Path(sa.make_url(address).database or "").exists()


def is_demonstration(address: str) -> bool:
    """Whether the database at this address is marked as a demonstration; whoever cannot read it says no."""
    database = Database(address)
    try:
        with database.reading() as session:
            return demo_today(session) is not None
    except sa.exc.DBAPIError:
        return False
    finally:
        database.dispose()


@contextmanager
def open_database(address: str | None = None, *, migrated: bool = True) -> Iterator[Database]:
    """Open a database, the real one where no address is given, and close it afterwards.

    Refuses one that is not there or has other tables than ours, unless these are about to be made; always one
    from before the first revision that this version knows.
    """
    try:
        database = Database(address or find_real_address(), _derive_keys)
    except (sa.exc.ArgumentError, OSError) as wrong:  # no address, or a directory that cannot be made
        raise Conflict("MIJLPAAL_DATABASE_URL is no address of a database.") from wrong
    try:
        _check_tables(database, migrated=migrated)
        yield database
    finally:
        database.dispose()


def act_now() -> AuditContext:
    """Return the context of a command: nobody that is known acts, now, from the command line."""
    return AuditContext(None, datetime.now(UTC), "cli")


def get_today(session: Session) -> date:
    """Return the day of this database: that of a demonstration, else that of the clock in Amsterdam.

    Refuses an overridden day where there is no demonstration.
    """
    marked, overridden = demo_today(session), settings(is_demo=True).today
    if overridden and marked is None:
        raise Conflict("MIJLPAAL_TODAY is refused: this database is no demonstration.")
    return overridden or marked or datetime.now(AMSTERDAM).date()


def _check_tables(database: Database, *, migrated: bool) -> None:
    revisions = _read_revisions(database)
    oldest, newest = oldest_revision(database), newest_revision(database)
    if oldest and any(revision < oldest for revision in revisions):
        raise Conflict(
            "This database is from before revision %(oldest)s. "
            "First bring it to that revision with an earlier version of Mijlpaal.",
            oldest=oldest,
        )
    if migrated and not revisions:
        raise Conflict("This database has no tables yet. Make them with: python -m app migrate")
    if migrated and revisions != (newest,):
        raise Conflict("The database has other tables than this version needs. Run: python -m app migrate")


def _read_revisions(database: Database) -> tuple[str, ...]:
    # Whoever connects to a file of SQLite that is not there makes an empty one.
    if database.is_sqlite and not Path(database.url.database or "").exists():
        return ()
    try:
        with database.engine.connect() as connection:
            return revisions_of(connection)
    except sa.exc.DBAPIError as wrong:
        raise Conflict("The database cannot be opened: %(why)s", why=wrong.orig) from wrong


def _derive_keys(session: Session) -> SealKeys:
    """The keys of the audit trail of this installation. Refuses where none is set, but in a demonstration."""
    is_demo = demo_today(session) is not None
    given = settings(is_demo=is_demo)
    if not is_demo and given.audit_key is None and given.secret_key is None:
        raise Conflict("MIJLPAAL_SECRET_KEY is required outside the demonstration.")
    return SealKeys.derive_from(audit_secrets(given, demo=is_demo))
