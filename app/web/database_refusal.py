"""Errors of the database as refusals, for input that no action had checked."""

import re
from sqlite3 import SQLITE_ERROR
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DataError, DBAPIError

from app.domain.refusal import Conflict, Invalid, Message, Refusal
from app.tables import metadata
from app.tables.lengths import CHECK, longest

_TOO_LONG = re.compile(rf"\bck_(\w+)_{CHECK}\b")
_TOO_LONG_TYPE = re.compile(r"value too long for type character varying\((\d+)\)")
_UNIQUE = frozenset({"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
_DATA = "22"
"""SQLSTATE class 22, data exception: a value that no column of its kind can hold. What the driver refuses
before it asks (a text with NUL, for PostgreSQL) has no code."""


def refusal_for(error: DBAPIError) -> Refusal | None:
    """Return the refusal for an error of the database, None if it is a fault in the code or the database."""
    orig = error.orig
    code = str(getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", ""))
    if match := _TOO_LONG.search(str(orig)):
        return _refuse_too_long(match[1])
    if match := _TOO_LONG_TYPE.search(str(orig)):
        return Invalid({"": Message("Use at most %(most)s characters.", {"most": match[1]})})
    if code in _UNIQUE:
        return Conflict(
            "Somebody else was just before you, or this was sent twice. Look at what is there now."
        )
    if code.startswith(_DATA) or (isinstance(error, DataError) and not code):
        return Invalid({})
    return None


def find_root_cause(error: BaseException) -> BaseException:
    """Return the first of a chain of database errors.

    A full disk, for example, ends the transaction, after which rolling back to a savepoint fails too.
    """
    first, earlier = error, error.__context__
    while earlier is not None:
        # Other exceptions in the chain, such as a refusal that is being answered, are not the cause.
        if isinstance(earlier, DBAPIError | SqliteError):
            first = earlier
        earlier = earlier.__context__
    return getattr(first, "orig", None) or first


def is_wrong_statement(error: BaseException) -> bool:
    """Whether SQLite rejected the statement itself, as opposed to failing to reach the data."""
    return getattr(error, "sqlite_errorcode", None) == SQLITE_ERROR


def _refuse_too_long(rule: str) -> Refusal:
    """Return the refusal with a message at the column of a length rule; each rule is of one column."""
    for table in metadata.sorted_tables:
        for column in table.c:
            if rule == f"{table.name}_{column.name}":
                return Invalid(
                    {column.name: Message("Use at most %(most)s characters.", {"most": longest(column)})}
                )
    return Invalid({})
