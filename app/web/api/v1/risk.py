"""Risks and issues: what may happen or has, how heavy it is, and what is done about it."""

from app.domain.structure import RiskKind, RiskState
from app.queries.risk import RiskRow, risks
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import Risk

NOUN = Noun("risk", "Risks")
LISTING: Listing[RiskRow] = Listing(
    key=lambda row: str(row.id),
    fits={
        "kind": lambda row, kind: row.kind == kind,
        "state": lambda row, state: row.state == state,
    },
    orders={"title": lambda row: row.title, "weight": lambda row: row.weight},
)
LISTED = (
    *(AS_OF, PROGRAMME),
    one_of("kind", RiskKind, "Only of this kind."),
    one_of("state", RiskState, "Only in this state."),
    *(sort("position", "title", "weight"), *PAGING),
)


@NOUN.get("/risks", LISTED, collection(Risk))
def index(door: Door, asked: Asked) -> Made:
    """List risks and issues as they stood on a day."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/risks/{id}", (ID, AS_OF), Risk)
def show(door: Door, asked: Asked) -> Made:
    """Get a risk or an issue as it stood on a day."""
    row = found(_rows(door, asked), asked)
    return one(_shape(door, row), row.version)


def _rows(door: Door, asked: Asked) -> list[RiskRow]:
    return risks(door.session, [programme.id for programme in asked.programmes], asked.day)


def _shape(door: Door, row: RiskRow) -> Risk:
    plain = ("id", "kind", "title", "cause", "consequence", "likelihood", "impact", "level", "measure")
    return Risk(
        **{name: getattr(row, name) for name in (*plain, "state", "in_report", "deliverables", "version")},
        programme=door.programmes[row.programme_id].slug,
        owner=row.owner_email,
    )
