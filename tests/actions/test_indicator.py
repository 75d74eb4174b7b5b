"""Defining what is counted, and recording what was measured."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.actions import indicator, measurement
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.domain.refusal import Conflict, Invalid
from app.domain.structure import Direction
from app.tables import Indicator, Measurement, MeasurementPart
from tests.cast import TODAY

MEASURED = MeasurementInput(
    Decimal(27),
    date(2023, 9, 30),
    date(2023, 12, 18),
    (("a", Decimal(10)), ("b", Decimal(17))),
    note="Geteld op vrijdag.",
)


def parts(session, measurement):
    query = sa.select(MeasurementPart).filter_by(measurement_id=measurement)
    return [(part.position, part.label, part.value) for part in session.scalars(query)]


def test_an_indicator_is_defined_as_given(session, office, cast):
    new = IndicatorInput("Uren", "uur", 4, "Uren dat het huis open is.", Direction.UP, Decimal("40.5"))
    row = session.get_one(Indicator, indicator.define(session, office, cast.programme, new))
    assert (row.name, row.unit, row.definition) == ("Uren", "uur", "Uren dat het huis open is.")
    assert (row.direction, row.target, row.programme_id) == (Direction.UP, Decimal("40.5"), cast.programme)


def test_half_a_ratio_is_refused(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        indicator.define(
            session, office, cast.programme, IndicatorInput("Half", "%", 4, numerator_id=cast.visitors)
        )
    assert set(refusal.value.fields) == {"denominator_id"}


def test_a_measurement_is_recorded_with_its_parts_in_their_order(session, office, cast, trail):
    measurement_id = measurement.measure(
        session, office, cast.visitors, replace(MEASURED, pilot_site_id=cast.quarter)
    )
    row = session.get_one(Measurement, measurement_id)
    assert (row.value, row.reference_date, row.said_on) == (
        Decimal(27),
        date(2023, 9, 30),
        date(2023, 12, 18),
    )
    assert (row.note, row.pilot_site_id, row.author_id) == ("Geteld op vrijdag.", cast.quarter, cast.noor)
    assert parts(session, measurement_id) == [(1, "a", Decimal(10)), (2, "b", Decimal(17))]
    assert trail("indicator.measure")[0].becomes == {"value": "27", "reference_date": "2023-09-30"}


def test_a_measurement_needs_no_parts(session, office, cast):
    measurement_id = measurement.measure(session, office, cast.visitors, replace(MEASURED, parts=()))
    assert parts(session, measurement_id) == []


def test_parts_that_do_not_add_up_are_refused(session, office, cast):
    with pytest.raises(Invalid, match="cannot be saved") as refusal:
        measurement.measure(session, office, cast.visitors, replace(MEASURED, value=Decimal(28)))
    assert str(refusal.value.fields["parts"]) == "The parts add up to 27, not to 28."


def test_a_ratio_cannot_be_filled_in(session, office, cast):
    with pytest.raises(Invalid) as refusal:
        measurement.measure(session, office, cast.share, MEASURED)
    assert set(refusal.value.fields) == {"value"}


def test_a_reference_date_still_to_come_is_refused(session, office, cast):
    tomorrow = replace(MEASURED, reference_date=date(2023, 12, 19))
    with pytest.raises(Invalid) as refusal:
        measurement.measure(session, office, cast.visitors, tomorrow)
    assert set(refusal.value.fields) == {"reference_date"}


def test_of_two_who_take_a_measurement_back_the_second_is_told(session, office, cast):
    wrong = measurement.measure(session, office, cast.visitors, MeasurementInput(Decimal(7), TODAY, TODAY))
    measurement.retract(session, office, wrong, reason="Verkeerd geteld.")
    with pytest.raises(Conflict):
        measurement.retract(session, office, wrong)
    again = measurement.measure_round(
        session, office, {(cast.visitors, None): MeasurementInput(Decimal(8), TODAY, TODAY)}
    )
    assert len(again) == 1
