"""A round goes one step at a time, and only as far as it may."""

import pytest
import sqlalchemy as sa

from app.actions.report import adoption, reporting_period, review
from app.domain.refusal import Conflict, Stale
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod, RoundStep
from tests.cast import OPENED, TODAY
from tests.rounds import edit, version_of


def test_a_step_is_kept_with_its_day_and_its_trace(session, office, cast, trail):
    reporting_period.take_step(
        session, office, cast.period, PeriodState.EDITING, version_of(session, cast.period)
    )
    row = session.get_one(ReportingPeriod, cast.period)
    assert (row.state, row.version) == (PeriodState.EDITING, 3)
    steps = session.scalars(sa.select(RoundStep).order_by(RoundStep.id))
    assert [(step.state, step.taken_on, step.author_id) for step in steps] == [
        (PeriodState.OPEN, OPENED, cast.noor),
        (PeriodState.EDITING, TODAY, cast.noor),
    ]
    entry = trail("round.step")[0]
    assert (entry.was, entry.becomes) == ({"state": "open"}, {"state": "editing"})


def test_no_step_is_skipped(session, office, cast):
    version = version_of(session, cast.period)
    for to in PeriodState:
        if to is not PeriodState.EDITING:
            with pytest.raises(Conflict):
                reporting_period.take_step(session, office, cast.period, to, version)
    with pytest.raises(Conflict, match="being edited"):
        review.send_to_review(session, office, cast.period, version)
    with pytest.raises(Conflict, match="has been adopted"):
        adoption.publish(session, office, cast.period, version)


def test_the_second_who_moves_a_round_is_refused_as_stale(session, office, cast):
    edit(session, cast)
    with pytest.raises(Stale):
        review.send_to_review(session, office, cast.period, 2)
