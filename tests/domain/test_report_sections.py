"""The sections of a report, one by one, beside the summary."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.indicator import Measured
from app.domain.report import Record, compose
from app.domain.report.facts import LineFacts, ProjectFacts
from app.domain.status import Status
from app.domain.structure import ActionLineKind, DeliverableKind, Frequency, PeriodState
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
        ("8", "outlook", "Vooruitblik"),
        ("9", "after", "Na de peildatum"),
        ("10", "changes", "Wat veranderde"),
        ("11", "colophon", "Colofon"),
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


def test_everything_but_a_bare_heading_leads_to_a_record():
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


def test_a_chapter_tells_of_each_project_its_story_and_its_deliverables():
    found = [
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
        deliverable("Besluit", id=3, kind=DECISION, parties=("JenV",), deadlines=(said("oktober 2023"),)),
        deliverable("Panel", id=4, kind=DeliverableKind.RECURRING, frequency=(4, Frequency.YEAR)),
        deliverable(
            "Keuze",
            id=5,
            kind=DECISION,
            parties=("JenV",),
            statuses=(status(Status.DELIVERED, delivered_on=date(2023, 7, 12)),),
        ),
    ]
    assert told("action-line:1", *found, narrative="Het huis gaat open") == [
        "Huizen",
        "Het huis gaat open.",
        "Mijlpalen van Huizen",
        "Handreiking (IPW) | Product | In uitvoering | streven: begin 2024 | Bijna klaar. Met: JenV en VWS.",
        "Meetup | Bijeenkomst | Afgerond | 28 november 2023 | ",
        "Besluit | Besluit | Gepland, over tijd | oktober 2023 | Dit besluit is aan JenV.",
        "Panel | Terugkerend | Gepland | geen moment genoemd | Minstens 4 keer per jaar.",
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


def test_a_deliverable_of_which_nobody_spoke_says_so():
    silent = deliverable(statuses=(status(Status.DELIVERED, delivered_on=date(2024, 1, 8)),))
    assert (
        told("action-line:1", silent)[2]
        == "Handreiking | Product | Nog niets gemeld | geen moment genoemd | "
    )


def test_a_chapter_without_projects_and_a_project_without_promises_say_so():
    empty = LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE)
    assert told("action-line:1", lines=(empty,)) == ["Hier zijn nog geen projecten."]
    bare = LineFacts(1, "1", "Ontmoeten", ActionLineKind.LINE, (ProjectFacts(1, "Huizen", ""),))
    assert told("action-line:1", lines=(bare,)) == ["Huizen", "In dit project is nog niets toegezegd."]


def test_the_milestones_are_counted_for_each_part_and_in_all():
    found = [
        deliverable(id=1, statuses=(status(Status.DELIVERED),)),
        deliverable(id=2, deadlines=(said("oktober 2023"),)),
        deliverable(id=3, deadlines=(said("december 2023"),)),
        deliverable(id=4, deadlines=(said("begin 2024", on=date(2023, 6, 1), id=1), said("Q2 2024", id=2))),
        deliverable(id=5),
        deliverable(id=6, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
    ]
    assert told("milestones", *found) == [
        "Aantal mijlpalen op 18 december 2023",
        "Actielijn 1: Ontmoeten | 6 | 1 | 1 | 1 | 1 | 1 | 1 | 1",
        "Programma | 6 | 1 | 1 | 1 | 1 | 1 | 1 | 1",
    ]


def test_decisions_tell_what_was_taken_and_what_is_asked_and_what_may_pinch():
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


def test_where_nothing_is_decided_or_asked_that_is_said():
    assert told("decisions") == [
        "Genomen in deze periode",
        "In deze periode is geen besluit genomen.",
        "Nog te nemen",
        "Er wordt geen besluit gevraagd.",
    ]


def test_indicators_stand_beside_their_last_measurement_but_one():
    parts = (("ondertoezichtstelling", Decimal(10)), ("huisverbod", Decimal(9)))
    found = (
        indicator(1, ("273", MARCH), ("513", SEPTEMBER), definition="Gezinnen die hulp kregen"),
        indicator(
            2,
            ("11", MARCH),
            Measured(7, Decimal(19), SEPTEMBER, "verschilt per regio", parts),
            name="Maatregelen",
            unit="keer",
        ),
        indicator(3, name="Per gezin", unit="%", numerator_id=2, denominator_id=1),
        indicator(4, name="Zonder meting"),
        indicator(5, ("10", SEPTEMBER), name="Eén meting"),
    )
    assert told("indicators", indicators=found) == [
        "Alle indicatoren, met de peildatum van elke meting",
        "Gezinnen | 513 (peildatum 30 september 2023) | 273 (peildatum 31 maart 2023) | gezinnen",
        "Maatregelen | 19 (peildatum 30 september 2023) | 11 (peildatum 31 maart 2023) | keer",
        "Per gezin | 19 van 513, 3,7% (peildatum 30 september 2023) | 11 van 273, 4,0% "
        "(peildatum 31 maart 2023) | %",
        "Zonder meting | – | – | gezinnen",
        "Eén meting | 10 (peildatum 30 september 2023) | – | gezinnen",
        "Gezinnen",
        "Gezinnen die hulp kregen.",
        "Maatregelen",
        "De 19 op 30 september 2023 bestaan uit: ondertoezichtstelling (10) en huisverbod (9). "
        "Verschilt per regio.",
        "Per gezin",
        "Per gezin: 19 van 513, 3,7% (peildatum 30 september 2023). De vorige meting gaf 11 van 273, 4,0% "
        "(peildatum 31 maart 2023).",
    ]


def test_a_ratio_of_one_day_has_none_before_it_and_one_of_no_day_is_not_told():
    once = (
        indicator(1, ("11", SEPTEMBER)),
        indicator(2, ("10", SEPTEMBER)),
        indicator(3, name="Deel", numerator_id=2, denominator_id=1),
    )
    assert (
        told("indicators", indicators=once)[3]
        == "Deel | 10 van 11, 90,9% (peildatum 30 september 2023) | – | gezinnen"
    )
    never = (indicator(1), indicator(2), indicator(3, name="Deel", numerator_id=2, denominator_id=1))
    assert told("indicators", indicators=never)[3] == "Deel | – | – | gezinnen"
    half = (indicator(3, name="Deel", numerator_id=2, denominator_id=1),)
    assert told("summary", indicators=half)[2] == "Actielijn 1: Ontmoeten"


def test_a_programme_that_counts_nothing_says_so():
    assert told("indicators") == ["Er zijn geen indicatoren bepaald."]


def test_the_outlook_tells_the_next_half_year_then_later_then_what_has_no_date():
    found = [
        deliverable("Advies", id=1, deadlines=(said("januari 2024", Firmness.EXPECTED),)),
        deliverable("Besluit", id=2, kind=DECISION, deadlines=(said("tweede helft van 2024"),)),
        deliverable("Oud", id=3, deadlines=(said("oktober 2023"),)),
        deliverable("Spoedig", id=4, deadlines=(undated("op korte termijn"),)),
        deliverable("Stil", id=5),
        deliverable("Klaar", id=6, statuses=(status(Status.DELIVERED),)),
        deliverable("Weg", id=7, statuses=(status(Status.CANCELLED, reason="Te duur."),)),
    ]
    lines = told("outlook", *found)
    assert [line for line in lines if " | " not in line][::2] == [
        "Wat komt tot en met de eerste helft van 2024",
        "Wat later komt",
        "Toegezegd zonder datum",
        "In uitvoering of gepland, zonder toegezegd moment",
    ]
    assert [line for line in lines if " | " in line] == [
        "Oud | Product | Gepland, over tijd | oktober 2023",
        "Advies | Product | Gepland | naar verwachting januari 2024",
        "Besluit | Besluit | Gepland | tweede helft van 2024",
        "Spoedig | Product | Gepland | op korte termijn",
        "Stil | Product | Gepland | geen moment genoemd",
    ]


def test_the_outlook_of_a_first_half_year_looks_to_the_second():
    early = deliverable(reference=date(2023, 6, 30), deadlines=(said("september 2023", on=date(2023, 6, 1)),))
    assert (
        told("outlook", early, period=period("2023-H1"))[0] == "Wat komt tot en met de tweede helft van 2023"
    )


def test_where_nothing_is_left_the_outlook_says_so():
    assert told("outlook") == ["Er staat niets meer open."]


def test_what_happened_after_the_reference_date_is_told_apart():
    later = deliverable(
        "Opening",
        statuses=(status(Status.DELIVERED, delivered_on=date(2024, 1, 8), text="het huis is open"),),
    )
    words = deliverable(
        "Advies",
        id=2,
        deadlines=(said("januari 2024", None),),
        statuses=(status(Status.DELIVERED),),
    )
    assert told("after", later, words) == [
        "Opening. Het huis is open. Dit gebeurde op 8 januari 2024.",
        "Advies.",
    ]
    assert "1 zonder datum" in told("summary", later)[1]


def test_where_nothing_happened_after_the_reference_date_that_is_said():
    assert told("after") == [
        "Over wat na 18 december 2023 gebeurde, is voor deze rapportage niets op tijd gemeld."
    ]


def test_what_changed_tells_every_change_of_a_promise_good_and_bad():
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
            "Er is geen eerdere rapportage om mee te vergelijken, en in deze periode veranderde geen belofte.",
        ),
        (adopted_before(), "Sinds de vorige rapportage veranderde geen belofte."),
    ],
)
def test_where_nothing_changed_that_is_said(previous, said_so):
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
def test_the_colophon_tells_the_days_the_version_and_the_state(state, words):
    assert told("colophon", period=period(state=state)) == [
        "Over deze rapportage",
        "Programma | Buurtkracht",
        "Rapportage nummer | 1",
        "Periode | 1 juli 2023 tot en met 31 december 2023",
        "Peildatum | 18 december 2023",
        "Verwerkt tot en met | 18 december 2023",
        "Rapportagedatum | 18 december 2023",
        "Versie | 0.1",
        f"Staat | {words}",
    ]


def test_a_part_of_the_programme_leads_to_itself():
    found = section(compose(facts(), NL), "milestones").blocks[0].rows[0]
    assert (found.cells[0].record, found.records) == (Record("action_line", 1), (Record("action_line", 1),))


def test_a_period_knows_its_half_year():
    assert period("2023-H1").half_year.next() == HalfYear(2023, 2)
