"""Looking at a thousand deliverables takes as many queries as looking at ten."""

from datetime import date

import pytest
import sqlalchemy as sa

from app.domain.half_year import HalfYear
from app.queries import deliverable, indicator_facts, overview, own, person, portfolio, programme, report
from app.queries.deliverable_history import deliverable_history
from app.tables import Deliverable
from tests.database import connected

ON = date(2023, 12, 18)


def first(session):
    """The id of a deliverable."""
    return session.scalar(sa.select(sa.func.min(Deliverable.id)))


def composed(session, of):
    return report.facts(session, of, report.period_of(session, of.id, HalfYear(2023, 2)))


LOOKS = {
    "every deliverable": lambda session, of: deliverable.deliverable_states(session, of.id, ON),
    "one deliverable": lambda session, of: deliverable_history(session, of.id, first(session), ON),
    "the overview": lambda session, of: overview.overview(session, of.id, ON, overview.OverviewFilter()),
    "the portfolio": lambda session, of: portfolio.portfolio_row(session, of, ON),
    "the report": composed,
    "the indicators": lambda session, of: indicator_facts.indicator_facts(session, of.id, ON),
    "what Bram leads": lambda session, _: own.own_deliverables(session, 2),
    "the people": lambda session, _: person.people(session),
    "the projects": lambda session, of: programme.projects(session, of.id, ON),
}


@pytest.fixture
def counted(invented, queries):
    """How many queries each look takes with so many deliverables."""

    def count(deliverables):
        with invented(deliverables, 1) as address:
            database = connected(address)
            with database.reading() as session:
                of = programme.programmes(session, None)[0]
                assert len(deliverable.deliverable_states(session, of.id, ON)) == deliverables
                found = {}
                for name, look in LOOKS.items():
                    with queries() as seen:
                        look(session, of)
                    found[name] = len(seen)
            database.dispose()
        return found

    return count


def test_the_number_of_queries_does_not_grow_with_the_deliverables(counted):
    few, many = counted(10), counted(1000)
    assert few == many
    assert all(few.values())


def test_every_deliverable_with_its_verdict_takes_six_queries(session, cast, queries):
    with queries() as seen:
        deliverable.deliverable_states(session, cast.programme, ON)
    assert len(seen) == 6
