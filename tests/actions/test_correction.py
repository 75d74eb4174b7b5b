"""A correction is a new row that takes the day of what it corrects, which then no longer counts."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from app.actions import deadline, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Confidence, Status
from app.domain.timeliness import Timeliness
from app.queries.deliverable import deliverable_states
from app.tables import Deadline, StatusUpdate
from tests.cast import TODAY, at

AUTUMN = date(2023, 9, 25)
REOPENED = status_update.StatusCorrection(
    Status.IN_PROGRESS, 3, "Het was een ander huis.", text="Nog niet open."
)
JUNE = deadline.DeadlineCorrection("juni 2024", 4, "De notulen zeggen juni.", Firmness.EXPECTED)


def rows(session, table, deliverable_id):
    """The columns as they are stored: an entity that the session holds would compare equal to itself."""
    columns = sa.select(*sa.inspect(table).columns)
    return session.execute(columns.where(table.deliverable_id == deliverable_id).order_by(table.id)).all()


def test_any_other_way_back_is_a_correction(session, office, state):
    wrong = state("opening").last
    status_correction.correct(session, office, wrong.id, REOPENED)
    last = state("opening").last
    assert (last.status, last.text, last.said_on) == (Status.IN_PROGRESS, "Nog niet open.", AUTUMN)
    assert (last.corrects, last.reason, last.author) == (wrong.id, "Het was een ander huis.", "Noor")
    assert state("opening").assessment.timeliness is Timeliness.OVERDUE


def test_what_is_corrected_stays_where_it_is(session, office, state, cast):
    before = rows(session, StatusUpdate, cast["opening"])
    status_correction.correct(session, office, state("opening").last.id, REOPENED)
    assert rows(session, StatusUpdate, cast["opening"])[: len(before)] == before


def test_a_correction_counts_from_the_day_of_what_it_corrects(session, office, state):
    status_correction.correct(session, office, state("opening").last.id, REOPENED)
    assert state("opening", AUTUMN).last.status is Status.IN_PROGRESS
    assert state("opening", date(2023, 9, 24)).last.status is Status.PLANNED


def test_a_correction_can_be_corrected_and_what_it_corrects_cannot_be_again(session, office, state):
    first = state("opening").last.id
    second = status_correction.correct(session, office, first, REOPENED)
    with pytest.raises(Conflict, match="corrected before"):
        status_correction.correct(session, office, first, replace(REOPENED, version=4))
    again = status_update.StatusCorrection(Status.DELIVERED, 4, "Toch wel.", delivered_on=date(2023, 9, 20))
    status_correction.correct(session, office, second, again)
    assert state("opening").last.delivered_on == date(2023, 9, 20)


def test_a_correction_asks_no_reason_but_where_an_update_asks_one(session, office, state):
    wrong = state("opening").last.id
    for asking in (
        {"status": Status.ON_HOLD},
        {"status": Status.CANCELLED},
        {"confidence": Confidence.OFF_TRACK},
    ):
        with pytest.raises(Invalid) as refusal:
            status_correction.correct(session, office, wrong, replace(REOPENED, reason=" ", **asking))
        assert set(refusal.value.fields) == {"reason"}
    status_correction.correct(session, office, wrong, replace(REOPENED, reason=" "))
    assert (state("opening").last.status, state("opening").last.reason) == (Status.IN_PROGRESS, "")


def test_a_correction_that_takes_up_what_was_cancelled_asks_why(session, office, say, state):
    say("handbook", status=Status.CANCELLED, reason="Er is geen geld.", phrase="")
    resumed = say("handbook", status=Status.PLANNED, reason="Er is weer geld.", phrase="")
    right = status_update.StatusCorrection(Status.IN_PROGRESS, state("handbook").version)
    with pytest.raises(Invalid):
        status_correction.correct(session, office, resumed, right)
    status_correction.correct(session, office, resumed, replace(right, reason="Er is weer geld."))
    assert state("handbook").last.status is Status.IN_PROGRESS


def test_a_correction_with_an_impossible_day_of_delivery_is_refused(session, office, state):
    impossible = replace(REOPENED, status=Status.ON_HOLD, delivered_on=TODAY, reason="")
    with pytest.raises(Invalid) as refusal:
        status_correction.correct(session, office, state("opening").last.id, impossible)
    assert set(refusal.value.fields) == {"delivered_on", "reason"}


def test_a_correction_of_what_was_changed_since_is_refused(session, office, state):
    with pytest.raises(Stale):
        status_correction.correct(session, office, state("opening").last.id, replace(REOPENED, version=2))
    assert state("opening").last.status is Status.DELIVERED


def test_a_correction_of_an_update_leaves_its_trace(session, office, state, trail, cast):
    wrong = state("opening").last.id
    status_correction.correct(session, office, wrong, REOPENED)
    entry = trail("status_update.correct")[0]
    assert (entry.object_id, entry.actor_id) == (cast["opening"], cast.noor)
    assert entry.was == {"status": "delivered", "confidence": None}
    assert entry.becomes == {
        "corrects": wrong,
        "status": "in_progress",
        "confidence": None,
        "delivered_on": None,
        "update": entry.becomes["update"],
        "said_on": "2023-09-25",
    }


def test_a_corrected_deadline_takes_its_day_and_its_place(session, office, state):
    wrong = state("handbook").deadlines[-1]
    deadline.correct(session, office, wrong.id, JUNE)
    first, last = state("handbook").deadlines
    assert first.window.phrase == "najaar 2023"
    assert (last.window.phrase, last.said_on, last.corrects) == ("juni 2024", AUTUMN, wrong.id)
    assert (last.reason, last.author) == ("De notulen zeggen juni.", "Noor")
    assert state("handbook", date(2023, 9, 24)).assessment.deadline.window.phrase == "najaar 2023"


def test_a_corrected_first_promise_is_the_baseline(session, office, state):
    wrong = state("handbook").assessment.baseline
    deadline.correct(session, office, wrong.id, replace(JUNE, phrase="begin 2024"))
    assessment = state("handbook").assessment
    assert (assessment.baseline.corrects, assessment.moves, assessment.slip_days) == (wrong.id, 0, 0)


def test_relative_words_of_a_correction_are_read_against_the_day_that_is_corrected(session, office, state):
    wrong = state("handbook").assessment.baseline
    deadline.correct(session, office, wrong.id, replace(JUNE, phrase="dit najaar"))
    assert state("handbook").assessment.baseline.window.latest == date(2023, 11, 30)


def test_only_a_correction_that_moves_the_moment_later_asks_why(session, office, state):
    """Later than what it corrects, or than what stood before that; the reason given then may stay."""
    wrong = state("handbook").deadlines[-1].id
    with pytest.raises(Invalid) as refusal:
        deadline.correct(session, office, wrong, replace(JUNE, reason=" "))
    assert set(refusal.value.fields) == {"reason"}
    with pytest.raises(Invalid):
        deadline.correct(session, office, wrong, replace(JUNE, phrase="januari 2024", reason=""))
    deadline.correct(session, office, wrong, replace(JUNE, phrase="oktober 2023", reason=""))
    assert state("handbook").assessment.deadline.window.phrase == "oktober 2023"


def test_everything_that_is_wrong_with_a_corrected_deadline_is_refused_together(session, office, state):
    with pytest.raises(Invalid) as refusal:
        deadline.correct(
            session,
            office,
            state("handbook").deadlines[-1].id,
            deadline.DeadlineCorrection("ooit of nooit", 4),
        )
    assert set(refusal.value.fields) == {"phrase", "firmness"}
    assert len(state("handbook").deadlines) == 2


def test_a_deadline_is_corrected_once(session, office, state):
    wrong = state("handbook").deadlines[-1].id
    deadline.correct(session, office, wrong, JUNE)
    with pytest.raises(Conflict, match="corrected before"):
        deadline.correct(session, office, wrong, replace(JUNE, version=5))


def test_a_deadline_that_was_changed_since_it_was_read_is_not_corrected(session, office, state):
    with pytest.raises(Stale):
        deadline.correct(session, office, state("handbook").deadlines[-1].id, replace(JUNE, version=3))
    assert [d.window.phrase for d in state("handbook").deadlines] == ["najaar 2023", "begin 2024"]


def test_a_corrected_deadline_leaves_its_trace(session, office, state, trail):
    wrong = state("handbook").deadlines[-1].id
    deadline.correct(session, office, wrong, JUNE)
    entry = trail("deadline.correct")[0]
    assert (entry.becomes["corrects"], entry.was, entry.becomes["phrase"]) == (
        wrong,
        {"phrase": "begin 2024"},
        "juni 2024",
    )


def test_what_is_corrected_twice_at_once_is_corrected_once(database, cast):
    """The second reads before the first is done, and finds the version gone."""
    with database.reading() as session:
        states = deliverable_states(session, cast.programme, TODAY)
    wrong = next(state for state in states if state.id == cast["handbook"]).deadlines[-1].id
    with database.writing() as session:
        deadline.correct(session, AuditContext(cast.noor, at(TODAY), "test"), wrong, JUNE)
    with pytest.raises(Conflict), database.writing() as session:
        deadline.correct(session, AuditContext(cast.bram, at(TODAY), "test"), wrong, JUNE)
    with database.reading() as session:
        assert [row.corrects_id for row in rows(session, Deadline, cast["handbook"])] == [None, None, wrong]
