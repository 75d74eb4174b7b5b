"""Since when something is new: said from a day on, or entered after a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from app.tables.columns import UtcDateTime

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Since:
    """From a day on, or after a moment (what was entered late is then new too); as known on `as_of`."""

    as_of: date
    day: date | None = None
    moment: datetime | None = None

    @property
    def bound(self) -> dict[str, Any]:
        """What the statements bind."""
        return {"as_of": self.as_of, "since": self.day or date.max, "after": self.moment or _NEVER}


def counted(
    table: sa.Table, of: str, names: Sequence[str], *, before: Sequence[str], more: Sequence[Any] = ()
) -> sa.Subquery:
    """What was said up to the day and still counts, each row with what was said of the same thing before.

    `of` names the thing; `before` the columns of which the one before it comes along, as `was_…`.
    """
    order = (table.c.said_on, table.c.recorded_at, table.c.id)
    later = table.alias("later")
    corrected = sa.select(later.c.id).where(
        later.c.corrects_id.is_not(None), later.c.corrects_id == table.c.id
    )
    return (
        sa.select(
            *(table.c[name] for name in names),
            *more,
            *(
                sa.func.lag(table.c[name], type_=table.c[name].type)
                .over(partition_by=table.c[of], order_by=order)
                .label(f"was_{name}")
                for name in before
            ),
        )
        .where(
            table.c.programme_id == sa.bindparam("programme_id"),
            table.c.said_on <= sa.bindparam("as_of"),
            ~corrected.exists(),
        )
        .subquery()
    )


def new_since(said: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether a row is new: said since the day, or entered since the moment."""
    after = sa.bindparam("after", type_=UtcDateTime())
    return sa.or_(said.c.said_on >= sa.bindparam("since", type_=sa.Date), said.c.recorded_at > after)
