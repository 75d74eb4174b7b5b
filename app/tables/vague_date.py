"""The columns of a vague date, wherever a table has them: the one way in, and the ways out."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle
from sqlmodel import Field, SQLModel

from app.domain.vague_date import BoundsBy, VagueDate
from app.tables.columns import one_of


class VagueDateColumns(SQLModel):
    """The columns of a table that holds one vague date; without a phrase it holds none."""

    phrase: str = Field(default="", max_length=200)
    edtf: str | None = Field(default=None, max_length=80)
    earliest: date | None = None
    latest: date | None = None
    bounds_by: BoundsBy = Field(
        default=BoundsBy.RULES, sa_type=one_of(BoundsBy), sa_column_kwargs={"server_default": "rules"}
    )

    @property
    def window(self) -> VagueDate | None:
        """Return the vague date of this row, if it holds one."""
        if not self.phrase:
            return None
        return VagueDate(self.phrase, self.edtf, self.earliest, self.latest, self.bounds_by)


def window_columns(window: VagueDate | None) -> dict[str, Any]:
    """Return a vague date as the values of `VagueDateColumns`."""
    return {
        "phrase": window.phrase if window else "",
        "edtf": window.edtf if window else None,
        "earliest": window.earliest if window else None,
        "latest": window.latest if window else None,
        "bounds_by": window.bounds_by if window else BoundsBy.RULES,
    }


def window_check() -> sa.CheckConstraint:
    """Require that a window does not end before it begins."""
    return sa.CheckConstraint("earliest IS NULL OR latest IS NULL OR earliest <= latest", name="window")


class VagueDateBundle(Bundle[VagueDate | None]):
    """The columns of a vague date, selected together and read as one `VagueDate`.

    `name` is that under which the row holds it; `rows` is whatever has the columns: an entity, an alias, a
    subquery's `c`, with the names of the columns after `prefix`. Without a phrase there is none.
    """

    inherit_cache = True

    def __init__(self, rows: Any, name: str = "window", prefix: str = "") -> None:
        names = ("phrase", "edtf", "earliest", "latest", "bounds_by")
        super().__init__(name, *(getattr(rows, prefix + column) for column in names))

    def create_row_processor(
        self, query: Any, procs: Sequence[Callable[[Any], Any]], labels: Sequence[str]
    ) -> Callable[[Any], VagueDate | None]:
        """Make the value of a row; SQLAlchemy calls this once for each statement."""
        read_phrase, read_edtf, read_earliest, read_latest, read_bounds_by = procs

        def read_window(row: Any) -> VagueDate | None:
            phrase = read_phrase(row)
            if not phrase:
                return None
            edtf, earliest, latest = read_edtf(row), read_earliest(row), read_latest(row)
            return VagueDate(phrase, edtf, earliest, latest, read_bounds_by(row))

        return read_window
