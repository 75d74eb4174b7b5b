"""Programmes: what the viewer may read at all."""

from app.domain.refusal import NotFound
from app.domain.structure import ProgrammeKind
from app.queries.programme import ProgrammeRow
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, PAGING, SLUG, one_of, sort
from app.web.api.v1.shapes import Programme

NOUN = Noun("programme", "Programmes")
LISTING: Listing[ProgrammeRow] = Listing(
    key=lambda row: row.slug,
    fits={"kind": lambda row, kind: row.kind == kind},
    orders={"title": lambda row: row.title, "slug": lambda row: row.slug},
)
KIND = one_of("kind", ProgrammeKind, "Only of this kind.")


@NOUN.get("/programmes", (AS_OF, KIND, sort("title", "slug"), *PAGING), collection(Programme))
def index(door: Door, asked: Asked) -> Made:
    """List the programmes that you may read."""
    rows, after = LISTING.page(asked.programmes, asked)
    return many(map(_shape, rows), after)


@NOUN.get("/programmes/{slug}", (SLUG, AS_OF), Programme)
def show(door: Door, asked: Asked) -> Made:
    """Get a programme."""
    for row in door.programmes.values():
        if row.slug == asked.values["slug"]:
            return one(_shape(row), row.version)
    raise NotFound("There is no such programme.")


def _shape(row: ProgrammeRow) -> Programme:
    return Programme(
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        version=row.version,
    )
