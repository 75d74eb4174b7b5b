"""What a thing was said to be is put right beside what was said, on its own day, and never out of order."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.actions import history
from app.domain.refusal import Conflict, Invalid, Stale
from app.queries.programme import projects
from app.tables import ProjectStatement
from app.tables.tracked import PROJECT
from tests.cast import TODAY


class TakenBack(Exception):
    """Ends a transaction without a commit."""


@pytest.fixture
def session(database):
    """Taken back in the end: the trace of what is said is left by the actions that say it."""
    with pytest.raises(TakenBack), database.writing() as session:
        yield session
        raise TakenBack


@pytest.fixture
def first(session, cast):
    """The id of what was said first of the houses."""
    query = sa.select(sa.func.min(ProjectStatement.id)).where(ProjectStatement.project_id == cast.houses)
    return session.scalar(query)


def title(session, cast, day):
    return next(p.title for p in projects(session, cast.programme, day) if p.id == cast.houses)


def test_a_correction_counts_from_the_day_on_which_it_should_have_been_said(session, office, cast, first):
    change = history.correct(
        session, office, PROJECT, first, version=1, reason="Verschreven", title="Buurthuizen"
    )
    assert (change.was, change.becomes) == ({"title": "Huizen van de wijk"}, {"title": "Buurthuizen"})
    said_on = session.get_one(ProjectStatement, first).said_on
    assert title(session, cast, said_on) == title(session, cast, TODAY) == "Buurthuizen"


def test_a_correction_may_go_without_a_reason(session, office, cast, first):
    history.correct(session, office, PROJECT, first, version=1, reason=" ", title="Buurthuizen")
    assert title(session, cast, TODAY) == "Buurthuizen"


def test_only_what_was_said_last_is_corrected(session, office, cast, first):
    history.restate(session, office, PROJECT, cast.houses, history.StatementInput(1), title="Buurthuizen")
    with pytest.raises(Conflict):
        history.correct(session, office, PROJECT, first, version=2, reason="Verschreven", title="Huizen")


def test_nothing_is_said_on_a_day_still_to_come_or_before_what_was_said_last(session, office, cast):
    history.restate(session, office, PROJECT, cast.houses, history.StatementInput(1), title="Buurthuizen")
    for day in (TODAY + timedelta(1), TODAY - timedelta(1)):
        with pytest.raises(Invalid) as refusal:
            history.restate(
                session, office, PROJECT, cast.houses, history.StatementInput(2, said_on=day), title="Huizen"
            )
        assert set(refusal.value.fields) == {"said_on"}
    assert title(session, cast, TODAY) == "Buurthuizen"


def test_a_stale_refusal_shows_what_the_facts_are_now(session, office, cast):
    history.restate(session, office, PROJECT, cast.houses, history.StatementInput(1), title="Buurthuizen")
    with pytest.raises(Stale) as refusal:
        history.restate(session, office, PROJECT, cast.houses, history.StatementInput(1), title="Huizen")
    assert refusal.value.current["title"] == "Buurthuizen"
