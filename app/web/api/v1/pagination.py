"""Collections: put in order and cut into pages behind a cursor.

A cursor holds what its row is ordered by, and what makes it the only one, so that a walk goes on from there
whatever became of the row. It is signed together with what was asked: it fits no other list.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cmp_to_key, partial
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from app.domain.refusal import Invalid, NotFound
from app.security import derive_secret, is_same
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.filters import NO_CURSOR

Row = TypeVar("Row")
Orders = Mapping[str, Callable[[Row], Any]]
"""What is compared in each order, by its name: a value, or several in a tuple; none comes last."""

_SIGNED = 22
"""So many characters of a signature, 132 bits, are enough."""

_Element = str | int | float | None
_Key = tuple[_Element, ...]


class AskedByPage(Protocol):
    """A query for a page."""

    @property
    def limit(self) -> int:
        """How many rows at once."""

    @property
    def after(self) -> str | None:
        """The cursor."""

    def question(self) -> str:
        """What is asked, but for how much of it at once."""


class AskedInOrder(AskedByPage, Protocol):
    """A query for a page in an order."""

    @property
    def sort(self) -> str:
        """The names of orders, the decisive one first, each with a minus where it is turned round."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list; `after` is the cursor of the next page, where there is one."""

    rows: Sequence[Row]
    after: str | None = None


def cut_page(
    access: ProgrammesAccess,
    rows: Sequence[Row],
    filters: AskedInOrder,
    orders: Orders[Row],
    unique: Callable[[Row], Any] | None = None,
) -> Page[Row]:
    """Return the page of `rows` that is asked for; what is equal in its orders is ordered by `unique` (`id`).

    Refuses (`Invalid`) a cursor that is not of this list.
    """
    names = [(name.removeprefix("-"), name.startswith("-")) for name in filters.sort.split(",")]
    getters = [*((orders[name], turned) for name, turned in names), (unique or _by_id, False)]
    keyed = [(_write_key(row, getters), row) for row in rows]
    turns = _list_turns(rows[0], getters) if rows else ()
    _sort(keyed, turns)
    first = 0
    if filters.after is not None:
        cursor = read_cursor(access, filters)
        as_key: Callable[[_Key], Any] = cmp_to_key(partial(_compare, turns))
        first = bisect_right(keyed, as_key(cursor), key=lambda pair: as_key(pair[0]))
    last = first + filters.limit
    page = keyed[first:last]
    after = write_cursor(access, filters, page[-1][0]) if last < len(keyed) else None
    return Page([row for _key, row in page], after)


def cut_listed(
    access: ProgrammesAccess, rows: Sequence[Row], filters: AskedByPage, unique: Callable[[Row], str]
) -> Page[Row]:
    """Return the page that is asked for of a list that is composed anew each time, in its own order.

    A walk goes on behind the row at which it was, or at the place of that row where it is gone.
    """
    names = [unique(row) for row in rows]
    first = 0
    if filters.after is not None:
        name, place = read_cursor(access, filters)
        first = names.index(name) + 1 if name in names else int(place or 0)
    last = first + filters.limit
    after = write_cursor(access, filters, (names[last - 1], last - 1)) if last < len(rows) else None
    return Page(rows[first:last], after)


def require_one(rows: Sequence[Row]) -> Row:
    """Return the one row that was looked for. Refuses (`NotFound`) where there is none."""
    return require_row(rows[0] if rows else None)


def require_row(row: Row | None) -> Row:
    """Return the row that was looked for. Refuses (`NotFound`) where there is none."""
    if row is None:
        raise NotFound("There is nothing here, or not for you.")
    return row


def write_cursor(access: ProgrammesAccess, filters: AskedByPage, key: _Key) -> str:
    """Write a cursor, signed together with what is asked."""
    content = urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")
    return f"{content}.{_sign(access, filters, content)}"


def read_cursor(access: ProgrammesAccess, filters: AskedByPage) -> _Key:
    """Return what the cursor holds. Refuses (`Invalid`) one of another question."""
    content, _dot, signature = (filters.after or "").partition(".")
    if not is_same(signature, _sign(access, filters, content)):
        raise Invalid.because("after", NO_CURSOR)
    return tuple(json.loads(urlsafe_b64decode(content + "=" * (-len(content) % 4))))


def _sign(access: ProgrammesAccess, filters: AskedByPage, content: str) -> str:
    question = f"{access.request.scope['path']}?{filters.question()}"
    return derive_secret(access.app_state.key, "cursor", f"{question}:{content}")[:_SIGNED]


def _by_id(row: Any) -> Any:
    return row.id


def _write_key(row: Row, getters: Sequence[tuple[Callable[[Row], Any], bool]]) -> _Key:
    return tuple(element for getter, _turned in getters for element in _flatten(getter(row)))


def _list_turns(row: Row, getters: Sequence[tuple[Callable[[Row], Any], bool]]) -> tuple[bool, ...]:
    """Return of each element of a key whether it is turned round; the keys of all rows are as long."""
    return tuple(turned for getter, turned in getters for _element in _flatten(getter(row)))


def _flatten(value: Any) -> _Key:
    return tuple(map(_plain, value)) if isinstance(value, tuple) else (_plain(value),)


def _plain(value: Any) -> _Element:
    """Return a value as JSON keeps it, in the same order: moments to the microsecond."""
    match value:
        case datetime():
            return value.isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case Enum():
            return str(value.value)
        case _:
            plain: _Element = value
            return plain


def _sort(keyed: list[tuple[_Key, Row]], turns: tuple[bool, ...]) -> None:
    """Sort by the last part of the keys first; what has no value comes last, turned round or not."""
    runs = [[n for n, _turn in run] for _turned, run in groupby(enumerate(turns), lambda turn: turn[1])]
    for run in reversed(runs):
        turned = turns[run[0]]

        def comparable(pair: tuple[_Key, Row], run: list[int] = run, turned: bool = turned) -> list[Any]:
            return [((pair[0][n] is None) is not turned, pair[0][n]) for n in run]

        keyed.sort(key=comparable, reverse=turned)


def _compare(turns: tuple[bool, ...], key: _Key, other: _Key) -> int:
    for mine, theirs, turned in zip(key, other, turns, strict=False):
        if mine == theirs:
            continue
        if mine is None or theirs is None:
            return 1 if mine is None else -1
        is_before = mine < theirs  # type: ignore[operator]  # the same element of every key is of one type
        return -1 if is_before is not turned else 1
    return 0
