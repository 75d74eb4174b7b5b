"""Printed lines become whole paragraphs: what a page cut is put together, what it added is taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.promise_extraction import PlainLine, build_report_text


def read(text, size=()):
    """The paragraphs of printed text, a heading with its level in front; a form feed begins a page."""
    pages = text.split("\f")
    lines = [
        PlainLine(line, number if len(pages) > 1 else None, dict(size).get(line.strip(), 10 if size else 0))
        for number, page in enumerate(pages, 1)
        for line in page.split("\n")
    ]
    return [
        f"{'#' * paragraph.level} {paragraph.text}".strip()
        for paragraph in build_report_text(lines, "Verslag").paragraphs
    ]


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("De wijk-\nvisie is klaar.", "De wijkvisie is klaar."),
        ("De wijk -\nvisie is klaar.", "De wijkvisie is klaar."),
        ("De wijk\N{SOFT HYPHEN}\nvisie is klaar.", "De wijkvisie is klaar."),
        ("Er zijn wijk-\nen buurtteams.", "Er zijn wijk- en buurtteams."),
        ("De GGZ-\ninstelling doet mee.", "De GGZ-instelling doet mee."),
        ("Dit komt in de periode Q1-\nQ2 van 2024.", "Dit komt in de periode Q1-Q2 van 2024."),
        ("Het plan gaat – zoals\n– vaker gezegd – door.", "Het plan gaat – zoals – vaker gezegd – door."),
        ("Het plan komt in de\n\nzomer van 2024.", "Het plan komt in de zomer van 2024."),
    ],
)
def test_what_the_end_of_a_line_cut_is_whole(printed, whole):
    assert read(printed) == [whole]


def test_headings_items_and_rows_are_paragraphs_of_their_own():
    text = """2.1 Leren in de wijk
De leerkring komt eind 2022 voor het eerst bijeen, met alle
wijkteams die mee willen doen.
Wat er komt
• een startfoto van de twaalf wijken
• een handboek voor huisbezoek in
  het derde kwartaal
| Wat | Wanneer |
| Rekenmodel | 1 november 2022 |"""
    assert read(text) == [
        "## 2.1 Leren in de wijk",
        "De leerkring komt eind 2022 voor het eerst bijeen, met alle wijkteams die mee willen doen.",
        "## Wat er komt",
        "• een startfoto van de twaalf wijken",
        "• een handboek voor huisbezoek in het derde kwartaal",
        "| Wat | Wanneer |",
        "| Rekenmodel | 1 november 2022 |",
    ]


def test_a_text_that_marks_its_headings_has_no_others():
    assert read("# Planning\n\n_Wanneer?_\n\nQ1 2022\n\n## Daarna") == [
        "# Planning",
        "_Wanneer?_",
        "Q1 2022",
        "## Daarna",
    ]


def test_a_text_with_larger_letters_has_no_other_headings_but_those_with_a_number():
    text = "Voortgang\nIn de wijken\n\n2.1 Leren\nAlles gaat goed, ook in de wijken."
    assert read(text, {"Voortgang": 14}) == [
        "# Voortgang",
        "In de wijken",
        "## 2.1 Leren",
        "Alles gaat goed, ook in de wijken.",
    ]


def test_larger_letters_are_headings_by_their_size():
    text = "Buurtkracht\nWat er komt\nDe visie komt\nin 2024."
    sizes = {"Buurtkracht": 18, "Wat er komt": 14, "De visie komt": 10}
    assert read(text, sizes.items()) == ["# Buurtkracht", "## Wat er komt", "De visie komt in 2024."]


def test_footnotes_leave_the_text_and_come_last():
    text = """De wijkteams zijn begonnen. 1 Zij werken met elf
geldstromen 2 en met 2 rekenmodellen in 12 wijken.

1 Dit zijn de teams van de twaalf wijken die
als eerste meededen.
2 Zie het overzicht van geldstromen, p. 4.

De volgende stap komt in Q3."""
    assert read(text) == [
        "De wijkteams zijn begonnen. Zij werken met elf geldstromen en met 2 rekenmodellen in 12 wijken.",
        "De volgende stap komt in Q3.",
        "Dit zijn de teams van de twaalf wijken die als eerste meededen.",
        "Zie het overzicht van geldstromen, p. 4.",
    ]


def test_a_number_with_which_a_text_begins_is_of_the_text_and_no_footnote():
    text = "2 wijkteams zijn begonnen. 2 Zij werken.\n\n2 Zie het overzicht van geldstromen, p. 4."
    assert read(text) == [
        "2 wijkteams zijn begonnen. Zij werken.",
        "Zie het overzicht van geldstromen, p. 4.",
    ]


def test_what_repeats_on_every_page_and_its_number_are_left_out():
    texts = [f"De visie van {name} komt in 2024.\n" * 5 for name in ("Aa", "Beek", "Cadzand", "Dam")]
    pages = [
        f"Voortgang Buurtkracht\n\n{text}Versie 2\nPagina {page} van 4" for page, text in enumerate(texts, 1)
    ]
    assert read("\f".join(pages)) == [" ".join(text.split()) for text in texts]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=30))
@settings(max_examples=60)
def test_no_text_whatever_breaks_it_and_every_word_stays(lines):
    report = build_report_text([PlainLine(line) for line in lines], "")
    assert all(paragraph.text.strip() for paragraph in report.paragraphs)
