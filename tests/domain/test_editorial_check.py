"""The editorial check rule by rule: what is said of a handbook that is promised for the start of 2024."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.editorial_check import CheckedText, EditorialCheck, FindingKind
from app.domain.editorial_check.sentence import split_sentences
from app.domain.report.choice import Choice
from app.domain.report.tree import Record
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from tests.told import deliverable, facts, indicator, said, status

HANDBOOK = deliverable(
    "Handreiking buurthuizen", deadlines=(said("begin 2024"),), statuses=(status(Status.IN_PROGRESS),)
)
OPENED = deliverable(
    "Opening van het buurthuis",
    kind=DeliverableKind.EVENT,
    id=2,
    statuses=(status(Status.DELIVERED, delivered_on=date(2023, 9, 20)),),
)
WAITING = deliverable("Folder (BA), bij de buurtapp", id=3, statuses=(status(Status.IN_PROGRESS),))
HELD = deliverable("Training vrijwilligers", id=4, statuses=(status(Status.ON_HOLD, reason="Geld."),))
LATER = deliverable("Wijkgids", id=7, deadlines=(said("eind 2025"),), statuses=(status(Status.PLANNED),))
SINCE = deliverable("Buurtpanel", id=5, deadlines=(said("vanaf 2024"),), statuses=(status(Status.PLANNED),))
KNOWN = facts(
    *(HANDBOOK, OPENED, WAITING, HELD, LATER, SINCE),
    indicators=(
        indicator(1, ("513", date(2023, 6, 30)), name="Gezinnen die meedoen", unit="gezinnen"),
        indicator(2, ("1234.5", date(2023, 6, 30)), name="Uren", unit="uren"),
    ),
)


def found(text, key="action-line:1"):
    return EditorialCheck(KNOWN).check_texts([CheckedText(key, text, Record("section_text", 1))])


def kinds(text):
    return [finding.kind for finding in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "De handreiking buurthuizen verschijnt begin 2024.",
        "In het eerste kwartaal van 2024 verschijnt de handreiking buurthuizen.",
        "De handreiking buurthuizen verschijnt in 2024.",
        "In mei 2023 begon het schrijven van de handreiking buurthuizen.",
        "De opening van het buurthuis was op 20 september 2023.",
        "De training vrijwilligers ligt stil.",
        "Er doen 513 gezinnen mee. Dat kostte 1.234,5 uren.",
        "Het buurtpanel begint vanaf 2024.",
        "Er komen nieuwe mensen bij.",
        "De handreiking buurthuizen komt binnenkort.",
        "De folder bij de buurtapp wordt vastgesteld.",
    ],
)
def test_true_sentences_have_no_findings(text):
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("De handreiking buurthuizen verschijnt medio 2024.", FindingKind.MOMENT),
        ("De wijkgids komt binnenkort.", FindingKind.MOMENT),
        ("De handreiking buurthuizen is klaar.", FindingKind.DELIVERED),
        ("De handreiking buurthuizen vervalt.", FindingKind.STATUS),
        ("De handreiking buurthuizen is aangehouden.", FindingKind.STATUS),
        ("De opening van het buurthuis is op 20 oktober 2023 gehouden.", FindingKind.MOMENT),
        ("De opening van het buurthuis moet nog worden gehouden.", FindingKind.NOT_DELIVERED),
        ("De folder bij de buurtapp verschijnt in maart 2024.", FindingKind.UNDATED),
        ("De BA verschijnt spoedig.", FindingKind.UNDATED),
        ("Het buurtpanel begint in 2023.", FindingKind.MOMENT),
        ("Er doen 531 gezinnen mee.", FindingKind.FIGURE),
    ],
)
def test_contradictions_are_found_with_their_kind(text, kind):
    assert kinds(text) == [kind]


def test_this_refers_to_what_the_previous_sentence_named():
    assert kinds("Bram schrijft de handreiking buurthuizen. Deze verschijnt eind 2024.") == [
        FindingKind.MOMENT
    ]
    assert kinds("Bram schrijft de handreiking buurthuizen. Deze week regende het.") == []


def test_each_clause_is_about_what_it_names_itself():
    text = "De opening van het buurthuis is gehouden, maar de handreiking buurthuizen verschijnt medio 2024."
    (finding,) = found(text)
    assert (finding.quote, finding.instead, finding.record.id) == ("medio 2024", "begin 2024", HANDBOOK.id)


def test_sentences_end_where_they_end_in_lists_and_after_short_words():
    text = (
        "# Kop\n\n- De opening van het buurthuis was 20 september jl. bij de school.\n"
        "- De handreiking\n  buurthuizen, o.a. voor buren, komt medio 2024. Klaar."
    )
    (finding,) = found(text)
    assert finding.sentence == "De handreiking\n  buurthuizen, o.a. voor buren, komt medio 2024."
    assert finding.mended == text.replace("medio 2024", "begin 2024")
    assert finding.section_key == "action-line:1"


def test_a_finding_keeps_its_key_while_sentence_and_data_stay():
    first, moved = (
        found("De handreiking buurthuizen komt medio 2024."),
        found("Vooraf. De handreiking buurthuizen komt medio 2024."),
    )
    assert first[0].key == moved[0].key
    assert len(first[0].key) == 64
    assert first[0].key != found("De handreiking buurthuizen komt eind 2024.")[0].key


def test_the_summary_must_agree_with_its_chapter():
    chapter = CheckedText(
        "action-line:1", "Bij de training vrijwilligers hielpen 14 buren.", Record("section_text", 1)
    )
    other = CheckedText("action-line:1", "Het buurtpanel vergadert in mei 2024.", Record("section_text", 2))
    same = CheckedText(
        "summary", "Bij de training vrijwilligers hielpen 14 buren.", Record("section_text", 3)
    )
    less = CheckedText(
        "summary", "Bij de training vrijwilligers hielpen 41 buren.", Record("section_text", 3)
    )
    assert EditorialCheck(KNOWN).check_texts([chapter, other, same]) == ()
    (finding,) = EditorialCheck(KNOWN).check_texts([chapter, other, less])
    assert (finding.kind, finding.quote, finding.instead) == (FindingKind.SUMMARY, "41", "14")


def test_a_number_is_written_as_in_dutch():
    (finding,) = found("Dat kostte 1.300 uren.")
    assert finding.instead == "1.234,5"


def test_a_summary_that_calls_done_what_its_chapter_calls_coming_is_found():
    meeting = deliverable(
        "Ledenoverleg", kind=DeliverableKind.RECURRING, id=6, statuses=(status(Status.IN_PROGRESS),)
    )
    texts = [
        CheckedText("action-line:1", "Het ledenoverleg wordt nog gehouden.", Record("section_text", 1)),
        CheckedText("summary", "Het ledenoverleg is gehouden.", Record("section_text", 2)),
    ]
    (finding,) = EditorialCheck(facts(meeting)).check_texts(texts)
    assert (finding.kind, finding.section_key, finding.instead) == (FindingKind.SUMMARY, "summary", "")
    assert finding.quote == "Het ledenoverleg is gehouden."


@pytest.mark.parametrize("is_printed", [True, False])
def test_the_answer_of_a_lead_is_checked_where_it_is_printed(is_printed):
    of = status(Status.IN_PROGRESS, confidence=Confidence.ON_TRACK)
    last = replace(of, answer="De handreiking buurthuizen is klaar.", answer_in_report=is_printed)
    known = facts(deliverable("Handreiking buurthuizen", deadlines=(said("begin 2024"),), statuses=(last,)))
    assert bool(EditorialCheck(known).check_report()) == is_printed


def test_the_words_of_the_office_for_a_thread_of_the_summary_are_read_too():
    choices = {Record("deliverable", 1): Choice(8, text="De handreiking buurthuizen is opgeleverd.")}
    known = facts(deliverable("Handreiking buurthuizen", deadlines=(said("begin 2024"),)), choices=choices)
    (finding,) = EditorialCheck(known).check_report()
    assert (finding.section_key, finding.text.source) == ("summary", Record("summary_choice", 8))


@pytest.mark.parametrize("text", ["begin 2024 en " * 500, "a" + " " * 9000 + "b", "x" * 5000, "Goed. " * 900])
def test_a_sentence_that_goes_on_for_ever_is_read_in_pieces_and_loses_no_word(text):
    pieces = list(split_sentences(text))
    assert all(0 < len(piece.text) <= 1000 for piece in pieces)
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
