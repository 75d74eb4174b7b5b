"""The management summary: headlines by rule, in threads, each sentence in turn, and what gives way."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.report import BlockKind, Record, compose
from app.domain.report.choice import Choice, Placement
from app.domain.report.facts import LineFacts, ProjectFacts, WrittenText
from app.domain.report.length import WHOLE, count_report_words, count_words
from app.domain.report.summary import compose_summary
from app.domain.report.tree import paragraph
from app.domain.status import Confidence, Status
from app.domain.structure import ActionLineKind, DeliverableKind
from tests.told import (
    EN,
    NL,
    adopted_before,
    bullets,
    deliverable,
    facts,
    indicator,
    said,
    section,
    status,
    told,
    undated,
)

DECISION, EVENT = DeliverableKind.DECISION, DeliverableKind.EVENT
DONE, RUNNING = (status(Status.DELIVERED),), (status(Status.IN_PROGRESS),)


def chosen(placement=Placement.BY_RULE, *, of=1, **values):
    """A choice for a deliverable, as the facts of a report hold it."""
    return {Record("deliverable", of): Choice(700 + of, placement, **values)}


def test_a_delivery_is_told_with_its_moment_and_then_what_its_lead_wrote():
    done = deliverable(
        "Meerjarenplan Samen",
        deadlines=(said("november jl.", None),),
        statuses=(status(Status.DELIVERED, text="Het plan beschrijft de overgang"),),
    )
    assert bullets(done) == [
        "In november 2023 is het meerjarenplan Samen opgeleverd. Het plan beschrijft de overgang."
    ]


def test_a_late_delivery_says_what_was_promised():
    done = deliverable(
        deadlines=(said("begin 2023"),),
        statuses=(status(Status.ADOPTED, delivered_on=date(2023, 7, 12)),),
    )
    assert bullets(done) == [
        "De handreiking is op 12 juli 2023 vastgesteld. Dat is later dan beloofd: begin 2023."
    ]


def test_facts_that_share_kind_moment_and_firmness_stand_in_one_sentence():
    early = (said("begin 2024", Firmness.EXPECTED),)
    three = [
        deliverable("Visie", id=1, deadlines=early),
        deliverable("Conceptkader", id=2, deadlines=early),
        deliverable("Handelingskader, eerste versie", id=3, deadlines=early),
        deliverable("Draaiboek", id=4, deadlines=(said("begin 2024"),)),
    ]
    assert bullets(*three) == [
        "Begin 2024 volgen naar verwachting de visie, het conceptkader en het handelingskader "
        "(eerste versie).",
        "Begin 2024 volgt het draaiboek.",
    ]


def test_a_thread_of_an_assignment_its_results_and_the_decision_on_them_is_one_bullet():
    summer = (said("voor de zomer van 2024", Firmness.EXPECTED),)
    thread = [
        deliverable(
            "Opdracht aan het bureau",
            id=1,
            kind=EVENT,
            executing_party="Bureau",
            deadlines=(said("november jl.", None),),
            statuses=DONE,
        ),
        deliverable("Afwegingskader", id=2, executing_party="Bureau", deadlines=summer, statuses=RUNNING),
        deliverable("Overzicht van vormen", id=3, executing_party="Bureau", deadlines=summer),
        deliverable(
            "Besluit over de vorm",
            id=4,
            kind=DECISION,
            inputs=(2, 3),
            deciders=("Buurtfonds",),
            deadlines=(said("tweede helft van 2024"),),
        ),
    ]
    assert bullets(*thread) == [
        "In november 2023 is de opdracht aan het bureau gegeven. Voor de zomer van 2024 volgen naar "
        "verwachting het afwegingskader en het overzicht van vormen. Het besluit over de vorm is in de "
        "tweede helft van 2024 aan Buurtfonds."
    ]


def test_a_decision_that_adopts_a_product_tells_of_it_in_one_sentence():
    plan = deliverable("Programmaplan", id=1, statuses=(status(Status.ADOPTED),))
    taken = deliverable(
        "Vaststelling van het programmaplan",
        id=2,
        kind=DECISION,
        adopts=1,
        inputs=(1,),
        statuses=(status(Status.DELIVERED, delivered_on=date(2023, 7, 12)),),
    )
    assert bullets(plan, taken) == ["Het programmaplan is op 12 juli 2023 vastgesteld."]


@pytest.mark.parametrize(
    "old",
    [
        {"deadlines": (said("januari 2023", None),), "statuses": DONE},
        {"deadlines": (said("in 2026"),)},
        {"deadlines": (undated("binnenkort"),)},
        {"statuses": RUNNING},
    ],
    ids=["done before this period", "due after the next half-year", "undated", "without words"],
)
def test_what_is_no_headline_is_counted_with_the_way_to_its_chapter(old):
    assert bullets(deliverable(**old)) == []
    last = section(compose(facts(deliverable(**old)), NL), "summary").blocks[-1]
    assert last.text == "Nog 1 andere mijlpaal staat in hoofdstuk 4.1."
    assert [run.target for run in last.runs if run.target] == ["action-line:1"]
    assert last.records == (Record("deliverable", 1),)


def test_news_of_the_previous_report_is_left_out():
    old = deliverable(statuses=(status(Status.DELIVERED, on=date(2023, 6, 1)),))
    assert bullets(old, previous=adopted_before()) == []


def test_what_is_overdue_is_told_as_not_reported_never_as_not_done():
    late = deliverable("Leidraad", deadlines=(said("oktober 2023"),))
    assert bullets(late) == ["De leidraad werd in oktober 2023 verwacht en is nog niet gemeld."]


def test_a_move_is_told_in_the_words_of_both_with_its_reason():
    moved = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 6, 1), id=1),
            said("Q2 2024", id=2, reason="Partners willen meer samen maken."),
        ),
        statuses=RUNNING,
    )
    assert bullets(moved) == [
        "De handreiking is verschoven van “begin 2024” naar “Q2 2024”: partners willen meer samen maken."
    ]
    counts = "Op 18 december 2023 telt het programma 1 mijlpaal: 1 komend."
    assert f"{counts} Sinds de eerste belofte is er 1 verschoven." in told(moved)


def test_a_move_told_in_the_previous_report_is_not_repeated():
    moved = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 3, 1), id=1),
            said("Q2 2024", on=date(2023, 6, 1), id=2, reason="Meer tijd nodig."),
        )
    )
    assert bullets(moved, previous=adopted_before()) == [
        "In het tweede kwartaal van 2024 volgt de handreiking."
    ]


def test_a_dropped_date_is_told_with_what_was_promised_first():
    dropped = deliverable(deadlines=(said("begin 2024", on=date(2023, 6, 1), id=1), undated("later", id=2)))
    assert bullets(dropped) == ["De handreiking heeft geen datum meer, eerst “begin 2024”."]


def test_a_withdrawal_is_told_with_its_reason():
    gone = deliverable(
        deadlines=(said("eind 2023"),),
        statuses=(status(Status.CANCELLED, reason="De app legt zichzelf uit"),),
    )
    assert bullets(gone) == ["De handreiking is vervallen: de app legt zichzelf uit."]


def test_what_is_on_hold_says_why():
    held = deliverable(
        deadlines=(said("begin 2024"),), statuses=(status(Status.ON_HOLD, reason="Wachten op geld."),)
    )
    assert bullets(held) == ["Begin 2024 volgt de handreiking. Dit is aangehouden: Wachten op geld."]


def test_a_reason_that_postponement_and_hold_share_is_told_once():
    held = deliverable(
        deadlines=(
            said("begin 2024", on=date(2023, 2, 1), id=1),
            said("medio 2024", on=date(2023, 11, 1), id=2, reason="De leidraad wacht op de kaart."),
        ),
        statuses=(status(Status.ON_HOLD, reason="De leidraad wacht op de kaart."),),
    )
    (bullet,) = bullets(held)
    assert bullet.count("wacht op de kaart") == 1
    assert bullet.endswith("Dit is aangehouden.")


@pytest.mark.parametrize(
    ("confidence", "doubt"),
    [
        (Confidence.OFF_TRACK, " De projectleider verwacht dit niet te halen."),
        (Confidence.AT_RISK, " Of dit wordt gehaald, is onzeker."),
        (Confidence.ON_TRACK, ""),
        (None, ""),
    ],
)
def test_the_doubt_of_a_lead_is_told(confidence, doubt):
    doubted = deliverable(
        deadlines=(said("begin 2024"),),
        statuses=(status(Status.IN_PROGRESS, reason="Te weinig mensen.", confidence=confidence),),
    )
    assert bullets(doubted) == [f"Begin 2024 volgt de handreiking.{doubt}"]


def test_a_title_that_is_no_known_noun_stands_between_quotes():
    assert bullets(deliverable("Zwembadwater", deadlines=(said("begin 2024"),))) == [
        "Begin 2024 volgt “Zwembadwater”."
    ]


def test_a_pinned_fact_is_told_whatever_the_rule_says_and_one_left_out_is_not():
    running = deliverable("Leidraad", statuses=(status(Status.IN_PROGRESS, text="De contouren zijn er."),))
    assert bullets(running, choices=chosen(Placement.PINNED)) == [
        "Er wordt gewerkt aan de leidraad. De contouren zijn er."
    ]
    coming = deliverable(deadlines=(said("begin 2024"),))
    left_out = chosen(Placement.LEFT_OUT)
    assert bullets(coming, choices=left_out) == []
    assert not [line for line in told(coming, choices=left_out) if "handreiking" in line]


def test_the_office_can_put_a_thread_in_its_own_words():
    coming = deliverable(id=5, deadlines=(said("begin 2024"),))
    own = chosen(of=5, text="De handreiking komt eraan")
    assert bullets(coming, choices=own) == ["De handreiking komt eraan."]
    block = next(b for b in _summary(coming, choices=own) if b.kind is BlockKind.BULLET and "eraan" in b.text)
    assert block.records == (Record("deliverable", 5), Record("summary_choice", 705))


def test_the_words_of_the_office_stand_for_their_whole_thread_or_give_way_with_it():
    summer = (said("mei 2024"),)
    thread = [
        deliverable("Leidraad", id=1, deadlines=summer),
        deliverable("Visie", id=2, deadlines=summer, inputs=(1,)),
        deliverable("Draaiboek", id=3, deadlines=summer, inputs=(2,)),
    ]
    own = chosen(of=2, text="Alle drie komen in mei. " + "Nog een zin. " * 80)
    told_of = bullets(*thread, choices=own)
    assert [bullet[:23] for bullet in told_of] == ["Alle drie komen in mei."]
    assert bullets(*thread, choices=chosen(of=2, text="Te lang. " * 200)) == []


def test_the_office_can_tell_facts_together_and_in_another_order():
    three = [
        deliverable("Leidraad", id=1, deadlines=(said("begin 2024"),)),
        deliverable("Visie", id=2, deadlines=(said("maart 2024"),)),
        deliverable("Draaiboek", id=3, deadlines=(said("mei 2024"),)),
    ]
    choices = chosen(of=3, together_with=1) | chosen(of=2, position=1)
    assert bullets(*three, choices=choices) == [
        "In maart 2024 volgt de visie.",
        "De leidraad komt begin 2024. Het programma levert in mei 2024 het draaiboek op.",
    ]


def test_the_first_block_answers_what_came_is_late_is_due_and_is_decided_by_whom():
    four = [
        deliverable("Plan", id=1, statuses=DONE),
        deliverable("Buurtdag", id=2, kind=EVENT, statuses=DONE),
        deliverable("Leidraad", id=3, deadlines=(said("oktober 2023"),)),
        deliverable("Handreiking", id=4, deadlines=(said("eind december 2023"),)),
        deliverable(
            "Besluit over de vorm",
            id=5,
            kind=DECISION,
            deciders=("Buurtfonds",),
            deadlines=(said("medio 2024"),),
        ),
    ]
    lines = told(*four)
    assert lines[: lines.index("Algemeen beeld")] == [
        "In het kort",
        "Wat er kwam: Er is één product opgeleverd. Er was één bijeenkomst.",
        "Over tijd: de leidraad (in oktober 2023). Dat dit is gebeurd, is nog niet gemeld.",
        "Nog verwacht in 2023: de handreiking.",
        "Wat wordt besloten: het besluit over de vorm (medio 2024, door Buurtfonds).",
    ]


def test_the_decisions_that_were_taken_are_named_in_the_first_block_where_they_are_few():
    taken = [deliverable(f"Besluit over huis {n}", id=n, kind=DECISION, statuses=DONE) for n in range(1, 5)]
    came = "Wat er kwam: Er zijn drie besluiten genomen: het besluit over huis 1, het besluit over huis 2 en "
    assert f"{came}het besluit over huis 3." in told(*taken[:3])
    assert "Wat er kwam: Er zijn vier besluiten genomen." in told(*taken)


def test_the_general_picture_opens_with_what_the_office_wrote():
    written = (paragraph("Het gaat goed.", Record("section_text", 7)),)
    lines = told(texts={("summary", "nl"): WrittenText(7, "Het gaat goed.", written)})
    assert lines[lines.index("Algemeen beeld") + 1] == "Het gaat goed."


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (NL, "Op 18 december 2023 telt het programma 2 mijlpalen: 1 opgeleverd of afgerond en 1 over tijd."),
        (EN, "On 18 December 2023 the programme counts 2 milestones: 1 delivered or done and 1 overdue."),
    ],
)
def test_the_counts_leave_out_zeros(words, counted):
    two = [deliverable(id=1, statuses=DONE), deliverable(id=2, deadlines=(said("oktober 2023"),))]
    assert counted in told(*two, words=words)


def test_the_cross_cutting_work_goes_by_its_own_name():
    line = LineFacts(
        2,
        "overkoepelend",
        "Overkoepelende projecten",
        ActionLineKind.CROSS_CUTTING,
        (ProjectFacts(1, "Huizen", "", (deliverable(statuses=DONE),)),),
    )
    assert "Overkoepelende projecten" in told(lines=(line,))


def test_a_ratio_is_told_as_people_say_it_with_what_may_not_be_concluded():
    march, september = date(2023, 3, 31), date(2023, 9, 30)
    indicators = (
        indicator(1, ("273", march), ("513", september)),
        indicator(2, ("11", march), ("27", september)),
        indicator(3, name="Deel met steun", numerator_id=2, denominator_id=1, caveat="Er kan overlap zijn"),
    )
    assert (
        "Deel met steun: eind september 2023 ongeveer 5% (27 van de 513), eind maart 2023 zo’n 4% "
        "(11 van de 273). Er kan overlap zijn."
    ) in told(indicators=indicators)


def test_a_ratio_of_few_is_told_in_words():
    september = date(2023, 9, 30)
    indicators = (
        indicator(1, ("11", september)),
        indicator(2, ("10", september)),
        indicator(3, name="Buurten met een huis", numerator_id=2, denominator_id=1),
    )
    assert "Buurten met een huis: eind september 2023 tien van de elf." in told(indicators=indicators)


def test_every_bullet_refers_to_its_deliverable_and_its_updates():
    planned = status(Status.PLANNED, id=60)
    coming = deliverable(id=5, deadlines=(said("begin 2024", id=40),), statuses=(planned,))
    block = next(b for b in _summary(coming) if b.text == "Begin 2024 volgt de handreiking.")
    assert block.records == (Record("deliverable", 5), Record("status_update", 60), Record("deadline", 40))
    assert [run.record for run in block.runs if run.record] == [Record("deliverable", 5)]


def test_abbreviations_are_written_out_where_they_first_stand_alone():
    done = deliverable("Advies van het CBS", statuses=(status(Status.DELIVERED, text="CBS kijkt mee."),))
    names = (("CBS", "Centraal Bureau voor de Statistiek"),)
    assert bullets(done, abbreviations=names) == [
        "Het advies van het Centraal Bureau voor de Statistiek (CBS) is opgeleverd. CBS kijkt mee."
    ]


def many(number):
    """So many deliverables, in ten action lines: delivered, late, moved and coming, each with a text."""
    names = ("Handreiking", "Leidraad", "Plan", "Visie", "Draaiboek", "Advies")
    moments = ("januari 2024", "maart 2024", "mei 2024", "juni 2024", "begin 2024", "Q2 2024")
    lines = []
    for line in range(10):
        made = []
        for n in range(line, number, 10):
            name = f"{names[n % 6]} voor buurt nummer {n}"
            text = "Hier wordt hard aan gewerkt, samen met alle buren, scholen en winkels uit de wijk."
            if n % 7 == 0:
                made.append(deliverable(name, id=n + 1, statuses=(status(Status.DELIVERED, text=text),)))
            elif n % 7 == 1:
                made.append(deliverable(name, id=n + 1, deadlines=(said("oktober 2023"),)))
            else:
                state = (status(Status.IN_PROGRESS, text=text),)
                made.append(deliverable(name, id=n + 1, deadlines=(said(moments[n % 6]),), statuses=state))
        project = ProjectFacts(line + 1, f"Project {line}", "", tuple(made))
        lines.append(LineFacts(line + 1, str(line + 1), f"Lijn {line}", ActionLineKind.LINE, (project,)))
    return facts(lines=tuple(lines))


@pytest.mark.parametrize(("number", "limit"), [(100, 1100), (300, 1500)])
def test_the_summary_of_a_large_programme_stays_within_its_lengths_without_a_refrain(number, limit):
    large = many(number)
    summary, report = compose_summary(large, NL), compose(large, NL)
    assert count_report_words(report) <= WHOLE
    printed = section(report, "summary")
    assert sum(count_words(block.text) for block in printed.blocks) <= limit
    assert all(line.length.fits for line in summary.lines)
    assert [pattern for pattern, uses in patterns(printed, large).items() if uses > 4] == []
    late = {
        d.id
        for d in large.deliverables()
        if d.assessment.deadline and d.assessment.deadline.window.phrase == "oktober 2023"
    }
    assert late <= summary.deliverable_ids
    assert {h.topic for line in summary.lines for h in line.crowded_out} <= {"due_next", "delivered"}


def test_no_sentence_becomes_a_refrain_where_every_fact_has_a_moment_of_its_own():
    lines = []
    for line in range(5):
        coming = tuple(
            deliverable(f"Handreiking {line}{n}", id=10 * line + n, deadlines=(said(f"{n + 1} maart 2024"),))
            for n in range(10)
        )
        project = ProjectFacts(line + 1, f"Project {line}", "", coming)
        lines.append(LineFacts(line + 1, str(line + 1), f"Lijn {line}", ActionLineKind.LINE, (project,)))
    own_moments = facts(lines=tuple(lines))
    sentence_patterns = patterns(section(compose(own_moments, NL), "summary"), own_moments)
    assert max(sentence_patterns.values()) == 4
    assert sum(line.crowded_out != () for line in compose_summary(own_moments, NL).lines) > 0


def patterns(printed, of):
    """How often each sentence stands there without its names, moments and numbers."""
    titles = sorted((re.escape(d.title[1:]) for d in of.deliverables()), key=len, reverse=True)
    tally = Counter()
    for block in printed.blocks:
        if block.kind in (BlockKind.BULLET, BlockKind.PARAGRAPH):
            text = re.sub("|".join(titles), "", block.text)
            for sentence in re.split(r"(?<=[.!?]) ", text):
                tally[
                    re.sub(
                        r"\d+|\b(januari|maart|mei|juni|begin|Q)\b|[(),]|\b[a-zA-Z]\b", "", sentence
                    ).strip()
                ] += 1
    tally.pop("Hier wordt hard aan gewerkt samen met alle buren scholen en winkels uit de wijk.", None)
    return tally


def test_what_the_office_pinned_stays_when_the_rest_gives_way():
    large = many(300)
    last = list(large.deliverables())[-1].id
    pinned = replace(large, choices=chosen(Placement.PINNED, of=last))
    assert last not in compose_summary(large, NL).deliverable_ids
    assert last in compose_summary(pinned, NL).deliverable_ids


def _summary(*deliverables, **values):
    return section(compose(facts(*deliverables, **values), NL), "summary").blocks


def test_a_decision_asked_of_a_sponsor_is_told_in_brief_though_nobody_said_when():
    decision = deliverable("Besluit over geld", kind=DeliverableKind.DECISION, deciders=("Buurtfonds",))
    assert "Wat wordt besloten: het besluit over geld (door Buurtfonds)." in told(decision)
