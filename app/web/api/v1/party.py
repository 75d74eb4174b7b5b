"""Parties: who takes part in the programmes, and how."""

from app.domain.structure import PartyKind
from app.queries.party import PartyRow, parties
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import Party, PartyRole

NOUN = Noun("party", "Parties")
LISTING: Listing[PartyRow] = Listing(
    key=lambda row: str(row.id),
    fits={"kind": lambda row, kind: any(kind == role for _, role in row.roles)},
    orders={"name": lambda row: row.name},
)
KIND = one_of("kind", PartyKind, "Only of this kind.")


@NOUN.get("/parties", (AS_OF, PROGRAMME, KIND, sort("id", "name"), *PAGING), collection(Party))
def index(door: Door, asked: Asked) -> Made:
    """List the parties of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/parties/{id}", (ID, AS_OF), Party)
def show(door: Door, asked: Asked) -> Made:
    """Get a party."""
    return one(_shape(door, found(_rows(door, asked), asked)))


def _rows(door: Door, asked: Asked) -> list[PartyRow]:
    return parties(door.session, [programme.id for programme in asked.programmes])


def _shape(door: Door, row: PartyRow) -> Party:
    roles = tuple(
        PartyRole(programme=door.programmes[here].slug, kind=kind, name=row.name_in(here))
        for here, kind in row.roles
    )
    return Party(id=row.id, name=row.name, abbreviation=row.abbreviation, programmes=roles)
