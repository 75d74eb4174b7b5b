"""What the office writes in Markdown becomes blocks of the report, and nothing else."""

import pytest

from app.domain.report.compose import compose
from app.domain.report.facts import WrittenText
from app.domain.report.tree import BlockKind, Record
from app.readers.written import read_blocks
from app.renderers import html, json, markdown
from app.renderers.frozen import freeze, thaw
from tests.told import EN, NL, deliverable, facts, section

RECORD = Record("section_text", 7)
TEXT = """
Het programma **loopt**, zie [de besluiten](#decisions)[^geld].

## Buurten

- Eén buurt
  doet mee.
- Twee andere volgen.

> “Wij zijn er trots op”, zegt een buurman.

Meer op [de site](https://voorbeeld.nl/buurt) en [hier](javascript:alert(1)). Zie ook [^niets].

[^geld]: Het geld komt
  van het fonds.
"""


def told(text):
    return [(block.kind, block.text) for block in read_blocks(text, RECORD)]


def test_each_part_becomes_a_block_that_rests_on_its_record():
    blocks = read_blocks(TEXT, RECORD)
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.PARAGRAPH, "Het programma loopt, zie de besluiten."),
        (BlockKind.SUBHEADING, "Buurten"),
        (BlockKind.BULLET, "Eén buurt doet mee."),
        (BlockKind.BULLET, "Twee andere volgen."),
        (BlockKind.QUOTE, "“Wij zijn er trots op”, zegt een buurman."),
        (
            BlockKind.PARAGRAPH,
            "Meer op de site (https://voorbeeld.nl/buurt) en [hier](javascript:alert(1)). Zie ook [^niets].",
        ),
        (BlockKind.NOTE, "Het geld komt van het fonds."),
    ]
    assert {block.records for block in blocks} == {(RECORD,)}
    runs = {run.text: run for run in blocks[0].runs}
    assert runs["loopt"].is_strong
    assert runs["de besluiten"].target == "decisions"
    assert runs["1"].note == blocks[-1].note == 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<b onclick=x>Ha</b>", "```\n<i>\n```"])
def test_html_that_was_typed_is_shown_as_text(text):
    report = compose(facts(texts={("outlook", "nl"): WrittenText(7, text, read_blocks(text, RECORD))}), NL)
    shown = str(html.render_body(report))
    assert "&lt;" in shown
    assert "<script" not in shown
    assert "onclick=x>" not in shown.replace("onclick=x&gt;", "")


def test_what_was_written_goes_first_in_every_section_and_keeps_its_language():
    written = {("outlook", "nl"): WrittenText(7, TEXT, read_blocks(TEXT, RECORD))}
    known = facts(deliverable(), texts=written)
    dutch, english = (section(compose(known, words), "outlook").blocks for words in (NL, EN))
    assert dutch[0].text == english[0].text == "Het programma loopt, zie de besluiten."
    assert (dutch[0].language, english[0].language) == ("", "nl")
    translated = written | {("outlook", "en"): WrittenText(8, "It runs.", read_blocks("It runs.", RECORD))}
    english = section(compose(facts(deliverable(), texts=translated), EN), "outlook").blocks
    assert (english[0].text, english[0].language) == ("It runs.", "")


def test_every_format_shows_quotes_notes_references_and_the_language():
    written = {("outlook", "nl"): WrittenText(7, TEXT, read_blocks(TEXT, RECORD))}
    report = compose(facts(deliverable(), texts=written), EN)
    page, text = str(html.render_body(report)), markdown.render_document(report).decode()
    assert '<blockquote id="outlook-5" data-records="section_text:7" lang="nl">' in page
    assert '<a href="#decisions">de besluiten</a>' in page
    assert '<sup><a href="#outlook-note-1">1</a></sup>' in page
    assert 'id="outlook-note-1"' in page
    assert "zie de besluiten[^outlook-1]." in text
    assert '[^outlook-1]: <span lang="nl">Het geld komt van het fonds.</span>' in text
    assert '> <span lang="nl">“Wij zijn er trots op”, zegt een buurman.</span>' in text
    assert '"language":"nl"' in json.render_document(report).decode()
    assert thaw(freeze({"en": report})) == {"en": report}
