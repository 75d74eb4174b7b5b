"""Indicators as a report tells them: one value a reference date, without the zeros of the column."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from app.domain.indicator import Measured
from app.domain.report.facts import IndicatorFacts
from app.queries.indicator import MeasurementRow, indicators, measurements


def indicator_facts(session: Session, programme_id: int, as_of: date) -> tuple[IndicatorFacts, ...]:
    """The indicators of a programme with what was measured of them up to the day. Three queries."""
    rows = indicators(session, [programme_id], as_of)
    measured = measurements(session, [row.id for row in rows], as_of)
    return tuple(
        IndicatorFacts(
            row.id,
            row.name,
            " ".join(part for part in (row.definition, row.caveat) if part),
            row.unit,
            _series(measured.get(row.id, ())),
            row.numerator_id,
            row.denominator_id,
        )
        for row in rows
    )


def _series(rows: Sequence[MeasurementRow]) -> tuple[Measured, ...]:
    """Of the whole programme, one a reference date: the last that was said, corrected rows left out."""
    corrected = {row.corrects_id for row in rows}
    kept = {
        row.reference_date: Measured(
            row.id,
            _shortest(row.value),
            row.reference_date,
            row.note,
            tuple((label, _shortest(value)) for label, value in row.parts),
        )
        for row in rows
        if row.pilot_site_id is None and row.id not in corrected
    }
    return tuple(kept.values())


def _shortest(value: Decimal) -> Decimal:
    """Without the zeros that the column adds behind the comma."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
