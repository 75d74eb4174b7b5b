"""The changed rows of a workbook: each saved by its own rules, refused at its line, and taken back as one."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from app.actions import bulk_entry, project, risk
from app.actions.deliverable_document import SourceInput
from app.actions.history import StatementInput
from app.actions.risk import RiskInput
from app.domain.refusal import Conflict
from app.domain.sheet import UnreadableTable
from app.domain.workbook_comparison import NewRow, RowChange
from app.queries.workbook import workbook_sheets
from app.tables import Deadline, Deliverable, Source
from tests.cast import TODAY

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def rows(session, cast):
    """What stands in the workbook now of each thing, by noun and id, without its version."""

    def now():
        session.expire_all()
        sheets = workbook_sheets(session, cast.programme, TODAY, lambda member: member.value)
        return {(noun, row.id): row for noun, sheet in sheets.items() for row in sheet.rows}

    return now


@pytest.fixture
def change(rows):
    """`change("risk", 1, cause="…")`: the row of a thing in which somebody changed these cells."""

    def of(noun, id, **values):
        row = rows()[noun, id]
        return RowChange(
            noun, id, row.version, 7, "", {}, {**row.values, **values}, frozenset(values), "De rente steeg."
        )

    return of


@pytest.fixture
def save(session, office, cast):
    """Save rows as one entry; returns its id."""
    return lambda *changes: bulk_entry.change_all(session, office, cast.programme, changes, reason="")


def refused(save, *changes):
    with pytest.raises(UnreadableTable) as refusal:
        save(*changes)
    return [(str(fault.message), fault.line, fault.sheet, fault.heading) for fault in refusal.value.faults]


def test_things_of_every_kind_are_changed_and_taken_back_as_one(session, office, cast, rows, change, save):
    new = {
        ("project", cast.houses): {"narrative": "Een huis in elke wijk."},
        ("deliverable", cast["location"]): {"inputs": (cast["opening"],)},
        ("risk", cast.risk): {"cause": "De rente."},
        ("external_dependency", cast.external): {"description": "Voor de hele stad."},
        ("parliamentary_commitment", cast.commitment): {"reference": "TZ-12"},
    }
    before = {key: rows()[key].values for key in new}
    entry = save(*(change(*key, **values) for key, values in new.items()))
    assert {key: rows()[key].values for key in new} == {key: before[key] | new[key] for key in new}
    bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerd bestand.")
    assert {key: rows()[key].values for key in new} == before


def test_what_somebody_changed_since_is_not_taken_back_with_the_rest(
    session, office, cast, rows, change, save
):
    entry = save(change("risk", cast.risk, cause="De rente."))
    row = rows()["risk", cast.risk]
    risk.change(
        session, office, cast.risk, RiskInput(**{**row.values, "impact": 5}), StatementInput(row.version)
    )
    with pytest.raises(Conflict, match="Te weinig geld"):
        bulk_entry.undo(session, office, cast.programme, entry, reason="Verkeerd bestand.")


def test_a_new_project_without_its_action_line_is_refused_at_that_cell(cast, change, save):
    new = replace(change("project", cast.houses, title="Buurttuinen", action_line_id=None), id=0)
    assert refused(save, new) == [("Say in which action line it belongs.", 7, "Projects", "Action line")]


def test_a_row_that_was_changed_meanwhile_is_refused_at_its_line(cast, change, save):
    earlier = change("risk", cast.risk, cause="De rente.")
    save(change("risk", cast.risk, impact=5))
    assert refused(save, earlier) == [
        ("Somebody changed this since you downloaded it. Download it anew.", 7, "Risks", "")
    ]


def test_what_was_withdrawn_is_refused_at_its_line(session, office, cast, change, save):
    project.withdraw(session, office, cast.app, StatementInput(None, "Geen geld."), with_all=True)
    ((_message, line, sheet, heading),) = refused(save, change("project", cast.app, narrative="Toch."))
    assert (line, sheet, heading) == (7, "Projects", "")


def test_everything_that_is_wrong_with_any_row_is_told_at_once(cast, change, save):
    new = replace(change("project", cast.houses, title="Buurttuinen", action_line_id=None), id=0, line=2)
    named = NewRow("project", 2, "Buurttuinen")
    inside = replace(change("deliverable", cast["handbook"], title="Plan", project_id=named), id=0, line=3)
    risk_row = replace(change("risk", cast.risk, title=" "), line=4)
    rows = [(sheet, line, heading) for _message, line, sheet, heading in refused(save, inside, risk_row, new)]
    assert rows == [("Projects", 2, "Action line"), ("Risks", 4, "Title")], "not what waits for another"


def test_a_new_deliverable_is_promised_on_its_own_day_with_where_that_was(session, cast, change, save):
    on, source = date(2023, 3, 1), SourceInput("Plan van aanpak", "2")
    row = change("deliverable", cast["handbook"], title="Plan", aliases="", phrase="dit najaar")
    save(replace(row, id=0, values={**row.values, "said_on": on, "documents": (source,)}))
    made = session.exec(select(Deliverable).where(Deliverable.title == "Plan")).one()
    assert made.said_on == on
    assert (
        session.exec(select(Source.document).where(Source.deliverable_id == made.id)).one()
        == "Plan van aanpak"
    )
    assert session.exec(select(Deadline.latest).where(Deadline.deliverable_id == made.id)).one() == date(
        2023, 11, 30
    )
