"""Sessions, for looking and for changing; here stands the only commit.

SQLite: a transaction that will write begins IMMEDIATE, so that read-then-write loses nothing.
PostgreSQL: reading is one REPEATABLE READ snapshot; writing checks a version column.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from app.domain.audit_trail import Keys
from app.engines import postgresql_engine, snapshot, sqlite_engine
from app.settings import AT_ONCE, ROOT
from app.touched_rows import TracingSession, take_touched_rows
from app.transaction import do_last, driver_of, within

if TYPE_CHECKING:
    from alembic.config import Config

Shape = TypeVar("Shape")
FindKeys = Callable[[Session], Keys]


def without_keys(_session: Session) -> Keys:
    """No key is given to whoever only looks."""
    raise RuntimeError("The audit trail needs a key.")


class Database:
    """One database: an engine for looking and one for changing, with connections for so many `at_once`.

    `find_keys` gives the keys of the audit trail, and is asked once, when something is first written.
    """

    def __init__(self, url: str, find_keys: FindKeys = without_keys, at_once: int = AT_ONCE) -> None:
        self._find_keys = find_keys
        self._keys: Keys | None = None
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.looking_at_once, self.changing_at_once = at_once, max(2, at_once // 2)
        if self.is_sqlite:  # one writer at a time, and the connection that is kept
            self.engine = self._looking = sqlite_engine(self.url, "BEGIN", self.looking_at_once)
            self.changing = sqlite_engine(self.url, "BEGIN IMMEDIATE", self.changing_at_once + 1)
        else:
            connections = self.looking_at_once + self.changing_at_once
            self.engine = self.changing = postgresql_engine(self.url, connections)
            self._looking = snapshot(self.engine)
        self._turn = Lock()
        self._kept: Connection | None = None

    def session(self, *, write: bool) -> Session:
        """A session that has not touched the database yet; the caller ends it with `finish`."""
        info = {"keys": self.keys}
        return TracingSession(self.changing if write else self._looking, expire_on_commit=False, info=info)

    def keys(self, session: Session) -> Keys:
        """The keys of the audit trail; `session` may be asked what kind of database this is."""
        if self._keys is None:
            self._keys = self._find_keys(session)
        return self._keys

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Looking only: one snapshot, nothing is ever committed."""
        with self.session(write=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends well, rolled back when it does not."""
        with self.session(write=True) as session:
            yield session
            finish(session)

    def write_together(
        self,
        changes: Sequence[Callable[[Session], object]],
        look: Callable[[Session, list[Exception | None]], None],
    ) -> None:
        """One transaction for several changes, one wait for the disk.

        Each stands behind a savepoint, so that one that raises takes back nothing but its own. Then `look`
        sees what all of them made, and what each of them raised, if anything.
        What it raises, or the commit, is raised: then nothing was done at all.
        """
        with self._together() as connection:
            raised = []
            for change in changes:
                raised.append(_raised(self._behind_savepoint(connection), change))
                # Where a disk is full SQLite takes back all of the transaction, and not one statement of it.
                if not driver_of(connection).in_transaction:
                    raise raised[-1] or RuntimeError("The transaction ended before its commit.")
            with within(connection) as session:
                look(session, raised)

    @contextmanager
    def _together(self) -> Iterator[Connection]:
        """One transaction at a time, on a connection that is kept: to open one takes as long as a change."""
        with self._turn:
            connection, self._kept = self._kept or self.changing.connect(), None
            try:
                with connection.begin():
                    yield connection
                self._kept = connection
            finally:
                if self._kept is None:  # what it still holds goes with it, and the next one is another
                    connection.close()

    @contextmanager
    def _behind_savepoint(self, connection: Connection) -> Iterator[Session]:
        tell = driver_of(connection).execute
        tell("SAVEPOINT change").close()
        try:
            with within(connection, keys=self.keys) as session:
                yield session
                _close_traces(session)
        # Whatever it was: nothing of it may stay behind among what the others change.
        except BaseException:
            if driver_of(connection).in_transaction:
                tell("ROLLBACK TO change").close()
            raise
        finally:
            if driver_of(connection).in_transaction:
                tell("RELEASE change").close()

    def dispose(self) -> None:
        """Close every connection."""
        with self._turn:
            if self._kept is not None:
                self._kept.close()
            self._kept = None
        self.engine.dispose()
        self.changing.dispose()


def _raised(scope: AbstractContextManager[Session], change: Callable[[Session], object]) -> Exception | None:
    try:
        with scope as session:
            change(session)
    # Whatever one change raises is kept for whoever asked for it: the others go on.
    except Exception as error:
        return error
    return None


def fetch_all(
    session: Session,
    statement: sa.Select[Any] | sa.CompoundSelect[Any],
    shape: type[Shape],
    parameters: Mapping[str, object] | None = None,
) -> list[Shape]:
    """Return every row of a select as a `shape`: a dataclass with the names of the selected columns.

    `parameters` are the values of the statement's bind parameters. Raises `TypeError` where the names differ.
    """
    return [shape(**row) for row in session.execute(statement, parameters).mappings()]


def fetch_one(
    session: Session,
    statement: sa.Select[Any] | sa.CompoundSelect[Any],
    shape: type[Shape],
    parameters: Mapping[str, object] | None = None,
) -> Shape | None:
    """Return the only row as a `shape`, or none. Raises `MultipleResultsFound` where there are more."""
    row = session.execute(statement, parameters).mappings().one_or_none()
    return shape(**row) if row is not None else None


def finish(session: Session) -> None:
    """Make what the session did lasting; what it does `at_last` comes right before the commit."""
    _close_traces(session)
    session.commit()


def _close_traces(session: Session) -> None:
    """Write the traces of what was done. A change of a fact without one is a fault of the action."""
    session.flush()
    do_last(session)
    untraced = take_touched_rows(session)
    if untraced:
        raise RuntimeError(f"Written without a trace: {untraced[:5]}")


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema of this database up to `revision` (Alembic's name of it)."""
    from alembic import command

    command.upgrade(alembic_configuration(database), revision)


def revisions_of(connection: Connection) -> tuple[str, ...]:
    """The revision of the schema in this database (Alembic's name of it), none where it has no tables."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_heads()


def newest_revision(database: Database) -> str | None:
    """The last revision of the schema that this code knows."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_configuration(database)).get_current_head()


def alembic_configuration(database: Database) -> "Config":
    """Alembic's configuration, pointed at this database."""
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database"] = database
    return config
