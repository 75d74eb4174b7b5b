"""A workbook out, changed and in again: the same data, and every change known to its cell."""

from datetime import date

import pytest

from app.domain.deliverable_table import Directory
from app.domain.firmness import Firmness
from app.domain.known_name import KnownName, KnownNames
from app.domain.sheet import Sheet, SheetRow
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.workbook import DELIVERABLES, NounRow, NounSheet, cells_of, version_sign
from app.domain.workbook_comparison import NewRow, compare_workbook
from app.readers.table import read_file
from app.renderers.workbook import WrittenSheet, write_workbook

TODAY = date(2023, 12, 18)
ODD = ["=1+1", "@noem", "-5", "007", "'t Veld", "2024-01-01", "regel\nregel", " é ", "a;b", '"', "x" * 40_000]


def word(choice):
    return choice.value


def say(msgid):
    return msgid


def one(number):
    """A deliverable with texts that a spreadsheet likes to make something else of."""
    values = {
        "title": f"Plan {number} {ODD[number % 8]}".strip(),
        "kind": DeliverableKind.PRODUCT,
        "project_id": 1 + number % 3,
        "lead_id": None if number % 4 else 7,
        "status": Status.PLANNED,
        "confidence": None,
        "phrase": f"Q{number % 4 + 1} 2025",
        "firmness": Firmness.EXPECTED,
        "earliest": date(2025, 1, 1),
        "latest": date(2025, 3, 31),
        "delivered_on": date(2023, 5, 1) if number % 5 == 0 else None,
        "executing_party_id": None,
        "parties": (),
        "inputs": (),
        "description": ODD[number % len(ODD)].strip(),
        "aliases": "",
        "frequency_count": 4 if number % 7 == 0 else None,
        "frequency_per": None,
        "own_earliest": date(2025, 2, 1) if number % 6 == 0 else None,
        "own_latest": None,
        "own_undated": False,
    }
    shown = {
        "kind": "product",
        "status": "planned",
        "firmness": "expected",
        "line": "Lijn",
        "parties": "",
        "inputs": "",
        "own_undated": "",
    }
    shown |= {
        "project_id": f"Project {1 + number % 3}",
        "lead_id": "" if number % 4 else "Bram",
        "executing_party_id": "",
    }
    return NounRow(number, 3, values, shown)


NOW = NounSheet(DELIVERABLES, tuple(one(number) for number in range(1, 501)))


def rows_of(sheet):
    for row in sheet.rows:
        yield [row.id, version_sign(sheet.noun, row), *cells_of(sheet.noun, row).values(), ""]


@pytest.fixture(scope="module")
def sent():
    """Five hundred rows, written as a workbook and read back."""
    headings = [
        "Id",
        "Version",
        *(column.heading for column in DELIVERABLES.columns),
        "Reason for the change",
    ]
    (sheet,) = read_file(write_workbook([WrittenSheet("Milestones", headings, list(rows_of(NOW)))]))
    return sheet


def compare(sheet, now=NOW):
    nothing = KnownNames([])
    projects = KnownNames(KnownName(number, f"Project {number}") for number in (1, 2, 3))
    leads = KnownNames([KnownName(7, "Bram", detail="bram@voorbeeld.nl"), KnownName(8, "Iris")])
    known = KnownNames([])
    directory = Directory(nothing, projects, leads, nothing, known)
    return compare_workbook([sheet], {"deliverable": now}, directory, word, say, TODAY)


def change(sheet, line, heading, text):
    """The sheet with another text in one cell; the line is that of the spreadsheet."""
    place = sheet.rows[0].cells.index(heading)
    rows = [
        SheetRow(row.line, (*row.cells[:place], text, *row.cells[place + 1 :])) if row.line == line else row
        for row in sheet.rows
    ]
    return Sheet(sheet.name, tuple(rows))


def test_five_hundred_rows_come_back_as_they_left(sent):
    plan = compare(sent)
    assert (plan.changes, plan.faults, plan.compared) == ((), (), 500)


def test_what_was_changed_is_known_to_the_cell(sent):
    sheet = change(change(sent, 5, "Promised moment", "medio 2026"), 10, "Lead", "bram")
    sheet = change(change(sheet, 9, "Lead", "bram"), 7, "Promised moment", "medio 2026")
    sheet = change(sheet, 10, "Reason for the change", "Bram neemt het over.")
    plan = compare(change(sheet, 11, "Delivered on", "3-5-2023"))
    assert plan.faults == ()
    assert [(change.id, dict(change.cells)) for change in plan.changes] == [
        (4, {"Promised moment": ("Q1 2025", "medio 2026")}),
        (6, {"Promised moment": ("Q3 2025", "medio 2026"), "First day in own reading": ("01-02-2025", "")}),
        (9, {"Lead": ("", "Bram (bram@voorbeeld.nl)")}),
        (10, {"Delivered on": ("01-05-2023", "03-05-2023")}),
    ]
    assert plan.changes[2].reason == "Bram neemt het over."
    assert plan.changes[3].values["delivered_on"] == date(2023, 5, 3)


