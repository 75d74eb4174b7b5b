"""Links to the pages of a long list."""

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from app.web.deps.session import AsOf
from app.web.urls import Paths


class PageLink(NamedTuple):
    """A link to one page of a list."""

    href: str
    number: int
    is_current: bool


class AddressFilter(Protocol):
    """A filter that was read from the address, and can be written back with another page number."""

    def query(self, **changed: object) -> dict[str, object]: ...


def list_page_links(
    paths: Paths,
    route: str,
    route_params: Mapping[str, object],
    filters: AddressFilter,
    as_of: AsOf,
    *,
    current: int,
    count: int,
) -> list[PageLink]:
    """Return a link to every page of a filtered list on a day; none if there is only one page."""
    if count == 1:
        return []
    return [
        PageLink(
            paths(route, filters.query(bladzijde=number, **as_of.query), **route_params),
            number,
            number == current,
        )
        for number in range(1, count + 1)
    ]
