"""A migrated database for every test, on SQLite and on PostgreSQL: made once, copied each time.

`database` holds the cast known by heart, `demo_database` the demonstration, `empty_database` the tables only.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.db import Database, migrate
from app.demo.load import load
from app.domain.audit_trail import Keys
from tests.cast import Cast, assemble

AUDIT_KEY = "a-key-of-the-trail-that-only-the-tests-know"
KEYS = Keys.derived_from([AUDIT_KEY])

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


class SqliteTemplates:
    """Template files in a directory of their own, copied beside the test's other files."""

    def __init__(self, directory: Path) -> None:
        self._directory, self._numbers = directory, count(1)

    def create(self) -> str:
        """The address of a file that is not there yet."""
        return f"sqlite:///{self._directory / f'template{next(self._numbers)}.db'}"

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy, gone afterwards. The template has no connection, so no journal beside it."""
        copy = self._directory / f"copy{next(self._numbers)}.db"
        shutil.copyfile(template.removeprefix("sqlite:///"), copy)
        yield f"sqlite:///{copy}"
        for file in self._directory.glob(f"{copy.name}*"):
            file.unlink()


class PostgresTemplates:
    """Template databases in the run's own cluster; each worker has names of its own."""

    def __init__(self, admin: Engine) -> None:
        self._admin, self._numbers = admin, count(1)

    def create(self) -> str:
        """The address of a database that is empty."""
        name = self._name("template")
        self._run(f"CREATE DATABASE {name}")
        return self._address(name)

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy, dropped afterwards."""
        name = self._name("copy")
        self._run(f"CREATE DATABASE {name} TEMPLATE {sa.make_url(template).database}")
        yield self._address(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _name(self, what: str) -> str:
        return f"{what}_{_WORKER}_{next(self._numbers)}"

    def _address(self, name: str) -> str:
        return self._admin.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


Templates = SqliteTemplates | PostgresTemplates


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    """On which of the two a test runs; parametrise `backend` with one of them to have only that."""
    return str(request.param)


@pytest.fixture
def templates(request: pytest.FixtureRequest, backend: str) -> Templates:
    """Where the databases of this backend come from."""
    found: Templates = request.getfixturevalue(f"{backend}_templates")
    return found


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplates:
    """SQLite: files."""
    return SqliteTemplates(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgresql_templates(postgres_url: str) -> Iterator[PostgresTemplates]:
    """PostgreSQL: databases; templates are not dropped, the cluster does not outlive the run."""
    admin = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    yield PostgresTemplates(admin)
    admin.dispose()


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], tuple[str, Cast | None]]:
    """The templates that this process has made, by backend and by what is in them."""
    return {}


@pytest.fixture
def empty_template(templates: Templates, backend: str, made: dict[tuple[str, str], tuple[str, None]]) -> str:
    """The address of a template with the tables and nothing in them."""
    if (backend, "empty") not in made:
        made[backend, "empty"] = (_filled(templates.create(), migrate), None)
    return made[backend, "empty"][0]


@pytest.fixture
def cast_template(
    templates: Templates, backend: str, made: dict[tuple[str, str], tuple[str, Cast]], empty_template: str
) -> tuple[str, Cast]:
    """The address of a template in which the cast lives, and who they are."""
    if (backend, "cast") not in made:
        address, found = templates.create(), []
        _filled(address, migrate)
        _filled(address, lambda database: found.append(assemble(database)))
        made[backend, "cast"] = (address, found[0])
    return made[backend, "cast"]


@pytest.fixture
def empty_database(templates: Templates, empty_template: str) -> Iterator[Database]:
    """The tables, and nothing in them."""
    with templates.copied(empty_template) as address:
        yield from _opened(address)


@pytest.fixture
def database(templates: Templates, cast_template: tuple[str, Cast]) -> Iterator[Database]:
    """The database in which the cast lives."""
    with templates.copied(cast_template[0]) as address:
        yield from _opened(address)


@pytest.fixture
def demo_database(
    templates: Templates, backend: str, made: dict[tuple[str, str], tuple[str, None]]
) -> Iterator[Database]:
    """The demonstration as `demo` loads it."""
    if (backend, "demo") not in made:
        address = _filled(templates.create(), migrate)
        made[backend, "demo"] = (_filled(address, _load_demo), None)
    with templates.copied(made[backend, "demo"][0]) as address:
        yield from _opened(address)


@pytest.fixture
def cast(cast_template: tuple[str, Cast]) -> Cast:
    """Who and what is in `database`."""
    return cast_template[1]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements that any engine of this process runs inside the block, from whichever thread.

    What begins and ends a transaction is not counted.
    """
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(_NOT_COUNTED):
            seen.append(statement)

    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Counts: `with queries() as seen: …`, and then `len(seen)`."""
    return counted_queries


def connected(address: str) -> Database:
    """A database with the key of the tests."""
    return Database(address, lambda _: KEYS)


def _filled(address: str, fill: Callable[[Database], None]) -> str:
    """Nothing stays connected: a template that is in use cannot be copied."""
    database = connected(address)
    try:
        fill(database)
    finally:
        database.dispose()
    return address


def _load_demo(database: Database) -> None:
    with database.writing() as session:
        load(session)


def _opened(address: str) -> Iterator[Database]:
    database = connected(address)
    try:
        yield database
    finally:
        database.dispose()
