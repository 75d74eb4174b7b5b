"""The sections of a report, one by one, beside the summary."""

from datetime import date

import pytest

from app.domain.half_year import HalfYear
from app.domain.report import Record, compose
from app.domain.report.changes import MOST_IN_TEXT
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
    undated,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
MARCH, SEPTEMBER = date(2023, 3, 31), date(2023, 9, 30)


def told(key, *deliverables, words=NL, **values):
    return texts(section(compose(facts(*deliverables, **values), words), key))


def test_a_report_has_its_sections_in_the_kept_order_with_numbers():
    lines = (
        LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE),
        LineFacts(2, "governance", "Governance", ActionLineKind.GOVERNANCE),
    )
    report = compose(facts(lines=lines), NL)
    assert [(section.number, section.key, section.title) for section in report.sections] == [
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
        "First progress report, second half of 2023",
        "en",
        "0.1",
        "open",
    )


def test_the_same_facts_give_the_same_tree():
    assert compose(facts(deliverable()), NL) == compose(facts(deliverable()), NL)


def test_every_section_says_something_even_of_an_empty_programme():
    assert all(section.blocks for section in compose(facts(), NL).sections)
    assert all(section.blocks for section in compose(facts(lines=(), sponsors=(), purpose=""), EN).sections)


def test_every_block_but_a_bare_heading_refers_to_a_record():
    report_facts = facts(
        deliverable(id=1, deadlines=(said("begin 2024"),)),
        deliverable("Besluit", id=2, kind=DECISION, inputs=(1,)),
        indicators=(indicator(1, ("3", MARCH), definition="Wat we tellen"),),
        narrative="Het gaat goed",
    )
    bare = [
        block.text
        for part in compose(report_facts, NL).sections
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
        "Dit is de eerste voortgangsrapportage. Zij gaat over de tweede helft van 2023. "
        "Alle aantallen gelden op de peildatum, 18 december 2023. Wat tot en met 18 december 2023 is gemeld, "
        "is verwerkt.",
    ]


def test_decisions_show_what_was_taken_what_is_asked_and_what_conflicts():
    rows = [
        deliverable("Kader", id=1, deadlines=(said("voor de zomer van 2024"),)),
        deliverable("Peiling", id=2, deadlines=(said("eind maart 2024"),)),
        deliverable("Schets", id=3, statuses=(status(Status.DELIVERED),)),
        deliverable("Keuze", id=4, kind=DECISION, inputs=(1, 3), deadlines=(said("in 2024"),)),
        deliverable("Besluit", id=5, kind=DECISION, inputs=(1, 2), deadlines=(said("begin 2024"),)),
        deliverable("Later", id=6, kind=DECISION, inputs=(1, 99), deadlines=(said("tweede helft van 2024"),)),
        deliverable("Zonder", id=7, kind=DECISION, inputs=(1,)),
        deliverable("Genomen", id=8, kind=DECISION, inputs=(1,), statuses=(status(Status.DELIVERED),)),
    ]
    lines = told("decisions", *rows)
    assert lines[:3] == ["Genomen in deze periode", "Genomen. Het besluit is genomen.", "Nog te nemen"]
    conflicts = {line.split(".")[0]: line.rpartition(".) ")[2] or line for line in lines[3:]}
    assert conflicts["Besluit"].endswith("Eén input komt na dit moment: Kader.")
    others = [line for line in lines[3:] if not line.startswith("Besluit")]
    assert "komt na dit moment" not in " ".join(others)


def test_a_report_without_decisions_says_so():
    assert told("decisions") == [
        "Genomen in deze periode",
        "In deze periode is geen besluit genomen.",
        "Nog te nemen",
        "Er wordt geen besluit gevraagd.",
    ]


JUNE, AUTUMN = date(2023, 6, 1), date(2023, 10, 1)


def promised(title, id, *phrases, of=None, **values):
    """A deliverable that was promised in June, in the report before, and again in autumn."""
    days = (JUNE, AUTUMN)
    deadlines = tuple(
        said(phrase, on=on, id=10 * id + n) for n, (phrase, on) in enumerate(zip(phrases, days, strict=False))
    )
    return deliverable(title, id=id, deadlines=deadlines, statuses=(of,) if of else (), **values)


