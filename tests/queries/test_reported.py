"""What an adopted report said of a promise is read from it, whatever is said or put right afterwards."""

from datetime import date

import pytest

from app.actions import deadline, status_update
from app.actions.audit_log import AuditContext
from app.actions.deadline import DeadlineCorrection
from app.actions.status_update import StatusUpdateInput
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.domain.timeliness import Timeliness
from app.queries.deliverable import deliverable_states
from app.queries.promise_ledger import columns_of, promises_of
from app.queries.reported_promises import printed_before, reported_promises
from app.queries.scope import Scope
from tests.cast import TODAY, at
from tests.rounds import noor

SPRING = date(2024, 3, 15)


@pytest.fixture
def session(database, frozen):
    """The report over 2023-H2, which prints “begin 2024” for the handbook, has been adopted."""
    with database.writing() as session:
        yield session


@pytest.fixture
def put_right(session, cast):
    """What was printed of the handbook is corrected afterwards."""
    state = _handbook(session, cast, TODAY)
    right = DeadlineCorrection("januari 2024", state.version, "Verkeerd overgenomen.", Firmness.EXPECTED)
    deadline.correct(session, noor(cast), state.deadlines[-1].id, right)


def _handbook(session, cast, day):
    return deliverable_states(session, cast.programme, day, [cast["handbook"]])[0]


def test_the_ledger_shows_what_was_printed_beside_what_was_put_right(session, cast, put_right):
    row = promises_of(session, cast["handbook"], columns_of(session, cast.programme, TODAY), TODAY)
    assert [(cell.step, cell.state.deadline.window.phrase) for cell in row] == [
        ("first", "najaar 2023"),
        ("changed", "begin 2024"),
        ("changed", "januari 2024"),
    ]


def test_a_delivery_is_held_to_what_was_printed_before_it(session, cast, put_right):
    """Later than the first words, and than those put right; not later than what was printed."""
    version = _handbook(session, cast, TODAY).version
    done = StatusUpdateInput(Status.DELIVERED, version, SPRING, delivered_on=SPRING)
    status_update.submit(
        session, AuditContext(cast.bram, at(SPRING), "test"), cast["handbook"], done, today=SPRING
    )
    assert _handbook(session, cast, SPRING).assessment.timeliness is Timeliness.DELIVERED


def test_the_next_report_compares_with_what_was_printed(session, cast, put_right):
    promises = reported_promises(session, Scope(cast.programme), TODAY)[cast["handbook"]]
    assert [
        (promise.number, promise.reference_date, promise.promise.window.phrase) for promise in promises
    ] == [(1, TODAY, "begin 2024")]
    assert printed_before(promises, None) is None
    assert printed_before((), None) is None


def test_on_a_day_before_it_was_adopted_there_was_no_report(session, cast):
    before = date(2023, 12, 17)
    assert reported_promises(session, Scope(cast.programme), before) == {}
    assert [column.half_year for column in columns_of(session, cast.programme, before)] == [""]
    [training] = reported_promises(session, Scope(cast.programme), TODAY)[cast["training"]]
    assert (training.promise, training.is_open) == (None, True)
