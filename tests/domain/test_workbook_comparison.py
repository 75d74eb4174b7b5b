"""A workbook that came back: what no row may ask."""

from datetime import date

from app.domain.deliverable_table import Directory
from app.domain.known_name import KnownName, KnownNames
from app.domain.sheet import MOST_SAVED
from app.domain.workbook import (
    ID,
    OCCURRENCES,
    PROJECTS,
    VERSION,
    NounRow,
    NounSheet,
    version_sign,
)
from app.domain.workbook_comparison import compare_workbook
from tests.sheets import make_sheet

NOBODY = KnownNames([])
DIRECTORY = Directory(
    lines=KnownNames([KnownName(1, "Ontmoeten")]),
    projects=NOBODY,
    leads=NOBODY,
    parties=NOBODY,
    deliverables=KnownNames([KnownName(1, "Rondetafel"), KnownName(2, "Wandeling")]),
)


def compare(noun, cells, present=()):
    """Compare the sheet of one noun, in which these cells stand by heading."""
    headings = [ID, VERSION, *(column.heading for column in noun.columns)]
    rows = [[row.get(heading, "") for heading in headings] for row in cells]
    return compare_workbook(
        [make_sheet(noun.title, [headings, *rows])],
        {noun.name: NounSheet(noun, present)},
        DIRECTORY,
        word=lambda member: member.value,
        say=lambda heading: heading,
        today=date(2023, 12, 18),
    )


def told(plan):
    return [(str(fault.message), fault.line, fault.heading) for fault in plan.faults]


def test_more_changed_rows_than_are_saved_at_once_are_refused_as_a_whole():
    new = [{"Title": f"Huis {n}", "Action line": "Ontmoeten"} for n in range(MOST_SAVED + 1)]
    assert len(compare(PROJECTS, new[:-1]).changes) == MOST_SAVED
    too_many = compare(PROJECTS, new)
    assert too_many.changes == ()
    assert told(too_many)[0][0].startswith(f"At most {MOST_SAVED} rows can be changed at once.")


def test_two_new_rows_of_one_name_are_refused_at_the_second():
    rows = [{"Title": title, "Action line": "Ontmoeten"} for title in ("Buurttuin", "buurttuin ")]
    assert told(compare(PROJECTS, rows)) == [("“buurttuin” stands on line 2 too.", 3, "Title")]


def test_what_took_place_stays_with_its_deliverable():
    held = NounRow(
        7, 1, {"deliverable_id": 1, "on": date(2023, 10, 2), "note": ""}, {"deliverable_id": "Rondetafel"}
    )
    moved = {
        ID: "7",
        VERSION: version_sign(OCCURRENCES, held),
        "Milestone": "Wandeling",
        "Took place on": "02-10-2023",
    }
    plan = compare(OCCURRENCES, [moved], (held,))
    assert plan.changes == ()
    assert told(plan) == [("This stays as it is. Take it back on its page, and add it anew.", 2, "Milestone")]
