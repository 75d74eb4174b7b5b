"""People and their roles, for those who manage people."""

from collections.abc import Collection
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden
from app.domain.role import Role
from app.queries.role_grant import Holder, holders
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, ProgrammeSlug, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Person, RoleHeld, collection_of
from app.web.deps.people import require_allowed
from app.web.openapi import PAGED

router = api_router("People")


ORDERS: Orders[Holder] = {
    "name": lambda row: order_key(row.name),
    "id": lambda row: row.id,
}


class PersonFilters(Paging):
    """Which people are asked for."""

    programme: ProgrammeSlug | Absent = Field(
        None, description="Only who holds a role in the programme with this slug."
    )
    role: Role | Absent = Field(None, description="Only who holds this role.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("name", description=SORT)

    def match(self, row: Holder) -> bool:
        """Return whether they are asked for."""
        return self.role is None or any(grant.role is self.role for grant in row.grants)

    def within(self, access: ProgrammesAccess) -> Collection[int] | None:
        """Return the managed programmes to look in; none means everywhere."""
        managed = access.viewer.rights.managed()
        if self.programme is None:
            return managed
        ids = {programme.id for programme in access.matching(self.programme)}
        return ids if managed is None else ids & managed


@router.get("/people", name="api.person.index", response_model=collection_of(Person), responses=PAGED)
def index(filters: Annotated[PersonFilters, Query()], access: ReadableProgrammes) -> Response:
    """List who holds which role in the programmes of which you manage the people, by name."""

    def load() -> CachedResponse:
        rows = [row for row in holders(access.session, filters.within(access)) if filters.match(row)]
        page = cut_page(access, rows, filters, ORDERS)
        return write_page((_shape(row, access) for row in page.rows), page.after)

    return respond(access, load, keep=False)


@router.get("/people/{id}", name="api.person.show", response_model=Person)
def show(id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get a person with the roles that you manage."""

    def load() -> CachedResponse:
        rights = access.viewer.rights
        require_allowed(
            access.viewer,
            rights.manages_people,
            Forbidden("Only the programme office and the administrator manage people."),
        )
        return write_one(_shape(require_one(holders(access.session, rights.managed(), id)), access))

    return respond(access, load, keep=False)


def _shape(row: Holder, access: ProgrammesAccess) -> Person:
    roles = tuple(
        RoleHeld(
            id=grant.id,
            role=grant.role,
            programme=None if grant.programme_id is None else access.slug(grant.programme_id),
            party=grant.party_id,
        )
        for grant in row.grants
    )
    return Person.of(row, roles=roles)
