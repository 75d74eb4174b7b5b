"""The sections of a report, one by one, beside the summary."""

from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.report import compose
from app.domain.report.facts import LineFacts
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, PeriodState
from tests.told import (
    EN,
    NL,
    adopted_before,
    deliverable,
    facts,
    indicator,
    period,
    said,
    section,
    status,
    texts,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


def told(key, *deliverables, words=NL, **more):
    return texts(section(compose(facts(*deliverables, **more), words), key))


def test_a_report_has_its_sections_in_the_kept_order_with_numbers():
    lines = (
        LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE),
        LineFacts(2, "governance", "Governance", ActionLineKind.GOVERNANCE),
    )
    report = compose(facts(lines=lines), NL)
    assert [(found.number, found.key, found.title) for found in report.sections] == [
        ("1", "introduction", "Inleiding"),
        ("2", "summary", "Managementsamenvatting"),
        ("3", "promises", "Nagekomen beloften"),
        ("4.1", "action-line:1", "Actielijn 1: Ontmoeten"),
        ("4.2", "action-line:governance", "Governance"),
        ("5", "milestones", "Mijlpalenoverzicht"),
        ("6", "decisions", "Besluiten"),
        ("7", "indicators", "Indicatoren"),
        ("8", "risks", "Risico's en afhankelijkheden"),
        ("9", "commitments", "Toezeggingen"),
        ("10", "outlook", "Vooruitblik"),
        ("11", "after", "Na de peildatum"),
        ("12", "changes", "Wat veranderde"),
        ("13", "colophon", "Colofon"),
    ]
    assert report.sections[3].anchor == "action-line-1"


def test_a_report_says_what_it_is():
    report = compose(facts(), EN)
    assert (report.programme, report.programme_title, report.half_year) == (
        "buurtkracht",
        "Buurtkracht",
        "2023-H2",
    )
    assert (report.title, report.language, report.version, report.state) == (
        "Progress report 2023-H2",
        "en",
        "0.1",
        "open",
    )


def test_the_same_facts_give_the_same_tree():
    assert compose(facts(deliverable()), NL) == compose(facts(deliverable()), NL)


def test_every_section_says_something_even_of_an_empty_programme():
    assert all(found.blocks for found in compose(facts(), NL).sections)
    assert all(found.blocks for found in compose(facts(lines=(), sponsors=(), purpose=""), EN).sections)


def test_every_block_but_a_bare_heading_refers_to_a_record():
    found = facts(
        deliverable(id=1, deadlines=(said("begin 2024"),)),
        deliverable("Besluit", id=2, kind=DECISION, inputs=(1,)),
        indicators=(indicator(1, ("3", MARCH), definition="Wat we tellen"),),
        narrative="Het gaat goed",
    )
    bare = [
        block.text
        for part in compose(found, NL).sections
        for block in part.blocks
        if not block.records and block.kind not in ("heading", "subheading")
    ]
    assert bare == []


def test_the_introduction_names_sponsors_purpose_period_and_days():
    sponsors = (("Ministerie van Justitie en Veiligheid", "JenV"), ("Buurtfonds", "Buurtfonds"))
    assert told("introduction", sponsors=sponsors) == [
        "Het programma Buurtkracht werkt in opdracht van: Ministerie van Justitie en Veiligheid (JenV) en "
        "Buurtfonds.",
        "Buren helpen elkaar.",
        "Dit is voortgangsrapportage nummer 1, over de periode van 1 juli 2023 tot en met 31 december 2023. "
        "Alle aantallen gelden op de peildatum, 18 december 2023. Wat tot en met 18 december 2023 is gemeld, "
        "is verwerkt.",
    ]


