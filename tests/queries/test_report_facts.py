"""What a report is told from: what was said in time, judged on the reference date, in few queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.actions import deliverable, indicator, measurement, party
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.report import draft, reporting_period
from app.actions.status_update import StatusUpdateInput, submit
from app.db import Database
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict
from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.round import RoundDays
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency, PartyKind, PeriodState
from app.domain.timeliness import Timeliness
from app.queries.programme import programme_by_id
from app.queries.report.facts import report_facts
from app.queries.reporting_period import is_adopted, period_of_half_year
from app.tables import Measurement, ReportingPeriod
from tests.cast import TODAY, Cast, at
from tests.database import put
from tests.many import add_many

LATER = date(2024, 1, 10)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, kept where the test ends well."""
    with database.writing() as session:
        yield session


@pytest.fixture
def office(cast: Cast) -> AuditContext:
    """Noor acts, after the period."""
    return AuditContext(cast.noor, at(LATER), "test")


def _told(session: Session, cast: Cast, as_of: date | None = None) -> Facts:
    period = period_of_half_year(session, cast.programme, HalfYear(2023, 2))
    assert period is not None
    return report_facts(session, programme_by_id(session, cast.programme), period, as_of)


def _one(found: Facts, cast: Cast, name: str) -> DeliverableFacts:
    return found.by_id()[cast[name]]


def test_a_report_knows_its_programme_its_sponsors_and_its_days(session: Session, cast: Cast) -> None:
    report_facts = _told(session, cast)
    assert (report_facts.slug, report_facts.title, report_facts.sponsors) == (
        "buurtkracht",
        "Buurtkracht",
        (("Stichting Buurtfonds", "Buurtfonds"),),
    )
    assert (report_facts.period.reference_date, report_facts.period.input_deadline) == (
        date(2023, 12, 31),
        date(2024, 1, 12),
    )
    assert [(line.code, [p.title for p in line.projects]) for line in report_facts.lines] == [
        ("1", ["Huizen van de wijk"]),
        ("2", ["Buurtapp"]),
    ]
    assert report_facts.previous is None


def test_an_earlier_day_moves_reference_date_and_input_deadline_back(session: Session, cast: Cast) -> None:
    report_facts = _told(session, cast, date(2023, 6, 30))
    assert (report_facts.period.reference_date, report_facts.period.input_deadline) == (
        date(2023, 6, 30),
        date(2023, 6, 30),
    )
    assert _one(report_facts, cast, "handbook").assessment.moves == 0
    assert _one(_told(session, cast), cast, "handbook").assessment.moves == 1


def test_each_deliverable_comes_with_what_was_said_of_it(session: Session, cast: Cast) -> None:
    report_facts = _told(session, cast)
    opening, panel = _one(report_facts, cast, "opening"), _one(report_facts, cast, "panel")
    assert opening.assessment.timeliness is Timeliness.DELIVERED_LATE
    assert opening.reported is None
    assert panel.frequency == (4, Frequency.YEAR)
    assert _one(report_facts, cast, "location").inputs == (cast["handbook"],)
    assert _one(report_facts, cast, "training").last is None