def test_the_changes_section_tells_every_kind_of_change():
    done = status(Status.DELIVERED, delivered_on=date(2023, 11, 30))
    rows = [
        promised("Later", 1, "begin 2024", "Q2 2024"),
        promised("Klaar", 2, "eind 2023", of=done),
        promised("Klaar en verschoven", 3, "oktober 2023", "november 2023", of=done),
        promised("Te laat", 4, "oktober 2023", of=done, printed_in=adopted_before()),
        promised("Genomen", 5, "eind 2023", of=done, kind=DECISION),
        promised("Weg", 6, "eind 2023", of=status(Status.CANCELLED, reason="Te duur.")),
        promised("Dubbel", 7, "eind 2023", of=status(Status.CANCELLED, reason="Dubbel."), merged_into_id=1),
        promised("Scherper", 8, "H2 2024", "oktober 2024"),
        deliverable("Nieuw", id=9, deadlines=(said("Q1 2024", on=AUTUMN),)),
        promised("Gelijk", 10, "begin 2024", "Q1 2024"),
        deliverable(
            "Losgelaten",
            id=11,
            deadlines=(said("eind 2023", on=JUNE, id=110), undated("binnenkort", on=AUTUMN, id=111)),
        ),
    ]
    assert told("changes", *rows, previous=adopted_before()) == [
        "Opgeleverd of afgerond",
        "Klaar. 30 november 2023.",
        "Klaar en verschoven. 30 november 2023, te laat.",
        "Te laat. 30 november 2023, te laat.",
        "Besloten",
        "Genomen. 30 november 2023.",
        "Verschoven in deze periode",
        "Later. Verschoven van begin 2024 naar Q2 2024, +3 maanden.",
        "Klaar en verschoven. Verschoven van oktober 2023 naar november 2023, +1 maand.",
        "Datum losgelaten in deze periode",
        "Losgelaten. De datum is losgelaten: eerst eind 2023, nu binnenkort.",
        "Vervallen in deze periode",
        "Weg.",
        "Samengevoegd in deze periode",
        "Dubbel. Samengevoegd met: Later.",
        "Aangescherpt, vervroegd of anders toegezegd in deze periode",
        "Scherper. Aangescherpt van H2 2024 naar oktober 2024, −2 maanden.",
        "Nieuw in deze periode",
        "Nieuw. Q1 2024.",
    ]


def test_what_the_report_before_told_is_no_change_again():
    gone = status(Status.CANCELLED, on=JUNE, reason="Te duur.")
    done = status(Status.DELIVERED, on=JUNE, delivered_on=JUNE)
    rows = [promised("Weg", 1, "eind 2023", of=gone), promised("Klaar", 2, "eind 2023", of=done)]
    assert told("changes", *rows, previous=adopted_before()) == [
        "Sinds de vorige rapportage is er niets veranderd."
    ]


def test_what_changed_is_part_of_what_is_signed():
    """A section is signed by its hash, which is made from its blocks."""
    before = section(
        compose(facts(promised("Later", 1, "begin 2024"), previous=adopted_before()), NL), "changes"
    )
    after = facts(promised("Later", 1, "begin 2024", "Q2 2024"), previous=adopted_before())
    assert section(compose(after, NL), "changes") != before


def test_a_first_report_tells_what_became_of_the_first_promises_and_that_there_is_none_before_it():
    found = promised("Later", 1, "begin 2024", "Q2 2024")
    moved = [
        "Verschoven sinds de eerste belofte",
        "Later. Verschoven van begin 2024 naar Q2 2024, +3 maanden.",
    ]
    assert told("changes", found) == [
        "Dit is de eerste rapportage: er is geen eerdere om mee te vergelijken.",
        *moved,
    ]
    assert told("changes", found, period=period(number=3)) == [
        "Eerdere rapportages van dit programma staan niet in Mijlpaal. Wat er sinds de vorige is veranderd, "
        "is hier daarom niet te zien.",
        *moved,
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PeriodState.PLANNED, "gepland; dit is een concept"),
        (PeriodState.OPEN, "de uitvraag loopt; dit is een concept"),
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
    report_facts = facts(
        deliverable(id=1, deadlines=(said("begin 2024"),)),
        deliverable("Besluit", id=2, kind=DECISION, inputs=(1,)),
    )
    for part in compose(report_facts, NL).sections:
        kinds = [block.kind for block in part.blocks if block.kind in ("heading", "subheading")]
        assert kinds[:1] in ([], ["heading"]), part.key


def test_more_changes_than_can_be_read_one_by_one_are_told_in_tables():
    count = MOST_IN_TEXT + 1
    late = [
        deliverable(
            f"Plan {n}",
            id=n,
            deadlines=(
                said("begin 2024", on=MARCH, id=100 + n),
                said("medio 2024", on=SEPTEMBER, id=200 + n, reason="De drukker is vol."),
            ),
        )
        for n in range(1, count + 1)
    ]
    title, table = section(compose(facts(*late, previous=adopted_before()), NL), "changes").blocks
    assert (title.text, len(table.rows)) == ("Verschoven in deze periode", count)
    assert texts([table])[1] == "Plan 1 | Verschoven van begin 2024 naar medio 2024, +4 maanden."
    assert Record("deadline", 201) in table.rows[0].records
