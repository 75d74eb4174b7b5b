"""The database: its engines, its sessions, rows read by name, and the only commit.

SQLite: a transaction that will write begins IMMEDIATE, so that a read-then-write loses nothing; writers of
one process wait for each other on a lock, since waiting on the file is slow and unfair.
PostgreSQL: reading is one REPEATABLE READ snapshot; writing checks a version column.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session, SQLModel

from app.domain.audit_trail import SealKeys
from app.sealing.session import SealingSession
from app.settings import DEFAULT_REQUESTS_AT_ONCE, ROOT

if TYPE_CHECKING:
    from alembic.config import Config

Shape = TypeVar("Shape")
Entity = TypeVar("Entity", bound=SQLModel)
Columns = sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]]
"""A select of columns."""
FindKeys = Callable[[Session], SealKeys]

_LOCK_TIMEOUT = 5000
"""Milliseconds that a statement waits for what another transaction holds."""


def refuse_keys(_session: Session) -> SealKeys:
    """Refuse the keys of the audit trail to a database that was opened without them."""
    raise RuntimeError("The audit trail needs a key.")


class Database:
    """One database, with connections for so many readers `at_once`, and half as many writers.

    `find_keys` gives the keys of the audit trail, and is called once, when something is first written.
    """

    def __init__(
        self, url: str, find_keys: FindKeys = refuse_keys, at_once: int = DEFAULT_REQUESTS_AT_ONCE
    ) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.readers_at_once, self.writers_at_once = at_once, max(2, at_once // 2)
        self._find_keys = find_keys
        self._keys: SealKeys | None = None
        connections = self.readers_at_once + self.writers_at_once
        if self.is_sqlite:
            self.engine: Engine = _sqlite_engine(self.url, connections)
            self._reading: Engine = self.engine
            self.writing_engine: Engine = self.engine.execution_options(write=True)
            self._write_lock: AbstractContextManager[Any] = Lock()
        else:
            self.engine = self.writing_engine = _postgresql_engine(self.url, connections)
            self._reading = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            self._write_lock = nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One snapshot to look at; nothing is ever committed."""
        with SealingSession(self._reading, self.keys) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends well, rolled back when it does not."""
        with self._write_lock, SealingSession(self.writing_engine, self.keys) as session:
            session.connection()  # it waits here for whoever writes in another process
            yield session
            try:
                session.commit()
            # After any failure, an interrupt too: the pool would hand on a connection whose COMMIT failed.
            except BaseException:
                session.invalidate()
                raise

    def keys(self, session: Session) -> SealKeys:
        """Return the keys of the audit trail; `session` tells what kind of database this is."""
        if self._keys is None:
            self._keys = self._find_keys(session)
        return self._keys

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _sqlite_engine(url: sa.URL, connections: int) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, connect_args={"check_same_thread": False}, hide_parameters=True, **_pool(connections)
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver's own transactions lose concurrent read-then-write; `begin` below starts ours.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "wal_autocheckpoint=4000",  # 16 MB: a change touches some twenty pages, mostly the same ones
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",
            f"busy_timeout={_LOCK_TIMEOUT}",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        will_write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if will_write else "BEGIN")

    return engine


def _postgresql_engine(url: sa.URL, connections: int) -> Engine:
    """A connection that its server closed is noticed before it is used."""
    # Our own schema only: a setting of the database could put the tables of others before ours.
    options = f"-c search_path=public -c lock_timeout={_LOCK_TIMEOUT}"
    connect_args = {} if "options" in url.query else {"options": options}
    return sa.create_engine(
        url, pool_pre_ping=True, hide_parameters=True, connect_args=connect_args, **_pool(connections)
    )


def _pool(connections: int) -> dict[str, Any]:
    """Never more than so many, and the one used last first: it has the most in its cache."""
    return {"pool_size": connections, "max_overflow": 0, "pool_use_lifo": True}


def read_damaged_text(session: Session) -> None:
    """Read bytes that are no UTF-8 too, with a sign in the place of each: SQLite keeps such bytes."""
    if session.get_bind().dialect.name == "sqlite":
        driver: Any = session.connection().connection.driver_connection
        driver.text_factory = lambda raw: raw.decode("utf-8", "replace")


def get_for_update(session: Session, entity: type[Entity], key: object) -> Entity:
    """Return the row with this primary key (a tuple where it has several columns), locked until the commit.

    It is read anew, also where this session read it before: another transaction may have changed it since.
    Raises `NoResultFound` where there is none. SQLite needs no lock: a transaction that may write is alone.
    """
    return session.get_one(entity, key, with_for_update=True, populate_existing=True)


def insert_into(session: Session, entity: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what happens on a conflict; SQL itself knows no such thing."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(entity)
    return postgresql.insert(entity)


def fetch_all(
    session: Session,
    statement: Columns,
    shape: type[Shape],
    parameters: Mapping[str, object] | None = None,
) -> list[Shape]:
    """Return every row of a select as a `shape`: a dataclass with the names of the selected columns.

    `parameters` are the values of the statement's bind parameters. Raises `TypeError` where the names differ.
    """
    return [shape(**row) for row in session.execute(statement, parameters).mappings()]


def fetch_one(
    session: Session,
    statement: Columns,
    shape: type[Shape],
    parameters: Mapping[str, object] | None = None,
) -> Shape | None:
    """Return the only row as a `shape`, or none. Raises `MultipleResultsFound` where there are more."""
    row = session.execute(statement, parameters).mappings().one_or_none()
    return shape(**row) if row is not None else None


def fetch_grouped(
    session: Session,
    statement: Columns,
    shape: type[Shape],
    by: str,
    parameters: Mapping[str, object] | None = None,
) -> dict[int, list[Shape]]:
    """Return the rows of a select as lists of `shape`, by the id in the column `by` (no field)."""
    groups: dict[int, list[Shape]] = {}
    for row in session.execute(statement, parameters).mappings():
        fields = dict(row)
        groups.setdefault(fields.pop(by), []).append(shape(**fields))
    return groups


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema of this database up to `revision` (Alembic's name of it)."""
    from alembic import command

    command.upgrade(alembic_configuration(database), revision)


def revisions_of(connection: Connection) -> tuple[str, ...]:
    """Return the revision of the schema in this database, none where it has no tables."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_heads()


def newest_revision(database: Database) -> str | None:
    """Return the last revision of the schema that this code knows."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_configuration(database)).get_current_head()


def oldest_revision(database: Database) -> str | None:
    """Return the first revision of the schema that this code knows."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(alembic_configuration(database)).get_base()


def alembic_configuration(database: Database) -> "Config":
    """Return Alembic's configuration, pointed at this database."""
    from alembic.config import Config

    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["database"] = database
    return config