def test_what_happened_after_the_reference_date_counts_nowhere(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    done = StatusUpdateInput(Status.DELIVERED, version=3, said_on=LATER, delivered_on=date(2024, 1, 8))
    submit(session, office, cast["release"], done, today=LATER)
    report_facts = _one(_told(session, cast), cast, "release")
    assert (report_facts.assessment.status, report_facts.assessment.timeliness) == (
        Status.IN_PROGRESS,
        Timeliness.OVERDUE,
    )
    assert report_facts.after is not None
    assert report_facts.after.delivered_on == date(2024, 1, 8)


def test_what_was_said_after_the_input_deadline_is_not_heard(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    late = date(2024, 1, 13)
    done = StatusUpdateInput(Status.DELIVERED, version=3, said_on=late, delivered_on=date(2023, 12, 20))
    submit(session, office, cast["release"], done, today=late)
    assert _one(_told(session, cast), cast, "release").assessment.status is Status.IN_PROGRESS


def test_the_parties_of_a_deliverable_go_by_their_short_names(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    other = party.get_or_create(session, office, name="Gemeente")
    party.involve(session, office, cast.programme, other, PartyKind.PARTNER, position=2)
    new = NewDeliverable(cast.houses, date(2023, 7, 3), 20, kind=DeliverableKind.DECISION, title="Keuze")
    made = deliverable.add(session, office, new, parties=[other, cast.fund])
    assert _told(session, cast).by_id()[made].parties == ("Buurtfonds", "Gemeente")


def test_of_each_reference_date_the_last_measurement_that_was_said_in_time_counts(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    counted = indicator.define(session, office, cast.programme, IndicatorInput("Getelde buren", "mensen", 7))
    march, june = date(2023, 3, 31), date(2023, 6, 30)
    for value, day, on in ((10, march, june), (12, march, date(2023, 7, 3)), (20, june, LATER)):
        measurement.measure(session, office, counted, MeasurementInput(Decimal(value), day, on))
    parts = [("jong", Decimal(10)), ("oud", Decimal(15))]
    measurement.measure(
        session, office, counted, MeasurementInput(Decimal(25), date(2023, 12, 31), LATER, parts, "gegroeid")
    )
    too_late = AuditContext(cast.noor, at(date(2024, 1, 20)), "test")
    measurement.measure(session, too_late, counted, MeasurementInput(Decimal(9), LATER, too_late.on))
    measurements = _told(session, cast).indicators[-1].measurements
    assert [(m.value, m.reference_date) for m in measurements] == [
        (Decimal(12), march),
        (Decimal(20), june),
        (Decimal(25), date(2023, 12, 31)),
    ]
    assert (measurements[-1].parts, measurements[-1].note) == (
        (("jong", Decimal(10)), ("oud", Decimal(15))),
        "gegroeid",
    )
    assert str(measurements[0].value) == "12"


def test_a_measurement_that_was_corrected_is_left_out(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    counted = indicator.define(session, office, cast.programme, IndicatorInput("Warmte", "graden", 7))
    day = date(2023, 9, 30)
    wrong = measurement.measure(session, office, counted, MeasurementInput(Decimal("2.50"), day, day))
    put(
        session,
        Measurement(
            programme_id=cast.programme,
            indicator_id=counted,
            value=Decimal("2.75"),
            reference_date=date(2023, 9, 29),
            said_on=day,
            recorded_at=office.at,
            author_id=cast.noor,
            corrects_id=wrong,
        ),
    )
    measurements = _told(session, cast).indicators[-1].measurements
    assert [str(measured.value) for measured in measurements] == ["2.75"]


def test_the_report_before_is_the_last_that_was_adopted(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    now = session.get_one(ReportingPeriod, cast.period)
    now.number = 3
    session.flush()
    days = RoundDays(date(2023, 6, 30), date(2023, 6, 30), date(2023, 7, 14))
    for number, half_year in ((1, HalfYear(2022, 2)), (2, HalfYear(2023, 1))):
        made = reporting_period.plan(
            session, office, cast.programme, half_year=half_year, number=number, days=days
        )
        session.get_one(ReportingPeriod, made).state = PeriodState.ADOPTED
    session.flush()
    report_facts = _told(session, cast)
    assert report_facts.previous is not None
    assert (report_facts.previous.half_year, report_facts.previous_input_deadline) == (
        HalfYear(2023, 1),
        date(2023, 6, 30),
    )


def test_the_general_picture_of_the_office_comes_along(
    session: Session, cast: Cast, office: AuditContext
) -> None:
    draft.write_section(session, office, draft.TextPlace(cast.period, "summary"), " Het gaat goed. ")
    assert _told(session, cast).texts["summary", "nl"].text == "Het gaat goed."


def test_an_adopted_report_refuses_another_day(session: Session, cast: Cast) -> None:
    session.connection().execute(sa.update(ReportingPeriod).values(state=PeriodState.ADOPTED))
    period = period_of_half_year(session, cast.programme, HalfYear(2023, 2))
    assert period is not None
    assert is_adopted(period)
    with pytest.raises(Conflict):
        _told(session, cast, TODAY)
    assert _told(session, cast).period.reference_date == date(2023, 12, 31)


def test_a_half_year_that_nobody_planned_has_no_period(session: Session, cast: Cast) -> None:
    assert period_of_half_year(session, cast.programme, HalfYear(1999, 1)) is None


def test_ten_deliverables_take_as_many_queries_as_a_thousand(
    session: Session, cast: Cast, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with queries() as few:
        _told(session, cast)
    add_many(session, cast, 1000)
    with queries() as many:
        report_facts = _told(session, cast)
    assert len(list(report_facts.deliverables())) == 1008
    assert len(many) == len(few) <= 30
