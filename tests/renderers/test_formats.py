"""Each format of one small report, byte for byte; and what no format may do."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from app.domain.refusal import Invalid
from app.domain.report import Record
from app.domain.report.tree import LAYOUT
from app.renderers import FORMATS, html
from app.renderers.archive import format_named
from app.renderers.frozen import freeze, thaw
from app.renderers.json import build_shape
from app.renderers.markdown import escape
from tests.renderers.example import NASTY, TEXT_FORMATS, example, figured, pictured

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_report_is_written_byte_for_byte_as_before(name: str) -> None:
    # The style of a document stands in a file of its own, and is no text of the report.
    text = FORMATS[name].write(example(), None).decode()
    written = re.sub(r"(<style>).*?(</style>)", r"\1\2", text, flags=re.DOTALL)
    assert written == (GOLDEN / f"report.{name}").read_text("utf-8")


@pytest.mark.parametrize("shape", ["pictures", "figures"])
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_report_with_pictures_is_written_byte_for_byte_as_before(shape: str, name: str) -> None:
    tree = {"pictures": pictured, "figures": figured}[shape]()
    text = FORMATS[name].write(tree, None).decode()
    written = re.sub(r"(<style>).*?(</style>)", r"\1\2", text, flags=re.DOTALL)
    assert written == (GOLDEN / f"{shape}.{name}").read_text("utf-8")


@pytest.mark.parametrize("shape", ["report", "pictures", "figures"])
@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_stored_tree_of_each_shape_is_drawn_as_it_was(shape: str, name: str) -> None:
    """These trees were stored when their shape was new. They stay as they are: so do adopted reports."""
    stored = (GOLDEN / f"{shape}.tree.json").read_text("utf-8").rstrip("\n")
    trees = thaw(stored)
    assert freeze(trees) == stored
    written = re.sub(
        r"(<style>).*?(</style>)", r"\1\2", FORMATS[name].write(trees["nl"], None).decode(), flags=re.DOTALL
    )
    assert written == (GOLDEN / f"{shape}.{name}").read_text("utf-8")


def test_only_html_draws_and_every_format_has_the_table() -> None:
    texts = {name: FORMATS[name].write(pictured(), None).decode() for name in TEXT_FORMATS}
    assert {name for name, text in texts.items() if "<svg" in text} == {"html"}
    assert {name for name, text in texts.items() if "31 maart 2024" in text} == set(TEXT_FORMATS)


def test_each_picture_has_a_title_a_description_and_ids_of_its_own() -> None:
    text = FORMATS["html"].write(pictured(), None).decode()
    pictures = re.findall(r'<svg class="[a-z-]+chart[^>]*>.*?</svg>', text, flags=re.DOTALL)
    assert len(pictures) == 3  # the overview for wide and narrow screens, and the trend
    for picture in pictures:
        named = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', picture)
        assert [f'id="{id}"' in picture for id in named] == [True, True]
        assert re.search(r"<title [^>]*>[^<]+</title>\s*<desc [^>]*>[^<]+</desc>", picture)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    drawn = set(re.findall(r'(?:href="|url\()#([^")]+)', "".join(pictures)))
    assert drawn <= set(ids)


def test_an_unknown_format_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(Invalid) as refused:
        format_named("xlsx")
    assert "html, pdf, " in str(refused.value.fields["format"])


def test_json_has_the_shape_that_others_rely_on() -> None:
    tree = json.loads(FORMATS["json"].write(example(), None).decode())
    assert list(tree) == ["programme", "halfYear", "language", "version", "state", "hash", "sections"]
    assert tree["hash"] is None
    assert list(tree["sections"][0]) == ["key", "title", "blocks"]
    assert tree["sections"][1]["blocks"][2] == {
        "kind": "bullet",
        "text": "Handreiking. De oplevering volgt begin 2024.",
        "records": [{"type": "deliverable", "id": 17}, {"type": "deadline", "id": 40}],
    }
    assert build_shape(example(), "abc")["hash"] == "abc"


def test_what_people_wrote_cannot_become_markup_in_html() -> None:
    text = FORMATS["html"].write(example(), None).decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize(
    "text", [NASTY, "- een", "+ een", "12) een", "3. een", "> citaat", "= een", "a\nb\n\n# c", "_x_ ~y~ \\"]
)
def test_what_people_wrote_cannot_become_markup_in_markdown(text: str) -> None:
    shown = MarkdownIt("commonmark").enable("table").parse(escape(text))
    assert [token.type for token in shown] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in shown[1].children or ()} <= {"text", "text_special"}
    read = "".join(child.content for child in shown[1].children or ())
    assert read == " ".join(text.split())


def test_a_table_in_markdown_keeps_its_columns() -> None:
    shown = MarkdownIt("commonmark").enable("table").render(FORMATS["md"].write(example(), None).decode())
    assert "<td>begin 2024 | Q1</td>" in shown
    assert shown.count("<th>") == 2


def test_with_addresses_what_is_named_leads_there_and_the_rest_to_its_source() -> None:
    def link(record: Record) -> str | None:
        return f"/{record.type}/{record.id}" if record.type in ("deliverable", "project") else None

    text = html.render_body(example(), link)
    assert '<b><a href="/deliverable/17">Handreiking.</a></b> De oplevering' in text
    assert '<h3 id="action-line-1-1" data-records="project:3"><a href="/project/3">Huizen</a></h3>' in text
    assert text.count('<a class="source" href="/project/3">') == 1
    assert "Het gaat goed.</p>" in text


def test_without_addresses_only_the_contents_and_the_way_to_the_text_are_links() -> None:
    text = FORMATS["html"].write(replace(example(), layout=LAYOUT), None).decode()
    assert 'href="#action-line-1"' in text
    assert text.count("<a ") == 3
    assert 'data-records="deliverable:17 deadline:40"' in text


def test_a_document_is_in_the_language_of_its_report() -> None:
    assert '<html lang="en">' in FORMATS["html"].write(example("en"), None).decode()
    assert '<h2 id="contents-title">Inhoud</h2>' in FORMATS["html"].write(example("nl"), None).decode()
