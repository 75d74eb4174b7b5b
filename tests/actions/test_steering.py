"""Saying risks, what others must bring and commitments anew: everything that was said stays."""

from datetime import date, timedelta

import pytest

from app.actions import external_dependency, indicator, measurement, parliamentary_commitment, risk
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.history import StatementInput
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.domain.external_dependency import compute_fresh_until
from app.domain.indicator import needs_caveat
from app.domain.parliamentary_commitment import AnswerState
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.risk_level import RiskLevel, RiskTrend, judge_level, judge_trend
from app.domain.structure import CommitmentKind, ExternalState, RiskKind, RiskState
from app.queries.external_dependency import external_dependencies, external_fits, fits_of_deliverable
from app.queries.parliamentary_commitment import commitments
from app.queries.risk import risk_courses, risks
from tests.cast import TODAY


def test_a_risk_grows_is_closed_and_was_what_it_was(session, office, cast):
    worse = RiskInput(RiskKind.RISK, "Te weinig geld", likelihood=5, impact=5)
    risk.change(session, office, cast.risk, worse, StatementInput(1, "Het werd erger."))
    (now,) = risks(session, [cast.programme], TODAY)
    (before,) = risks(session, [cast.programme], date(2023, 10, 3))
    assert (now.level, before.level, before.deliverables) == (
        RiskLevel.HIGH,
        RiskLevel.HIGH,
        (cast["handbook"],),
    )
    assert risk_courses(session, cast.programme, TODAY)[cast.risk].trend is RiskTrend.GROWN
    closed = RiskInput(RiskKind.RISK, "Te weinig geld", likelihood=5, impact=5, state=RiskState.CLOSED)
    risk.change(session, office, cast.risk, closed, StatementInput(2))
    assert risk_courses(session, cast.programme, TODAY)[cast.risk].trend is RiskTrend.CLOSED
    with pytest.raises(Stale):
        risk.change(session, office, cast.risk, closed, StatementInput(1))


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        (None, (RiskState.OPEN, 1, 1), RiskTrend.NEW),
        ((RiskState.CLOSED, 1, 1), (RiskState.OPEN, 1, 1), RiskTrend.REOPENED),
        ((RiskState.OPEN, 3, 3), (RiskState.OPEN, 2, 3), RiskTrend.SHRUNK),
        ((RiskState.OPEN, None, None), (RiskState.OPEN, 2, 3), RiskTrend.UNCHANGED),
        ((RiskState.OPEN, None, 3), (RiskState.OPEN, 5, 3), RiskTrend.UNCHANGED),
    ],
)
def test_what_became_of_a_risk_follows_from_what_it_weighed(before, now, trend):
    assert judge_trend(before, now) is trend


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"),
    [
        (None, None, RiskLevel.UNWEIGHED),
        (1, 4, RiskLevel.LOW),
        (1, 5, RiskLevel.MODERATE),
        (None, 3, RiskLevel.HIGH),
    ],
)
def test_a_risk_weighs_likelihood_times_impact(likelihood, impact, level):
    assert judge_level(likelihood, impact) is level


def test_what_others_bring_is_stale_after_half_a_year_and_fresh_once_confirmed(session, office, cast):
    (row,) = external_dependencies(session, [cast.programme], TODAY)
    assert (row.is_stale(TODAY), row.firmness) == (True, None)
    external_dependency.confirm(session, office, cast.external, row.version)
    (row,) = external_dependencies(session, [cast.programme], TODAY)
    last = compute_fresh_until(TODAY)
    assert (row.is_stale(last), row.is_stale(last + timedelta(days=1))) == (False, True)
    assert compute_fresh_until(date(2023, 8, 31)) == date(2024, 2, 29)


