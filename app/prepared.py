"""Statements that are written out once and from then on only filled in.

SQLAlchemy looks a statement up, binds it and wraps its rows anew for every execution, and that takes many
times as long as SQLite takes to answer. What is asked at nearly every request goes through here: the same
statement, of the same tables and with the same types, on a cursor of the session's own transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import iterate
from sqlmodel import Session

Convert = Callable[[Any], Any]


def _told(connection: sa.Connection, driver: Any, sql: str, filled: Any) -> list[tuple[Any, ...]]:
    """Tell the driver itself, and give back the rows as it has them; what goes wrong is raised as ever."""
    cursor = driver.cursor()
    # Whoever listens to what an engine runs, such as a count of queries, hears this too.
    if heard := connection.dispatch.before_cursor_execute:
        heard(connection, cursor, sql, filled, None, False)
    try:
        cursor.execute(sql, filled)
        return cursor.fetchall() if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        base, dialect = connection.dialect.loaded_dbapi.Error, connection.dialect
        raised = sa.exc.DBAPIError.instance(sql, filled, error, base, hide_parameters=True, dialect=dialect)
        raise raised from error
    finally:
        cursor.close()


class Prepared:
    """One statement; `columns` are those that an INSERT fills.

    A name that takes a list is an expanding parameter; it is written out for each length once.
    """

    def __init__(
        self, statement: sa.Select[Any] | sa.UpdateBase, columns: Sequence[str] | None = None
    ) -> None:
        self._statement = statement
        self._columns = columns
        binds = [one for one in iterate(statement) if isinstance(one, sa.BindParameter)]
        self._lists = tuple(bind.key for bind in binds if bind.expanding and bind.required)
        self._written = lru_cache(maxsize=64)(self._write)

    def rows(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row, as plain tuples of the types that the columns have."""
        connection = session.connection()
        driver = connection.connection.driver_connection
        written = self._written(connection.dialect, *[len(values[name]) for name in self._lists])
        found = _told(connection, driver, written.sql, written.filled(values))
        return [written.read(row) for row in found] if written.readers else found

    def row(self, session: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, if there is one."""
        found = self.rows(session, values)
        return found[0] if found else None

    def run(self, session: Session, values: Mapping[str, Any]) -> None:
        """For what gives no rows."""
        self.rows(session, values)

    def _write(self, dialect: sa.Dialect, *lengths: int) -> "_Written":
        """As this dialect takes it, with so many values for each name that takes a list."""
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(compiled, SQLCompiler)
        given: dict[str, Any] = {name: None for name, bind in compiled.binds.items() if bind.required}
        lists = {name: [None] * length for name, length in zip(self._lists, lengths, strict=True)}
        state = compiled.construct_expanded_state(given | lists)
        spread = {name: state.parameter_expansion[name] for name in lists}
        asked = {*given, *(one for names in spread.values() for one in names)}
        binders = {**_binders(compiled, dialect), **state.processors}
        return _Written(
            sql=state.statement,
            names=tuple((name, binders.get(name)) for name in state.positiontup or state.parameters),
            positional=state.positiontup is not None,
            fixed={name: value for name, value in state.parameters.items() if name not in asked},
            spread=spread,
            readers=_readers(self._statement, dialect),
        )


class _Written(NamedTuple):
    """A statement as one kind of database takes it."""

    sql: str
    names: tuple[tuple[str, Convert | None], ...]
    positional: bool
    fixed: Mapping[str, Any]
    """The values that stand in the statement itself."""
    spread: Mapping[str, Sequence[str]]
    """For each name that takes a list, the names of its values."""
    readers: tuple[tuple[int, Convert], ...]
    """The places of a row that are no plain value, and what makes one of them."""

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        given = {**self.fixed, **values}
        for name, names in self.spread.items():
            given.update(zip(names, values[name], strict=True))
        if self.positional:
            return tuple([given[name] if bound is None else bound(given[name]) for name, bound in self.names])
        return {name: given[name] if bound is None else bound(given[name]) for name, bound in self.names}

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row as the columns of the statement have it."""
        found = list(row)
        for place, reader in self.readers:
            found[place] = reader(found[place])
        return tuple(found)


def _binders(compiled: SQLCompiler, dialect: sa.Dialect) -> dict[str, Convert | None]:
    return {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }


def _readers(
    statement: sa.Select[Any] | sa.UpdateBase, dialect: sa.Dialect
) -> tuple[tuple[int, Convert], ...]:
    types = (column.type.dialect_impl(dialect) for column in statement.exported_columns)
    readers = ((place, kind.result_processor(dialect, None)) for place, kind in enumerate(types))
    return tuple((place, reader) for place, reader in readers if reader is not None)
