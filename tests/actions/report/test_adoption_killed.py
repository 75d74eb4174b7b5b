"""A process is killed while it adopts or publishes: nothing is half done, and whoever comes next goes on."""

import sqlalchemy as sa

from app.domain.structure import PeriodState
from app.queries.report.archive import frozen_reports, frozen_tree
from app.queries.report.verification import report_faults
from app.queries.reporting_period import period_by_id
from app.tables import ReportedPromise
from tests import rounds
from tests.dying import dies_before_its_commit


def everything(database, cast):
    """The state of the round, and all that is kept of its adopted report."""
    with database.reading() as session:
        reports = [(row, frozen_tree(session, row.id)) for row in frozen_reports(session, [cast.programme])]
        promises = [row.model_dump() for row in session.scalars(sa.select(ReportedPromise))]
        assert list(report_faults(session)) == []
        return period_by_id(session, cast.period).state, reports, promises


def test_a_publication_that_is_killed_after_freezing_is_resumed(database, cast):
    with database.writing() as session:
        rounds.reviewed(session, cast)
        rounds.sign_all(session, cast)
    dies_before_its_commit(database, lambda session: rounds.adopt(session, cast))
    assert everything(database, cast) == (PeriodState.REVIEW, [], [])

    with database.writing() as session:
        rounds.adopt(session, cast)
    frozen = everything(database, cast)
    dies_before_its_commit(database, lambda session: rounds.publish(session, cast))
    assert everything(database, cast) == frozen

    with database.writing() as session:
        rounds.publish(session, cast)
    assert everything(database, cast) == (PeriodState.PUBLISHED, *frozen[1:])
