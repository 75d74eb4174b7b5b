"""Alembic's entrance: the database comes from the settings, or from whoever calls."""

import sqlalchemy as sa
from alembic import context

from app.db import Database
from app.settings import settings
from app.tables import metadata
from app.tables.search_entry import is_search_index


def _run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        include_object=lambda _, name, *_rest: not is_search_index(name),
    )
    with context.begin_transaction():
        context.run_migrations()


def _migrate(database: Database) -> None:
    """On SQLite foreign keys rest while a table is rebuilt: a batch change would delete its children."""
    with database.writing_engine.connect() as connection:
        if database.is_sqlite:
            _set_foreign_keys(connection, "OFF")
        _run(connection)
        if database.is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                connection.rollback()
                raise RuntimeError(f"the migration would break {len(broken)} references")
        connection.commit()
        if database.is_sqlite:
            _set_foreign_keys(connection, "ON")


def _set_foreign_keys(connection: sa.Connection, state: str) -> None:
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.execute(f"PRAGMA foreign_keys={state}")


given = context.config.attributes.get("database")
if given is not None:
    _migrate(given)
else:
    own = Database(settings().real_url)
    _migrate(own)
    own.dispose()
