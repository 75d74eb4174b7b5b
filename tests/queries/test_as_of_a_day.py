"""Every fact can be asked as of a day: what was said up to it counts, whenever it was entered."""

from datetime import date, timedelta

import pytest

from app.actions import deadline, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.domain.firmness import Firmness
from app.domain.status import Confidence, Status
from app.domain.timeliness import Timeliness
from app.queries.deliverable import deliverable_states
from app.queries.deliverable_records import (
    deadlines_said,
    last_status_said,
    statuses_said,
)
from app.queries.scope import Scope
from tests.cast import TODAY, at

DAY = timedelta(days=1)
PLAN, JUNE, AUTUMN, WINTER = date(2023, 3, 1), date(2023, 6, 12), date(2023, 9, 25), date(2023, 12, 4)


def phrases(found):
    return [deadline.window.phrase for deadline in found.deadlines]


def test_before_it_was_promised_there_is_nothing(session, cast):
    assert deliverable_states(session, cast.programme, PLAN - DAY) == []


def test_on_the_day_of_the_promise_it_is_there(session, cast):
    assert len(deliverable_states(session, cast.programme, PLAN)) == 8


def test_deliverables_stand_in_the_order_of_the_programme(session, cast):
    states = deliverable_states(session, cast.programme, TODAY)
    assert [state.id for state in states] == list(cast.deliverables.values())
    assert [state.action_line for state in states] == ["1"] * 4 + ["2"] * 4
    assert [state.project for state in states] == ["Huizen van de wijk"] * 4 + ["Buurtapp"] * 4


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (AUTUMN - DAY, ["najaar 2023"]),
        (AUTUMN, ["najaar 2023", "begin 2024"]),
        (AUTUMN + DAY, ["najaar 2023", "begin 2024"]),
    ],
)
def test_a_moved_deadline_counts_from_the_day_on_which_it_was_said(state, as_of, expected):
    handbook = state("handbook", as_of)
    assert phrases(handbook) == expected
    assert (handbook.assessment.baseline.window.phrase, handbook.assessment.deadline.window.phrase) == (
        expected[0],
        expected[-1],
    )
    assert handbook.assessment.moves == len(expected) - 1


@pytest.mark.parametrize(
    ("as_of", "status", "confidence"),
    [
        (JUNE - DAY, Status.PLANNED, None),
        (JUNE, Status.IN_PROGRESS, Confidence.ON_TRACK),
        (AUTUMN, Status.IN_PROGRESS, Confidence.AT_RISK),
    ],
)
def test_the_last_update_up_to_the_day_is_current(state, as_of, status, confidence):
    last = state("handbook", as_of).last
    assert (last.status, last.confidence) == (status, confidence)


@pytest.mark.parametrize(
    ("name", "as_of", "timeliness"),
    [
        ("opening", date(2023, 7, 31), Timeliness.DUE_LATER),
        ("opening", date(2023, 8, 1), Timeliness.DUE_NOW),
        ("opening", date(2023, 8, 31), Timeliness.DUE_NOW),
        ("opening", date(2023, 9, 1), Timeliness.OVERDUE),
        ("opening", AUTUMN, Timeliness.DELIVERED_LATE),
        ("release", date(2023, 12, 1), Timeliness.DUE_NOW),
        ("release", date(2023, 12, 2), Timeliness.OVERDUE),
        ("leaflet", JUNE - DAY, Timeliness.DUE_LATER),
        ("leaflet", JUNE, Timeliness.WITHDRAWN),
        ("panel", TODAY, Timeliness.DUE_NOW),
        ("survey", TODAY, Timeliness.UNDATED),
        ("training", TODAY, Timeliness.UNDATED),
    ],
)
def test_the_verdict_is_that_of_the_day(state, name, as_of, timeliness):
    assert state(name, as_of).assessment.timeliness is timeliness


def test_slip_runs_from_the_first_promise_to_the_current_one(state):
    assert state("handbook").assessment.slip_days == (date(2024, 3, 31) - date(2023, 11, 30)).days
    assert state("handbook", AUTUMN - DAY).assessment.slip_days == 0
    assert state("survey").assessment.slip_days is None


