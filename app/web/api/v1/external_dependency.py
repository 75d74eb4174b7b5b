"""External dependencies: what others must bring, when they said so, and what waits for it."""

from dataclasses import asdict
from datetime import date

from app.domain.structure import ExternalState
from app.queries.external_dependency import ExternalDependencyRow, external_dependencies
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import ExternalDependency, Window

NOUN = Noun("external_dependency", "External dependencies")


LISTING: Listing[ExternalDependencyRow] = Listing(
    key=lambda row: str(row.id),
    fits={"state": lambda row, state: row.state == state},
    orders={
        "title": lambda row: row.title,
        "latest": lambda row: (row.window and row.window.latest) or date.max,
    },
)
LISTED = (
    *(AS_OF, PROGRAMME, one_of("state", ExternalState, "Only in this state.")),
    *(sort("position", "title", "latest"), *PAGING),
)


@NOUN.get("/external-dependencies", LISTED, collection(ExternalDependency))
def index(door: Door, asked: Asked) -> Made:
    """List what others must bring, as it stood on a day."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row, asked.day) for row in rows), after)


@NOUN.get("/external-dependencies/{id}", (ID, AS_OF), ExternalDependency)
def show(door: Door, asked: Asked) -> Made:
    """Get one thing that others must bring, as it stood on a day."""
    row = found(_rows(door, asked), asked)
    return one(_shape(door, row, asked.day), row.version)


def _rows(door: Door, asked: Asked) -> list[ExternalDependencyRow]:
    return external_dependencies(door.session, [one.id for one in asked.programmes], asked.day)


def _shape(door: Door, row: ExternalDependencyRow, day: date) -> ExternalDependency:
    plain = ("id", "title", "description", "confirmed_on", "state", "delivered_on", "deliverables")
    return ExternalDependency(
        **{name: getattr(row, name) for name in (*plain, "version")},
        programme=door.programmes[row.programme_id].slug,
        party=row.owner_party_id,
        window=Window(**asdict(row.window), firmness=row.firmness) if row.window else None,
        stale=row.is_stale(day),
    )
