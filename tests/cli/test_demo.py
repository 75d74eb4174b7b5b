"""`python -m app demo`: every fact of the files, into an empty database only."""

import tomllib
from operator import itemgetter

import pytest
import sqlalchemy as sa

from app.demo.load import PROGRAMMES
from app.domain.role import Role
from app.queries.deliverable import deliverable_states
from app.queries.installation import demo_today
from app.queries.person import people
from app.queries.programme import action_lines, programme_by_slug, programmes, projects
from app.tables import (
    AuditEntry,
    Deadline,
    DecisionOption,
    DecisionParty,
    DeliverableParty,
    Indicator,
    Measurement,
    MeasurementPart,
    PilotSite,
    ProgrammeParty,
    ReportingPeriod,
    Source,
    StatusUpdate,
)
from tests.cast import TODAY
from tests.cli.conftest import is_one_line

FACTS = tomllib.loads(PROGRAMMES[0].read_text("utf-8"))


@pytest.fixture
def session(demo_database):
    with demo_database.reading() as session:
        yield session


@pytest.fixture
def programme(session):
    """The real one."""
    return programme_by_slug(session, "toekomstscenario")


@pytest.fixture
def states(session, programme):
    """The deliverables as they were loaded."""
    return deliverable_states(session, programme.id, TODAY)


def count(session, table, programme=None):
    query = sa.select(sa.func.count()).select_from(table)
    return session.scalar(query.where(table.programme_id == programme.id) if programme else query)


def test_the_demonstration_is_of_two_programmes(session):
    assert [programme.slug for programme in programmes(session, None)] == ["toekomstscenario", "voorbeeld"]


def test_the_demonstration_is_marked_with_its_day(session):
    assert demo_today(session) == TODAY


def test_loading_twice_is_refused_in_one_line_and_changes_nothing(on, demo_database):
    with demo_database.reading() as session:
        before = count(session, AuditEntry)
    code, out, err = on(demo_database)("demo")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "niet leeg" in err
    with demo_database.reading() as session:
        assert count(session, AuditEntry) == before


def test_a_database_in_use_is_refused_and_stays_no_demonstration(on, database):
    assert on(database)("demo").code == 2
    with database.reading() as session:
        assert demo_today(session) is None


def test_a_second_start_leaves_a_database_that_is_in_use_alone(on, database):
    assert on(database)("demo", "--if-empty") == (0, "", "")
    with database.reading() as session:
        assert demo_today(session) is None


def test_a_database_without_tables_is_refused_with_what_to_do(on, bare_database):
    code, _, err = on(bare_database)("demo")
    assert code == 2
    assert is_one_line(err)
    assert "python -m app migrate" in err


def test_every_deliverable_of_the_file_is_there_as_it_stands_there(states):
    promised = [
        (
            fact["title"],
            fact["kind"],
            fact["status"],
            (fact.get("text") or fact.get("outcome", "")).strip(),
            fact.get("delivered_on"),
            fact.get("frequency", {}).get("count"),
        )
        for fact in FACTS["deliverable"]
    ]
    loaded = [
        (s.title, s.kind, s.last.status, s.last.text, s.last.delivered_on, s.frequency_count) for s in states
    ]
    assert sorted(loaded, key=itemgetter(0)) == sorted(promised, key=itemgetter(0))


def test_every_promise_is_there_in_its_own_words(states):
    promised = {
        (fact["title"], fact["deadline"]["phrase"], fact["deadline"].get("firmness"))
        for fact in FACTS["deliverable"]
        if "deadline" in fact
    }
    loaded = {
        (s.title, s.assessment.deadline.window.phrase, s.assessment.deadline.firmness)
        for s in states
        if s.assessment.deadline
    }
    assert loaded == promised


def test_everything_was_said_on_the_day_of_the_report_and_entered_that_morning(session, programme):
    for table in (Deadline, StatusUpdate):
        query = sa.select(table.said_on, table.recorded_at).where(table.programme_id == programme.id)
        rows = session.execute(query.distinct()).all()
        assert [(on, f"{moment:%Y-%m-%d %H:%M %Z}") for on, moment in rows] == [
            (FACTS["said_on"], "2023-12-18 09:00 UTC")
        ]