def add(sheet, **texts):
    """The sheet with a row more, that has no id."""
    headings = sheet.rows[0].cells
    cells = tuple(texts.get(heading.replace(" ", "_"), "") for heading in headings)
    return Sheet(sheet.name, (*sheet.rows, SheetRow(sheet.rows[-1].line + 1, cells)))


def test_a_row_without_an_id_is_new_and_may_be_named_by_other_rows(sent):
    sheet = add(sent, Title="Gids", Project="project 2", Lead="iris", Promised_moment="Q2 2025")
    sheet = add(
        change(sheet, 3, "Needs", "gids"), Title="Wijzer", Project="Project 1", Needs="Gids; Plan 1 @noem"
    )
    plan = compare(sheet)
    assert [fault.heading for fault in plan.faults] == ["Needs"]  # “Plan 1” is not in the directory
    plan = compare(change(sheet, 503, "Needs", "Gids"))
    assert plan.faults == ()
    named, guide, pointer = plan.changes
    assert [(row.is_new, row.title) for row in (guide, pointer)] == [(True, "Gids"), (True, "Wijzer")]
    assert dict(guide.cells) == {
        "Title": ("", "Gids"),
        "Project": ("", "Project 2"),
        "Lead": ("", "Iris"),
        "Promised moment": ("", "Q2 2025"),
    }
    assert (guide.values["kind"], guide.values["status"]) == (DeliverableKind.PRODUCT, Status.PLANNED)
    assert named.values["inputs"] == pointer.values["inputs"] == (NewRow("deliverable", 502, "Gids"),)


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        ({"Title": "", "Lead": "Iris"}, "C"),
        ({"Title": "plan 11 007", "Project": "Project 1"}, "C"),
        ({"Title": "Gids", "Version": "3-abc"}, "A"),
        ({"Title": "Gids", "Kind": "fiets"}, "D"),
        (
            {"Title": "Gids", "Without_a_date_in_own_reading": "ja", "Last_day_in_own_reading": "1-5-2025"},
            "M",
        ),
    ],
)
def test_a_new_row_that_cannot_be_is_refused_at_its_place(sent, texts, column):
    plan = compare(add(sent, **texts))
    assert [(fault.line, fault.column) for fault in plan.faults] == [(502, column)]


def test_a_row_that_changed_meanwhile_is_refused_only_where_it_was_changed_here_too(sent):
    others = [one(number) for number in range(1, 501)]
    others[3] = NounRow(4, 4, others[3].values | {"title": "Gids"}, others[3].shown)
    others[7] = NounRow(8, 4, others[7].values | {"title": "Wijzer"}, others[7].shown)
    plan = compare(change(sent, 5, "Title", "Boek"), NounSheet(DELIVERABLES, tuple(others)))
    assert [(fault.line, fault.column) for fault in plan.faults] == [(5, "B")]
    assert plan.changes == ()


@pytest.mark.parametrize(
    ("line", "heading", "text", "column"),
    [
        (3, "Id", "9999", "A"),
        (3, "Id", "een", "A"),
        (3, "Id", "1", "A"),
        (3, "Project", "Zwembad", "F"),
        (3, "Status", "fiets", "H"),
        (3, "Kind", "", "D"),
        (3, "Delivered on", "mei 2023", "S"),
        (3, "At least", "veel", "Y"),
        (3, "Without a date in own reading", "misschien", "M"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_place(sent, line, heading, text, column):
    plan = compare(change(sent, line, heading, text))
    assert [(fault.line, fault.column) for fault in plan.faults] == [(line, column)]


def test_a_text_that_no_cell_can_hold_is_left_alone_and_not_changed_there(sent):
    line = next(row.line for row in sent.rows if row.cells[0] == "10")
    assert one(10).values["description"] == "x" * 40_000
    assert compare(sent).changes == ()
    plan = compare(change(sent, line, "Description", "kort"))
    assert [fault.line for fault in plan.faults] == [line]


def test_without_the_columns_that_know_a_row_nothing_is_changed(sent):
    headings = SheetRow(1, ("Nummer", *sent.rows[0].cells[1:]))
    plan = compare(Sheet(sent.name, (headings, *sent.rows[1:])))
    assert plan.changes == ()
    assert [fault.line for fault in plan.faults] == [1]
