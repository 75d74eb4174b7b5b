"""Indicators: what the programmes count."""

from app.queries.indicator import IndicatorRow, indicators
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.listing import Listing, found
from app.web.api.v1.noun import Noun, collection, many, one
from app.web.api.v1.parameters import ACTION_LINE, AS_OF, ID, PAGING, PROGRAMME, sort
from app.web.api.v1.shapes import Indicator

NOUN = Noun("indicator", "Indicators")
LISTING: Listing[IndicatorRow] = Listing(
    key=lambda row: str(row.id),
    fits={"actionLine": lambda row, code: row.action_line == code},
    orders={"name": lambda row: row.name},
)
LISTED = (AS_OF, PROGRAMME, ACTION_LINE, sort("position", "name"), *PAGING)


@NOUN.get("/indicators", LISTED, collection(Indicator))
def index(door: Door, asked: Asked) -> Made:
    """List the indicators of your programmes."""
    rows, after = LISTING.page(_rows(door, asked), asked)
    return many((_shape(door, row) for row in rows), after)


@NOUN.get("/indicators/{id}", (ID, AS_OF), Indicator)
def show(door: Door, asked: Asked) -> Made:
    """Get an indicator."""
    return one(_shape(door, indicator_asked(door, asked)))


def indicator_asked(door: Door, asked: Asked) -> IndicatorRow:
    """The indicator of the number in the path. One query. What the viewer may not read does not exist."""
    return found(_rows(door, asked), asked)


def _rows(door: Door, asked: Asked) -> list[IndicatorRow]:
    return indicators(door.session, [programme.id for programme in asked.programmes], asked.day)


def _shape(door: Door, row: IndicatorRow) -> Indicator:
    return Indicator(
        id=row.id,
        programme=door.programmes[row.programme_id].slug,
        action_line=row.action_line,
        name=row.name,
        definition=row.definition,
        unit=row.unit,
        direction=row.direction,
        target=row.target,
        numerator=row.numerator_id,
        denominator=row.denominator_id,
        position=row.position,
    )
