"""What the database itself refuses, where no action did so before: then it is still no fault of ours."""

import re
from sqlite3 import SQLITE_ERROR
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError

from app.domain.refusal import Conflict, Invalid, Message, Refusal
from app.tables import metadata
from app.tables.lengths import CHECK, longest

_TOO_LONG = re.compile(rf"\bck_(\w+)_{CHECK}\b")
_TOO_LONG_TYPE = re.compile(r"value too long for type character varying\((\d+)\)")
_UNIQUE = frozenset({"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
_DATA = "22"
"""SQLSTATE class 22, data exception: a value that no column of its kind can hold."""


def refusal_of(error: DBAPIError) -> Refusal | None:
    """Why what was asked could not be kept; none where the fault is ours, or the database's."""
    orig = error.orig
    code = str(getattr(orig, "sqlstate", None) or getattr(orig, "sqlite_errorname", ""))
    if found := _TOO_LONG.search(str(orig)):
        return _too_long(found[1])
    if found := _TOO_LONG_TYPE.search(str(orig)):
        return Invalid({"": Message("Use at most %(most)s characters.", {"most": found[1]})})
    if code in _UNIQUE:
        return Conflict(
            "Somebody else was just before you, or this was sent twice. Look at what is there now."
        )
    if code.startswith(_DATA):
        return Invalid({})
    return None


def first_of(error: BaseException) -> BaseException:
    """What went wrong first: a full disk ends the transaction, and then its savepoint is not there either."""
    first, earlier = error, error.__context__
    while earlier is not None:
        # What was refused before, and is being answered meanwhile, is none of it.
        if isinstance(earlier, DBAPIError | SqliteError):
            first = earlier
        earlier = earlier.__context__
    return getattr(first, "orig", None) or first


def is_wrong_statement(error: BaseException) -> bool:
    """Whether SQLite cannot run a statement, and not whether it can reach what that is about."""
    return getattr(error, "sqlite_errorcode", None) == SQLITE_ERROR


def _too_long(rule: str) -> Refusal:
    """Beside the column that the rule is of; no other column of ours has the same rule."""
    for table in metadata.sorted_tables:
        for column in table.c:
            if rule == f"{table.name}_{column.name}":
                return Invalid(
                    {column.name: Message("Use at most %(most)s characters.", {"most": longest(column)})}
                )
    return Invalid({})
