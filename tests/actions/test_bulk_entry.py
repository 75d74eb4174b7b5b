"""Saving a table as one: all of it or nothing, once, and taken back as one."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.actions import bulk_entry, deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import EvidenceInput
from app.domain.deliverable_table import TableChoices, plan_table, recognise
from app.domain.firmness import Firmness
from app.domain.refusal import Conflict
from app.domain.sheet import UnreadableTable
from app.domain.status import Status
from app.domain.structure import DeliverableKind, Frequency
from app.queries.deliverable import deliverable_states
from app.queries.directory import directory_of
from app.queries.structure import lines_now, projects_now
from app.readers.table import read_text
from app.tables import BulkEntry
from tests.cast import TODAY

TABLE = """Titel\tProject\tActielijn\tTrekker\tWanneer\tBron\tNodig
Koffieplan\tHuizen van de wijk\t\tBram\tnaar verwachting begin 2024\tKamerbrief\t
Theeplan\tBuurtkeuken\tOntmoeten\t\tQ2 2024\t\tKoffieplan; Handreiking buurthuizen
Soepplan\tBuurtkeuken\tOntmoeten\tIris\t\t\tTheeplan
"""
TITLES = ("Ronde tafel", "Wandeling", "Brief", "Gids")


@pytest.fixture
def plan(session, cast):
    """What a pasted table becomes; what names no project belongs to the houses."""

    def of(text):
        directory, sheet = directory_of(session, cast.programme), read_text(text)
        columns, has_headings = recognise(sheet, directory, TODAY)
        choices = TableChoices(columns, has_headings, said_on=TODAY, today=TODAY, project_id=cast.houses)
        return plan_table(sheet, choices, directory)

    return of


def added(session, cast):
    return {state.title: state for state in deliverable_states(session, cast.programme, TODAY)}


def test_every_row_becomes_a_promise_with_its_words_and_what_it_needs(session, office, cast, plan):
    planned = plan(TABLE)
    assert planned.faults == ()
    bulk_entry.add_all(session, office, cast.programme, planned.rows)
    states = added(session, cast)
    coffee, tea, soup = (states[title] for title in ("Koffieplan", "Theeplan", "Soepplan"))
    deadline = coffee.assessment.deadline
    assert (deadline.window.phrase, deadline.firmness) == ("begin 2024", Firmness.EXPECTED)
    assert (coffee.lead_id, coffee.assessment.status) == (cast.bram, Status.PLANNED)
    assert tea.project == soup.project == "Buurtkeuken"
    assert set(tea.inputs) == {coffee.id, cast["handbook"]}
    assert soup.inputs == (tea.id,)


def test_words_that_recur_make_what_recurs_with_its_frequency_and_other_names(session, office, cast, plan):
    planned = plan(
        "Titel\tSoort\tWanneer\tHoe vaak\tAndere namen\n"
        "Ronde tafel\tbijeenkomst\t2 x per jaar\t\tTafel; Rondetafel\n"
        "Wandeling\t\tvanaf 2024\telk kwartaal\t\nBrief\t\tperiodiek\t\t\nGids\t\t2024\t\t\n"
    )
    assert planned.faults == ()
    bulk_entry.add_all(session, office, cast.programme, planned.rows)
    states = added(session, cast)
    assert {title: (states[title].kind, states[title].frequency) for title in TITLES} == {
        "Ronde tafel": (DeliverableKind.RECURRING, (2, Frequency.YEAR)),
        "Wandeling": (DeliverableKind.RECURRING, (1, Frequency.QUARTER)),
        "Brief": (DeliverableKind.RECURRING, None),
        "Gids": (DeliverableKind.PRODUCT, None),
    }
    assert states["Ronde tafel"].aliases == "Tafel\nRondetafel"


@pytest.mark.parametrize(
    ("row", "column"),
    [("Stemming\tbesluit\t2 x per jaar\t", "C"), ("Soep\t\t2025\tbinnenkort", "D")],
)
def test_how_often_is_refused_where_nobody_can_keep_it(plan, row, column):
    faults = plan(f"Titel\tSoort\tWanneer\tHoe vaak\n{row}\n").faults
    assert [(fault.line, fault.column) for fault in faults] == [(2, column)]


def test_what_one_row_refuses_refuses_the_whole_at_its_line(session, office, cast, plan):
    rows = plan("Titel\tWanneer\nKoffieplan\tQ2 2024\n" + "x" * 301 + "\tQ3 2024").rows
    with pytest.raises(UnreadableTable) as refused, session.begin_nested():
        bulk_entry.add_all(session, office, cast.programme, rows)
    assert [(fault.line, fault.heading) for fault in refused.value.faults] == [(3, "Title")]
    assert "Koffieplan" not in added(session, cast)


def test_a_table_makes_the_projects_and_action_lines_that_it_names(session, office, cast, plan):
    planned = plan(
        "Titel\tProject\tActielijn\n"
        "Boom\tTuinen\tGroen\nStruik\ttuinen\t\nHeg\tParken\tgroen\nBank\tPleinen\tOntmoeten\n"
    )
    assert planned.faults == ()
    assert [line.title for line in planned.new_lines] == ["Groen"]
    assert [project.title for project in planned.new_projects] == ["Tuinen", "Parken", "Pleinen"]
    lines = lines_now(session, cast.programme)
    entry = bulk_entry.add_all(session, office, cast.programme, planned.rows)
    assert [title for _id, title in lines_now(session, cast.programme)] == [
        *(title for _id, title in lines),
        "Groen",
    ]
    assert {added(session, cast)[title].project for title in ("Boom", "Struik")} == {"Tuinen"}
    bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerde tabel.")
    assert lines_now(session, cast.programme) == lines


@pytest.mark.parametrize("name", ["Ontmoetten", "Ontmoetn"])
def test_an_action_line_that_is_nearly_another_is_asked_about(plan, name):
    faults = plan(f"Titel\tProject\tActielijn\nBoom\tTuinen\t{name}").faults
    assert [(fault.line, fault.column) for fault in faults] == [(2, "C")]


def test_an_entry_is_undone_as_one_with_the_projects_that_it_made(session, office, cast, plan, trail):
    before = added(session, cast).keys()
    entry = bulk_entry.add_all(session, office, cast.programme, plan(TABLE).rows)
    bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerde tabel.")
    bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerde tabel.")
    assert added(session, cast).keys() == before
    assert "Buurtkeuken" not in dict(projects_now(session, cast.programme)).values()
    assert [entry.becomes["entry"] for entry in trail("bulk_entry.undo")] == [
        session.scalar(sa.select(col(BulkEntry.id)).where(col(BulkEntry.undoes_id) == entry))
    ]


def test_what_somebody_said_since_is_not_taken_back_with_the_rest(session, office, cast, plan, say):
    entry = bulk_entry.add_all(
        session, office, cast.programme, plan("Titel\tWanneer\nKoffieplan\tQ2 2024").rows
    )
    cast.deliverables["coffee"] = added(session, cast)["Koffieplan"].id
    say("coffee", by=cast.bram, status=Status.IN_PROGRESS)
    with pytest.raises(Conflict, match="Koffieplan"):
        bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerde tabel.")


def test_what_evidence_was_laid_beside_since_is_not_taken_back_with_the_rest(session, office, cast, plan):
    entry = bulk_entry.add_all(session, office, cast.programme, plan("Titel\nKoffieplan").rows)
    later = AuditContext(cast.bram, office.at + timedelta(minutes=1), "test")
    coffee = added(session, cast)["Koffieplan"].id
    deliverable_document.add(session, later, coffee, EvidenceInput("Het plan", "https://voorbeeld.nl/plan"))
    with pytest.raises(Conflict, match="Koffieplan"):
        bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerde tabel.")
