"""Collections: put in order and cut into pages.

The database cuts what is stored as it is listed; what is judged first is cut here.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from app.domain.language import _
from app.domain.refusal import Invalid, NotFound
from app.queries.paging import Page, PageRequest
from app.tables.columns import LARGEST_ID
from app.web.api.v1.filters import Paging


class HasId(Protocol):
    """Whatever is known by a number."""

    @property
    def id(self) -> int | None:
        """Unique among its kind."""


Row = TypeVar("Row")
Identified = TypeVar("Identified", bound=HasId)
Orders = Mapping[str, Callable[[Row], Any]]
"""What is compared in each order, by name; rows without a value come last, in whichever direction."""
NO_COLUMNS: Mapping[str, str] = MappingProxyType({})
NO_ORDERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType({})


def read_page_request(paging: Paging, sort: str, orders: Mapping[str, str] = NO_COLUMNS) -> PageRequest:
    """Return the page that is asked for, of a list that the database cuts.

    `orders` are the columns that decide, by the name of an order; any other is the list's own. Refuses
    (`Invalid`) a cursor that is no number.
    """
    if paging.after is not None and not (paging.after.isdecimal() and int(paging.after) <= LARGEST_ID):
        raise Invalid.because(
            "after", _("What this page comes after is not in the list any more. Begin again.")
        )
    return PageRequest(
        limit=paging.limit,
        after=None if paging.after is None else int(paging.after),
        order=orders.get(sort.removeprefix("-")),
        is_reversed=sort.startswith("-"),
    )


def cut_page(
    rows: Sequence[Row],
    paging: Paging,
    key: Callable[[Row], str],
    sort: str = "",
    orders: Orders[Row] = NO_ORDERS,
) -> Page[Row]:
    """Return the page of `rows` that is asked for; `key` is the cursor of a row.

    An order that is not in `orders` is that of the rows themselves. Refuses (`Invalid`) a cursor that is
    not among them.
    """
    ordered = _in_order(rows, sort, orders)
    first = 0 if paging.after is None else _position(ordered, key, paging.after) + 1
    last = first + paging.limit
    page = ordered[first:last]
    return Page(page, key(page[-1]) if last < len(ordered) else None)


def cut_page_by_id(
    rows: Sequence[Identified], paging: Paging, sort: str = "", orders: Orders[Identified] = NO_ORDERS
) -> Page[Identified]:
    """Return the page of `rows` that is asked for, with their ids as cursors."""
    return cut_page(rows, paging, lambda row: str(row.id), sort, orders)


def require_one(rows: Sequence[Row]) -> Row:
    """Return the one row that was looked for. Refuses (`NotFound`) where there is none."""
    return require_row(rows[0] if rows else None)


def require_row(row: Row | None) -> Row:
    """Return the row that was looked for. Refuses (`NotFound`) where there is none."""
    if row is None:
        raise NotFound("There is nothing here, or not for you.")
    return row


def _in_order(rows: Sequence[Row], sort: str, orders: Orders[Row]) -> Sequence[Row]:
    name, is_reversed = sort.removeprefix("-"), sort.startswith("-")
    if name not in orders:
        return rows[::-1] if is_reversed else rows
    value = orders[name]
    with_value = sorted((row for row in rows if value(row) is not None), key=value, reverse=is_reversed)
    return with_value + [row for row in rows if value(row) is None]


def _position(rows: Sequence[Row], key: Callable[[Row], str], cursor: str) -> int:
    for position, row in enumerate(rows):
        if key(row) == cursor:
            return position
    raise Invalid.because("after", _("What this page comes after is not in the list any more. Begin again."))
