"""Rows as the audit trail seals them: every column, read as the driver has it, the same on both databases."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import RowState, SealKeys, digest_row
from app.tables import RowSeal, metadata
from app.tables.columns import UtcDateTime

RowKey = tuple[str, str]
"""A table by its name, and the primary key of a row as text."""
KEYS_PER_STATEMENT = 400
"""So many keys are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class SealedTable:
    """How the rows of one table are read and written out."""

    table: sa.Table
    names: tuple[str, ...]
    """Of the columns, in the order of the alphabet: a later revision may put them in another order."""
    absent: tuple[object, ...]
    """What is left out of each column: its own default, so that a column added later breaks no seal."""
    write: tuple[Callable[[Any], object] | None, ...]
    """What makes a value of the driver one that JSON holds; none where it is one already."""

    @property
    def key(self) -> sa.ColumnElement[str]:
        """The primary key as text."""
        parts = [sa.cast(column, sa.String) for column in self.table.primary_key]
        key: sa.ColumnElement[str] = parts[0]
        for part in parts[1:]:
            key = key + "/" + part
        return key

    @property
    def columns(self) -> list[sa.ColumnElement[Any]]:
        """What is selected of a row: the columns, of which the driver's own values are taken."""
        raw = sa.types.NullType()
        return [sa.type_coerce(self.table.c[name], raw).label(name) for name in self.names]

    def write_out(self, row: Sequence[Any]) -> list[object]:
        """Names and values in turn of the columns that hold something, from a row of `columns`."""
        content: list[object] = []
        for name, absent, write, value in zip(self.names, self.absent, self.write, row, strict=True):
            plain = write(value) if write is not None and value is not None else value
            if plain != absent:
                content += (name, plain)
        return content


@cache
def sealed_table(name: str) -> SealedTable:
    """How rows of the table of this name are sealed."""
    table = metadata.tables[name]
    columns = sorted(table.c, key=lambda column: column.name)
    return SealedTable(
        table,
        tuple(column.name for column in columns),
        tuple(_absent(column) for column in columns),
        tuple(_writer(column) for column in columns),
    )


def rows_by_key(
    session: Session, name: str, keys: Iterable[str], *, hold: bool = False
) -> dict[str, list[object]]:
    """The rows of a table with these keys, written out; one that is not there is missing.

    With `hold` nobody else changes them until this transaction ends.
    """
    sealed, rows = sealed_table(name), {}
    columns, select = list(sealed.table.primary_key), _rows_with_keys(name)
    # As an UPDATE holds them: whoever only refers to such a row does not wait.
    select = select.with_for_update(key_share=True) if hold else select
    for some in _batches(keys):
        for key, *values in session.execute(select, {"keys": _parse_keys(columns, some)}):
            rows[str(key)] = sealed.write_out(values)
    return rows


def last_states(session: Session, name: str, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The number and the digest of the last state that was sealed of each of these rows."""
    states: dict[str, tuple[int, str]] = {}
    for some in _batches(keys):
        rows = session.execute(_LAST_STATES, {"table": name, "keys": some})
        states |= {row.row_key: (row.number, row.digest) for row in rows}
    return states


def next_states(
    session: Session,
    keys: SealKeys,
    rows: Iterable[RowKey],
    rows_before: MutableMapping[RowKey, list[object] | None],
) -> Iterator[tuple[RowKey, RowState]]:
    """Yield the next state of each of these rows that differs from the one sealed last.

    Two queries a table, for every 400 rows. A row that is gone has an empty digest. `rows_before` holds
    rows as they were before this transaction changed them: one that was not as it was sealed has no next
    state, so that `verify` still names it. What is sealed here is set to None in it.
    """
    secret = keys.current.secret
    keys_of: dict[str, list[str]] = defaultdict(list)
    for table, key in rows:
        keys_of[table].append(key)
    for table, names in keys_of.items():
        before, now = last_states(session, table, names), rows_by_key(session, table, names)
        for key in names:
            number, last = before.get(key, (0, ""))
            was = rows_before.get((table, key))
            if was is not None and not _is_as_sealed(keys, (table, key, number), was, last):
                continue
            rows_before[table, key] = None  # from here on it is ours
            is_there = key in now
            if last == (digest_row(secret, (table, key, number), now[key]) if is_there else ""):
                continue
            digest = digest_row(secret, (table, key, number + 1), now[key]) if is_there else ""
            yield (table, key), RowState(table, key, number + 1, digest)


def _is_as_sealed(keys: SealKeys, state: tuple[str, str, int], content: list[object], digest: str) -> bool:
    """Whether a row has the digest of this state, under whichever key that was made."""
    return any(digest == digest_row(secret, state, content) for secret in keys.secrets.values())


def is_last_state(seal: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether no later state of the same row was sealed."""
    other = _SEAL.alias("other")
    same = (other.c.table_name == seal.c.table_name, other.c.row_key == seal.c.row_key)
    last = sa.select(sa.func.max(other.c.number)).where(*same).scalar_subquery()
    return seal.c.number == last


@cache
def _rows_with_keys(name: str) -> sa.Select[Any]:
    """The rows of a table whose primary keys are bound as `keys`; its index is used."""
    sealed = sealed_table(name)
    columns = list(sealed.table.primary_key)
    key: sa.ColumnElement[Any] = columns[0] if len(columns) == 1 else sa.tuple_(*columns)
    select = sa.select(sealed.key, *sealed.columns)
    return select.where(key.in_(sa.bindparam("keys", expanding=True)))


def _parse_keys(columns: Sequence[sa.Column[Any]], keys: Iterable[str]) -> list[Any]:
    """Primary keys as the columns have them: values, or tuples where they have more parts."""
    readers = [int if isinstance(column.type, sa.Integer) else str for column in columns]
    parts = [tuple(read(t) for read, t in zip(readers, key.split("/"), strict=True)) for key in keys]
    return [part[0] for part in parts] if len(columns) == 1 else parts


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while some := list(islice(left, KEYS_PER_STATEMENT)):
        yield some


def _absent(column: sa.Column[Any]) -> object:
    default = column.default
    value = default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else None
    return int(value) if isinstance(value, bool) else value.value if isinstance(value, Enum) else value


def _writer(column: sa.Column[Any]) -> Callable[[Any], object] | None:
    kind = column.type
    if isinstance(kind, sa.Numeric):
        step = Decimal(1).scaleb(-(kind.scale or 0))
        return lambda value: _amount(value, step)
    if isinstance(kind, sa.LargeBinary):
        return _bytes
    if isinstance(kind, sa.Boolean):
        return lambda value: int(value) if isinstance(value, bool) else value
    if isinstance(kind, UtcDateTime):
        return _moment
    return _day if isinstance(kind, sa.Date) else None


def _amount(value: Any, step: Decimal) -> str:
    """With as many decimals as the column has: SQLite keeps 5.30 as 5.3."""
    try:
        return str(Decimal(str(value)).quantize(step))
    except InvalidOperation:
        return str(value)


def _bytes(value: Any) -> str:
    return sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


def _moment(value: Any) -> str:
    """In UTC, as SQLite keeps it."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else str(value)


def _day(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_SEAL = metadata.tables[RowSeal.__tablename__]
_LAST_STATES = sa.select(_SEAL.c.row_key, _SEAL.c.number, _SEAL.c.digest).where(
    _SEAL.c.table_name == sa.bindparam("table"),
    _SEAL.c.row_key.in_(sa.bindparam("keys", expanding=True)),
    is_last_state(_SEAL),
)
