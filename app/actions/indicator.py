"""Defining indicators; what is measured of them is in `measurement`."""

from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.references import action_line_objections, indicator_objections, refuse
from app.actions.structure import day_of_change, save_statement
from app.domain.indicator import needs_caveat
from app.domain.language import _
from app.domain.refusal import Message
from app.domain.structure import Direction
from app.tables import Indicator, Measurement
from app.tables.lengths import length_objections
from app.tables.tracked import INDICATOR


@dataclass(frozen=True, slots=True)
class IndicatorInput:
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
    withdrawn: bool = False


def define(session: Session, act: AuditContext, programme_id: int, new: IndicatorInput) -> int:
    """Define an indicator; returns its id. Refuses half a ratio, and one that nobody can compute."""
    refuse(objections(session, programme_id, new))
    facts = {name: getattr(new, name) for name in IndicatorInput.__slots__}
    indicator_id = history.begin(
        session,
        act,
        INDICATOR,
        facts=facts,
        own={"programme_id": programme_id, "version": 1},
    )
    audit_log.record(
        session,
        act,
        "indicator.define",
        ("indicator", indicator_id),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return indicator_id


def change(
    session: Session,
    act: AuditContext,
    indicator_id: int,
    new: IndicatorInput,
    statement: StatementInput,
    *,
    is_correction: bool = False,
) -> None:
    """Change an indicator, or correct what was said of it last.

    Refuses as `define` does, and as stale what was changed since it was read.

    What was measured stays measured: it cannot become a ratio then.
    """
    programme_id = session.get_one(Indicator, indicator_id).programme_id
    refuse(objections(session, programme_id, new, indicator_id))
    facts = {name: getattr(new, name) for name in IndicatorInput.__slots__}
    said_on = day_of_change(session, act, INDICATOR, indicator_id, statement, is_correction=is_correction)
    result = save_statement(
        session, act, INDICATOR, indicator_id, statement, facts, is_correction=is_correction
    )
    audit_log.record(
        session,
        act,
        "indicator.redefine" if is_correction else "indicator.change",
        ("indicator", indicator_id),
        programme_id=programme_id,
        was=result.was,
        reason=statement.reason,
        said_on=said_on,
        **result.becomes,
    )


def objections(
    session: Session, programme_id: int, new: IndicatorInput, indicator_id: int | None = None
) -> dict[str, Message]:
    """Return what keeps an indicator from being defined so, a message a field. At most eight queries."""
    wrong = length_objections(INDICATOR.table, {name: getattr(new, name) for name in INDICATOR.facts})
    for name, lacks in (("name", _("Give it a name.")), ("unit", _("Say in what it is counted."))):
        if not getattr(new, name).strip():
            wrong[name] = Message(lacks)
    same_name = sa.select(col(Indicator.id)).where(
        col(Indicator.programme_id) == programme_id,
        col(Indicator.name) == new.name,
        col(Indicator.id) != (indicator_id or 0),
    )
    if session.scalar(same_name) is not None:
        wrong["name"] = Message("There is an indicator of this name already.")
    if (new.numerator_id is None) != (new.denominator_id is None):
        wrong["numerator_id" if new.numerator_id is None else "denominator_id"] = Message(
            "A ratio needs both indicators."
        )
    elif new.numerator_id is not None and new.denominator_id is not None:
        ids = {"numerator_id": new.numerator_id, "denominator_id": new.denominator_id}
        wrong |= indicator_objections(session, programme_id, ids) or _ratio_objections(
            session, new, (new.numerator_id, new.denominator_id), indicator_id
        )
    line_now = session.scalar(
        sa.select(col(Indicator.action_line_id)).where(col(Indicator.id) == (indicator_id or 0))
    )
    line_id = None if new.action_line_id == line_now else new.action_line_id
    return wrong | action_line_objections(session, programme_id, line_id, "action_line_id")


def _ratio_objections(
    session: Session, new: IndicatorInput, both: tuple[int, int], indicator_id: int | None
) -> dict[str, Message]:
    part, whole = (session.get_one(Indicator, part_id) for part_id in both)
    wrong: dict[str, Message] = {}
    for field, indicator in (("numerator_id", part), ("denominator_id", whole)):
        if indicator.id == indicator_id or indicator.numerator_id is not None:
            wrong[field] = Message("A ratio is computed from two others that are counted themselves.")
    if part.id == whole.id:
        wrong["denominator_id"] = Message("Choose two different indicators.")
    if indicator_id is not None and session.scalar(_MEASURED, {"id": indicator_id}):
        wrong["numerator_id"] = Message("Of this was measured already, so it cannot become a ratio.")
    if needs_caveat((part.unit, whole.unit), new.caveat):
        wrong["caveat"] = Message(
            "These two are counted in different units. Say what the ratio must not be taken for."
        )
    return wrong


_MEASURED = (
    sa.select(sa.func.count())
    .select_from(Measurement)
    .where(col(Measurement.indicator_id) == sa.bindparam("id"))
)
