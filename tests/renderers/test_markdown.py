"""Markdown from the second layout on: nothing of a report is missing, and CommonMark shows all of it."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from app.domain.report import Block, BlockKind, Run, Section
from app.renderers import markdown
from tests.renderers.example import OVERVIEW, TREND, example

TABLE = example().sections[1].blocks[-1]
NOTED = (
    Block(BlockKind.PARAGRAPH, (Run("Het geld is er"), Run("1", note=1), Run(" nog."))),
    Block(BlockKind.NOTE, (Run("Fondsbrief"),), note=1),
)
ENGLISH = Block(BlockKind.PARAGRAPH, (Run("It goes *well*."),), language="en")
SECTIONS = (
    Section("introduction", "1", "Inleiding", (*NOTED, ENGLISH, TABLE)),
    Section("action-line:1", "4.1", "Ontmoeten", (*NOTED, OVERVIEW, TREND)),
)
TEXT = markdown.render_document(replace(example(), sections=SECTIONS, layout=2)).decode()
SHOWN = MarkdownIt("commonmark").enable("table").render(TEXT)


def test_a_note_is_told_apart_from_that_of_another_section_and_is_shown_even_where_it_is_one_word():
    assert re.findall(r"is er(\[\^[^]]+\])", TEXT) == ["[^introduction-1]", "[^action-line-1-1]"]
    assert re.findall(r"^(\[\^[^]]+\]): ", TEXT, re.MULTILINE) == ["[^introduction-1]", "[^action-line-1-1]"]
    assert SHOWN.count("Fondsbrief") == 2


def test_every_table_has_its_caption_and_every_picture_says_what_is_seen_in_it():
    for block in (TABLE, OVERVIEW, TREND):
        assert f"<strong>{block.text}</strong>" in SHOWN
    for block in (OVERVIEW, TREND):
        assert f"<p>{block.picture.description}</p>" in SHOWN
    assert SHOWN.count("<table>") == 3


def test_the_language_of_the_report_and_of_words_in_another_is_told():
    assert '<!-- lang="nl" -->' in TEXT
    assert '<p><span lang="en">It goes *well*.</span></p>' in SHOWN
