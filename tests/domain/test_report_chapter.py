"""Chapters and the milestone overview: every project, every deliverable, every count."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.report import Record, compose
from app.domain.report.facts import LineFacts, ProjectFacts
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, Frequency
from tests.told import (
    NL,
    deliverable,
    facts,
    said,
    section,
    status,
    texts,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


def told(key, *deliverables, words=NL, **values):
    return texts(section(compose(facts(*deliverables, **values), words), key))


def test_a_chapter_has_the_narrative_and_the_deliverables_of_each_project():
    rows = [
        deliverable(
            "Handreiking",
            id=1,
            executing_party="IPW",
            parties=("JenV", "VWS"),
            deadlines=(said("begin 2024", Firmness.AIMED),),
            statuses=(status(Status.IN_PROGRESS, text="Bijna klaar"),),
        ),
        deliverable(
            "Meetup",
            id=2,
            kind=EVENT,
            deadlines=(said("28 november jl.", None),),
            statuses=(status(Status.DELIVERED),),
        ),
        deliverable("Besluit", id=3, kind=DECISION, deciders=("JenV",), deadlines=(said("oktober 2023"),)),
        deliverable(
            "Panel", id=4, kind=DeliverableKind.RECURRING, frequency_count=4, frequency_per=Frequency.YEAR
        ),
        deliverable(
            "Keuze",
            id=5,
            kind=DECISION,
            deciders=("JenV",),
            statuses=(status(Status.DELIVERED, delivered_on=date(2023, 7, 12)),),
        ),
    ]
    assert told("action-line:1", *rows, narrative="Het huis gaat open") == [
        "Huizen",
        "Het huis gaat open.",
        "Mijlpalen van Huizen",
        "Handreiking (IPW) | Product | In uitvoering | streven: begin 2024 | Met: JenV en VWS.",
        "Meetup | Bijeenkomst | Gehouden | 28 november 2023 | ",
        "Besluit | Besluit | Gepland, over tijd | oktober 2023 | Dit besluit is aan JenV.",
        "Panel | Terugkerend | Gepland | – | Minstens 4 keer per jaar.",
        "Keuze | Besluit | Genomen | 12 juli 2023 | ",
    ]


def test_a_table_shows_how_far_a_promise_moved_and_what_came_late():
    moved = deliverable(
        deadlines=(said("begin 2024", on=date(2023, 6, 1), id=1), said("Q2 2024", id=2)), statuses=()
    )
    late = deliverable(
        "Folder",
        deadlines=(said("maart 2023", on=date(2023, 1, 9)),),
        statuses=(status(Status.DELIVERED, delivered_on=date(2023, 7, 3)),),
    )
    unknown = deliverable("Onderzoek", statuses=(status(Status.DELIVERED),))
    rows = told("action-line:1", moved, late, unknown)[2:]
    assert rows == [
        "Handreiking | Product | Gepland | van begin 2024 naar Q2 2024, +3 maanden | ",
        "Folder | Product | Opgeleverd, te laat | 3 juli 2023 | ",
        "Onderzoek | Product | Opgeleverd | – | ",
    ]


def test_a_deliverable_without_updates_says_so():
    silent = deliverable(statuses=(status(Status.DELIVERED, delivered_on=date(2024, 1, 8)),))
    assert told("action-line:1", silent)[2] == "Handreiking | Product | Nog niets gemeld | – | "


def test_a_chapter_without_projects_and_a_project_without_promises_say_so():
    empty = LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE)
    assert told("action-line:1", lines=(empty,)) == ["Hier zijn nog geen projecten."]
    bare = LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE, (ProjectFacts(1, "Huizen", ""),))
    assert told("action-line:1", lines=(bare,)) == ["Huizen", "In dit project is nog niets toegezegd."]


def test_the_milestones_are_counted_per_part_and_in_total():
    rows = [
        deliverable(id=1, statuses=(status(Status.DELIVERED),)),
        deliverable(id=2, deadlines=(said("oktober 2023"),)),
        deliverable(id=3, deadlines=(said("december 2023"),)),
        deliverable(id=4, deadlines=(said("begin 2024", on=date(2023, 6, 1), id=1), said("Q2 2024", id=2))),
        deliverable(id=5),
        deliverable(id=6, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
        deliverable(id=7, kind=DeliverableKind.ACTIVITY, statuses=(status(Status.IN_PROGRESS),)),
    ]
    assert told("milestones", *rows)[:3] == [
        "Aantal mijlpalen op 18 december 2023",
        "Actielijn 1: Ontmoeten | 7 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 0",
        "Programma | 7 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 0",
    ]


def test_a_part_of_the_programme_refers_to_its_own_record():
    row = section(compose(facts(), NL), "milestones").blocks[0].rows[0]
    assert (row.cells[0].record, row.records) == (Record("action_line", 1), (Record("action_line", 1),))