def test_what_others_bring_is_held_against_what_waits_for_it(session, office, cast):
    (fit,) = external_fits(session, cast.programme, TODAY)
    assert [conflict.state.id for conflict in fit.conflicts] == [cast["handbook"]]
    (again,) = fits_of_deliverable(session, cast.programme, fit.waiting[0].state, TODAY)
    assert again.row.id == cast.external
    delivered = ExternalDependencyInput(
        "Verkeersplan",
        cast.fund,
        phrase="Q2 2024",
        state=ExternalState.DELIVERED,
        delivered_on=TODAY,
        deliverables=(cast["handbook"],),
    )
    external_dependency.change(session, office, cast.external, delivered, StatementInput(1))
    (fit,) = external_fits(session, cast.programme, TODAY)
    assert (fit.conflicts, fit.is_stale) == ((), False)
    with pytest.raises(Conflict):
        external_dependency.confirm(session, office, cast.external, 2)
    unsaid = ExternalDependencyInput("Verkeersplan", cast.fund, deliverables=(cast["handbook"],))
    external_dependency.change(session, office, cast.external, unsaid, StatementInput(2))
    assert external_dependencies(session, [cast.programme], TODAY)[0].window is None


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, AnswerState.OPEN),
        ({"phrase": "november 2023"}, AnswerState.LATE),
        ({"answered_on": TODAY, "answered_in": "Brief"}, AnswerState.ANSWERED),
        (
            {"phrase": "november 2023", "answered_on": TODAY, "answered_in": "Brief"},
            AnswerState.ANSWERED_LATE,
        ),
        ({"withdrawn": True}, AnswerState.WITHDRAWN),
    ],
)
def test_a_commitment_is_answered_in_time_or_not(session, office, cast, changed, state):
    answered = CommitmentInput(CommitmentKind.UNDERTAKING, "Een brief.", date(2023, 9, 21), **changed)
    parliamentary_commitment.change(session, office, cast.commitment, answered, StatementInput(1))
    (row,) = commitments(session, [cast.programme], TODAY)
    assert row.answer(TODAY) is state


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"numerator_id": 1}, "denominator_id"),
        ({"denominator_id": 1}, "numerator_id"),
        ({"numerator_id": 1, "denominator_id": 1}, "denominator_id"),
        ({"numerator_id": 1, "denominator_id": 3}, "denominator_id"),
        ({"name": "Bezoekers"}, "name"),
    ],
)
def test_what_an_indicator_cannot_be_is_refused_beside_its_field(session, office, cast, changed, field):
    new = {"name": "Iets", "unit": "keer", "position": 9} | changed
    with pytest.raises(Invalid) as refusal:
        indicator.define(session, office, cast.programme, IndicatorInput(**new))
    assert field in refusal.value.fields


def test_what_was_measured_cannot_become_a_ratio(session, office, cast):
    new = IndicatorInput("Bezoekers", "mensen", 1, numerator_id=cast.volunteers, denominator_id=cast.share)
    with pytest.raises(Invalid):
        indicator.change(session, office, cast.visitors, new, StatementInput(1))
    assert needs_caveat(("maatregelen", "gezinnen"), " ")
    assert not needs_caveat(("gezinnen", "Gezinnen "), "")


def test_nothing_is_measured_of_a_withdrawn_indicator(session, office, cast):
    gone = IndicatorInput("Bezoekers", "mensen", 1, withdrawn=True)
    indicator.change(session, office, cast.visitors, gone, StatementInput(1))
    with pytest.raises(Invalid):
        measurement.measure(session, office, cast.visitors, MeasurementInput(3, TODAY, TODAY))


def test_what_no_programme_can_have_is_refused_as_any_other_thing_that_is_not_there(session, office, cast):
    """A number that a database cannot hold is no fault of ours."""
    touching = RiskInput(RiskKind.RISK, "Te weinig ruimte", likelihood=1, impact=1, deliverables=(2**70,))
    with pytest.raises(Invalid) as refusal:
        risk.add(session, office, cast.programme, touching)
    assert set(refusal.value.fields) == {"deliverables"}
