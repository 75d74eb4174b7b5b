"""Taking the round of the cast from step to step, by the actions, to where a test wants it."""

from datetime import date

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.report import adoption, draft, reporting_period, review, sign_off
from app.actions.report.adoption import FrozenVersion
from app.actions.report.review import ReviewedSection
from app.actions.report.sign_off import SignOffInput
from app.domain.round import PeriodSpan, RoundDays, Verdict
from app.domain.sign_off import list_sections_to_sign
from app.domain.structure import PeriodState
from app.queries.report.review import hashes_in_review
from app.queries.reporting_period import period_by_id
from app.tables import ReportingPeriod
from tests.cast import TODAY, Cast, at


def version_of(session: Session, period_id: int) -> int:
    """The version of the round as somebody who opens it now reads it."""
    return session.get_one(ReportingPeriod, period_id, populate_existing=True).version


def edit(
    session: Session,
    cast: Cast,
    period_id: int | None = None,
    *,
    text: str = "Het gaat goed.",
    on: date = TODAY,
) -> None:
    """Noor closes the call and writes the summary."""
    period, office = period_id or cast.period, noor(cast, on)
    reporting_period.take_step(session, office, period, PeriodState.EDITING, version_of(session, period))
    draft.write_section(session, office, draft.TextPlace(period, "summary"), text)


def ask_for_english(session: Session, cast: Cast, *, text: str = "It goes well.") -> None:
    """Noor wants an English edition too, and writes its summary."""
    row = period_by_id(session, cast.period)
    span = PeriodSpan(row.starts_on, row.ends_on)
    reporting_period.adjust(
        session, noor(cast), row.id, version=row.version, span=span, days=row.days, in_english=True
    )
    draft.write_section(session, noor(cast), draft.TextPlace(row.id, "summary", "en"), text)


def report_on(session: Session, cast: Cast, period_id: int | None = None, *, day: date = TODAY) -> None:
    """Noor moves the reference date and the input deadline to this day, where they would still be to come."""
    row = period_by_id(session, period_id or cast.period)
    days = RoundDays(min(row.reference_date, day), min(row.input_deadline, day), row.report_date)
    if days.reviewable_from < max(row.reference_date, row.input_deadline):
        span = PeriodSpan(row.starts_on, row.ends_on)
        reporting_period.adjust(session, noor(cast, day), row.id, version=row.version, span=span, days=days)


def send_to_review(session: Session, cast: Cast, period_id: int | None = None, *, on: date = TODAY) -> int:
    """Noor sends what is being edited into review, as it stands on this day."""
    period = period_id or cast.period
    report_on(session, cast, period, day=on)
    return review.send_to_review(session, noor(cast, on), period, version_of(session, period))


def return_to_editing(session: Session, cast: Cast, period_id: int | None = None) -> None:
    """Noor takes back what is in review."""
    period = period_id or cast.period
    step = PeriodState.EDITING
    reporting_period.take_step(session, noor(cast), period, step, version_of(session, period))


def reviewed(session: Session, cast: Cast, period_id: int | None = None, *, on: date = TODAY) -> None:
    """From open to in review, with a summary that Noor wrote."""
    edit(session, cast, period_id, on=on)
    send_to_review(session, cast, period_id, on=on)


def hash_of(session: Session, period_id: int, key: str) -> str:
    """The hash of a section as it reads in the version in review."""
    return hashes_in_review(session, period_id)[key]


def signing(
    session: Session,
    cast: Cast,
    key: str = "promises",
    verdict: Verdict = Verdict.AGREES,
    text: str = "",
    period_id: int | None = None,
) -> SignOffInput:
    """What the fund would say of a section as it reads."""
    period = period_id or cast.period
    return SignOffInput(ReviewedSection(period, key, hash_of(session, period, key)), cast.fund, verdict, text)


def sign_all(session: Session, cast: Cast, period_id: int | None = None) -> None:
    """Karel agrees with every section."""
    period = period_id or cast.period
    hashes = hashes_in_review(session, period)
    for key in list_sections_to_sign(hashes):
        section = ReviewedSection(period, key, hashes[key])
        sign_off.sign(session, karel(cast), SignOffInput(section, cast.fund, Verdict.AGREES))


def adopt(session: Session, cast: Cast, period_id: int | None = None, *, on: date = TODAY) -> FrozenVersion:
    """Noor adopts what is in review."""
    period = period_id or cast.period
    return adoption.adopt(session, noor(cast, on), period, version_of(session, period))


def adopted(session: Session, cast: Cast, period_id: int | None = None, *, on: date = TODAY) -> FrozenVersion:
    """From open to adopted, signed by Karel."""
    reviewed(session, cast, period_id, on=on)
    sign_all(session, cast, period_id)
    return adopt(session, cast, period_id, on=on)


def published(session: Session, cast: Cast, period_id: int | None = None) -> FrozenVersion:
    """From open to published."""
    made = adopted(session, cast, period_id)
    publish(session, cast, period_id)
    return made


def publish(session: Session, cast: Cast, period_id: int | None = None) -> None:
    """Noor publishes what was adopted."""
    period = period_id or cast.period
    adoption.publish(session, noor(cast), period, version_of(session, period))


def noor(cast: Cast, on: date = TODAY) -> AuditContext:
    """Noor acts, today or on another day."""
    return AuditContext(cast.noor, at(on), "test")


def karel(cast: Cast) -> AuditContext:
    """Karel acts, today."""
    return AuditContext(cast.karel, at(TODAY), "test")
