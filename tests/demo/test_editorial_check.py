"""The editorial check over the invented programme: contradictions are found, what is true is left alone."""

from collections import Counter
from datetime import date

import pytest

from app.domain.editorial_check import CheckedText, EditorialCheck
from app.domain.report.tree import BlockKind, Record
from app.queries.programme import programme_by_slug
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.reporting_period import periods
from tests.demo import contradictions, contradictions_later

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

PLANTED = (*contradictions.PLANTED, *contradictions_later.PLANTED)
DAY = date(2023, 12, 18)


@pytest.fixture
def facts(demo_database):
    """`facts("voorbeeld")`: those of the round over 2023-H2, on the day of the demonstration."""

    def of(slug):
        with demo_database.reading() as session:
            programme = programme_by_slug(session, slug)
            return draft_facts(session, programme, periods(session, [programme.id])[-1], DAY)

    return of


def texts(which):
    """The report with one of both sentences of each, and with chapters in which all is true."""
    chapters = dict(contradictions_later.CHAPTERS)
    for planted in PLANTED:
        chapters[planted.section] = f"{chapters.get(planted.section, '')}\n\n{getattr(planted, which)}"
    return [
        CheckedText(key, text, Record("section_text", n)) for n, (key, text) in enumerate(chapters.items())
    ]


def test_at_least_fifty_seven_of_sixty_contradictions_are_found(facts):
    sentences = {
        finding.sentence for finding in EditorialCheck(facts("voorbeeld")).check_texts(texts("false"))
    }
    missed = [
        planted.false for planted in PLANTED if not any(sentence in planted.false for sentence in sentences)
    ]
    assert len(PLANTED) == 60
    assert len(missed) <= 3, missed


def test_every_kind_is_among_them_and_is_told_as_what_it_is(facts):
    by_sentence = {
        finding.sentence: finding
        for finding in EditorialCheck(facts("voorbeeld")).check_texts(texts("false"))
    }
    told_as = Counter(
        (planted.kind, finding.kind)
        for planted in PLANTED
        for sentence, finding in by_sentence.items()
        if sentence in planted.false
    )
    assert {kind for kind, _ in told_as} == {planted.kind for planted in PLANTED}
    alike = sum(count for (kind, other), count in told_as.items() if kind == other)
    assert alike >= 0.9 * sum(told_as.values())


def test_where_all_is_true_at_most_three_are_found(facts):
    findings = EditorialCheck(facts("voorbeeld")).check_texts(texts("true"))
    assert len(findings) <= 3, [(finding.kind, finding.sentence) for finding in findings]


@pytest.mark.parametrize("slug", ["voorbeeld", "toekomstscenario"])
def test_nothing_is_found_in_what_is_composed_from_the_data(facts, slug):
    known = facts(slug)
    running = (BlockKind.PARAGRAPH, BlockKind.BULLET)
    written = [
        CheckedText(
            section.key, "\n\n".join(b.text for b in section.blocks if b.kind in running), Record("report", 1)
        )
        for section in compose_draft(known, "nl").sections
    ]
    assert sum(len(chapter.text) for chapter in written) > 3000
    assert [(finding.kind, finding.sentence) for finding in EditorialCheck(known).check_texts(written)] == []


def test_the_words_of_the_data_take_the_place_of_what_was_said(facts):
    wrong = CheckedText(
        "summary",
        "Tot nu toe zijn 750 bomen geplant. Het besluit over de milieuzone volgt medio 2024.",
        Record("section_text", 1),
    )
    first, second = EditorialCheck(facts("voorbeeld")).check_texts([wrong])
    assert (first.record.type, second.record.type) == ("indicator", "deliverable")
    assert first.mended.startswith("Tot nu toe zijn 700 bomen geplant.")
    assert second.mended.endswith("Het besluit over de milieuzone volgt begin 2024.")
    assert (
        EditorialCheck(facts("voorbeeld")).check_texts(
            [CheckedText("summary", second.mended.replace("750", "700"), wrong.source)]
        )
        == ()
    )
