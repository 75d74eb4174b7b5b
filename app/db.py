"""Engines and sessions; here stands the only commit, and what must come right before it.

SQLite: a transaction that will write begins IMMEDIATE, so that read-then-write loses nothing.
PostgreSQL: reading is one REPEATABLE READ snapshot; writing checks a version column.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session

from app.domain.audit_trail import Keys
from app.settings import ROOT

if TYPE_CHECKING:
    from alembic.config import Config

FindKeys = Callable[[Session], Keys]
Last = TypeVar("Last", bound=Callable[[Session], None])
_LAST = "last"


def without_keys(_session: Session) -> Keys:
    """No key is given to whoever only looks."""
    raise RuntimeError("The audit trail needs a key.")


class Database:
    """One database: an engine for looking and one for changing.

    `find_keys` gives the keys of the audit trail, and is asked once, when something is first written.
    """

    def __init__(self, url: str, find_keys: FindKeys = without_keys) -> None:
        self._find_keys = find_keys
        self._keys: Keys | None = None
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self.engine = self._looking = _sqlite_engine(self.url, "BEGIN")
            self.changing = _sqlite_engine(self.url, "BEGIN IMMEDIATE")
        else:
            self.engine = self.changing = _postgresql_engine(self.url)
            self._looking = _snapshot(self.engine)

    def session(self, *, write: bool) -> Session:
        """A session that has not touched the database yet; the caller ends it with `finish`."""
        info = {"keys": self.keys}
        return Session(self.changing if write else self._looking, expire_on_commit=False, info=info)

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

    def write_together(self, changes: Sequence[Callable[[Session], object]]) -> list[Exception | None]:
        """One transaction for several changes, one wait for the disk; what each of them raised, if anything.

        Each stands behind a savepoint, so that one that raises takes back nothing but its own.
        What the commit raises is raised: then nothing was done at all.
        """
        if len(changes) == 1:
            return [_raised(self.writing(), changes[0])]
        with self.changing.begin() as connection:
            return [_raised(self._behind_savepoint(connection), change) for change in changes]

    @contextmanager
    def _behind_savepoint(self, connection: Connection) -> Iterator[Session]:
        tell: Any = connection.connection.cursor().execute
        tell("SAVEPOINT change")
        try:
            with Session(connection, expire_on_commit=False, info={"keys": self.keys}) as session:
                yield session
                session.flush()
                do_last(session)
        # Whatever it was: nothing of it may stay behind among what the others change.
        except BaseException:
            tell("ROLLBACK TO change")
            raise
        finally:
            tell("RELEASE change")

    def dispose(self) -> None:
        """Close every connection."""
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


def finish(session: Session) -> None:
    """Make what the session did lasting; what it does `at_last` comes right before the commit."""
    do_last(session)
    session.commit()


def do_last(session: Session) -> None:
    """Do now what comes right before the commit; there is nothing to do twice."""
    last = _last_of(session)
    if last is not None:
        last(session)


def at_last(session: Session, make: Callable[[], Last]) -> Last:
    """What the transaction of this session does right before its commit; made when first asked for.

    It goes with its transaction: what is taken back has nothing to do at last.
    """
    session.connection()
    if _last_of(session) is None:
        session.info[_LAST] = (session.get_transaction(), make())
    last: Last = session.info[_LAST][1]
    return last


def _last_of(session: Session) -> Callable[[Session], None] | None:
    transaction, last = session.info.get(_LAST, (None, None))
    return last if transaction is not None and transaction is session.get_transaction() else None


def _sqlite_engine(url: sa.URL, begins: str) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # Warnings of unclosed cursors stay visible; statements are cached per connection.
    engine = sa.create_engine(url, connect_args={"check_same_thread": False, "cached_statements": 256})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    # The dialect begins: an event would be looked for at every statement of every transaction.
    dialect: Any = engine.dialect
    dialect.do_begin = lambda connection: connection.execute(begins).close()
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transactions lose concurrent read-then-write; ours begin below.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "wal_autocheckpoint=4000",  # 16 MB: a change touches some twenty pages, mostly the same ones
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "busy_timeout=5000",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _postgresql_engine(url: sa.URL) -> Engine:
    return sa.create_engine(url, pool_pre_ping=True)


def _snapshot(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema of this database up to `revision` (Alembic's name of it)."""
    from alembic import command

    command.upgrade(alembic_configuration(database), revision)


def alembic_configuration(database: Database) -> "Config":
    """Alembic's configuration, pointed at this database."""
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database"] = database
    return config