def test_what_is_entered_late_counts_from_the_day_on_which_it_was_said(enter, state):
    said_on = date(2023, 7, 10)
    enter("handbook", 4, said_on, text="Te laat ingevoerd.", phrase="oktober 2023", firmness=Firmness.AIMED)
    assert state("handbook", said_on - DAY).last.text == "De eerste hoofdstukken zijn er."
    assert state("handbook", said_on).last.text == "Te laat ingevoerd."
    assert state("handbook").last.text == "Bewoners schrijven mee."
    assert phrases(state("handbook")) == ["najaar 2023", "oktober 2023", "begin 2024"]


def test_a_promise_that_is_entered_late_can_become_the_first(enter, state):
    enter("release", 3, date(2023, 2, 1), phrase="juni 2023", firmness=Firmness.AIMED)
    assert state("release").assessment.baseline.window.phrase == "juni 2023"
    assert state("release").assessment.moves == 1


def test_of_two_said_on_one_day_the_last_that_was_entered_is_current(enter, state):
    enter("handbook", 4, WINTER, text="eerst")
    enter("handbook", 5, WINTER, text="daarna")
    assert state("handbook", WINTER).last.text == "daarna"


def test_what_was_corrected_does_not_count_on_any_day(database, cast, state):
    wrong_update, wrong_deadline = state("handbook", JUNE).last, state("handbook").deadlines[0]
    act = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        status_correction.correct(
            session,
            act,
            wrong_update.id,
            status_update.StatusCorrection(Status.ON_HOLD, 4, "Het lag stil.", text="Niemand schreef."),
        )
        deadline.correct(
            session,
            act,
            wrong_deadline.id,
            deadline.DeadlineCorrection("zomer 2023", 5, "Zo stond het er.", Firmness.COMMITTED),
        )
    with database.reading() as session:
        by_name = {s.id: s for s in deliverable_states(session, cast.programme, JUNE)}[cast["handbook"]]
        among = Scope(ids=[cast["handbook"]])
        texts = [status.text for status in statuses_said(session, among, TODAY)[cast["handbook"]]]
    assert (by_name.last.text, by_name.last.status) == ("Niemand schreef.", Status.ON_HOLD)
    assert phrases(by_name) == ["zomer 2023"]
    assert texts == ["", "Niemand schreef.", "Bewoners schrijven mee."]


def test_the_whole_history_keeps_what_was_corrected(database, cast, state):
    wrong = state("opening").last
    with database.writing() as session:
        again = status_update.StatusCorrection(Status.IN_PROGRESS, 3, "Een ander huis.")
        made = status_correction.correct(session, AuditContext(cast.noor, at(TODAY), "test"), wrong.id, again)
    among = Scope(ids=[cast["opening"]])
    with database.reading() as session:
        counted = [s.id for s in statuses_said(session, among, TODAY)[cast["opening"]]]
        whole = [s.id for s in statuses_said(session, among, TODAY, corrected=True)[cast["opening"]]]
    assert counted[-1] == made
    assert whole == [counted[0], wrong.id, made]


def test_the_last_update_is_the_last_of_all_of_them(session, cast):
    among = Scope(programme_id=cast.programme)
    for as_of in (PLAN, JUNE, AUTUMN, TODAY):
        whole = statuses_said(session, among, as_of)
        assert last_status_said(session, among, as_of) == {key: said[-1] for key, said in whole.items()}


def test_what_was_said_of_one_deliverable_is_what_the_programme_knows_of_it(session, cast):
    whole = deadlines_said(session, Scope(programme_id=cast.programme), TODAY)
    deadlines = deadlines_said(session, Scope(ids=[cast["handbook"]]), TODAY)
    assert deadlines == {cast["handbook"]: whole[cast["handbook"]]}


def test_some_deliverables_are_judged_as_they_are_among_all(session, cast):
    some = [cast["location"], cast["panel"]]
    whole = deliverable_states(session, cast.programme, TODAY)
    states = deliverable_states(session, cast.programme, TODAY, some)
    assert states == [state for state in whole if state.id in some]


def test_evidence_of_a_later_day_shows_nothing_yet(state):
    assert "delivered_without_evidence" not in state("opening").signals


def test_signals_are_those_of_the_day(state):
    assert state("location", AUTUMN - DAY).signals == ("stale",)
    assert state("location", AUTUMN).signals == ("input_later", "stale")
    assert state("release").signals == ("window_closed", "confidence_contradicted")
    assert state("training").signals == ("stale", "promise_without_words")


def test_the_lead_is_the_deliverables_own_else_that_of_its_project(state):
    assert (state("handbook").lead, state("release").lead) == ("Bram", "Iris")
