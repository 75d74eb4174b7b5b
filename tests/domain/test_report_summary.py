"""The management summary: each deliverable once, in its group, written words first, drafted ones behind."""

from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.report import BlockKind, Record, compose
from app.domain.report.facts import LineFacts, WrittenText
from app.domain.report.tree import paragraph
from app.domain.status import Confidence, Status
from app.domain.structure import ActionLineKind, DeliverableKind, Frequency
from tests.told import (
    EN,
    NL,
    adopted_before,
    deliverable,
    facts,
    indicator,
    said,
    section,
    status,
    told,
    undated,
    under,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT


def test_a_delivery_is_told_with_its_moment():
    done = deliverable(
        "Meerjarenplan",
        deadlines=(said("november jl.", None),),
        statuses=(status(Status.DELIVERED, text="Het plan beschrijft de overgang"),),
    )
    assert under("Opgeleverd en afgerond", done) == [
        "Meerjarenplan. Het plan beschrijft de overgang. In november 2023 opgeleverd."
    ]


def test_the_day_of_delivery_takes_precedence_over_the_promised_words():
    done = deliverable(
        deadlines=(said("begin 2023"),),
        statuses=(status(Status.ADOPTED, delivered_on=date(2023, 7, 12)),),
    )
    assert under("Opgeleverd en afgerond", done) == [
        "Handreiking. Op 12 juli 2023 vastgesteld. Dat is later dan toegezegd: begin 2023."
    ]


def test_deliveries_before_this_period_are_left_out():
    old = deliverable(
        "Start",
        kind=EVENT,
        deadlines=(said("januari 2023", None),),
        statuses=(status(Status.DELIVERED),),
    )
    assert "Opgeleverd en afgerond" not in told(old)


def test_news_of_the_previous_report_is_left_out():
    old = deliverable(statuses=(status(Status.DELIVERED, on=date(2023, 6, 1)),))
    assert "Opgeleverd en afgerond" not in told(old, previous=adopted_before())


def test_work_under_way_names_its_parties_unless_the_title_does():
    advice = deliverable(
        "Advies over de monitor",
        executing_party="IPW",
        deadlines=(said("begin 2024"),),
        statuses=(status(Status.IN_PROGRESS),),
    )
    named = deliverable(
        "Onderzoek van het CBS", id=2, executing_party="CBS", statuses=(status(Status.IN_PROGRESS),)
    )
    assert under("In uitvoering", advice, named) == [
        "Advies over de monitor (IPW). De oplevering volgt begin 2024.",
        "Onderzoek van het CBS. Een moment is niet genoemd.",
    ]


def test_the_words_of_a_lead_precede_drafted_sentences():
    known = deliverable(
        description="Voor gemeenten",
        deadlines=(said("eind december 2023"),),
        statuses=(status(Status.IN_PROGRESS, text="Het document is bijna klaar."),),
    )
    assert under("In uitvoering", known) == [
        "Handreiking. Voor gemeenten. Het document is bijna klaar. De oplevering volgt eind december 2023."
    ]


def test_coming_deliverables_are_in_the_order_of_their_moments():
    coming = [
        deliverable("Later", id=1, deadlines=(said("eind 2026", Firmness.AIMED),)),
        deliverable("Zonder", id=2, deadlines=(undated("binnenkort"),)),
        deliverable("Vanaf", id=3, deadlines=(said("vanaf 2024"),)),
        deliverable("Over tijd", id=4, deadlines=(said("oktober 2023"),)),
    ]
    assert under("Komend", *coming) == [
        "Over tijd. De oplevering volgt in oktober 2023. "
        "Op 18 december 2023 was de oplevering nog niet gemeld.",
        "Vanaf. De oplevering volgt vanaf 2024.",
        "Later. Het streven is om dit eind 2026 op te leveren.",
        "Zonder. De oplevering volgt binnenkort.",
    ]


def test_a_move_is_told_in_the_words_of_both_with_its_reason():
    moved = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 6, 1), id=1),
            said("Q2 2024", id=2, reason="partners willen meer samen maken"),
        ),
        statuses=(status(Status.IN_PROGRESS),),
    )
    lines = told(moved)
    assert (
        "Handreiking. Verschoven van begin 2024 naar Q2 2024, +3 maanden. "
        "Reden: Partners willen meer samen maken." in lines
    )
    assert "In uitvoering" not in lines
    counts = "Op 18 december 2023 telt het programma 1 mijlpaal: 1 komend."
    assert f"{counts} Sinds de eerste belofte is er 1 verschoven." in lines


def test_a_move_told_in_the_previous_report_is_not_repeated():
    moved = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 3, 1), id=1),
            said("Q2 2024", on=date(2023, 6, 1), id=2),
        )
    )
    assert "Verschoven of vervallen" not in told(moved, previous=adopted_before())
    assert "Verschoven of vervallen" in told(moved)


def test_a_cancelled_deliverable_is_told_with_its_reason():
    gone = deliverable(
        deadlines=(said("eind 2023"),),
        statuses=(status(Status.CANCELLED, reason="De app legt zichzelf uit"),),
    )
    assert under("Verschoven of vervallen", gone) == [
        "Handreiking. Dit is vervallen. Reden: De app legt zichzelf uit."
    ]


