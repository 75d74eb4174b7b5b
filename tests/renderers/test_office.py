"""A report for Word and LibreOffice: the whole text of its tree, built as such documents are built."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from app.domain.report import Block, BlockKind, Record, Report, Row, Run, Section
from app.renderers import FORMATS
from app.renderers.frozen import thaw
from app.renderers.office import render_docx, render_odt
from app.renderers.office_reference import make_reference
from app.renderers.pandoc import clean_text, run
from app.renderers.picture import draw_picture
from app.settings import settings
from tests.machine.office import convert_all
from tests.renderers.example import example, pictured

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT.parent / "shared" / "standards" / "OpenDocument-v1.3-schema.rng"
STORED = (Path(__file__).parent / "golden" / "adopted_before.tree.json").read_text("utf-8").rstrip("\n")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, TABLE, OFFICE, DRAW, SVG = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("text", "table", "office", "drawing", "svg-compatible")
)

HOSTILE = (
    *("\x00nul", "\x01\x08\x0b\x1f bel\x07", "a\u200bb\u200d", "\ufeffmerk", "\x7f\x85", "\ud800 half"),
    *("\uffff\ufffe", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<w:p/>", "</w:t>", "&amp; &lt;", "<?xml?>"),
    *("<!DOCTYPE x>", "&#0;", "<script>alert(1)</script>", "' OR 1=1 --", "${7*7}", "{{ 7*7 }}", "%s %n"),
    *("../../etc/passwd", "`id`", "\\x", "\\newcommand{}", "$x^2$", "| a | b |", "# kop", "* punt", "---"),
    *("~~weg~~", "[x](file:///etc/passwd)", "=1+1", "@som", "+31", "-5", "!important", "“aanhaling”"),
    *("l'été", "Ærø Åse", "naïef", "ﬁ ligatuur", "ß İ ı", "日本語のテキスト", "한국어", "ไทย", "العربية نص"),
    *(
        "עברית טקסט",
        "Русский",
        "हिन्दी",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f",
        "𝒜𝓁𝓅𝒽𝒶",
    ),
    *("Z͑ͫ̓a̴l̀g͟o", "\u202eomgekeerd", "\u2066links\u2069", "ˈfoːnɛm", "½ ¼ ²", "x" * 10_000),
    *("   veel   witruimte   ", "\t\n\r"),
)
NOTED = Report(
    "buurtkracht", "Buurtkracht & co", "2023-H2", 3, "Derde voortgangsrapportage", "nl", "1.0", "adopted",
    (
        Section("summary", "2", "Samenvatting", (
            Block(BlockKind.PARAGRAPH, (
                Run("Het gaat "), Run("goed", is_strong=True), Run("1", note=1),
                Run(", zie "), Run("besluiten", target="decisions"), Run("."),
            )),
            Block(BlockKind.QUOTE, (Run("Wij zijn tevreden."),)),
            Block(BlockKind.PARAGRAPH, (Run("We are happy."),), language="en"),
            Block(BlockKind.NOTE, (Run("Volgens de peiling."),), note=1),
        )),
        Section("decisions", "6", "Besluiten", ()),
    ),
)  # fmt: skip


def hostile() -> Report:
    """A report whose every text tries to break a document."""
    paragraphs = tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in HOSTILE)
    rows = tuple(Row((Run(text), Run(text)), (Record("deliverable", 1),)) for text in HOSTILE)
    table = Block(BlockKind.TABLE, (Run(HOSTILE[9]),), (), (HOSTILE[13], HOSTILE[0]), rows)
    return Report(
        "buurtkracht", HOSTILE[10], HOSTILE[5], 3, HOSTILE[8], "nl", "0.1", "open",
        (Section("summary", HOSTILE[4], HOSTILE[16], (*paragraphs, table)),),
    )  # fmt: skip


REPORTS = {
    "example": example(),
    "pictured": pictured(),
    "noted": NOTED,
    "hostile": hostile(),
    "empty": replace(example(), sections=()),
    "stored": thaw(STORED)["nl"],
}


@pytest.fixture(scope="module")
def written():
    """Each report in both formats."""
    return {
        f"{name}.{format}": FORMATS[format].write(report, None if report.is_concept else "a1" * 32)
        for name, report in REPORTS.items()
        for format in ("docx", "odt")
    }


@pytest.fixture(scope="module")
def saved_again(written):
    """The same documents as LibreOffice opens and saves them, all in one start of it."""
    return convert_all(written)


def lines_of_tree(report: Report) -> list[str]:
    """Every text that is printed of a report, in order; notes stand where they are referred to."""
    lines, explained = [], {""}
    for section in report.sections:
        lines.append(f"{section.number} {section.title}")
        notes = {block.note: block.text for block in section.blocks if block.note}
        for block in section.blocks:
            if picture := draw_picture(block, report.language):
                lines += [picture.title, *({picture.legend} - explained)]
                explained.add(picture.legend)
            if block.kind is not BlockKind.NOTE:
                lines.append("".join(f" {notes[run.note]} " if run.note else run.text for run in block.runs))
            lines += block.columns
            lines += [cell.text for row in block.rows for cell in row.cells]
    return [line for line in map(squeeze, lines) if line]


def squeeze(text: str) -> str:
    """Text as a document keeps it."""
    return " ".join(clean_text(text).split())


def lines_of_odt(package: bytes) -> list[str]:
    """Every paragraph behind the table of contents, with its notes in their places."""
    body = ElementTree.fromstring(zipfile.ZipFile(BytesIO(package)).read("content.xml")).find(
        f".//{OFFICE}text"
    )
    lines, before = [], True
    for element in walk_paragraphs(body):
        before = before and element.tag != f"{TEXT}h"
        if not before:
            lines.append(squeeze("".join(texts_of(element))))
    return [line for line in lines if line and not line.startswith("SHA-256")]


def walk_paragraphs(parent):
    for child in parent:
        if child.tag == f"{TEXT}table-of-content":
            continue
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield child
        else:
            yield from walk_paragraphs(child)


def texts_of(element):
    if element.tag in (f"{TEXT}note-citation", f"{SVG}title", f"{SVG}desc"):
        return
    if element.tag in (f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"):
        yield " "
    apart = " " if element.tag == f"{TEXT}note" else ""
    yield apart + (element.text or "")
    for child in element:
        yield from texts_of(child)
        yield child.tail or ""
    yield apart


def test_word_and_opendocument_open_in_libreoffice_with_the_text_of_the_tree(saved_again):
    for name, package in saved_again.items():
        expected = lines_of_tree(REPORTS[name.partition(".")[0]])
        assert lines_of_odt(package) == expected, name


def test_what_stands_in_opendocument_itself_is_the_text_of_the_tree(written):
    for name, report in REPORTS.items():
        assert lines_of_odt(written[f"{name}.odt"]) == lines_of_tree(report), name


def test_nothing_of_its_build_is_lost_when_libreoffice_saves_it_again(written, saved_again):
    for name in REPORTS:
        before, after = (count_parts(packages[f"{name}.odt"]) for packages in (written, saved_again))
        assert before == after, name
        assert count_parts(saved_again[f"{name}.docx"]) == before, name


def count_parts(package: bytes) -> dict[str, object]:
    content = ElementTree.fromstring(zipfile.ZipFile(BytesIO(package)).read("content.xml"))
    return {
        "headings": [
            (element.get(f"{TEXT}outline-level"), squeeze("".join(texts_of(element))))
            for element in content.iter(f"{TEXT}h")
            if "".join(texts_of(element)).strip()
        ],
        "head rows": len(list(content.iter(f"{TABLE}table-header-rows"))),
        "notes": len(list(content.iter(f"{TEXT}note"))),
        "pictures": [
            (frame.findtext(f"{SVG}title"), frame.findtext(f"{SVG}desc"))
            for frame in content.iter(f"{DRAW}frame")
        ],
        "lists": len(list(content.iter(f"{TEXT}list-item"))),
    }


def test_every_picture_says_what_is_to_be_seen_in_it(written):
    blocks = pictured().sections[0].blocks
    words = [(block.text, (block.milestones or block.trend).description) for block in blocks]
    assert count_parts(written["pictured.odt"])["pictures"] == words
    document = part_of(written["pictured.docx"], "word/document.xml")
    assert re.findall(r'<wp:docPr descr="([^"]*)" title="([^"]*)"', document) == [
        (description, title) for title, description in words
    ]
    assert "data:image" not in document


def test_a_word_document_is_built_of_styles_with_head_rows_that_repeat(written):
    document = ElementTree.fromstring(part_of(written["example.docx"], "word/document.xml"))
    styles = [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]
    assert [style for style in styles if style.startswith("Heading")] == [
        *("Heading1", "Heading1", "Heading2", "Heading3")
    ]
    for table in document.iter(f"{W}tbl"):
        first, *others = table.iter(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (first, *others))
    assert {"TOC1", "Title", "Subtitle", "TableCaption", "TableText"} <= set(styles)


def test_both_bear_their_title_their_language_and_that_of_a_text_in_another(written):
    assert "<dc:title>Derde voortgangsrapportage</dc:title>" in part_of(
        written["noted.docx"], "docProps/core.xml"
    )
    assert re.search('<w:lang [^>]*w:val="nl-NL"', part_of(written["noted.docx"], "word/styles.xml"))
    assert re.search('<w:lang [^>]*w:val="en-GB"', part_of(written["noted.docx"], "word/document.xml"))
    assert "<dc:title>Derde voortgangsrapportage</dc:title>" in part_of(written["noted.odt"], "meta.xml")
    assert 'fo:language="nl"' in part_of(written["noted.odt"], "styles.xml")
    assert 'fo:language="en"' in part_of(written["noted.odt"], "content.xml")


def test_a_draft_says_so_on_every_page_and_an_adopted_report_bears_its_hash(written):
    for draft, adopted in (("example", "noted"),):
        assert "CONCEPT 0.1" in part_of(written[f"{draft}.docx"], "word/header1.xml")
        assert "CONCEPT 0.1" in part_of(written[f"{draft}.odt"], "styles.xml")
        assert "CONCEPT" not in part_of(written[f"{adopted}.docx"], "word/header1.xml")
        assert ">CONCEPT" not in part_of(written[f"{adopted}.odt"], "styles.xml")
        assert "SHA-256: a1a1" in part_of(written[f"{adopted}.docx"], "word/document.xml")
        assert "SHA-256: a1a1" in part_of(written[f"{adopted}.odt"], "content.xml")


def test_opendocument_keeps_its_own_rules(written):
    """ODF 1.3, part 2, 3.1 and 3.3; with the schema beside the project, all of it is held against that."""
    schema = etree.RelaxNG(etree.parse(SCHEMA)) if SCHEMA.exists() else None
    for name in REPORTS:
        archive = zipfile.ZipFile(BytesIO(written[f"{name}.odt"]))
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        manifest = archive.read("META-INF/manifest.xml").decode()
        for part in archive.namelist():
            assert part in ("mimetype", "META-INF/manifest.xml") or f'full-path="{part}"' in manifest, part
        for part in ("content.xml", "styles.xml", "meta.xml"):
            tree = etree.fromstring(archive.read(part)).getroottree()
            assert tree.getroot().get(f"{OFFICE}version") == "1.3"
            assert schema is None or schema.validate(tree), (name, part, schema.error_log)


def test_a_ministry_brings_its_own_styles_and_a_draft_is_marked_all_the_same(monkeypatch, tmp_path):
    """Its document has other letters and neither header nor footer."""
    for format in ("docx", "odt"):
        theirs = run([f"--print-default-data-file=reference.{format}"])
        (tmp_path / f"huisstijl.{format}").write_bytes(theirs)
        monkeypatch.setenv(f"MIJLPAAL_REFERENCE_{format.upper()}", str(tmp_path / f"huisstijl.{format}"))
    settings.cache_clear()
    ours = {format: make_reference(format) for format in ("docx", "odt")}
    docx, odt = render_docx(example()), render_odt(example())
    settings.cache_clear()
    assert "Archivo" in part_of(ours["docx"], "word/styles.xml")
    assert "Archivo" not in part_of(docx, "word/styles.xml")
    assert "CONCEPT 0.1" in part_of(docx, "word/header9.xml")
    assert 'w:headerReference w:type="default" r:id="rIdConcept"' in part_of(docx, "word/document.xml")
    assert "Archivo" not in part_of(odt, "styles.xml")
    assert re.search(r"<style:header>\s*<text:p[^>]*>CONCEPT 0.1", part_of(odt, "styles.xml"))


def part_of(package: bytes, name: str) -> str:
    return zipfile.ZipFile(BytesIO(package)).read(name).decode()
