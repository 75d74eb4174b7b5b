"""Every kind of fact as a sentence, in Dutch and English, singular and plural, in every form of a moment.

The files were read aloud; whoever changes a sentence on purpose reads the new ones and writes them with
`REWRITE=1 pytest tests/domain/test_golden_sentences.py`.
"""

import os
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from app.domain.firmness import Firmness
from app.domain.report.compose import compose
from app.domain.report.since import count_in_report
from app.domain.report.statement import draft_statement
from app.domain.report.summary import counts_sentence
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind, Frequency
from app.domain.wording import Form, Phrasebook, change_in_words, decision_sentence, frequency_in_words
from tests.told import EN, NL, adopted_before, deliverable, facts, indicator, said, section, status, texts

GOLDEN = Path(__file__).parent / "golden"
WORDS = {"nl": NL, "en": EN}
PHRASES = (
    "12 juli 2024",
    "januari 2024",
    "begin 2024",
    "medio 2024",
    "eind 2024",
    "Q2 2024",
    "het tweede kwartaal van 2024",
    "voorjaar 2024",
    "H2 2024",
    "2024",
    "2024-2025",
    "voor de zomer van 2024",
    "na de zomer van 2024",
    "uiterlijk 1 mei 2024",
    "vóór 1 mei 2024",
    "vanaf 2024",
    "tussen maart en mei 2024",
    "binnenkort",
    "op korte termijn",
    "dit najaar",
    "komende maand",
    "begin april 2024",
    "eerste helft van 2024",
    "elk kwartaal",
)
REASON = "De drukker is vol."
NEED_A_MOMENT = (
    *(Form.LATE, Form.MOVED, Form.DATE_DROPPED, Form.DECIDED, Form.COMMITTED, Form.EXPECTED, Form.AIMED),
    *(Form.PLANNED, Form.PLANNED_AIMED, Form.LATER_THAN_PROMISED),
)


def promises(words):
    """A decision with each form of a moment, and with each firmness."""
    for phrase in PHRASES:
        yield decision_sentence(said(phrase), words)
    for firmness in Firmness:
        yield decision_sentence(said("begin 2024", firmness), words)
    for count, span in product((1, 2, 4), Frequency):
        yield frequency_in_words((count, span), words)


def phrases(words):
    """Each sentence of the summary, of one and of more, with a moment and without."""
    one, more = ("de leidraad", "het plan en de visie") if words.language == "nl" else ("X", "X and Y")
    for form, is_plural, when in product(Form, (False, True), ("in januari 2024", "")):
        if not when and form in NEED_A_MOMENT:
            continue
        book, names = Phrasebook(words), more if is_plural else one
        values = {"names": names, "titles": "Leidraad; Visie" if is_plural else "Leidraad"}
        values |= {"old": "begin 2024", "new": "Q2 2024", "reason": ": de drukker is vol", "parties": "VNG"}
        sentences = {book.say(form, is_plural=is_plural, when=when, **values): None for _ in range(6)}
        yield from sentences


def changes(words):
    """A moment that became another one."""
    for old, new in (
        ("begin 2024", "Q2 2024"),
        ("eind 2024", "begin 2024"),
        ("H2 2024", "oktober 2024"),
        ("oktober 2024", "H2 2024"),
        ("begin 2024", "binnenkort"),
        ("binnenkort", "begin 2024"),
        ("begin 2024", "begin 2024"),
        ("1 mei 2024", "3 mei 2024"),
        ("1 mei 2024", "2 mei 2024"),
        ("mei 2024", "juni 2024"),
    ):
        yield change_in_words(said(old), said(new, Firmness.EXPECTED), words)


def standings(words):
    """A decision in each status and confidence; one that was cancelled is told of in no statement."""
    for of, confidence in product((of for of in Status if of is not Status.CANCELLED), (None, *Confidence)):
        day = date(2023, 11, 20) if of.is_done else None
        milestone = deliverable(
            "Handreiking",
            kind=DeliverableKind.DECISION,
            deadlines=(said("begin 2024"),),
            statuses=(status(of, delivered_on=day, confidence=confidence, reason=REASON),),
        )
        yield draft_statement(milestone, facts(milestone), words).text
    for is_printed in (True, False):
        on_track = status(Status.IN_PROGRESS, confidence=Confidence.ON_TRACK)
        last = replace(on_track, answer="De druk is voorbereid", answer_in_report=is_printed)
        milestone = deliverable(
            "Handreiking", kind=DeliverableKind.DECISION, deadlines=(said("begin 2024"),), statuses=(last,)
        )
        yield draft_statement(milestone, facts(milestone), words).text


def sections(words):
    """Whole sections over one and over more of everything."""
    one, two = date(2023, 6, 30), date(2023, 9, 30)
    for number in (0, 1, 3):
        deliverables = [
            deliverable(f"Product {n}", id=n, deadlines=(said(phrase, on=date(2023, 3, 1), id=40 + n),))
            for n, phrase in enumerate(("begin 2023", "eind 2023", "begin 2024")[:number], start=1)
        ]
        series = (indicator(1, ("120", one), ("200", two), name="Bezoekers", unit="mensen"),)
        read = compose(
            facts(*deliverables, previous=adopted_before(), indicators=series[: number and 1]), words
        )
        yield counts_sentence(
            count_in_report(deliverables, facts(*deliverables)), facts(*deliverables), words
        )
        for key in ("introduction", "promises", "decisions", "indicators", "outlook", "after", "colophon"):
            yield from texts(section(read, key))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(
    "what", [promises, phrases, changes, standings, sections], ids=lambda one: one.__name__
)
def test_every_kind_of_fact_reads_as_in_the_golden_sentences(language, what):
    text = "\n".join(line for line in what(WORDS[language]) if line) + "\n"
    kept = GOLDEN / f"{what.__name__}.{language}.txt"
    if os.environ.get("REWRITE"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, "utf-8")
    assert text == kept.read_text("utf-8")
