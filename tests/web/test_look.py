"""A look at what was just changed, on either database."""

import pytest

from app.actions.act import Act
from app.actions.status_update import Said, submit
from app.domain.status import Status
from app.queries.said import last_status_said, of_deliverables
from app.tables import Deliverable
from tests.cast import TODAY, at

pytestmark = pytest.mark.anyio


@pytest.fixture
def told(database, cast):
    """`told()`: what was said last of the handbook."""

    def of():
        with database.reading() as session:
            found = last_status_said(session, of_deliverables([cast["handbook"]]), TODAY)
        return found[cast["handbook"]].text

    return of


@pytest.fixture
def say(database, cast):
    """A change: Bram says something of the handbook."""
    with database.reading() as session:
        version = session.get_one(Deliverable, cast["handbook"]).version
    said = Said(Status.IN_PROGRESS, version, TODAY, text="Gezegd.")
    act = Act(cast.bram, at(TODAY), "test")
    return lambda session: submit(session, act, cast["handbook"], said, today=TODAY)


async def test_a_look_sees_what_was_changed_and_its_answer_is_the_answer(app, cast, say):
    def look(session, found):
        last = last_status_said(session, of_deliverables([cast["handbook"]]), TODAY)[cast["handbook"]]
        return [(one == last.id, last.text) for one in found]

    assert await app.state.world.change_and_look(say, look) == (True, "Gezegd.")


async def test_what_was_changed_stays_where_the_look_fails(app, say, told):
    def fails(_session, _found):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await app.state.world.change_and_look(say, fails)
    assert told() == "Gezegd."
