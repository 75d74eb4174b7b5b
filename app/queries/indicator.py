"""Indicators and what was measured of them up to a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.correction import drop_retracted
from app.domain.structure import Direction
from app.queries.history import state_as_of
from app.tables import Measurement, MeasurementPart, Person, PilotSite
from app.tables.tracked import ACTION_LINE, INDICATOR


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
    pilot_site: str | None
    note: str
    said_on: date
    recorded_at: datetime
    corrects: int | None
    retracts: bool
    author: str
    parts: tuple[tuple[str, Decimal], ...]


def indicators(session: Session, programme_ids: Collection[int], as_of: date) -> list[IndicatorRow]:
    """Return the indicators of these programmes on a day, in order of programme and position. One query."""
    columns = state_as_of(INDICATOR).c
    select = _select_indicators(programme_ids)
    select = select.order_by(columns.programme_id, columns.position, columns.id)
    return fetch_all(session, select, IndicatorRow, {"as_of": as_of})


def indicator_on(
    session: Session, programme_ids: Collection[int], as_of: date, indicator_id: int
) -> IndicatorRow | None:
    """Return an indicator of one of these programmes as it was on a day. One query."""
    select = _select_indicators(programme_ids).where(state_as_of(INDICATOR).c.id == indicator_id)
    return fetch_one(session, select, IndicatorRow, {"as_of": as_of})


def _select_indicators(programme_ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    indicator, line = state_as_of(INDICATOR), state_as_of(ACTION_LINE)
    columns = indicator.c
    return (
        sa.select(columns.id, columns.programme_id, columns.name, columns.definition, columns.unit)
        .add_columns(columns.direction, columns.target, columns.numerator_id, columns.denominator_id)
        .add_columns(columns.caveat, columns.position, columns.version, columns.withdrawn)
        .add_columns(line.c.code.label("action_line"))
        .outerjoin_from(indicator, line, line.c.id == columns.action_line_id)
        .where(columns.programme_id.in_(programme_ids))
    )


def measurements(
    session: Session, indicator_ids: Collection[int], as_of: date
) -> dict[int, list[MeasurementRow]]:
    """Return what was measured of these indicators, by id, in the order of (reference date, said on, id).

    Rows that a later one corrects are among them, what was taken back is not. One query.
    """
    measurement, part = Measurement, MeasurementPart
    statement = (
        sa.select(col(measurement.id), col(measurement.indicator_id), col(measurement.value))
        .add_columns(col(measurement.reference_date), col(measurement.pilot_site_id), col(measurement.note))
        .add_columns(
            col(PilotSite.name).label("pilot_site"),
            col(measurement.said_on),
            col(measurement.recorded_at),
            col(measurement.corrects_id).label("corrects"),
        )
        .add_columns(col(measurement.retracts), col(Person.email).label("author"))
        .add_columns(col(part.label).label("part_label"), col(part.value).label("part_value"))
        .join_from(measurement, Person, col(Person.id) == col(measurement.author_id))
        .outerjoin(PilotSite, col(PilotSite.id) == col(measurement.pilot_site_id))
        .outerjoin(part, col(part.measurement_id) == col(measurement.id))
        .where(col(measurement.indicator_id).in_(indicator_ids), col(measurement.said_on) <= as_of)
        .order_by(col(measurement.reference_date), col(measurement.said_on), col(measurement.id))
        .order_by(col(part.position))
    )
    by_indicator: dict[int, list[MeasurementRow]] = {}
    for _, parts in groupby(session.execute(statement).mappings(), lambda row: row["id"]):
        rows = [dict(row) for row in parts]
        labelled = tuple((row.pop("part_label"), row.pop("part_value")) for row in rows)
        measured = MeasurementRow(**rows[0], parts=tuple(p for p in labelled if p[0] is not None))
        by_indicator.setdefault(measured.indicator_id, []).append(measured)
    return {key: drop_retracted(series) for key, series in by_indicator.items()}
