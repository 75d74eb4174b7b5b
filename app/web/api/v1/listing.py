"""Collections: filtered, put in order, cut into pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from app.domain.refusal import Message, NotFound
from app.web.api.v1.asked import Asked, NotUnderstood
from app.web.api.v1.parameters import AT_ONCE

Row = TypeVar("Row")


class HasId(Protocol):
    """Whatever is known by a number."""

    @property
    def id(self) -> int:
        """Unique among its kind."""


Identified = TypeVar("Identified", bound=HasId)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """How rows of one kind are listed.

    `key` is the cursor of a row; `fits` tells for each filter whether a row fits the value asked for;
    `orders` gives what is compared for each order by name. Rows without a value come last.
    """

    key: Callable[[Row], str]
    fits: Mapping[str, Callable[[Row, Any], bool]]
    orders: Mapping[str, Callable[[Row], Any]]

    def page(self, rows: Sequence[Row], asked: Asked) -> tuple[list[Row], str | None]:
        """The rows of the page that is asked for, and the cursor of the next. Refuses an unknown cursor."""
        chosen = self._ordered([row for row in rows if self._suits(row, asked)], asked)
        first = self._first(chosen, asked.values.get("after"))
        last = first + asked.values.get("limit", AT_ONCE)
        page = chosen[first:last]
        return page, self.key(page[-1]) if last < len(chosen) else None

    def _suits(self, row: Row, asked: Asked) -> bool:
        return all(fits(row, asked.values[name]) for name, fits in self.fits.items() if name in asked.values)

    def _ordered(self, rows: list[Row], asked: Asked) -> list[Row]:
        order: str = asked.values.get("sort", "")
        name, backwards = order.removeprefix("-"), order.startswith("-")
        if name not in self.orders:
            return rows[::-1] if backwards else rows
        value = self.orders[name]
        known = sorted((r for r in rows if value(r) is not None), key=value, reverse=backwards)
        return known + [row for row in rows if value(row) is None]

    def _first(self, rows: Sequence[Row], after: str | None) -> int:
        if after is None:
            return 0
        for position, row in enumerate(rows):
            if self.key(row) == after:
                return position + 1
        raise NotUnderstood(
            {"after": Message("What this page comes after is not in the list any more. Begin again.")}
        )


def found(rows: Sequence[Identified], asked: Asked) -> Identified:
    """The row of the number in the path; what the viewer may not read is not among the rows."""
    for row in rows:
        if row.id == asked.id:
            return row
    raise NotFound("There is nothing here, or not for you.")
