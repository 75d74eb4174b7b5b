"""Planning a reporting period, and opening it."""

from sqlmodel import Session

from app.actions import audit
from app.actions.act import Act
from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid
from app.domain.round import Days
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod


def plan(
    session: Session, act: Act, programme_id: int, *, half_year: HalfYear, number: int, days: Days
) -> int:
    """Plan the account over a half-year; returns its id. Refuses an input deadline after the report."""
    if days.input_deadline > days.report_date:
        raise Invalid.because("input_deadline", "The input deadline cannot be after the report date.")
    row = ReportingPeriod(
        programme_id=programme_id,
        half_year=str(half_year),
        number=number,
        starts_on=half_year.starts_on,
        ends_on=half_year.ends_on,
        reference_date=days.reference_date,
        input_deadline=days.input_deadline,
        report_date=days.report_date,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(
        session,
        act,
        "reporting_period.plan",
        ("reporting_period", row.id),
        programme_id=programme_id,
        half_year=str(half_year),
    )
    return row.id


def open_round(session: Session, act: Act, period_id: int) -> None:
    """Open a planned period for updates. Refuses one that is in any other state."""
    row = session.get_one(ReportingPeriod, period_id)
    if row.state is not PeriodState.PLANNED:
        raise Invalid.because("state", "Only a planned period can be opened.")
    row.state = PeriodState.OPEN
    row.version += 1
    audit.record(
        session,
        act,
        "reporting_period.open",
        ("reporting_period", period_id),
        programme_id=row.programme_id,
        was={"state": PeriodState.PLANNED},
        state=row.state,
    )
