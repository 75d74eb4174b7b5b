"""The measurements of an indicator; those of a ratio are computed from the two that it names."""

from collections.abc import Sequence

from app.domain.indicator import Measured, shares
from app.queries.indicator import IndicatorRow, MeasurementRow, measurements
from app.web.api.v1.asked import Asked
from app.web.api.v1.door import Door, Made
from app.web.api.v1.indicator import indicator_asked
from app.web.api.v1.listing import Listing
from app.web.api.v1.noun import Noun, collection, many
from app.web.api.v1.parameters import AS_OF, ID, PAGING, sort
from app.web.api.v1.shapes import Measurement, Part

NOUN = Noun("measurement", "Indicators")
LISTING: Listing[Measurement] = Listing(
    key=lambda row: str(row.id or row.reference_date), fits={}, orders={"value": lambda row: row.value}
)
LISTED = (ID, AS_OF, sort("referenceDate", "value"), *PAGING)


@NOUN.get("/indicators/{id}/measurements", LISTED, collection(Measurement))
def index(door: Door, asked: Asked) -> Made:
    """List what was measured, the oldest reference date first.

    A row that another names in `corrects` no longer counts. A ratio is in per cent, to one decimal.
    """
    indicator = indicator_asked(door, asked)
    if indicator.numerator_id is None or indicator.denominator_id is None:
        rows = measurements(door.session, [indicator.id], asked.day).get(indicator.id, [])
        shapes = [_shape(row) for row in rows]
    else:
        both = [indicator.numerator_id, indicator.denominator_id]
        found = measurements(door.session, both, asked.day)
        shapes = _computed(indicator, *(found.get(i, []) for i in both))
    page, after = LISTING.page(shapes, asked)
    return many(page, after)


def _shape(row: MeasurementRow) -> Measurement:
    return Measurement(
        id=row.id,
        indicator=row.indicator_id,
        value=row.value,
        reference_date=row.reference_date,
        pilot_site=row.pilot_site_id,
        parts=tuple(Part(label=label, value=value) for label, value in row.parts),
        note=row.note,
        said_on=row.said_on,
        recorded_at=row.recorded_at,
        author=row.author,
        corrects=row.corrects_id,
    )


def _computed(
    indicator: IndicatorRow, parts: Sequence[MeasurementRow], wholes: Sequence[MeasurementRow]
) -> list[Measurement]:
    """A ratio for each reference date on which both were measured, said when the later of the two was."""
    by_id = {row.id: row for row in (*parts, *wholes)}
    made = []
    for share in shares(_counted(parts), _counted(wholes)):
        both = (by_id[share.part.id], by_id[share.whole.id])
        made.append(
            Measurement(
                id=None,
                indicator=indicator.id,
                value=share.percentage,
                reference_date=share.reference_date,
                pilot_site=None,
                parts=(),
                note="",
                said_on=max(row.said_on for row in both),
                recorded_at=max(row.recorded_at for row in both),
                author=None,
                corrects=None,
            )
        )
    return made


def _counted(rows: Sequence[MeasurementRow]) -> list[Measured]:
    """Of the whole programme, corrected rows left out."""
    corrected = {row.corrects_id for row in rows}
    return [
        Measured(row.id, row.value, row.reference_date)
        for row in rows
        if row.pilot_site_id is None and row.id not in corrected
    ]