def test_a_deliverable_on_hold_says_so():
    held = deliverable(
        deadlines=(said("begin 2024"),), statuses=(status(Status.ON_HOLD, reason="Wachten op geld."),)
    )
    assert under("In uitvoering", held) == [
        "Handreiking. De oplevering volgt begin 2024. Dit is aangehouden. Reden: Wachten op geld."
    ]


@pytest.mark.parametrize(
    ("confidence", "told_so"),
    [
        (Confidence.OFF_TRACK, " De projectleider verwacht dit niet te halen. Reden: Te weinig mensen."),
        (Confidence.AT_RISK, " De projectleider weet niet zeker of dit lukt."),
        (Confidence.ON_TRACK, ""),
        (None, ""),
    ],
)
def test_the_doubt_of_a_lead_is_told(confidence, told_so):
    doubted = deliverable(
        deadlines=(said("begin 2024"),),
        statuses=(status(Status.IN_PROGRESS, reason="Te weinig mensen.", confidence=confidence),),
    )
    assert under("In uitvoering", doubted) == [f"Handreiking. De oplevering volgt begin 2024.{told_so}"]


def test_a_reason_told_in_the_previous_report_is_not_repeated():
    moved = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 3, 1), id=1),
            said("Q2 2024", on=date(2023, 6, 1), id=2, reason="Meer tijd nodig."),
        )
    )
    assert under("Komend", moved, previous=adopted_before()) == [
        "Handreiking. De oplevering volgt in Q2 2024."
    ]


def test_a_rhythm_is_told_with_its_moment():
    meetings = deliverable(
        kind=DeliverableKind.RECURRING,
        frequency_count=4,
        frequency_per=Frequency.YEAR,
        deadlines=(said("per 2024"),),
    )
    assert under("Komend", meetings) == ["Handreiking. Dit gebeurt per 2024, minstens 4 keer per jaar."]


def test_an_event_without_a_moment_is_told_by_its_title_alone():
    assert under("Komend", deliverable("Bijeenkomst", kind=EVENT)) == ["Bijeenkomst."]


def test_a_part_fits_a_page_and_says_how_many_more_there_are():
    many = [deliverable(f"Stuk {n}", id=n) for n in range(1, 15)]
    assert len(under("Komend", *many)) == 13
    assert under("Komend", *many)[-1] == "En nog 2 andere; zie het hoofdstuk."
    assert under("Komend", *many[:13])[-1] == "En nog 1 andere; zie het hoofdstuk."
    found = section(compose(facts(*many), NL), "summary").blocks[-1]
    assert found.records == (Record("deliverable", 13), Record("deliverable", 14))


def test_the_general_picture_opens_with_what_the_office_wrote():
    written = (paragraph("Het gaat goed.", Record("section_text", 7)),)
    lines = told(texts={("summary", "nl"): WrittenText(7, "Het gaat goed.", written)})
    assert lines[:2] == ["Algemeen beeld", "Het gaat goed."]


def test_a_programme_that_promised_nothing_says_so():
    assert told()[1:] == [
        "Op 18 december 2023 had het programma nog niets toegezegd.",
        "Actielijn 1: Ontmoeten",
        "Hier is niets opgeleverd, verschoven of toegezegd.",
    ]


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (NL, "Op 18 december 2023 telt het programma 2 mijlpalen: 1 opgeleverd of afgerond en 1 over tijd."),
        (EN, "On 18 December 2023 the programme counts 2 milestones: 1 delivered or done and 1 overdue."),
    ],
)
def test_the_counts_leave_out_zeros(words, counted):
    found = [
        deliverable(id=1, statuses=(status(Status.DELIVERED),)),
        deliverable(id=2, deadlines=(said("oktober 2023"),)),
    ]
    assert told(*found, words=words)[1] == counted


def test_the_cross_cutting_work_goes_by_its_own_name():
    line = LineFacts(2, "overkoepelend", "Overkoepelende projecten", ActionLineKind.CROSS_CUTTING)
    assert "Overkoepelende projecten" in told(lines=(line,))


def test_a_ratio_is_computed_in_the_general_picture():
    march, september = date(2023, 3, 31), date(2023, 9, 30)
    indicators = (
        indicator(1, ("273", march), ("513", september)),
        indicator(2, ("11", march), ("27", september)),
        indicator(3, name="Maatregelen per gezin", numerator_id=2, denominator_id=1),
    )
    assert told(indicators=indicators)[2] == (
        "Maatregelen per gezin: 27 van 513, 5,3% (peildatum 30 september 2023). "
        "De vorige meting gaf 11 van 273, 4,0% (peildatum 31 maart 2023)."
    )


def test_every_bullet_refers_to_its_deliverable_and_its_updates():
    planned = status(Status.PLANNED, id=60)
    found = deliverable(id=5, deadlines=(said("begin 2024", id=40),), statuses=(planned,))
    blocks = section(compose(facts(found), NL), "summary").blocks
    bullets = [block for block in blocks if block.kind is BlockKind.BULLET]
    assert [block.records for block in bullets] == [
        (Record("deliverable", 5), Record("status_update", 60), Record("deadline", 40))
    ]
    assert bullets[0].runs[0].record == Record("deliverable", 5)
