"""What was said by mistake can be taken back: nothing was meant, and it counts on no day."""

from datetime import date, timedelta

import pytest

from app.actions import deadline, status_correction, status_update
from app.actions.audit_log import AuditContext
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict, Invalid, Stale
from app.domain.status import Status
from app.queries.deliverable import deliverable_states
from app.queries.deliverable_history import deliverable_history
from app.queries.deliverable_records import statuses_said
from app.queries.scope import Scope
from tests.cast import TODAY, at
from tests.refusals import refused

AUTUMN = date(2023, 9, 25)


@pytest.fixture
def said(session, cast):
    """The ids of what was said of a deliverable, the last first, as its page shows them."""

    def of(name):
        history = deliverable_history(session, cast.programme, cast[name], TODAY)
        return (
            [update.id for update in history.updates],
            [statement.deadline.id for statement in history.statements],
        )

    return of


def test_an_update_that_was_taken_back_counts_on_no_day(session, office, state, said):
    wrong = state("opening").last
    status_correction.retract(session, office, wrong.id, 3, reason="Verkeerd product.")
    assert state("opening").last.status is Status.PLANNED
    assert state("opening", AUTUMN).last.status is Status.PLANNED
    assert wrong.id not in said("opening")[0]


def test_a_correction_that_was_taken_back_goes_with_what_it_corrected(session, office, state, said):
    first = state("opening").last.id
    right = status_update.StatusCorrection(Status.IN_PROGRESS, 3, "Het was een ander huis.")
    second = status_correction.correct(session, office, first, right)
    status_correction.retract(session, office, second, 4)
    assert state("opening").last.status is Status.PLANNED
    assert {first, second}.isdisjoint(said("opening")[0])


def test_what_was_taken_back_cannot_be_corrected_or_taken_back_again(session, office, state):
    wrong = state("opening").last.id
    retraction = status_correction.retract(session, office, wrong, 3)
    right = status_update.StatusCorrection(Status.IN_PROGRESS, 4, "Toch.")
    with pytest.raises(Conflict, match="corrected before"):
        status_correction.correct(session, office, wrong, right)
    with pytest.raises(Conflict, match="corrected before"):
        status_correction.retract(session, office, wrong, 4)
    with pytest.raises(Conflict, match="taken back"):
        status_correction.correct(session, office, retraction, right)


def test_the_log_tells_what_was_taken_back(session, office, state, cast, trail):
    wrong = state("opening").last.id
    status_correction.retract(session, office, wrong, 3, reason="Verkeerd product.")
    entry = trail("status_update.retract")[0]
    assert (entry.object_id, entry.was["status"]) == (cast["opening"], "delivered")
    assert (entry.becomes["retracts"], entry.becomes["reason"]) == (wrong, "Verkeerd product.")


def test_undoing_an_update_takes_back_the_moment_that_was_said_in_it(session, office, say, state, said):
    before = said("handbook")
    update = say(
        "handbook", status=Status.IN_PROGRESS, phrase="Q3 2024", firmness=Firmness.EXPECTED, reason="Ziek."
    )
    assert state("handbook").assessment.deadline.window.phrase == "Q3 2024"
    status_correction.undo(session, office, update, 5)
    assert said("handbook") == before
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"


def test_undoing_an_update_leaves_the_moment_that_was_said_in_another(session, cast, state, say, said):
    later = AuditContext(cast.bram, at(TODAY) + timedelta(minutes=1), "test")
    say("handbook", phrase="Q3 2024", firmness=Firmness.EXPECTED, reason="Ziek.")
    now = status_update.StatusUpdateInput(Status.IN_PROGRESS, 5, TODAY, text="Nog iets.")
    update = status_update.submit(session, later, cast["handbook"], now, today=TODAY)
    status_correction.undo(session, later, update, 6)
    assert state("handbook").assessment.deadline.window.phrase == "Q3 2024"


def test_undoing_an_update_takes_its_moment_back_also_where_another_came_in_at_once(
    session, office, say, state
):
    update = say("handbook", phrase="Q3 2024", firmness=Firmness.EXPECTED, reason="Ziek.")
    say("handbook", text="Nog iets.")
    status_correction.undo(session, office, update, 6)
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"


