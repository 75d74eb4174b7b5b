"""Says the indicators of a document and what was measured."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from app.actions import indicator, measurement
from app.actions.audit_log import AuditContext
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.demo.known import Known
from app.domain.structure import Direction

Facts = Mapping[str, Any]


def load_indicators(
    session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int
) -> None:
    """Every indicator (what a ratio names stands above it in the file), then every measurement."""
    known.indicators = {}
    for position, one in enumerate(facts.get("indicator", ()), start=1):
        new = IndicatorInput(
            name=one["name"],
            unit=one["unit"],
            position=position,
            definition=one["definition"],
            direction=Direction(one["direction"]),
            action_line_id=known.lines[one["action_line"]],
            numerator_id=known.indicators.get(one.get("numerator")),
            denominator_id=known.indicators.get(one.get("denominator")),
            caveat=one.get("caveat", ""),
        )
        known.indicators[one["key"]] = indicator.define(session, act, programme_id, new)
    for one in facts.get("measurement", ()):
        measured = MeasurementInput(
            value=Decimal(str(one["value"])),
            reference_date=one["reference_date"],
            said_on=facts["said_on"],
            parts=[(part["label"], Decimal(str(part["value"]))) for part in one.get("breakdown", ())],
            note=one.get("note", ""),
        )
        measurement.measure(session, act, known.indicators[one["indicator"]], measured)
