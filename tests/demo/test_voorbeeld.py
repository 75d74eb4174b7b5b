"""The invented programme, walked through from its first half-year to the round that is open."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from app.domain.deadline_change import WindowChange, compare_windows
from app.domain.half_year import HalfYear
from app.domain.inputs import Fit
from app.domain.parliamentary_commitment import AnswerState
from app.domain.risk_level import RiskTrend
from app.domain.signal import Signal
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.domain.timeliness import Timeliness
from app.queries.audit_verification import chain_faults
from app.queries.decision import decision_states
from app.queries.deliverable import deliverable_states
from app.queries.external_dependency import external_fits
from app.queries.indicator import indicators, measurements
from app.queries.parliamentary_commitment import commitments
from app.queries.programme import programme_by_slug
from app.queries.reporting_period import days_of_steps, periods
from app.queries.risk import risk_courses, risks
from app.tables import FrozenReport, ReportedPromise, SignOff
from tests.cast import TODAY

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
"""What is walked through is what the file says; that both databases hold it is tried elsewhere."""


@pytest.fixture
def session(demo_database):
    with demo_database.reading() as session:
        yield session


@pytest.fixture
def programme(session):
    """The invented one."""
    return programme_by_slug(session, "voorbeeld")


@pytest.fixture
def stands(session, programme):
    """`stands(day)`: the deliverables by title, as they were known on a day."""
    return lambda day: {
        deliverable.title: deliverable for deliverable in deliverable_states(session, programme.id, day)
    }


def test_five_half_years_were_published_and_the_sixth_is_open(session, programme):
    rows = [(period.half_year, period.number, period.state) for period in periods(session, [programme.id])]
    halves = [str(HalfYear(year, half)) for year in (2021, 2022, 2023) for half in (1, 2)]
    states = [PeriodState.PUBLISHED] * 5 + [PeriodState.OPEN]
    assert rows == list(zip(halves, range(1, 7), states, strict=True))


def test_the_report_of_the_real_programme_is_being_edited(session):
    real = programme_by_slug(session, "toekomstscenario")
    (period,) = periods(session, [real.id])
    assert (period.half_year, period.number, period.state) == ("2023-H2", 3, PeriodState.EDITING)
    assert [*days_of_steps(session, period.id)] == [PeriodState.OPEN, PeriodState.EDITING]


def test_every_report_was_frozen_over_the_one_before_and_signed_by_every_sponsor(session, programme):
    frozen = session.scalars(sa.select(FrozenReport).order_by(FrozenReport.id)).all()
    hashes = [report.hash for report in frozen]
    assert [report.previous_hash for report in frozen] == ["", *hashes[:-1]]
    assert len(set(hashes)) == 5
    signed = Counter(session.scalars(sa.select(SignOff.party_id).filter_by(programme_id=programme.id)))
    assert len(signed) == 4
    assert len(set(signed.values())) == 1


def test_the_trail_holds(demo_database, session):
    assert list(chain_faults(session, demo_database.keys(session))) == []


@pytest.mark.parametrize(
    ("title", "timeliness"),
    [
        ("Meetnet luchtkwaliteit", Timeliness.DELIVERED),
        ("Handreiking laadpalen", Timeliness.DELIVERED),
        ("Proef met nachtbussen", Timeliness.WITHDRAWN),
        ("Regenwaterkaart", Timeliness.WITHDRAWN),
        ("Leidraad wateroverlast", Timeliness.DUE_NOW),
        ("Besluit over de milieuzone", Timeliness.DUE_LATER),
        ("Handboek tegels eruit en groen erin", Timeliness.UNDATED),
        ("Communicatieplan", Timeliness.UNDATED),
    ],
)
def test_promises_were_kept_moved_and_dropped(stands, title, timeliness):
    assert stands(TODAY)[title].assessment.timeliness is timeliness


def test_each_was_what_it_was_on_the_day_before(stands):
    before, after = (stands(date(2022, 6, day))["Regenwaterkaart"] for day in (19, 20))
    assert (before.assessment.status, after.assessment.status) == (Status.PLANNED, Status.CANCELLED)
    assert stands(date(2021, 10, 3))["Plan duizend bomen"].assessment.status is Status.DELIVERED
    assert stands(date(2021, 10, 4))["Plan duizend bomen"].assessment.status is Status.ADOPTED
    assert "Handboek geveltuinen" not in stands(date(2023, 8, 31))
    assert "Handboek geveltuinen" in stands(date(2023, 9, 1))


def test_the_rules_see_what_is_wrong(stands):
    seen = {title: {raised.signal for raised in state.raised} for title, state in stands(TODAY).items()}
    assert Signal.MOVED_TWICE in seen["Besluit over de milieuzone"]
    assert Signal.PROMISE_WITHOUT_WORDS in seen["Communicatieplan"]
    assert Signal.DELIVERED_WITHOUT_EVIDENCE in seen["Kennisplatform"]
    assert Signal.DELIVERED_WITHOUT_EVIDENCE not in seen["Meetnet luchtkwaliteit"]


def test_an_input_that_comes_after_its_decision_is_a_conflict(session, programme):
    """By the last days of both, whatever the day on which either may first be there."""
    decisions = {
        decision_state.state.title: decision_state
        for decision_state in decision_states(session, programme.id, TODAY)
    }
    decision = decisions["Besluit over de milieuzone"]
    in_conflict = [needed_link for needed_link in decision.needed if needed_link.link.fit is Fit.CONFLICT]
    assert [needed_link.state.title for needed_link in in_conflict] == ["Verkeersmodel binnenstad"]
    assert in_conflict[0].state.assessment.window.latest > decision.assessment.window.latest


def test_what_is_asked_of_a_decision_was_asked_before_all_that_it_needs_was_promised(stands):
    before = stands(date(2023, 2, 14))
    assert "Verkeersmodel binnenstad" not in before
    assert before["Besluit over de milieuzone"].inputs == (before["Onderzoek naar sluipverkeer"].id,)


def test_every_report_says_what_was_promised_then(session, programme):
    query = (
        sa.select(ReportedPromise.phrase)
        .join(FrozenReport, FrozenReport.id == ReportedPromise.frozen_report_id)
        .where(ReportedPromise.programme_id == programme.id, ReportedPromise.phrase != "")
        .order_by(FrozenReport.id)
    )
    id_of = {
        deliverable.title: deliverable.id for deliverable in deliverable_states(session, programme.id, TODAY)
    }
    moved = session.scalars(query.filter_by(deliverable_id=id_of["Handreiking laadpalen"])).all()
    assert moved[:4] == [
        *["voor de zomer van 2022"] * 2,
        "najaar 2022",
        "eerste kwartaal van 2023",
    ]


def test_risks_grow_shrink_and_are_closed(session, programme):
    rows = {risk.title: risk for risk in risks(session, [programme.id], TODAY)}
    courses = risk_courses(session, programme.id, TODAY)
    assert courses[rows["Kwekers leveren te laat"].id].trend is RiskTrend.UNCHANGED
    march = date(2023, 3, 2)
    then = {risk.title: risk.id for risk in risks(session, [programme.id], march)}
    assert (
        risk_courses(session, programme.id, march)[then["Te weinig ruimte in de ondergrond"]].trend
        is RiskTrend.SHRUNK
    )


def test_what_others_bring_came_or_is_stale_and_parliament_waits(session, programme):
    fits = {fit.row.title: fit for fit in external_fits(session, programme.id, TODAY)}
    assert fits["Verkeerscijfers van de regio"].is_stale
    assert fits["Verkeerscijfers van de regio"].conflicts
    assert not fits["Landelijke meetnorm"].is_stale
    answers = [commitment.answer(TODAY) for commitment in commitments(session, [programme.id], TODAY)]
    assert answers == [AnswerState.ANSWERED, AnswerState.LATE]


def test_what_was_counted_per_site_adds_up_to_the_whole(session, programme):
    rows = indicators(session, [programme.id], TODAY)
    trees = next(row.id for row in rows if row.name == "Geplante bomen")
    measured = measurements(session, [trees], TODAY)[trees]
    for day in (date(2022, 6, 30), date(2022, 12, 31), date(2023, 6, 30)):
        of_day = [measurement for measurement in measured if measurement.reference_date == day]
        (whole,) = [measurement.value for measurement in of_day if measurement.pilot_site_id is None]
        assert (
            sum(measurement.value for measurement in of_day if measurement.pilot_site_id is not None) == whole
        )


def test_a_promise_was_sharpened(stands):
    was, now = (
        stands(day)["Convenant met woningcorporaties"].assessment.deadline.window
        for day in (date(2022, 8, 31), date(2022, 9, 1))
    )
    assert compare_windows(was, now) is WindowChange.SHARPENED


def test_what_recurs_was_kept_missed_and_still_runs(stands):
    def told(title, day):
        periods = stands(day)[title].assessment.periods
        return [
            f"{period.starts_on:%Y-%m} {period.held}/{period.asked} {period.verdict}" for period in periods
        ]

    assert told("Themabijeenkomsten", date(2023, 7, 1)) == [
        *("2021-01 2/2 kept", "2021-07 2/2 kept", "2022-01 1/2 missed", "2022-07 2/2 kept"),
        *("2023-01 1/2 missed", "2023-07 0/2 running"),
    ]
    assert told("Jaarlijkse meting", TODAY) == ["2021-01 1/1 kept", "2022-01 1/1 kept", "2023-01 0/1 running"]
    now = stands(TODAY)
    assert Signal.OCCURRENCE_MISSED in now["Themabijeenkomsten"].signals
    assert now["Themabijeenkomsten"].assessment.timeliness is Timeliness.DUE_NOW
    assert Signal.OCCURRENCE_MISSED not in now["Jaarlijkse meting"].signals
