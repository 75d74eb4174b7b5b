"""What is said last counts, though a clock steps back or that of another host is behind."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.actions import deliverable, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.status_update import StatusUpdateInput, submit
from app.db import Database
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.queries.deliverable import deliverable_states
from app.queries.history import links_as_of
from app.queries.programme import projects
from app.tables import Deliverable
from app.tables.tracked import DELIVERABLE, INPUTS, PROJECT
from tests.cast import TODAY, at
from tests.database import KEYS

AHEAD = at(TODAY) + timedelta(minutes=10)
MIDNIGHT = datetime.combine(TODAY + timedelta(days=1), time(0), UTC) - timedelta(hours=1)
"""In Amsterdam it is an hour later in winter."""


@pytest.fixture
def hosts(database):
    """The database as two hosts have it, each with connections of its own."""
    other = Database(database.url.render_as_string(hide_password=False), lambda _: KEYS)
    yield database, other
    other.dispose()


def state(database, cast, name, as_of=TODAY):
    with database.reading() as session:
        states = deliverable_states(session, cast.programme, as_of)
    return next(state for state in states if state.id == cast[name])


def update(database, cast, moment, **words):
    """Bram says how the handbook stands, at a moment of the clock of his host."""
    now = state(database, cast, "handbook", date.max)
    act = AuditContext(cast.bram, moment, "test")
    new = replace(StatusUpdateInput(Status.IN_PROGRESS, now.version, act.on), **words)
    with database.writing() as session:
        submit(session, act, cast["handbook"], new, today=act.on)


def test_the_status_that_was_saved_last_stands(hosts, cast):
    ahead, behind = hosts
    update(ahead, cast, AHEAD, text="De eerste.")
    update(behind, cast, at(TODAY), text="De tweede.")
    assert state(ahead, cast, "handbook").last.text == "De tweede."


def test_the_promise_that_was_saved_last_stands(hosts, cast):
    ahead, behind = hosts
    words = {"firmness": Firmness.COMMITTED, "reason": "De drukker is vol."}
    update(ahead, cast, AHEAD, phrase="Q3 2024", **words)
    update(behind, cast, at(TODAY), phrase="Q2 2024", **words)
    assert state(ahead, cast, "handbook").deadlines[-1].window.phrase == "Q2 2024"


def test_what_a_project_was_called_last_is_what_it_is_called(hosts, cast):
    for database, moment, title in zip(hosts, (AHEAD, at(TODAY)), ("De eerste", "De tweede"), strict=True):
        act = AuditContext(cast.noor, moment, "test")
        with database.writing() as session:
            change = history.restate(session, act, PROJECT, cast.houses, StatementInput(None), title=title)
            deliverable.audit_log.record(
                session, act, "project.revise", ("project", cast.houses), programme_id=change.programme_id
            )
    with hosts[0].reading() as session:
        called = {project.id: project.title for project in projects(session, cast.programme, TODAY)}
    assert called[cast.houses] == "De tweede"


def test_the_moment_of_the_last_change_never_goes_back(hosts, cast):
    ahead, behind = hosts
    update(ahead, cast, AHEAD, text="De eerste.")
    update(behind, cast, at(TODAY), text="De tweede.")
    with behind.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        change = history.restate(
            session, act, DELIVERABLE, cast["handbook"], StatementInput(None), title="Handboek"
        )
        deliverable.audit_log.record(
            session,
            act,
            "deliverable.revise",
            ("deliverable", cast["handbook"]),
            programme_id=change.programme_id,
        )
        assert session.get_one(Deliverable, cast["handbook"]).updated_at == AHEAD


def test_what_was_needed_last_is_needed(hosts, cast):
    for database, moment, inputs in zip(hosts, (AHEAD, at(TODAY)), (["leaflet"], ["panel"]), strict=True):
        with database.writing() as session:
            act = AuditContext(cast.noor, moment, "test")
            deliverable.need(session, act, cast["handbook"], [cast[name] for name in inputs])
    with hosts[0].reading() as session:
        held = links_as_of(INPUTS)
        rows = session.execute(
            held.select().where(held.c.deliverable_id == cast["handbook"]), {"as_of": TODAY}
        )
        assert [row.input_id for row in rows] == [cast["panel"]]


def test_what_is_said_before_midnight_on_one_host_follows_what_was_said_after_it_on_another(hosts, cast):
    ahead, behind = hosts
    update(ahead, cast, MIDNIGHT + timedelta(minutes=1), text="Na middernacht.")
    update(behind, cast, MIDNIGHT - timedelta(minutes=1), text="Later, maar voor middernacht.")
    tomorrow = TODAY + timedelta(days=1)
    assert state(ahead, cast, "handbook", tomorrow).last.text == "Later, maar voor middernacht."


def test_a_day_that_is_chosen_stays_that_day(hosts, cast):
    """What is told of an earlier day does not become the last word."""
    ahead, _ = hosts
    update(ahead, cast, at(TODAY), text="Vandaag.")
    update(ahead, cast, at(TODAY), text="Van gisteren.", said_on=TODAY - timedelta(days=1))
    assert state(ahead, cast, "handbook").last.text == "Vandaag."