def test_nobody_was_confident_of_anything(states):
    assert {s.last.confidence for s in states} == {None}


def test_every_deliverable_is_in_its_project_and_action_line(states, session, programme):
    lines = {fact["key"]: (fact["title"], fact["action_line"]) for fact in FACTS["project"]}
    promised = {(fact["title"], *lines[fact["project"]]) for fact in FACTS["deliverable"]}
    assert {(s.title, s.project, s.action_line) for s in states} == promised
    assert [line.code for line in action_lines(session, programme.id, TODAY)] == [
        line["code"] for line in FACTS["action_line"]
    ]
    assert len(projects(session, programme.id, TODAY)) == len(FACTS["project"])


def test_every_input_leads_to_its_deliverable(states):
    titles = {s.id: s.title for s in states}
    named = {fact["key"]: fact["title"] for fact in FACTS["deliverable"]}
    promised = {
        (fact["title"], named[key]) for fact in FACTS["deliverable"] for key in fact.get("inputs", ())
    }
    assert {(s.title, titles[i]) for s in states for i in s.inputs} == promised


def test_every_executing_party_has_its_deliverables(states):
    parties = {fact["key"]: fact.get("abbreviation", fact["name"]) for fact in FACTS["party"]}
    promised = {
        (fact["title"], parties[fact["executing_party"]])
        for fact in FACTS["deliverable"]
        if "executing_party" in fact
    }
    assert {(s.title, s.executing_party) for s in states if s.executing_party} == promised


def test_parties_sites_sources_indicators_and_measurements_are_all_there(session, programme):
    deliverables = FACTS["deliverable"]
    assert count(session, ProgrammeParty, programme) == len(FACTS["party"])
    assert count(session, PilotSite, programme) == len(FACTS["pilot_site"])
    for table, name in (
        (DeliverableParty, "parties"),
        (DecisionParty, "decided_by"),
        (DecisionOption, "options"),
    ):
        assert count(session, table, programme) == sum(
            len(deliverable.get(name, ())) for deliverable in deliverables
        )
    assert count(session, Source, programme) == sum(
        len(deliverable["sources"]) for deliverable in deliverables
    )
    assert count(session, Indicator, programme) == len(FACTS["indicator"])
    assert count(session, Measurement, programme) == len(FACTS["measurement"])
    assert count(session, MeasurementPart) == sum(
        len(fact.get("breakdown", ())) for fact in FACTS["measurement"]
    )


def test_the_ratio_names_the_two_that_it_is_made_of(session):
    ratio = session.scalars(
        sa.select(Indicator).filter_by(name="Gedwongen maatregelen per ondersteund gezin")
    )
    row = ratio.one()
    names = [session.get_one(Indicator, part).name for part in (row.numerator_id, row.denominator_id)]
    assert names == ["Ingezette gedwongen maatregelen", "Ondersteunde gezinnen en huishoudens"]


def test_the_half_year_is_open_with_its_days(session, programme):
    period = session.scalars(sa.select(ReportingPeriod).filter_by(programme_id=programme.id)).one()
    expected = FACTS["reporting_period"]
    for name in ("half_year", "number", "state", "starts_on", "ends_on", "reference_date", "report_date"):
        assert getattr(period, name) == expected[name]
    assert period.input_deadline == expected["input_deadline"]


def test_the_people_play_whom_they_play_where_the_programme_is_there(session):
    roles = {person.email.split("@")[0]: person.roles for person in people(session)}
    invented = "Voorbeeldprogramma Groene Wijken"
    both = (invented, FACTS["programme"]["title"])  # as they were given: in the programme that began first
    assert roles == {
        "noor": tuple((Role.OFFICE, title, None) for title in both),
        "bram": tuple((Role.LEAD, title, None) for title in both),
        "iris": tuple((Role.LEAD, title, None) for title in both),
        "jenv": tuple((Role.SPONSOR, title, "JenV") for title in both),
        "vws": tuple((Role.SPONSOR, title, "VWS") for title in both),
        "vng": tuple((Role.SPONSOR, title, "VNG") for title in both),
        "karel": ((Role.SPONSOR, invented, "Voorbeeldstad"),),
        "vera": (),
        "beheer": ((Role.ADMIN, None, None),),
    }
