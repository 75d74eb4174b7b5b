"""Where the sentences of proposals stand in the text of their report."""

from datetime import date

import pytest

from app.domain.firmness import Firmness
from app.domain.promise_extraction import Paragraph, ReportText, propose_promises
from app.domain.promise_extraction.passages import Quote, cut_excerpt
from app.domain.promise_extraction.wording import find_firmness_words


def text(*paragraphs: str | tuple[str, int]) -> ReportText:
    """A report on one page; a heading comes with its level."""
    return ReportText(
        "Nota", tuple(Paragraph(p, 4) if isinstance(p, str) else Paragraph(p[0], 4, p[1]) for p in paragraphs)
    )


def marked(report: ReportText, *quotes: Quote[int]) -> list[tuple[str, tuple[int, ...]]]:
    """Every marked piece of the excerpt, with whose it is."""
    return [
        (run.text, run.keys)
        for stretch in cut_excerpt(report, quotes).stretches
        for paragraph in stretch.paragraphs
        for run in paragraph.runs
        if run.keys
    ]


def test_a_sentence_is_marked_where_it_was_read_and_not_where_its_words_stand_first() -> None:
    report = text("De visie komt.", "Eerst dit. De visie komt. Dan dat.")
    excerpt = cut_excerpt(report, [Quote(1, "De visie komt.", "bladzijde 4, alinea 2")])
    (stretch,) = excerpt.stretches
    (paragraph,) = stretch.paragraphs
    assert [run.text for run in paragraph.runs] == ["Eerst dit. ", "De visie komt.", " Dan dat."]
    assert excerpt.pages == (4, 4)


def test_two_promises_of_one_sentence_share_its_passage() -> None:
    sentence = "De visie komt in mei en het plan in juni."
    quotes = [Quote(key, sentence, "bladzijde 4, alinea 1") for key in (1, 2)]
    assert marked(text(sentence), *quotes) == [(sentence, (1, 2))]


def test_sentences_that_overlap_lose_no_word_of_the_text() -> None:
    whole, part = "De visie komt in mei, zegt men.", "komt in mei"
    report = text(whole)
    excerpt = cut_excerpt(report, [Quote(1, whole, ""), Quote(2, part, "")])
    (run,) = excerpt.stretches[0].paragraphs[0].runs
    assert (run.text, set(run.keys)) == (whole, {1, 2})


def test_words_that_stand_nowhere_are_named_and_an_empty_quote_is_not_everywhere() -> None:
    excerpt = cut_excerpt(text("Soep."), [Quote(1, "Brood.", "bladzijde 4, alinea 1"), Quote(2, "", "")])
    assert excerpt.missing == (1, 2)
    assert excerpt.stretches == ()


def test_what_stands_far_from_any_passage_is_folded_and_counted() -> None:
    report = text(("1. Doel", 1), "Een.", *(f"Zin {n}." for n in range(90)), "Twee.", "Daarna.")
    first, folded, last = cut_excerpt(report, [Quote(1, "Een.", ""), Quote(2, "Twee.", "")]).stretches
    assert [paragraph.runs[0].text for paragraph in first.paragraphs] == ["1. Doel", "Een."]
    assert (folded.folded, len(folded.paragraphs)) == (90, 40)
    assert [paragraph.runs[0].text for paragraph in last.paragraphs] == ["Twee."]


@pytest.mark.parametrize(
    ("sentence", "phrase", "expected"),
    [
        ("De visie komt naar verwachting in mei.", "in mei", (Firmness.EXPECTED, "naar verwachting")),
        ("Wij verwachten dat de visie in mei komt.", "in mei", (Firmness.EXPECTED, "verwachten")),
        ("Wij streven naar een visie in mei.", "in mei", (Firmness.AIMED, "streven")),
        ("De visie komt in mei.", "in mei", (Firmness.COMMITTED, "")),
        (
            "De visie komt naar verwachting eens.",
            "woorden van elders",
            (Firmness.EXPECTED, "naar verwachting"),
        ),
    ],
)
def test_the_words_that_say_how_firmly_are_those_of_the_clause_of_the_moment(
    sentence: str, phrase: str, expected: tuple[Firmness, str]
) -> None:
    assert find_firmness_words(sentence, phrase) == expected


def test_the_words_that_are_quoted_say_what_the_proposal_says() -> None:
    sentences = (
        "De visie komt naar verwachting in mei 2024.",
        "Wij streven naar een handreiking in juni 2024, want het plan komt in mei 2024.",
        "Het plan is gereed in Q3 2024, terwijl de brief vermoedelijk in juli 2024 verschijnt.",
        "Uiterlijk 1 november 2024 verschijnt het advies.",
        "Wij verwachten dat de leidraad in augustus 2024 verschijnt.",
    )
    proposals = propose_promises(text(*sentences), date(2023, 12, 18))
    assert len(proposals) > len(sentences)
    for proposal in proposals:
        assert proposal.moment is not None
        firmness, _ = find_firmness_words(proposal.quote, proposal.moment.phrase)
        assert firmness == proposal.firmness, proposal.quote
