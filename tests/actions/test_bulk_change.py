"""The changed rows of a workbook: each saved by its own rules, refused at its line, and taken back as one."""

from dataclasses import replace

import pytest

from app.actions import bulk_entry, project, risk
from app.actions.history import StatementInput
from app.actions.risk import RiskInput
from app.domain.refusal import Conflict
from app.domain.sheet import UnreadableTable
from app.domain.workbook_comparison import RowChange
from app.queries.workbook import workbook_sheets
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
