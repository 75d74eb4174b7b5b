"""On its day the report of the real programme goes into review, and that of the invented one waits."""

import pytest
from sqlmodel import select

from app.actions.audit_log import AuditContext
from app.actions.report import reporting_period, review
from app.domain.refusal import Conflict
from app.domain.structure import PeriodState
from app.queries.programme import programme_by_slug
from app.queries.reporting_period import periods
from app.tables import Person
from tests.cast import TODAY, at


def send(session, slug):
    """Noor takes the last round of a programme as far as review."""
    noor = session.exec(select(Person).where(Person.email == "noor@voorbeeld.nl")).one()
    act = AuditContext(noor.id, at(TODAY), "test", TODAY)
    period = periods(session, [programme_by_slug(session, slug).id])[-1]
    version = period.version
    if period.state is PeriodState.OPEN:
        reporting_period.take_step(session, act, period.id, PeriodState.EDITING, version)
        version += 1
    return review.send_to_review(session, act, period.id, version)


def test_the_report_of_the_real_programme_goes_into_review_on_its_day(demo_database):
    with demo_database.writing() as session:
        assert send(session, "toekomstscenario") == 1


def test_the_report_of_the_invented_programme_waits_for_its_reference_date(demo_database):
    with demo_database.writing() as session:
        with pytest.raises(Conflict, match="reference date"):
            send(session, "voorbeeld")
        session.rollback()
