"""Pages of a list, cut by the database: the rows behind a cursor, in the list's own order or another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.refusal import Invalid

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted: `limit` rows behind the one with the id `after`, from the first without it.

    `order` names the column that decides; without it the list's own order does.
    """

    limit: int
    after: int | None = None
    order: str | None = None
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list; `after` is the cursor of the next page, where there is one."""

    rows: Sequence[Row]
    after: str | None


def fetch_page(
    session: Session,
    select: sa.Select[*tuple[Any, ...]],
    own_order: Sequence[Any],
    shape: type[Row],
    page: PageRequest,
    parameters: Mapping[str, object],
) -> Page[Row]:
    """Return a page of a select that has the columns of `shape`, with their names, and an `id` among them.

    Rows without a value in the column that decides come last, in whichever direction. One query, and one
    for the cursor. Refuses (`Invalid`) a cursor that is not in the list.
    """
    numbered = select.add_columns(sa.func.row_number().over(order_by=own_order).label("place")).subquery()
    statement = sa.select(*(column for column in numbered.c if column.name != "place"))
    decisive = numbered.c[page.order] if page.order else numbered.c.place
    if page.after is not None:
        statement = statement.where(_is_behind(session, numbered, decisive, page, parameters))
    direction = decisive.desc() if page.is_reversed else decisive.asc()
    ordered = statement.order_by(direction.nulls_last(), numbered.c.place).limit(page.limit + 1)
    rows = [shape(**row) for row in session.execute(ordered, parameters).mappings()]
    if len(rows) <= page.limit:
        return Page(rows, None)
    shown: list[Any] = rows[: page.limit]
    return Page(shown, str(shown[-1].id))


def _is_behind(
    session: Session,
    numbered: sa.Subquery,
    decisive: sa.ColumnElement[Any],
    page: PageRequest,
    parameters: Mapping[str, object],
) -> sa.ColumnElement[bool]:
    """Say that a row comes behind the cursor."""
    cursor = sa.select(decisive.label("value"), numbered.c.place).where(numbered.c.id == page.after)
    row = session.execute(cursor, parameters).one_or_none()
    if row is None:
        raise Invalid.because("after", "What this page comes after is not in the list any more. Begin again.")
    is_next = sa.and_(decisive.is_not_distinct_from(row.value), numbered.c.place > row.place)
    if row.value is None:
        return is_next
    is_further = decisive < row.value if page.is_reversed else decisive > row.value
    return sa.or_(is_further, is_next, decisive.is_(None))
