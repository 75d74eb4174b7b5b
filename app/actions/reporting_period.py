"""Planning the account over a half-year, and moving its days."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.round import ADJUSTABLE, PeriodSpan, RoundDays, check_days
from app.queries.reporting_period import PeriodRow, periods
from app.tables import Programme, ReportingPeriod

_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_DAYS = ("starts_on", "ends_on", "reference_date", "input_deadline", "report_date")


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
) -> int:
    """Plan the account over a half-year; returns its id. Without a number it gets the next one.

    Refuses a second round of a half-year, an overlapping period, days that cannot follow each other.
    """
    # Two who plan at once wait for each other, so that no number is given twice.
    session.execute(sa.select(_PROGRAMME.c.id).where(_PROGRAMME.c.id == programme_id).with_for_update())
    known, of = periods(session, [programme_id]), span or PeriodSpan.of(half_year)
    if str(half_year) in {one.half_year for one in known}:
        told = "The round of %(half_year)s is there already."
        raise Invalid.because("half_year", told, half_year=half_year)
    _check(of, days, known)
    row = ReportingPeriod(
        programme_id=programme_id,
        half_year=str(half_year),
        number=number or 1 + max((one.number for one in known), default=0),
        names_leads=names_leads,
        **_values(of, days),
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    thing = ("reporting_period", row.id)
    audit_log.record(
        session, act, "reporting_period.plan", thing, programme_id=programme_id, half_year=str(half_year)
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
    names_leads: bool = False,
) -> None:
    """Move the days of a round that is not in review yet; refuses what planning does, and a stale version."""
    row = get_for_update(session, ReportingPeriod, period_id)
    if row.state not in ADJUSTABLE:
        raise Conflict("The days of a round stand fixed from its review on.")
    if row.version != version:
        raise Stale("Somebody else changed this round since you opened it. Look at it again.")
    _check(span, days, [one for one in periods(session, [row.programme_id]) if one.id != period_id])
    becomes = {**_values(span, days), "names_leads": names_leads}
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


def _check(span: PeriodSpan, days: RoundDays, others: Sequence[PeriodRow]) -> None:
    wrong = check_days(
        span, days, [(one.half_year, PeriodSpan(one.starts_on, one.ends_on)) for one in others]
    )
    if wrong:
        raise Invalid(wrong)


def _values(span: PeriodSpan, days: RoundDays) -> dict[str, Any]:
    said = (
        span.starts_on,
        span.ends_on,
        days.reference_date,
        days.input_deadline,
        days.report_date,
    )
    return dict(zip(_DAYS, said, strict=True))
