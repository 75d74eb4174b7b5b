"""The database transaction that a session is in: its connection, and what it does right before its commit."""

from collections.abc import Callable
from copy import copy
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from app.touched_rows import TracingSession

Last = TypeVar("Last", bound=Callable[[Session], None])
_HELD, _LAST, _BEFORE = "held", "last", "last_before"


class _Held(NamedTuple):
    """A connection, the driver's own under it, and the transaction of the session that they hold for.

    Without one they hold for the whole life of the session, which then stands in a transaction of another.
    """

    connection: sa.Connection
    driver: Any
    of: object | None


def within(connection: sa.Connection, **info: Any) -> Session:
    """A session within the transaction of this connection, which goes on after it."""
    held = _Held(connection, driver_of(connection), None)
    return TracingSession(connection, expire_on_commit=False, info=info | {_HELD: held})


def driver_of(connection: sa.Connection) -> Any:
    """The driver's own connection, for what is too small or too frequent to take the way around."""
    return connection.connection.dbapi_connection


def connection_of(session: Session) -> tuple[sa.Connection, Any]:
    """The connection of the session's transaction, which begins where there is none, and the driver's own.

    Asked for once in a transaction: asking takes as long as a small statement.
    """
    held = _held_now(session)
    if held is None:
        connection = session.connection()
        held = _Held(connection, driver_of(connection), session.get_transaction())
        session.info[_HELD] = held
    return held.connection, held.driver


def read_damaged(session: Session) -> None:
    """From now on read text that is none too: SQLite keeps bytes that are no UTF-8, and else refuses them.

    They are read with a sign in the place of each that is none, so that it shows and the rest is read on.
    """
    connection, driver = connection_of(session)
    if connection.dialect.name == "sqlite":
        driver.text_factory = lambda raw: raw.decode("utf-8", "replace")


def at_last(session: Session, make: Callable[[], Last]) -> Last:
    """What the transaction of this session does right before its commit; made when first asked for.

    It goes with its transaction, or savepoint: what is taken back has nothing to do at last.
    """
    connection, _ = connection_of(session)
    if _last_of(session) is None:
        session.info[_LAST] = (connection.get_transaction(), make())
    last: Last = session.info[_LAST][1]
    return last


def do_last(session: Session) -> None:
    """Do now what comes right before the commit; there is nothing to do twice."""
    last = _last_of(session)
    if last is not None:
        last(session)


def _last_of(session: Session) -> Callable[[Session], None] | None:
    transaction, last = session.info.get(_LAST, (None, None))
    held = _held_now(session)
    is_current = transaction is not None and held and transaction is held.connection.get_transaction()
    return last if is_current else None


def _held_now(session: Session) -> _Held | None:
    held: _Held | None = session.info.get(_HELD)
    is_current = held is not None and (held.of is None or held.of is session.get_transaction())
    return held if is_current else None


def _remember_last(session: Session, transaction: SessionTransaction) -> None:
    """What was to be done at last before a savepoint began, for when that is taken back."""
    if transaction.nested and _LAST in session.info:
        begun, last = session.info[_LAST]
        session.info.setdefault(_BEFORE, WeakKeyDictionary())[transaction] = (begun, copy(last))


def _restore_last(session: Session, transaction: SessionTransaction) -> None:
    """Only that, and nothing that came with the savepoint."""
    before = session.info.get(_BEFORE, {}).get(transaction)
    if before is not None:
        session.info[_LAST] = before
    elif transaction.nested:
        session.info.pop(_LAST, None)


sa.event.listen(TracingSession, "after_transaction_create", _remember_last)
sa.event.listen(TracingSession, "after_soft_rollback", _restore_last)
