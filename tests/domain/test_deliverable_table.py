"""A table of promises: what is wrong with it as a whole, and with a promise in it."""

from datetime import date

import pytest

from app.domain.deliverable_table import Column, Directory, TableChoices, plan_table
from app.domain.known_name import KnownName, KnownNames
from tests.sheets import make_sheet

TODAY = date(2023, 12, 18)
NOBODY = KnownNames([])
DIRECTORY = Directory(NOBODY, KnownNames([KnownName(1, "Huizen")]), NOBODY, NOBODY, NOBODY)


def faults(columns, *rows):
    """What is wrong with rows below one line of headings: the sentence, and where it stands."""
    sheet = make_sheet("Plannen", [["kop"] * len(columns), *rows])
    choices = TableChoices(columns, True, said_on=TODAY, today=TODAY, project_id=1)
    plan = plan_table(sheet, choices, DIRECTORY)
    return [(str(fault.message), fault.line, fault.column) for fault in plan.faults]


@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        ((Column.PHRASE, None), [("Say which column holds the title.", 0, "")]),
        (
            (Column.TITLE, Column.PHRASE, Column.PHRASE),
            [
                ("Two columns cannot hold the same.", 0, "B"),
                ("Two columns cannot hold the same.", 0, "C"),
            ],
        ),
    ],
)
def test_columns_that_cannot_be_read_so_are_refused_before_any_row(columns, wrong):
    assert faults(columns, ["", "", ""]) == wrong


def test_headings_without_a_row_are_no_table():
    assert faults((Column.TITLE,)) == [("There is no row below the headings.", 0, "")]


@pytest.mark.parametrize("days", [["1-5-2024", ""], ["", "1-5-2024"]])
def test_days_without_words_are_no_promise(days):
    columns = (Column.TITLE, Column.PHRASE, Column.EARLIEST, Column.LATEST)
    assert faults(columns, ["Koffieplan", "", *days]) == [
        ("Say in words when; the days alone are no promise.", 2, "B")
    ]