def test_undoing_a_correction_says_again_what_it_corrected(session, office, state):
    wrong = state("opening").last
    right = status_update.StatusCorrection(Status.IN_PROGRESS, 3, "Het was een ander huis.")
    corrected = status_correction.correct(session, office, wrong.id, right)
    status_correction.undo(session, office, corrected, 4)
    last = state("opening").last
    assert (last.status, last.text, last.delivered_on) == (wrong.status, wrong.text, wrong.delivered_on)
    assert last.said_on == wrong.said_on


def test_a_deadline_that_was_taken_back_counts_on_no_day(session, office, state, said):
    wrong = state("handbook").deadlines[-1]
    deadline.retract(session, office, wrong.id, 4, reason="Zo is het niet gezegd.")
    assert [record.window.phrase for record in state("handbook").deadlines] == ["najaar 2023"]
    assert wrong.id not in said("handbook")[1]
    assert (state("handbook").assessment.moves, state("handbook", AUTUMN).assessment.moves) == (0, 0)


def test_undoing_the_correction_of_a_deadline_says_the_words_again(session, office, state):
    wrong = state("handbook").deadlines[-1]
    right = deadline.DeadlineCorrection("juni 2024", 4, "De notulen zeggen juni.", Firmness.AIMED)
    corrected = deadline.correct(session, office, wrong.id, right)
    deadline.undo(session, office, corrected, 5)
    last = state("handbook").deadlines[-1]
    assert (last.window, last.firmness, last.said_on) == (wrong.window, wrong.firmness, wrong.said_on)


def test_the_only_promise_can_be_taken_back(session, office, state):
    deadline.retract(session, office, state("location").deadlines[0].id, 2)
    assert state("location").assessment.deadline is None


@pytest.mark.parametrize("take_back", [status_correction.retract, status_correction.undo])
def test_who_read_an_older_version_is_told(session, office, state, take_back):
    with pytest.raises(Stale):
        take_back(session, office, state("opening").last.id, 2)
    assert state("opening").last.status is Status.DELIVERED


def test_of_two_who_take_back_the_same_at_once_the_second_is_told(database, cast):
    with database.reading() as session:
        last = statuses_said(session, Scope(ids=[cast["opening"]]), TODAY)[cast["opening"]][-1]
    with database.writing() as session:
        status_correction.retract(session, AuditContext(cast.noor, at(TODAY), "test"), last.id, 3)
    with pytest.raises(Conflict), database.writing() as session:
        status_correction.retract(session, AuditContext(cast.bram, at(TODAY), "test"), last.id, 3)
    with database.reading() as session:
        states = deliverable_states(session, cast.programme, TODAY)
    assert next(state for state in states if state.id == cast["opening"]).version == 4


def test_nothing_is_said_before_the_programme_began(say):
    with pytest.raises(Invalid) as refusal:
        say("handbook", said_on=date(2022, 12, 31), status=Status.PLANNED)
    assert set(refusal.value.fields) == {"said_on"}


def test_what_is_said_of_a_day_before_must_fit_what_was_said_after_it(say, state):
    with refused("cannot follow this"):
        say("opening", status=Status.CANCELLED, reason="Afgelast.", said_on=date(2023, 8, 1))
    say("opening", status=Status.IN_PROGRESS, said_on=date(2023, 8, 1))
    assert state("opening", date(2023, 8, 1)).last.status is Status.IN_PROGRESS
    assert state("opening").last.status is Status.DELIVERED


def test_undoing_finds_the_moment_that_was_said_in_it_also_where_clocks_differ(session, cast, state):
    ahead = AuditContext(cast.bram, at(TODAY) + timedelta(hours=1), "test")
    wrong = state("handbook").deadlines[-1].id
    right = deadline.DeadlineCorrection("begin 2024", 4, "Zo staat het er.", Firmness.EXPECTED)
    deadline.correct(session, ahead, wrong, right)
    behind = AuditContext(cast.bram, at(TODAY), "test")
    moved = status_update.StatusUpdateInput(
        Status.IN_PROGRESS, 5, TODAY, phrase="Q3 2024", firmness=Firmness.EXPECTED, reason="Ziek."
    )
    update = status_update.submit(session, behind, cast["handbook"], moved, today=TODAY)
    status_correction.undo(session, behind, update, 6)
    assert state("handbook").assessment.deadline.window.phrase == "begin 2024"


def test_undoing_a_moment_that_corrects_nothing_takes_it_back(session, office, state):
    deadline.undo(session, office, state("handbook").deadlines[-1].id, 4)
    assert [record.window.phrase for record in state("handbook").deadlines] == ["najaar 2023"]