def test_decisions_show_what_was_taken_what_is_asked_and_what_conflicts():
    found = [
        deliverable("Kader", id=1, deadlines=(said("voor de zomer van 2024"),)),
        deliverable("Peiling", id=2, deadlines=(said("eind maart 2024"),)),
        deliverable("Schets", id=3, statuses=(status(Status.DELIVERED),)),
        deliverable("Keuze", id=4, kind=DECISION, inputs=(1, 3), deadlines=(said("in 2024"),)),
        deliverable("Besluit", id=5, kind=DECISION, inputs=(1, 2), deadlines=(said("begin 2024"),)),
        deliverable("Later", id=6, kind=DECISION, inputs=(1, 99), deadlines=(said("tweede helft van 2024"),)),
        deliverable("Zonder", id=7, kind=DECISION, inputs=(1,)),
        deliverable("Genomen", id=8, kind=DECISION, inputs=(1,), statuses=(status(Status.DELIVERED),)),
    ]
    lines = told("decisions", *found)
    assert lines[:3] == ["Genomen in deze periode", "Genomen. Het besluit is genomen.", "Nog te nemen"]
    pinches = {line.split(".")[0]: line.rpartition("Dit kan knellen: ")[2] for line in lines[3:]}
    assert pinches["Besluit"] == "2 hiervan komen mogelijk pas als dit moment al is begonnen."
    assert pinches["Keuze"] == "Kader komt mogelijk pas als dit moment al is begonnen."
    assert "Dit kan knellen" not in " ".join(line for line in lines if line.startswith(("Later", "Zonder")))


def test_a_report_without_decisions_says_so():
    assert told("decisions") == [
        "Genomen in deze periode",
        "In deze periode is geen besluit genomen.",
        "Nog te nemen",
        "Er wordt geen besluit gevraagd.",
    ]


def test_the_changes_section_lists_every_change_of_a_promise_good_and_bad():
    june, autumn = date(2023, 6, 1), date(2023, 10, 1)
    found = [
        deliverable(
            "Later",
            id=1,
            deadlines=(said("begin 2024", on=june), said("Q2 2024", on=autumn, reason="meer tijd nodig")),
        ),
        deliverable("Scherper", id=2, deadlines=(said("H2 2024", on=june), said("oktober 2024", on=autumn))),
        deliverable(
            "Vaster",
            id=3,
            deadlines=(said("begin 2024", Firmness.AIMED, on=june), said("Q1 2024", on=autumn)),
        ),
        deliverable("Gelijk", id=4, deadlines=(said("begin 2024", on=june), said("Q1 2024", on=autumn))),
        deliverable("Klaar", id=5, deadlines=(said("eind 2023", on=june), said("oktober 2023", None))),
    ]
    assert told("changes", *found, previous=adopted_before()) == [
        "Later. Verschoven van begin 2024 naar Q2 2024, +3 maanden. Reden: Meer tijd nodig.",
        "Scherper. Aangescherpt van H2 2024 naar oktober 2024, −2 maanden.",
        "Vaster. Ongewijzigd: Q1 2024; vaster toegezegd.",
    ]


@pytest.mark.parametrize(
    ("previous", "said_so"),
    [
        (
            None,
            "Er is geen eerdere rapportage om mee te vergelijken, "
            "en in deze periode veranderde geen belofte.",
        ),
        (adopted_before(), "Sinds de vorige rapportage veranderde geen belofte."),
    ],
)
def test_a_report_without_changes_says_so(previous, said_so):
    old = deliverable(
        deadlines=(said("begin 2024", on=date(2023, 3, 1)), said("begin 2024", on=date(2023, 5, 1)))
    )
    assert told("changes", old, previous=previous) == [said_so]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PeriodState.PLANNED, "gepland; dit is een concept"),
        (PeriodState.OPEN, "open voor updates; dit is een concept"),
        (PeriodState.EDITING, "in bewerking; dit is een concept"),
        (PeriodState.REVIEW, "in beoordeling; dit is een concept"),
        (PeriodState.ADOPTED, "vastgesteld"),
        (PeriodState.PUBLISHED, "vastgesteld en gepubliceerd"),
    ],
)
def test_the_colophon_shows_the_days_the_version_and_the_state(state, words):
    assert told("colophon", period=period(state=state)) == [
        "Over deze rapportage",
        "Programma | Buurtkracht",
        "Nummer | 1",
        "Periode | 1 juli 2023 tot en met 31 december 2023",
        "Peildatum | 18 december 2023",
        "Verwerkt tot en met | 18 december 2023",
        "Rapportagedatum | 18 december 2023",
        "Versie | 0.1",
        f"Staat | {words}",
    ]


def test_a_period_knows_its_half_year():
    assert period("2023-H1").half_year.next() == HalfYear(2023, 2)


def test_no_level_of_headings_is_skipped():
    found = facts(
        deliverable(id=1, deadlines=(said("begin 2024"),)),
        deliverable("Besluit", id=2, kind=DECISION, inputs=(1,)),
    )
    for part in compose(found, NL).sections:
        kinds = [block.kind for block in part.blocks if block.kind in ("heading", "subheading")]
        assert kinds[:1] in ([], ["heading"]), part.key
