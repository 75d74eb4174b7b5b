"""What was said in time, but recorded after the version in review, is shown at the gate."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.actions import action_line, deliverable, deliverable_document, measurement, party, project
from app.actions.deliverable_document import OccurrenceInput
from app.actions.history import StatementInput
from app.actions.measurement import MeasurementInput
from app.actions.report import later_saying
from app.actions.report.reporting_period import plan
from app.domain.adoption import MissingKind, Unready, find_missing
from app.domain.deliverable import DESCRIPTION
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.report import Record
from app.domain.round import propose_days
from app.domain.status import Status
from app.domain.structure import DeliverableKind, PeriodState
from app.queries.programme import programme_by_id
from app.queries.report.adoption import adoption_case
from app.queries.report.archive import frozen_tree
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.report.erratum import draft_erratum
from app.queries.report.printed import reports_that_print
from app.queries.reporting_period import period_by_id
from app.renderers.frozen import thaw
from app.tables import ActionLine, Deliverable
from tests.cast import TODAY
from tests.rounds import adopt, noor, return_to_editing, send_to_review, sign_all


@pytest.fixture(autouse=True)
def in_review(session, cast, in_review):
    """Version 0.1 is in review, and signed by all."""
    sign_all(session, cast)


@pytest.fixture
def later(session, cast):
    """`later()`: what the gate names as said since, by title."""

    def of():
        case = adoption_case(session, period_by_id(session, cast.period))
        return {saying.title: saying for saying in case.later}

    return of


def deliver(say, on=TODAY - timedelta(days=1), **words):
    """Bram says that the handbook was delivered."""
    return say("handbook", status=Status.DELIVERED, delivered_on=on, confidence=None, **words)


def test_what_was_said_after_the_version_was_stored_keeps_the_report_back_until_it_is_taken_in(
    session, cast, say, later
):
    deliver(say)
    (title,) = later()
    assert title == "Handreiking buurthuizen"
    assert later()[title].statuses[-1].delivered_on == TODAY - timedelta(days=1)
    with pytest.raises(Unready) as refused:
        adopt(session, cast)
    assert {lack.kind for lack in refused.value.missing} == {MissingKind.SAYING}
    return_to_editing(session, cast)
    send_to_review(session, cast)
    assert later() == {}
    sign_all(session, cast)
    tree = frozen_tree(session, adopt(session, cast).id)
    handbook = next(p for p in thaw(tree)["nl"].promised if p.deliverable_id == cast["handbook"])
    assert handbook.status is Status.DELIVERED


def test_a_day_on_which_it_took_place_is_said_since_as_well_and_is_printed_once_it_is_taken_in(
    session, cast, later
):
    held = OccurrenceInput(TODAY - timedelta(days=9))
    occurrence_id = deliverable_document.add(session, noor(cast), cast["panel"], held)
    assert [*later()] == ["Bijeenkomst van het buurtpanel"]
    return_to_editing(session, cast)
    send_to_review(session, cast)
    sign_all(session, cast)
    adopt(session, cast)
    assert reports_that_print(session, cast.programme, [Record("occurrence", occurrence_id)]) != []


def test_what_is_left_for_the_next_report_is_left_with_a_reason_and_does_not_change_the_signed_text(
    session, cast, say, later, trail
):
    deliver(say)
    keys = [saying.key for saying in later().values()]
    for wrong, field in ((([], "Te laat."), "sayings"), ((keys, " "), "reason")):
        with pytest.raises(Invalid) as refused:
            later_saying.defer(session, noor(cast), cast.period, *wrong)
        assert field in refused.value.fields
    later_saying.defer(session, noor(cast), cast.period, keys, "Dit kwam na de beoordeling.")
    assert later() == {}
    ((saying, deferral),) = adoption_case(session, period_by_id(session, cast.period)).deferred
    assert (saying.title, deferral.reason) == ("Handreiking buurthuizen", "Dit kwam na de beoordeling.")
    tree = frozen_tree(session, adopt(session, cast).id)
    handbook = next(p for p in thaw(tree)["nl"].promised if p.deliverable_id == cast["handbook"])
    assert handbook.status is Status.IN_PROGRESS
    assert draft_erratum(session, period_by_id(session, cast.period)).changed == ()
    assert trail("saying.defer")[0].becomes["reason"] == "Dit kwam na de beoordeling."


def test_what_was_left_for_the_next_report_is_told_there(session, cast, say, later):
    say("handbook", phrase="Q3 2024", firmness=Firmness.EXPECTED, reason="Het drukken duurt langer.")
    keys = [saying.key for saying in later().values()]
    later_saying.defer(session, noor(cast), cast.period, keys, "Dit kwam na de beoordeling.")
    adopt(session, cast)
    spring = HalfYear(2024, 1)
    act = noor(cast, spring.starts_on)
    following = plan(session, act, cast.programme, half_year=spring, days=propose_days(spring))
    programme, period = programme_by_id(session, cast.programme), period_by_id(session, following)
    report = compose_draft(draft_facts(session, programme, period, spring.ends_on), "nl")
    changes = next(section for section in report.sections if section.key == "changes")
    texts = [block.text for block in changes.blocks if "Handreiking buurthuizen" in block.text]
    assert len(texts) == 1
    assert "Q3 2024" in texts[0]


def test_what_is_said_again_after_it_was_left_is_shown_again(session, cast, say, later):
    say("handbook", text="De drukker is gekozen.")
    (saying,) = later().values()
    later_saying.defer(session, noor(cast), cast.period, [saying.key], "Dit verandert niets.")
    assert later() == {}
    deliver(say)
    assert list(later()) == ["Handreiking buurthuizen"]
    with pytest.raises(Stale):
        later_saying.defer(session, noor(cast), cast.period, ["0" * 64], "Iets anders.")


def test_what_was_said_after_the_input_deadline_waits_for_the_next_report_by_itself(cast, say, later):
    tomorrow = TODAY + timedelta(days=1)
    say("handbook", today=tomorrow, said_on=tomorrow, status=Status.DELIVERED, confidence=None)
    assert later() == {}


def test_another_name_never_keeps_a_report_back(session, cast, later):
    act, renamed = noor(cast), StatementInput(None, "", TODAY)
    line = session.get_one(ActionLine, cast.meet)
    action_line.revise(session, act, cast.meet, renamed, code=line.code, title="Elkaar", kind=line.kind)
    houses = {"title": "Huizen", "narrative": "", "lead_id": cast.bram, "action_line_id": cast.meet}
    project.revise(session, act, cast.houses, renamed, **houses)
    party.rename(session, act, cast.fund, 1, name="Buurtkrachtfonds", abbreviation="BKF")
    row = session.get_one(Deliverable, cast["handbook"])
    named = {name: getattr(row, name) for name in DESCRIPTION} | {"title": "Handleiding buurthuizen"}
    revision = deliverable.DeliverableRevision(**named, project_id=row.project_id)
    deliverable.revise(session, act, cast["handbook"], renamed, revision)
    assert later() == {}


def test_a_measurement_and_a_new_deliverable_are_named_too(session, cast, later):
    measured = MeasurementInput(Decimal(220), date(2023, 12, 1), TODAY)
    measurement.measure(session, noor(cast), cast.visitors, measured)
    new = deliverable.NewDeliverable(
        cast.houses, TODAY, 30, kind=DeliverableKind.PRODUCT, title="Plattegrond van de buurt"
    )
    deliverable.add(session, noor(cast), new)
    named = later()
    assert set(named) == {"Bezoekers", "Plattegrond van de buurt"}
    assert named["Plattegrond van de buurt"].is_new


def test_a_version_of_an_earlier_release_goes_into_review_again_first(session, cast):
    case = adoption_case(session, period_by_id(session, cast.period))
    outdated = replace(case, is_outdated=True)
    assert find_missing(case) == ()
    assert [lack.kind for lack in find_missing(outdated)] == [MissingKind.VERSION]


def test_nothing_is_left_of_a_report_that_is_not_in_review(session, cast):
    return_to_editing(session, cast)
    assert period_by_id(session, cast.period).state is PeriodState.EDITING
    with pytest.raises(Conflict, match="not in review"):
        later_saying.defer(session, noor(cast), cast.period, ["0" * 64], "Waarom niet.")
