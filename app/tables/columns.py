"""What columns of every table share: names of constraints, moments in UTC, words from a fixed list."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Bundle
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = SQLModel.metadata

LARGEST_ID = 2**31 - 1
"""The largest value of an INTEGER: PostgreSQL refuses to compare an id with a larger number."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite gives it back without a zone, so one is put on."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """A moment without a zone is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def result_processor(
        self, dialect: sa.Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        """Always aware, always UTC; read in one go, since a programme has thousands of moments."""
        if dialect.name == "sqlite":
            return lambda text: None if text is None else datetime.fromisoformat(f"{text}+00:00")
        return lambda moment: None if moment is None else moment.astimezone(UTC)


def one_of(words: type[StrEnum]) -> sa.Enum:
    """A column that holds one of these words, guarded by a CHECK; no native enum survives a downgrade."""
    return sa.Enum(
        words,
        name=_snake(words.__name__),
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda enum: [member.value for member in enum],
    )


def key(target: str, **options: Any) -> Any:
    """A foreign key that protects what it points at."""
    return Field(foreign_key=target, ondelete="RESTRICT", **options)


def flag() -> Any:
    """A yes or no, no by default, also in rows from before the column."""
    return Field(default=False, sa_column_kwargs={"server_default": sa.text("false")})


def moment(**options: Any) -> Any:
    """A moment column."""
    return Field(sa_type=UtcDateTime, **options)


class DataclassBundle(Bundle[Any]):
    """Columns that are selected together and read as one dataclass, by name: that of the subclass.

    `name` is that under which the row holds it.
    """

    inherit_cache = True
    shape: ClassVar[type]

    def create_row_processor(
        self, query: Any, procs: Sequence[Callable[[Any], Any]], labels: Sequence[str]
    ) -> Callable[[Any], Any]:
        """Make the value of a row; SQLAlchemy calls this once for each statement."""
        shape, readers = self.shape, tuple(zip(labels, procs, strict=True))
        return lambda row: shape(**{label: read(row) for label, read in readers})


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


__all__ = ["UtcDateTime", "date", "datetime", "key", "metadata", "moment", "one_of"]
