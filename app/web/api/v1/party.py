"""Parties: who takes part in the programmes, and how."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import party
from app.domain.dutch_text import order_key
from app.domain.refusal import Forbidden
from app.domain.structure import PartyKind
from app.queries.party import PartyRow, parties, shared_parties
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.party import NewParty, PartyChange
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed, answer_created
from app.web.api.v1.filters import SORT, Absent, AsOfQuery, Id, ListFilters, SortedBy
from app.web.api.v1.listing import list_page
from app.web.api.v1.pagination import Orders, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Party, PartyRole, collection_of
from app.web.deps.people import require_allowed
from app.web.openapi import CHANGED, CREATED, PAGED

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

    return respond(access, lambda: _write(access, id))


@router.post(
    "/parties",
    name="api.party.create",
    status_code=HTTPStatus.CREATED,
    response_model=Party,
    responses=CREATED,
)
def create(access: Changeable, body: NewParty) -> Response:
    """Involve a party in a programme, behind the others; one that is known by this name is taken over."""
    session, programme = access.session, access.require_structure(access.programme_called(body.programme).id)
    with body.faults():
        party_id = party.introduce(
            session,
            access.act,
            programme.id,
            body.kind,
            name=body.name,
            abbreviation=body.abbreviation or None,
        )
    content = _write(access, party_id)
    return answer_created(access, "api.party.show", content, programme.id, id=party_id)


async def require_administrator(access: ReadableProgrammes) -> None:
    """Refuse everybody but administrators."""
    require_allowed(
        access.viewer,
        access.viewer.rights.administers,
        Forbidden("Only an administrator changes what a party is called in every programme."),
    )


@router.patch(
    "/parties/{id}",
    name="api.party.update",
    response_model=Party,
    responses=CHANGED,
    dependencies=[Depends(require_administrator)],
)
def update(id: Id, access: ReadableProgrammes, if_match: IfMatch, body: PartyChange) -> Response:
    """Change what a party is called where a programme has no words of its own; for administrators."""
    row = require_one(shared_parties(access.session, id))
    names = {"name": row.name, "abbreviation": row.abbreviation or ""} | body.given()
    with body.faults(), if_match.judge(row.version, lambda: _write(access, id)) as version:
        party.rename(access.session, access.act, id, version, **names)
    return answer_changed(access, _write(access, id))


def _write(access: ProgrammesAccess, party_id: int) -> CachedResponse:
    row = require_one(parties(access.session, access.programme_ids, party_id))
    return write_one(_shape(row, access), row.version)


def _shape(row: PartyRow, access: ProgrammesAccess) -> Party:
    roles = tuple(
        PartyRole(programme=access.slug(programme_id), kind=kind, name=row.name_in(programme_id))
        for programme_id, kind in row.roles
    )
    return Party.of(row, programmes=roles)
