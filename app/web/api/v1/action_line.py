"""Action lines, with the cross-cutting work and the governance."""

from app.domain.structure import ActionLineKind
from app.queries.programme import ActionLineRow, action_lines
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import AS_OF, ID, PAGING, PROGRAMME, one_of, sort
from app.web.api.v1.shapes import ActionLine

NOUN = Noun("action_line", "Action lines")
LISTING: Listing[ActionLineRow] = Listing(
    key=lambda row: str(row.id),
    fits={"kind": lambda row, kind: row.kind == kind},
    orders={"title": lambda row: row.title, "code": lambda row: row.code},
)
KIND = one_of("kind", ActionLineKind, "Only of this kind.")
ORDERS = sort("position", "title", "code")


@NOUN.get("/action-lines", (AS_OF, PROGRAMME, KIND, ORDERS, *PAGING), collection(ActionLine))
def index(door: Door, asked: Asked) -> Made:
    """List the action lines of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/action-lines/{id}", (ID, AS_OF), ActionLine)
def show(door: Door, asked: Asked) -> Made:
    """Get an action line."""
    row = found(_rows(door, asked), asked)
    return one(_shape(door, row), row.version)


def _rows(door: Door, asked: Asked) -> list[ActionLineRow]:
    every = (action_lines(door.session, programme.id, asked.day) for programme in asked.programmes)
    return [row for rows in every for row in rows]


def _shape(door: Door, row: ActionLineRow) -> ActionLine:
    return ActionLine(
        id=row.id,
        programme=door.programmes[row.programme_id].slug,
        code=row.code,
        title=row.title,
        kind=row.kind,
        position=row.position,
    )
