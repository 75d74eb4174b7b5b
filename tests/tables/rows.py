"""A row in any table: there already, or made of the least that its columns take."""

from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa

from app.domain.calendar_feed import CalendarKind
from app.tables import metadata
from app.tables.columns import UtcDateTime

_LEAST = (
    (UtcDateTime, datetime(2023, 12, 4, 9, tzinfo=UTC)),
    (sa.Date, date(2023, 12, 4)),
    (sa.LargeBinary, b"x"),
    (sa.Boolean, True),
    (sa.Integer, 1),
    (sa.Numeric, Decimal(1)),
)
_ALSO = {"likelihood", "impact", "deliverable_id"}
_INSTEAD = {"retracts": False, "answered_in": "", "phrase": "december 2023", "language": "nl", "document": ""}
_INSTEAD |= {"calendar_link.kind": CalendarKind.LEAD}  # one of a programme would need that too


def ensure_row(session, table):
    """Nothing where the table has a row; else one is made, and before it those that it refers to."""
    if session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one():
        return
    columns = [c for c in table.c if (not c.nullable or c.name in _ALSO) and not _numbers_itself(c)]
    session.connection().execute(sa.insert(table).values({c.name: _value(session, c) for c in columns}))


def _numbers_itself(column):
    return column.name == "id" and not column.foreign_keys


def _value(session, column):
    if str(column) in _INSTEAD:
        return _INSTEAD[str(column)]
    for key in column.foreign_keys:
        parent = metadata.tables[key.column.table.name]
        ensure_row(session, parent)
        return session.execute(sa.select(key.column).limit(1)).scalar_one()
    if isinstance(column.type, sa.Enum):
        return column.type.enum_class(column.type.enums[0])
    least = next((value for kind, value in _LEAST if isinstance(column.type, kind)), "x")
    return _INSTEAD.get(column.name, least)
