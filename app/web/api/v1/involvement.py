"""The parties of one programme: how each stands to it, what it calls them, and in which order."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import party
from app.domain.dutch_text import order_key
from app.domain.structure import PartyKind
from app.queries.party import PartyPlace, party_places
from app.queries.programme import ProgrammeRow
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.party import InvolvementChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import IfMatch, answer_changed
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, SlugInPath, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Involvement, collection_of
from app.web.openapi import CHANGED, PAGED

router = api_router("Parties")


ORDERS: Orders[PartyPlace] = {
    "position": lambda row: (row.position, row.id),
    "name": lambda row: order_key(row.words),
    "id": lambda row: row.id,
}


class InvolvementFilters(Paging):
    """Which parties of the programme are asked for."""

    kind: PartyKind | Absent = Field(None, description="Only of this kind.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)


@router.get(
    "/programmes/{slug}/parties",
    name="api.involvement.index",
    response_model=collection_of(Involvement),
    responses=PAGED,
)
def index(
    slug: SlugInPath, filters: Annotated[InvolvementFilters, Query()], access: ReadableProgrammes
) -> Response:
    """List the parties of a programme, and how they stand to it."""
    programme = access.programme_called(slug)

    def load() -> CachedResponse:
        rows = party_places(access.session, programme.id)
        matching = [row for row in rows if filters.kind in (None, row.kind)]
        page = cut_page(access, matching, filters, ORDERS)
        return write_page((_shape(row, programme) for row in page.rows), page.after)

    return respond(access, load)


@router.get("/programmes/{slug}/parties/{id}", name="api.involvement.show", response_model=Involvement)
def show(
    slug: SlugInPath, id: Id, parameters: Annotated[Parameters, Query()], access: ReadableProgrammes
) -> Response:
    """Get how a party stands to a programme."""
    programme = access.programme_called(slug)

    return respond(access, lambda: _write(access, programme, id))


async def load_programme(access: ReadableProgrammes, slug: SlugInPath) -> ProgrammeRow:
    """Load the programme in the path. Refuses people who may not change what it is made of."""
    return access.require_structure(access.programme_called(slug).id)


@router.patch(
    "/programmes/{slug}/parties/{id}",
    name="api.involvement.update",
    response_model=Involvement,
    responses=CHANGED,
)
def update(
    programme: Annotated[ProgrammeRow, Depends(load_programme)],
    id: Id,
    access: ReadableProgrammes,
    if_match: IfMatch,
    body: InvolvementChange,
) -> Response:
    """Change how a party stands to a programme, what that calls it, and in which place it is named."""
    row, given = _load(access, programme, id), body.given()
    kind, position = given.get("kind", row.kind), given.get("position", row.position)
    wording = given.get("wording", row.wording or "")
    with body.faults(), if_match.judge(row.version, lambda: _write(access, programme, id)) as version:
        party.set_wording(access.session, access.act, programme.id, id, version, wording)
        party.revise_involvement(access.session, access.act, programme.id, id, kind, position=position)
    return answer_changed(access, _write(access, programme, id), programme.id)


def _load(access: ProgrammesAccess, programme: ProgrammeRow, party_id: int) -> PartyPlace:
    return require_one([row for row in party_places(access.session, programme.id) if row.id == party_id])


def _write(access: ProgrammesAccess, programme: ProgrammeRow, party_id: int) -> CachedResponse:
    row = _load(access, programme, party_id)
    return write_one(_shape(row, programme), row.version)


def _shape(row: PartyPlace, programme: ProgrammeRow) -> Involvement:
    return Involvement.of(row, programme=programme.slug, name=row.words)
