"""Collections: put in order and cut into pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Generic, Protocol, TypeVar

from app.domain.language import _
from app.domain.refusal import Invalid, NotFound
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
NO_ORDERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a collection; `after` is the cursor of the next page, where there is one."""

    rows: Sequence[Row]
    after: str | None


def page_of(
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


def page_by_id(
    rows: Sequence[Identified], paging: Paging, sort: str = "", orders: Orders[Identified] = NO_ORDERS
) -> Page[Identified]:
    """Return the page of `rows` that is asked for, with their ids as cursors."""
    return page_of(rows, paging, lambda row: str(row.id), sort, orders)


def only(rows: Sequence[Row]) -> Row:
    """Return the one row that was looked for. Refuses (`NotFound`) where there is none."""
    if not rows:
        raise NotFound("There is nothing here, or not for you.")
    (row,) = rows
    return row


def _in_order(rows: Sequence[Row], sort: str, orders: Orders[Row]) -> Sequence[Row]:
    name, is_reversed = sort.removeprefix("-"), sort.startswith("-")
    if name not in orders:
        return rows[::-1] if is_reversed else rows
    value = orders[name]
    known = sorted((row for row in rows if value(row) is not None), key=value, reverse=is_reversed)
    return known + [row for row in rows if value(row) is None]


def _position(rows: Sequence[Row], key: Callable[[Row], str], cursor: str) -> int:
    for position, row in enumerate(rows):
        if key(row) == cursor:
            return position
    raise Invalid.because("after", _("What this page comes after is not in the list any more. Begin again."))
