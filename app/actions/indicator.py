"""Defining indicators and recording what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.actions import audit, frame
from app.actions.act import Act
from app.domain.refusal import Invalid
from app.domain.structure import Direction
from app.tables import Indicator, Measurement, MeasurementPart
from app.tables.noun import INDICATOR


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """What is asked to be counted; with both ids it is a ratio that is computed, never typed."""

    name: str
    unit: str
    position: int
    definition: str = ""
    direction: Direction = Direction.NONE
    target: Decimal | None = None
    action_line_id: int | None = None
    numerator_id: int | None = None
    denominator_id: int | None = None
    caveat: str = ""


def define(session: Session, act: Act, programme_id: int, new: NewIndicator) -> int:
    """Define an indicator; returns its id. Refuses half a ratio."""
    if (new.numerator_id is None) != (new.denominator_id is None):
        raise Invalid.because("denominator", "A ratio needs both indicators.")
    fields = {name: getattr(new, name) for name in NewIndicator.__slots__}
    facts: dict[str, Any] = fields | {"withdrawn": False}
    made = frame.begin(
        session,
        act,
        INDICATOR,
        facts=facts,
        own={"programme_id": programme_id, "version": 1},
    )
    audit.record(
        session,
        act,
        "indicator.define",
        ("indicator", made),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return made


@dataclass(frozen=True, slots=True)
class Measured:
    """One value on its reference date, perhaps told apart into labelled parts."""

    value: Decimal
    reference_date: date
    said_on: date
    parts: Sequence[tuple[str, Decimal]] = ()
    note: str = ""
    pilot_site_id: int | None = None


def measure(session: Session, act: Act, indicator_id: int, measured: Measured) -> int:
    """Record a measurement; returns its id.

    Refuses a value of a ratio, a reference date still to come when it was said, and a breakdown
    that does not add up.
    """
    indicator = session.get_one(Indicator, indicator_id)
    _check(indicator, measured)
    row = Measurement(
        programme_id=indicator.programme_id,
        indicator_id=indicator_id,
        value=measured.value,
        reference_date=measured.reference_date,
        pilot_site_id=measured.pilot_site_id,
        note=measured.note,
        said_on=measured.said_on,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(
        MeasurementPart(measurement_id=row.id, position=position, label=label, value=value)
        for position, (label, value) in enumerate(measured.parts, start=1)
    )
    audit.record(
        session,
        act,
        "indicator.measure",
        ("indicator", indicator_id),
        programme_id=indicator.programme_id,
        value=measured.value,
        reference_date=measured.reference_date,
    )
    return row.id


def _check(indicator: Indicator, measured: Measured) -> None:
    if indicator.numerator_id is not None:
        raise Invalid.because("value", "A ratio is computed from two others and cannot be filled in.")
    if measured.reference_date > measured.said_on:
        raise Invalid.because("reference_date", "This reference date is still to come.")
    total = sum((value for _, value in measured.parts), Decimal(0))
    if measured.parts and total != measured.value:
        raise Invalid.because(
            "parts", "The parts add up to %(total)s, not to %(value)s.", total=total, value=measured.value
        )
