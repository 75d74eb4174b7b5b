"""Planning the report of a half-year, moving its days, and taking the steps of its round."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.history import choose_recorded_at
from app.db import get_for_update
from app.domain.half_year import HalfYear
from app.domain.language import _
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.round import ADJUSTABLE, STEPS, UNDER_WAY, PeriodSpan, RoundDays, check_days
from app.domain.structure import PeriodState
from app.queries.reporting_period import PeriodRow, periods
from app.tables import Programme, ReportingPeriod, RoundStep


def plan(
    session: Session,
    act: AuditContext,
    programme_id: int,
    *,
    half_year: HalfYear,
    days: RoundDays,
    number: int | None = None,
    span: PeriodSpan | None = None,
    names_leads: bool = False,
    in_english: bool = False,
) -> int:
    """Plan the report of a half-year; returns its id. Without a number it gets the next one.

    Refuses a second round of a half-year, an overlapping period, days that cannot follow each other.
    """
    # Two who plan at once wait for each other, so that no number is given twice.
    get_for_update(session, Programme, programme_id)
    planned, span = periods(session, [programme_id]), span or PeriodSpan.of(half_year)
    if str(half_year) in {period.half_year for period in planned}:
        raise Invalid.because(
            "half_year", "The round of %(half_year)s is there already.", half_year=half_year
        )
    _refuse_days(span, days, planned)
    row = ReportingPeriod(
        programme_id=programme_id,
        half_year=str(half_year),
        number=number or 1 + max((period.number for period in planned), default=0),
        names_leads=names_leads,
        in_english=in_english,
        **_day_columns(span, days),
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session,
        act,
        "reporting_period.plan",
        ("reporting_period", row.id),
        programme_id=programme_id,
        half_year=str(half_year),
    )
    return row.id


def adjust(
    session: Session,
    act: AuditContext,
    period_id: int,
    *,
    version: int,
    span: PeriodSpan,
    days: RoundDays,
    names_leads: bool | None = None,
    in_english: bool | None = None,
) -> None:
    """Move the days of a round that is not in review yet, and say anew what its report prints, where given.

    Refuses what planning does, and a stale version.
    """
    row = get_for_update(session, ReportingPeriod, period_id)
    if row.state not in ADJUSTABLE:
        raise Conflict("The days of a round stand fixed from its review on.")
    if row.version != version:
        raise Stale("Somebody else changed this round since you opened it. Look at it again.")
    others = [period for period in periods(session, [row.programme_id]) if period.id != period_id]
    _refuse_days(span, days, others)
    printed = {"names_leads": names_leads, "in_english": in_english}
    becomes = _day_columns(span, days) | {name: value for name, value in printed.items() if value is not None}
    was = {name: getattr(row, name) for name in becomes}
    for name, value in becomes.items():
        setattr(row, name, value)
    row.version += 1
    session.flush()
    audit_log.record(
        session,
        act,
        "reporting_period.adjust",
        ("reporting_period", period_id),
        programme_id=row.programme_id,
        was=was,
        **becomes,
    )


def take_step(session: Session, act: AuditContext, period_id: int, to: PeriodState, version: int) -> None:
    """Move a round to a state. Refuses a state that does not follow, and a version that is not the last.

    A round opens once its period has begun and no other round of the programme is under way; its report goes
    into review, and is adopted, once its reference date and its input deadline have come.
    """
    period = get_for_update(session, ReportingPeriod, period_id)
    if to not in STEPS[period.state]:
        raise Conflict(_NOT_YET[to])
    if period.version != version:
        raise Stale("Somebody else changed this round since you opened it. Look at it again.")
    if to is PeriodState.OPEN:
        _refuse_opening(session, period, act.on)
    if to in (PeriodState.REVIEW, PeriodState.ADOPTED):
        _refuse_days_to_come(period, act.on)
    was, period.state = period.state, to
    period.version += 1
    session.flush()
    session.add(
        RoundStep(
            programme_id=period.programme_id,
            reporting_period_id=period_id,
            state=to,
            taken_on=act.on,
            recorded_at=choose_recorded_at(session, act.at, RoundStep, reporting_period_id=period_id),
            author_id=act.author_id,
        )
    )
    audit_log.record(
        session,
        act,
        "round.step",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        was={"state": was},
        state=to,
    )


def _refuse_opening(session: Session, period: ReportingPeriod, today: date) -> None:
    if today < period.starts_on:
        raise Conflict(
            "The round of %(half_year)s can open from %(day)s on: its period has not begun yet.",
            half_year=period.half_year,
            day=period.starts_on,
        )
    # Two rounds that open at once wait for each other here, and the second finds the first.
    get_for_update(session, Programme, period.programme_id)
    for other in periods(session, [period.programme_id]):
        if other.state in UNDER_WAY:
            raise Conflict(
                "The round of %(half_year)s is still under way. Adopt its report first.",
                half_year=other.half_year,
            )


def _refuse_days_to_come(period: ReportingPeriod, today: date) -> None:
    """Refuse a report that would say how everything stands on a day that has not come."""
    if today < period.reference_date:
        raise Conflict(
            "The reference date of this report is %(day)s. "
            "Until then it cannot go into review or be adopted.",
            day=period.reference_date,
        )
    if today < period.input_deadline:
        raise Conflict(
            "What is said up to and including %(day)s goes into this report. "
            "Until then it cannot go into review or be adopted.",
            day=period.input_deadline,
        )


def _refuse_days(span: PeriodSpan, days: RoundDays, others: Sequence[PeriodRow]) -> None:
    spans = [(period.half_year, PeriodSpan(period.starts_on, period.ends_on)) for period in others]
    if wrong := check_days(span, days, spans):
        raise Invalid(wrong)


def _day_columns(span: PeriodSpan, days: RoundDays) -> dict[str, Any]:
    return {
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
        "reference_date": days.reference_date,
        "input_deadline": days.input_deadline,
        "report_date": days.report_date,
    }


_NOT_YET = {
    PeriodState.PLANNED: _("A round is planned once."),
    PeriodState.OPEN: _("Only a round that is planned can be opened."),
    PeriodState.EDITING: _("Only a round that is open or in review can go to editing."),
    PeriodState.REVIEW: _("Only a report that is being edited can go into review."),
    PeriodState.ADOPTED: _("Only a report that is in review can be adopted."),
    PeriodState.PUBLISHED: _("Only a report that has been adopted can be published."),
}
