"""Indicators and what was measured of them up to a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import Direction
from app.queries.history import state_as_of
from app.tables import Measurement, MeasurementPart, Person
from app.tables.tracked import ACTION_LINE, INDICATOR

_MEASUREMENT = Measurement.__table__  # type: ignore[attr-defined]
_PART = MeasurementPart.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """What is counted; with a numerator and a denominator it is a ratio of two others."""

    id: int
    programme_id: int
    name: str
    definition: str
    unit: str
    direction: Direction
    target: Decimal | None
    numerator_id: int | None
    denominator_id: int | None
    caveat: str
    position: int
    version: int
    withdrawn: bool
    action_line: str | None


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One value on its reference date, as somebody said it; `parts` add up to it."""

    id: int
    indicator_id: int
    value: Decimal
    reference_date: date
    pilot_site_id: int | None
    note: str
    said_on: date
    recorded_at: datetime
    corrects_id: int | None
    author: str
    parts: tuple[tuple[str, Decimal], ...]


def indicators(session: Session, programme_ids: Collection[int], as_of: date) -> list[IndicatorRow]:
    """The indicators of these programmes on a day, in order of programme and position. One query."""
    indicator, line = state_as_of(INDICATOR), state_as_of(ACTION_LINE)
    own = [indicator.c[name] for name in IndicatorRow.__slots__ if name != "action_line"]
    asked = (
        sa.select(*own, line.c.code)
        .outerjoin_from(indicator, line, line.c.id == indicator.c.action_line_id)
        .where(indicator.c.programme_id.in_(list(programme_ids)))
        .order_by(indicator.c.programme_id, indicator.c.position, indicator.c.id)
    )
    return [IndicatorRow(*row) for row in session.execute(asked, {"as_of": as_of})]


def measurements(
    session: Session, indicator_ids: Collection[int], as_of: date
) -> dict[int, list[MeasurementRow]]:
    """What was measured of these indicators, by id, in the order of (reference date, said on, id).

    Rows that a later one corrects are among them. One query.
    """
    ids = list(indicator_ids)
    own = [_MEASUREMENT.c[name] for name in MeasurementRow.__slots__ if name not in ("author", "parts")]
    asked = (
        sa.select(*own, _PERSON.c.email, _PART.c.label, _PART.c.value)
        .join_from(_MEASUREMENT, _PERSON, _PERSON.c.id == _MEASUREMENT.c.author_id)
        .outerjoin(_PART, _PART.c.measurement_id == _MEASUREMENT.c.id)
        .where(_MEASUREMENT.c.indicator_id.in_(ids), _MEASUREMENT.c.said_on <= as_of)
        .order_by(
            *(_MEASUREMENT.c.reference_date, _MEASUREMENT.c.said_on, _MEASUREMENT.c.id, _PART.c.position)
        )
    )
    found: dict[int, list[MeasurementRow]] = defaultdict(list)
    for _, told in groupby(session.execute(asked), key=lambda row: row.id):
        rows = [tuple(row) for row in told]
        parts = tuple((label, value) for *_, label, value in rows if label is not None)
        row = MeasurementRow(*(*rows[0][:-2], parts))
        found[row.indicator_id].append(row)
    return found
