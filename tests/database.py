"""A migrated database for every test, on SQLite and on PostgreSQL: made once a run, copied each time.

`database` holds the cast known by heart, `demo_database` the demonstration, `empty_database` the tables only.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel

from app.actions.report.adoption import FrozenVersion
from app.cli import run
from app.db import Database, migrate
from app.demo.invented import load as load_invented
from app.domain.audit_trail import SealKeys
from app.settings import settings
from app.tables import metadata
from tests import rounds
from tests.cast import Cast, assemble
from tests.machine.copies import PostgresTemplates, SqliteTemplates, Templates
from tests.machine.workplace import once, workplace

AUDIT_KEY = "a-key-of-the-trail-that-only-the-tests-know"
SECRET_KEY = "a-secret-key-that-only-the-tests-know"
KEYS = SealKeys.derive_from([AUDIT_KEY])

Invented = Callable[[int, int], AbstractContextManager[str]]

_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


SQLITE, POSTGRESQL = "sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)
ON_SQLITE = ("tests/web/pages/", "tests/web/api/")
"""A page, and an answer of the API, is what queries found and actions did, and these are tried on both
databases; so is, by `tests/web/test_query_counts.py`, whatever can be opened. What a page shows is tried on
SQLite alone, unless the database has a part in it, or an action is tried by its page only: then the test is
marked `both_databases`. With `DATABASES=all` every one of them runs on both."""
EVERYWHERE = os.environ.get("DATABASES") == "all"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with a database on both, or by the rule above on SQLite alone.

    Whoever parametrises `backend` itself has only what it names.
    """
    markers = list(metafunc.definition.iter_markers("parametrize"))
    if "backend" not in metafunc.fixturenames or any("backend" in marker.args[0] for marker in markers):
        return
    is_of_web = metafunc.definition.nodeid.startswith(ON_SQLITE)
    is_marked = metafunc.definition.get_closest_marker("both_databases") is not None
    is_on_both = EVERYWHERE or is_marked or not is_of_web
    metafunc.parametrize("backend", [SQLITE, POSTGRESQL] if is_on_both else [SQLITE], indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """On which of the two a test runs."""
    return str(request.param)


@pytest.fixture
def templates(request: pytest.FixtureRequest, backend: str) -> Templates:
    """Where the databases of this backend come from."""
    backend_templates: Templates = request.getfixturevalue(f"{backend}_templates")
    return backend_templates


@pytest.fixture(scope="session")
def sqlite_templates() -> SqliteTemplates:
    """SQLite: files."""
    return SqliteTemplates(workplace() / "sqlite", _close_connections)


@pytest.fixture(scope="session")
def postgresql_templates(postgres_url: str) -> Iterator[PostgresTemplates]:
    """PostgreSQL: databases."""
    admin = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    templates = PostgresTemplates(admin, _close_connections, _is_in_use)
    yield templates
    templates.close()
    admin.dispose()


@pytest.fixture
def empty_template(templates: Templates, backend: str) -> str:
    """The address of a template with the tables and nothing in them."""
    return once(f"{backend}-empty", lambda: fill_template(templates.create(), migrate))


@pytest.fixture
def open_round_template(templates: Templates, backend: str, empty_template: str) -> tuple[str, Cast]:
    """The address of a template in which the cast lives, its round open, and who they are."""

    def make() -> tuple[str, Cast]:
        casts: list[Cast] = []

        def fill(database: Database) -> None:
            casts.append(assemble(database))

        address = templates.create(empty_template)
        return fill_template(address, fill), casts[0]

    return once(f"{backend}-cast", make)


@pytest.fixture
def round_template(
    request: pytest.FixtureRequest, templates: Templates, open_round_template: tuple[str, Cast]
) -> tuple[str, FrozenVersion | None]:
    """The address of a template in which the round of the cast is as far as the test asks for by a fixture.

    `in_review` and `frozen` spare it the steps up to there, which are the same for all tests.
    """
    address, cast = open_round_template
    wanted = [name for name in ("frozen", "in_review") if name in request.fixturenames]
    if not wanted:
        return address, None
    take_steps = {"frozen": rounds.adopted, "in_review": rounds.reviewed}[wanted[0]]

    def make() -> tuple[str, FrozenVersion | None]:
        versions: list[FrozenVersion | None] = []

        def fill(database: Database) -> None:
            with database.writing() as session:
                versions.append(take_steps(session, cast))

        return fill_template(templates.create(address), fill), versions[0]

    url = sa.make_url(address)
    return once(f"{url.get_backend_name()}-{Path(str(url.database)).stem}-{wanted[0]}", make)


@pytest.fixture
def cast_template(
    round_template: tuple[str, FrozenVersion | None], open_round_template: tuple[str, Cast]
) -> tuple[str, Cast]:
    """The address of the template of `database`, and who lives in it."""
    return round_template[0], open_round_template[1]


@pytest.fixture
def in_review(round_template: tuple[str, FrozenVersion | None]) -> None:
    """The report of the cast is in review from the beginning."""
    assert round_template


@pytest.fixture
def frozen(round_template: tuple[str, FrozenVersion | None]) -> FrozenVersion:
    """The report of the cast was adopted before the beginning, as this version."""
    version = round_template[1]
    assert version
    return version


@pytest.fixture
def demo_template(templates: Templates, backend: str, empty_template: str) -> str:
    """The address of a template with the demonstration, as the command loads it into an empty database."""
    return once(f"{backend}-demo", lambda: fill_template(templates.create(empty_template), _load_demo))


@pytest.fixture
def invented(templates: Templates, backend: str, empty_template: str) -> Invented:
    """`with invented(1000, 1) as address:`: so many deliverables over so many programmes, made once a run."""

    def of(deliverables: int, programmes: int) -> AbstractContextManager[str]:
        def fill(database: Database) -> None:
            with database.writing() as session:
                load_invented(session, deliverables=deliverables, programmes=programmes)

        what = f"{backend}-{deliverables}-over-{programmes}"
        return templates.copy(once(what, lambda: fill_template(templates.create(empty_template), fill)))

    return of


@pytest.fixture
def empty_database(templates: Templates, empty_template: str) -> Iterator[Database]:
    """The tables, and nothing in them."""
    with templates.copy(empty_template) as address:
        yield connect(address)


@pytest.fixture
def database(templates: Templates, cast_template: tuple[str, Cast]) -> Iterator[Database]:
    """The database in which the cast lives."""
    with templates.copy(cast_template[0]) as address:
        yield connect(address)


@pytest.fixture
def demo_database(templates: Templates, demo_template: str) -> Iterator[Database]:
    """The demonstration."""
    with templates.copy(demo_template) as address:
        yield connect(address)


@pytest.fixture
def cast(cast_template: tuple[str, Cast]) -> Cast:
    """Who and what is in `database`: a copy, so that what a test adds is not there for the next."""
    return deepcopy(cast_template[1])


def put(session: Session, *entities: SQLModel) -> list[int]:
    """Put rows into the tables that no action makes and no entry of the trail seals; gives their ids."""
    ids = []
    for entity in entities:
        table = metadata.tables[str(type(entity).__tablename__)]
        values = {column.name: getattr(entity, column.name) for column in table.c}
        given = {name: value for name, value in values.items() if value is not None}
        key = session.connection().execute(sa.insert(table).values(given)).inserted_primary_key
        assert key
        ids.append(key[0])
    return ids


@contextmanager
def count_queries() -> Iterator[list[str]]:
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
    return count_queries


@contextmanager
def environment_of(database: Database, **besides: str) -> Iterator[None]:
    """Commands run on this database, with these settings besides."""
    url = database.url.render_as_string(hide_password=False)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"DATABASE_URL": url, "AUDIT_KEY": AUDIT_KEY, **besides}.items():
            patch.setenv(f"MIJLPAAL_{name}", value)
        settings.cache_clear()
        try:
            yield
        finally:
            settings.cache_clear()


@cache
def connect(address: str) -> Database:
    """Return a database with the key of the tests: one an address, so that it compiles a statement once."""
    return Database(address, lambda _: KEYS)


def fill_template(address: str, fill: Callable[[Database], None]) -> str:
    """Fill a template and return its address. Nothing stays connected: what is in use cannot be copied."""
    database = connect(address)
    try:
        fill(database)
    finally:
        database.dispose()
    return address


def _close_connections(address: str) -> None:
    connect(address).dispose()


def _is_in_use(address: str) -> bool:
    database = connect(address)
    pool = database.engine.pool
    return isinstance(pool, sa.QueuePool) and pool.checkedout() > 0


def _load_demo(database: Database) -> None:
    with environment_of(database):
        assert run(["demo"]) == 0
