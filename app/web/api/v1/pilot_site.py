"""Pilot sites: the regions in which programmes try things out."""

from app.queries.party import PilotSiteRow, pilot_sites
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, sort
from app.web.api.v1.shapes import PilotSite

NOUN = Noun("pilot_site", "Pilot sites")
LISTING: Listing[PilotSiteRow] = Listing(
    key=lambda row: str(row.id), fits={}, orders={"name": lambda row: row.name}
)


@NOUN.get("/pilot-sites", (AS_OF, PROGRAMME, sort("id", "name"), *PAGING), collection(PilotSite))
def index(door: Door, asked: Asked) -> Made:
    """List the pilot sites of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/pilot-sites/{id}", (ID, AS_OF), PilotSite)
def show(door: Door, asked: Asked) -> Made:
    """Get a pilot site."""
    return one(_shape(door, found(_rows(door, asked), asked)))


def _rows(door: Door, asked: Asked) -> list[PilotSiteRow]:
    return pilot_sites(door.session, [programme.id for programme in asked.programmes])


def _shape(door: Door, row: PilotSiteRow) -> PilotSite:
    return PilotSite(id=row.id, programme=door.programmes[row.programme_id].slug, name=row.name)
