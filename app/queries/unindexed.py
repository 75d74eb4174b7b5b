"""A column by which nothing is looked up, where another one finds less."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Unindexed(FunctionElement[int]):
    """The same number, that SQLite uses no index for (its documentation, Query Planning: the unary plus).

    Without statistics it takes a programme for ten rows. PostgreSQL keeps them, and chooses for itself.
    """

    type = sa.Integer()
    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[int]) -> None:
        super().__init__(column)


@compiles(Unindexed)
def _as_it_is(element: Unindexed, compiler: SQLCompiler, **more: Any) -> str:
    (column,) = element.clauses
    return compiler.process(column, **more)


@compiles(Unindexed, "sqlite")
def _of_no_index(element: Unindexed, compiler: SQLCompiler, **more: Any) -> str:
    return f"+{_as_it_is(element, compiler, **more)}"
