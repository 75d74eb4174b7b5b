"""Parties: who takes part in the programmes, and how."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.dutch_text import order_key
from app.domain.structure import PartyKind
from app.queries.party import PartyRow, parties
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Party, PartyRole, collection_of
from app.web.openapi import PAGED

router = api_router("Parties")


ORDERS: Orders[PartyRow] = {
    "id": lambda row: row.id,
    "name": lambda row: order_key(row.name),
}


class PartyFilters(ListFilters):
    """Which parties are asked for."""

    kind: PartyKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("id", description=SORT)

    def match(self, row: PartyRow) -> bool:
        """Return whether it is asked for."""
        return self.kind is None or any(kind == self.kind for _, kind in row.roles)


@router.get(
    "/parties", name="api.party.index", response_model=collection_of(Party, tells_gone=True), responses=PAGED
)
def index(filters: Annotated[PartyFilters, Query()], access: ReadableProgrammes) -> Response:
    """List the parties of your programmes."""

    def load() -> CachedResponse:
        rows = parties(access.session, filters.programme_ids(access))
        page = list_page(access, rows, filters, ORDERS, "party")
        return write_page((_shape(row, access) for row in page.rows), page.after, page.gone)

    return respond(access, load)


@router.get("/parties/{id}", name="api.party.show", response_model=Party)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a party."""

    def load() -> CachedResponse:
        row = require_one(parties(access.session, access.programme_ids, id))
        return write_one(_shape(row, access), row.version)

    return respond(access, load)


def _shape(row: PartyRow, access: ProgrammesAccess) -> Party:
    roles = tuple(
        PartyRole(programme=access.slug(programme_id), kind=kind, name=row.name_in(programme_id))
        for programme_id, kind in row.roles
    )
    return Party.of(row, programmes=roles)
