"""The collections of programmes: narrowed by filters and by what changed since, in order, cut into pages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from app.queries.recorded_since import touched_since
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.pagination import AskedByPage, AskedInOrder, Orders, Page, cut_page

Row = TypeVar("Row")


class AskedNarrowed(AskedByPage, Protocol):
    """A query with filters."""

    @property
    def changed_since(self) -> datetime | None:
        """The moment after which something must have changed."""

    def match(self, row: Any) -> bool:
        """Return whether a row is asked for."""

    def programme_ids(self, access: ProgrammesAccess) -> list[int]:
        """Return the ids of the programmes to look in."""


class AskedList(AskedNarrowed, AskedInOrder, Protocol):
    """A query with filters, for a page in an order."""


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[Row]):
    """The rows that are asked for; `gone` are the ids of what changed, and is in no list any more."""

    rows: Sequence[Row]
    gone: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class ListPage(Page[Row]):
    """A page, with the ids of what is gone."""

    gone: Sequence[int] | None = None


def narrow(
    access: ProgrammesAccess,
    rows: Sequence[Row],
    filters: AskedNarrowed,
    kind: str,
    *,
    match: Callable[[Row], bool] | None = None,
    there: Collection[int] | None = None,
) -> Narrowed[Row]:
    """Return those of `rows` that are asked for; `rows` are all that the programmes have.

    `kind` is their type in the audit trail, and `there` the ids of all things of that type, where there are
    others beside these.
    """
    matching: list[Any] = [row for row in rows if (match or filters.match)(row)]
    if filters.changed_since is None:
        return Narrowed(matching)
    touched = touched_since(access.session, kind, filters.programme_ids(access), filters.changed_since)
    changed = [row for row in matching if row.id in touched.every]
    known = set(map(_id_of, rows)) if there is None else set(there)
    # Once for a walk, so that nobody has to compare.
    return Narrowed(changed, sorted(touched.own - known) if filters.after is None else None)


def list_page(
    access: ProgrammesAccess,
    rows: Sequence[Row],
    filters: AskedList,
    orders: Orders[Row],
    kind: str,
    *,
    match: Callable[[Row], bool] | None = None,
    there: Collection[int] | None = None,
) -> ListPage[Row]:
    """Return the page that is asked for of `rows`, narrowed as `narrow` does."""
    narrowed = narrow(access, rows, filters, kind, match=match, there=there)
    page = cut_page(access, narrowed.rows, filters, orders)
    return ListPage(page.rows, page.after, narrowed.gone)


def _id_of(row: Any) -> int:
    number: int = row.id
    return number
