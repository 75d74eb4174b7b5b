"""Recording what was measured: one by one, a whole round at once; correcting it, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.correction import append_retraction, find_said_on_objections, require_uncorrected
from app.actions.history import choose_recorded_at
from app.actions.references import pilot_site_objections, refuse
from app.db import get_for_update
from app.domain.indicator import compute_difference
from app.domain.refusal import Invalid, Message
from app.queries.history import is_uncorrected
from app.tables import Indicator, Measurement, MeasurementPart
from app.tables.lengths import length_objections, refuse_long_texts

Cell = tuple[int, int | None]
"""The ids of an indicator and a pilot site; without one it is the whole programme."""


@dataclass(frozen=True, slots=True)
class MeasurementInput:
    """One value on its reference date, perhaps told apart into labelled parts."""

    value: Decimal
    reference_date: date
    said_on: date
    parts: Sequence[tuple[str, Decimal]] = ()
    note: str = ""
    pilot_site_id: int | None = None

    def objections(self) -> dict[str, Message]:
        """What keeps it from being recorded, whatever it is of, a message a field."""
        wrong = length_objections(Measurement, {"note": self.note})
        for label, _ in self.parts:
            wrong |= length_objections(MeasurementPart, {"label": label}, beside="parts")
        if not all(label.strip() for label, _ in self.parts):
            wrong["parts"] = Message("Give each part a name.")
        if self.reference_date > self.said_on:
            wrong["reference_date"] = Message("This reference date is still to come.")
        if "parts" not in wrong and compute_difference(self.value, self.parts):
            total = sum((value for _, value in self.parts), Decimal(0))
            values = {"total": total, "value": self.value}
            wrong["parts"] = Message("The parts add up to %(total)s, not to %(value)s.", values)
        return wrong


class InvalidRound(Invalid):
    """A round that cannot be recorded: what is wrong with each cell; `fields` are those of the form."""

    def __init__(self, cells: Mapping[Cell, Mapping[str, Message]]) -> None:
        self.cells = cells
        super().__init__(
            {
                _field_of(cell, name): message
                for cell, wrong in cells.items()
                for name, message in wrong.items()
            }
        )


def measure(session: Session, act: AuditContext, indicator_id: int, measured: MeasurementInput) -> int:
    """Record a measurement; returns its id.

    Refuses a value of a ratio, one of what is withdrawn, a reference date still to come when it was said,
    and a breakdown that does not add up.
    """
    indicator = session.get_one(Indicator, indicator_id)
    _check(session, act, indicator, measured)
    measurement_id = _append(session, act, indicator, measured)
    _trace(session, act, "indicator.measure", indicator, measured)
    return measurement_id


def measure_round(session: Session, act: AuditContext, round: Mapping[Cell, MeasurementInput]) -> list[int]:
    """Record a whole round at once, by indicator and pilot site (none: the whole programme).

    Returns their ids. Refuses everything that is wrong together, under the key of its cell, and then
    records nothing.
    """
    wrong: dict[Cell, dict[str, Message]] = {}
    # Locked in one order, so that of a round that is sent twice at once the second finds the first.
    ids = sorted({indicator_id for indicator_id, _ in round})
    by_id = {indicator_id: get_for_update(session, Indicator, indicator_id) for indicator_id in ids}
    indicators = {cell: by_id[cell[0]] for cell in round}
    for key, measured in round.items():
        try:
            _check(session, act, indicators[key], measured)
        except Invalid as refused:
            wrong[key] = refused.fields
    for key in _find_measured_before(session, round):
        wrong[key] = {"value": Message("This was measured already. Correct what stands there.")}
    if wrong:
        raise InvalidRound(wrong)
    measured_ids = []
    for key, measured in round.items():
        measured_ids.append(_append(session, act, indicators[key], measured))
        _trace(session, act, "indicator.measure", indicators[key], measured)
    return measured_ids


def correct(session: Session, act: AuditContext, measurement_id: int, measured: MeasurementInput) -> int:
    """Put in the place of a measurement what should have stood there; returns the new one's id.

    It takes the day on which the corrected one was said. Refuses what was corrected before.
    """
    wrong = session.get_one(Measurement, measurement_id)
    indicator = get_for_update(session, Indicator, wrong.indicator_id)
    require_uncorrected(session, Measurement, measurement_id)
    corrected = replace(measured, said_on=wrong.said_on, pilot_site_id=wrong.pilot_site_id)
    refuse(corrected.objections() | _zero_objections(session, indicator, corrected))
    corrected_id = _append(session, act, indicator, corrected, corrects_id=measurement_id)
    was = {"value": wrong.value, "reference_date": wrong.reference_date}
    _trace(session, act, "indicator.correct", indicator, corrected, was=was)
    return corrected_id


def retract(session: Session, act: AuditContext, measurement_id: int, *, reason: str = "") -> int:
    """Take a measurement back: nothing was meant; returns the id of the row that says so.

    Refuses what was corrected before; of two at once the second is told.
    """
    wrong = session.get_one(Measurement, measurement_id)
    indicator = get_for_update(session, Indicator, wrong.indicator_id)
    refuse_long_texts(Measurement, {"note": reason.strip()})
    retraction_id = append_retraction(session, act, wrong, by="indicator_id", note=reason.strip())
    audit_log.record(
        session,
        act,
        "indicator.retract",
        ("indicator", indicator.id),
        programme_id=indicator.programme_id,
        was={"value": wrong.value, "reference_date": wrong.reference_date},
        retracts=measurement_id,
        measurement=retraction_id,
        reason=reason.strip(),
        said_on=wrong.said_on,
    )
    return retraction_id


def undo(session: Session, act: AuditContext, measurement_ids: Sequence[int]) -> None:
    """Undo measurements that were just saved; of a correction, what it corrected is said again.

    Refuses what was corrected before.
    """
    for measurement_id in measurement_ids:
        row = session.get_one(Measurement, measurement_id)
        if row.corrects_id is None:
            retract(session, act, measurement_id)
            continue
        before = session.get_one(Measurement, row.corrects_id)
        parts = session.exec(
            select(MeasurementPart)
            .where(MeasurementPart.measurement_id == before.id)
            .order_by(col(MeasurementPart.position))
        ).all()
        restored = MeasurementInput(
            before.value,
            before.reference_date,
            before.said_on,
            [(part.label, part.value) for part in parts],
            before.note,
            before.pilot_site_id,
        )
        correct(session, act, measurement_id, restored)


def cell_name(indicator_id: int, pilot_site_id: int | None) -> str:
    """Return the name of a cell of a round, as its field in a form is called."""
    return f"cell-{indicator_id}-{pilot_site_id or 0}"


def _field_of(cell: Cell, name: str) -> str:
    """The field of the form of a round beside which an objection to a cell stands."""
    if name == "said_on":
        return name
    return f"parts-{cell[0]}" if name == "parts" else cell_name(*cell)


def _find_measured_before(session: Session, round: Mapping[Cell, MeasurementInput]) -> list[Cell]:
    ids = [indicator_id for indicator_id, _ in round]
    days = {measured.reference_date for measured in round.values()}
    query = sa.select(
        col(Measurement.indicator_id), col(Measurement.pilot_site_id), col(Measurement.reference_date)
    ).where(col(Measurement.indicator_id).in_(ids), col(Measurement.reference_date).in_(days))
    query = query.where(is_uncorrected(Measurement))
    before = {((row.indicator_id, row.pilot_site_id), row.reference_date) for row in session.execute(query)}
    return [cell for cell, measured in round.items() if (cell, measured.reference_date) in before]


def _append(
    session: Session,
    act: AuditContext,
    indicator: Indicator,
    measured: MeasurementInput,
    corrects_id: int | None = None,
) -> int:
    assert indicator.id is not None
    row = Measurement(
        programme_id=indicator.programme_id,
        indicator_id=indicator.id,
        value=measured.value,
        reference_date=measured.reference_date,
        pilot_site_id=measured.pilot_site_id,
        note=measured.note,
        said_on=measured.said_on,
        recorded_at=choose_recorded_at(session, act.at, Measurement, indicator_id=indicator.id),
        author_id=act.author_id,
        corrects_id=corrects_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(
        MeasurementPart(measurement_id=row.id, position=position, label=label, value=value)
        for position, (label, value) in enumerate(measured.parts, start=1)
    )
    return row.id


def _trace(
    session: Session,
    act: AuditContext,
    action: str,
    indicator: Indicator,
    measured: MeasurementInput,
    was: Mapping[str, object] | None = None,
) -> None:
    audit_log.record(
        session,
        act,
        action,
        ("indicator", indicator.id),
        programme_id=indicator.programme_id,
        was=was,
        value=measured.value,
        reference_date=measured.reference_date,
    )


def _check(session: Session, act: AuditContext, indicator: Indicator, measured: MeasurementInput) -> None:
    wrong = measured.objections()
    wrong |= find_said_on_objections(session, indicator.programme_id, measured.said_on, act.on)
    if indicator.numerator_id is not None:
        wrong["value"] = Message("A ratio is computed from two others and cannot be filled in.")
    elif indicator.withdrawn:
        wrong["value"] = Message("This indicator is withdrawn: nothing is measured of it any more.")
    site = measured.pilot_site_id
    wrong |= pilot_site_objections(session, indicator.programme_id, site, "pilot_site_id")
    refuse(wrong | _zero_objections(session, indicator, measured))


def _zero_objections(
    session: Session, indicator: Indicator, measured: MeasurementInput
) -> dict[str, Message]:
    """What others are divided by cannot be zero."""
    ratios = sa.select(col(Indicator.id)).where(col(Indicator.denominator_id) == indicator.id)
    if measured.value or session.scalar(ratios.limit(1)) is None:
        return {}
    return {"value": Message("A ratio is computed from this: it cannot be zero.")}
