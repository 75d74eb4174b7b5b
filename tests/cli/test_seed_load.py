"""`python -m app seed-load`: invented load of any size, correct and the same each time."""

import pytest
import sqlalchemy as sa

from app.demo.invented import load
from app.domain.half_year import HalfYear
from app.domain.timeliness import Timeliness
from app.domain.vague_date import read
from app.queries.deliverable import deliverable_states
from app.queries.installation import demo_today
from app.queries.programme import programmes
from app.tables import Deadline, ReportingPeriod, StatusUpdate
from tests.cast import TODAY
from tests.cli.conftest import is_one_line
from tests.database import connect, fill_template
from tests.machine.workplace import once


@pytest.fixture
def loaded(on, templates, backend, empty_template):
    """31 deliverables over three programmes, loaded by the command once a run."""

    def seed(database):
        assert on(database)("seed-load", "--deliverables", "31", "--programmes", "3") == (0, "", "")

    seeded = once(f"{backend}-seeded", lambda: fill_template(templates.create(empty_template), seed))
    with templates.copy(seeded) as address, connect(address).reading() as session:
        yield session


def every(session):
    return [
        state
        for programme in programmes(session, None)
        for state in deliverable_states(session, programme.id, TODAY)
    ]


def test_so_many_deliverables_are_spread_over_so_many_programmes(loaded):
    spread = [len(deliverable_states(loaded, p.id, TODAY)) for p in programmes(loaded, None)]
    assert spread == [11, 10, 10]
    assert demo_today(loaded) == TODAY


def test_each_has_five_deadlines_and_two_updates_over_six_half_years(loaded):
    states = every(loaded)
    assert {len(state.deadlines) for state in states} == {5}
    counts = sa.select(sa.func.count()).select_from(StatusUpdate).group_by(StatusUpdate.deliverable_id)
    assert set(loaded.scalars(counts)) == {2}
    half_years = {HalfYear.containing(d.said_on) for state in states for d in state.deadlines}
    assert [str(half) for half in sorted(half_years)] == [
        "2021-H1", "2021-H2", "2022-H1", "2022-H2", "2023-H1", "2023-H2",
    ]  # fmt: skip
    assert loaded.scalar(sa.select(sa.func.count()).select_from(ReportingPeriod)) == 18


def test_its_words_mean_what_is_stored_and_were_not_past_when_they_were_said(loaded):
    for row in loaded.scalars(sa.select(Deadline)):
        meant = read(row.phrase, row.said_on)
        assert (meant.edtf, meant.earliest, meant.latest) == (row.edtf, row.earliest, row.latest)
        assert row.latest is None or row.latest >= row.said_on


def test_nothing_was_said_after_the_day_of_the_demonstration(loaded):
    for table in (Deadline, StatusUpdate):
        assert loaded.scalar(sa.select(sa.func.max(table.said_on))) <= TODAY
    assert {state.last.delivered_on is None for state in every(loaded)} == {True, False}


def test_what_is_delivered_late_overdue_and_still_to_come_are_all_among_it(loaded):
    assert {state.assessment.timeliness for state in every(loaded)} >= {
        Timeliness.DELIVERED,
        Timeliness.DUE_LATER,
    }
    assert all(state.lead in ("Bram", "Iris") for state in every(loaded))


def test_it_is_the_same_each_time(loaded, templates, empty_template):
    with templates.copy(empty_template) as address:
        another = connect(address)
        with another.writing() as session:
            load(session, deliverables=31, programmes=3)
        with another.reading() as session:
            assert every(session) == every(loaded)
        another.dispose()


def test_a_database_in_use_is_refused_in_one_line(on, database):
    code, out, err = on(database)("seed-load", "--deliverables", "1", "--programmes", "1")
    assert (code, out) == (2, "")
    assert is_one_line(err)


def test_no_programme_at_all_is_refused_in_one_line(on, empty_database):
    code, _, err = on(empty_database)("seed-load", "--programmes", "0")
    assert code == 2
    assert is_one_line(err)
