"""What only the database refuses is told as a no, and not as a fault of ours."""

import pytest
import sqlalchemy as sa
from fastapi import APIRouter
from sqlalchemy.exc import DBAPIError

from app.domain.refusal import Conflict, Invalid
from app.tables import Indicator, Party, Project
from app.tables.lengths import LONGEST_TEXT
from app.web.database_refusal import find_root_cause, is_wrong_statement, refusal_for
from app.web.deps.session import SessionDep


def refusal(database, statement):
    with pytest.raises(DBAPIError) as raised, database.writing() as session:
        session.connection().execute(statement)
    return refusal_for(raised.value)


def test_a_text_that_is_too_long_is_refused_with_its_length(database):
    refused = refusal(database, sa.insert(Party).values(name="x" * 201, version=1))
    assert isinstance(refused, Invalid)
    assert [str(message) for message in refused.fields.values()] == ["Use at most 200 characters."]


def test_a_text_without_a_length_of_its_own_is_refused_beside_its_column(database):
    refused = refusal(database, sa.update(Project).values(narrative="x" * (LONGEST_TEXT + 1)))
    assert isinstance(refused, Invalid)
    assert {name: str(message) for name, message in refused.fields.items()} == {
        "narrative": f"Use at most {LONGEST_TEXT} characters."
    }


def test_what_is_taken_already_is_told_as_somebody_who_was_first(database):
    twice = sa.insert(Party).values([{"name": "twee keer", "version": 1}] * 2)
    assert isinstance(refusal(database, twice), Conflict)


def test_what_stays_a_fault_of_ours_stays_one(database):
    assert refusal(database, sa.update(Indicator).values(unit=None)) is None


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_wrong_statement_is_told_as_one_also_while_a_refusal_is_answered(database):
    with database.reading() as session, pytest.raises(DBAPIError) as raised:
        try:
            raise Invalid({})
        except Invalid:
            session.execute(sa.text("SELECT nothing FROM nowhere"))
    assert is_wrong_statement(find_root_cause(raised.value))


@pytest.fixture
def unchecked(app):
    """A page and an operation that keep a name without looking at it."""
    router = APIRouter()

    @router.post("/zonder-controle")
    @router.post("/api/v1/zonder-controle")
    def keep(session: SessionDep, name: str) -> None:
        session.connection().execute(sa.insert(Party).values(name=name, version=1))

    app.router.routes[:0] = router.routes


@pytest.mark.own_application
@pytest.mark.parametrize(("name", "status"), [("x" * 201, 400), ("Stichting Buurtfonds", 409)])
async def test_a_page_and_a_program_are_told_so_in_their_own_way(noor, unchecked, name, status):
    page = await noor.post("/zonder-controle", params={"name": name})
    told = await noor.post("/api/v1/zonder-controle", params={"name": name})
    assert (page.status_code, told.status_code) == (status, status)
    assert told.headers["Content-Type"] == "application/problem+json"
