"""A report as PDF: what validators say of it, what its structure tells, and what stands on its pages."""

import re
from dataclasses import replace

import pypdfium2
import pytest
import typst

from app.domain.report import Block, BlockKind, Report, Row, Run, Section
from app.renderers import json
from app.renderers.brief import render_brief
from app.renderers.pdf import render_document
from tests.machine.pdf import elements, pdf_faults, read_pdf, scope
from tests.renderers.example import example, pictured
from tests.renderers.hostile import STRINGS, hostile
from tests.renderers.test_brief import LARGE, PICTURED

EMPTY = replace(example(), sections=())
DIGEST = "ab" * 32
_ROWS = tuple(Row((Run(f"begin{n} " + "woord " * 40 + f"eind{n}"), Run(f"{n}")), ()) for n in range(60))
LONG_TABLE = Block(BlockKind.TABLE, (Run("Alles"),), (), ("Wat", "Aantal"), _ROWS)
COLOPHON = Block(
    BlockKind.TABLE,
    (Run("Over deze rapportage"),),
    (),
    ("Gegeven", "Waarde"),
    tuple(
        Row((Run(name), Run(value)), ())
        for name, value in (
            ("Programma", "Buurtkracht & co"),
            ("Nummer", "3"),
            ("Periode", "1 juli 2023 tot en met 31 december 2023"),
            ("Peildatum", "18 december 2023"),
            ("Verwerkt tot en met", "20 december 2023"),
            ("Rapportagedatum", "15 januari 2024"),
        )
    ),
)
NOTES = (
    Block(BlockKind.PARAGRAPH, (Run("Dat is gemeten"), Run("1", note=1), Run("."))),
    Block(BlockKind.NOTE, (Run("In alle proeftuinen."),), note=1),
)


@pytest.fixture(scope="module")
def adopted() -> Report:
    sections = (
        *example().sections,
        *pictured().sections,
        Section("outlook", "6", "Vooruitblik", (*NOTES, LONG_TABLE)),
        Section("colophon", "7", "Colofon", (COLOPHON,)),
    )
    return replace(pictured(), sections=sections)


@pytest.fixture(scope="module")
def document(adopted: Report) -> bytes:
    return render_document(adopted, DIGEST)


@pytest.fixture(scope="module")
def hostile_document() -> bytes:
    return render_document(hostile())


def test_each_report_is_accessible_and_archival_whatever_people_wrote(document, hostile_document):
    documents = {
        "adopted": document,
        "hostile": hostile_document,
        "empty": render_document(EMPTY),
        "brief": render_brief(LARGE),
        "brief with a picture": render_brief(PICTURED),
        "untagged": typst.compile(b"Niets", pdf_tags=False),
    }
    faults = pdf_faults(documents)
    assert [fault for fault in faults if not fault.startswith("untagged")] == []
    assert {fault.split(": ")[1] for fault in faults} == {"ua1", "3a"}, "the validator sees what is wrong"


def test_a_table_has_header_cells_for_each_column_and_a_caption(document, adopted):
    tables = [block for section in adopted.sections for block in section.blocks if block.columns]
    with read_pdf(document) as pdf:
        headers = elements(pdf, "TH")
        assert len(elements(pdf, "Table")) == len(tables)
        assert len(headers) == sum(len(block.columns) for block in tables)
        assert {scope(header) for header in headers} == {"/Column"}
        assert len(elements(pdf, "TD")) == sum(len(row.cells) for block in tables for row in block.rows)


def test_a_document_names_itself_its_language_its_chapters_and_its_pages(document, adopted):
    with read_pdf(document) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert str(pdf.docinfo.Title) == f"{adopted.title}, {adopted.programme_title}"
        assert str(pdf.docinfo.CreationDate).startswith("D:20240115")
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert [
            title.endswith(section.title) for title, section in zip(titles, adopted.sections, strict=True)
        ]
        assert "/PageLabels" in pdf.Root
        assert len(elements(pdf, "TOC")) == 1
        assert len(elements(pdf, "Note")) == 1
        figures = elements(pdf, "Figure")
        assert [str(figure.Alt).split(".")[0] for figure in figures] == [
            "Mijlpalen op de tijdas",
            "Laatst beloofde dag per rapportage",
        ]


def test_the_text_for_machines_is_in_the_file(document, adopted):
    with read_pdf(document) as pdf:
        ((name, attached),) = pdf.attachments.items()
        assert name == "buurtkracht-2023-H2-versie-1.0.json"
        assert attached.get_file().read_bytes() == json.render_document(adopted, DIGEST)


def test_a_concept_says_so_on_every_page_and_an_adopted_report_bears_its_version_and_hash(document):
    assert all("CONCEPT 0.1" in page for page in _pages(render_document(example())))
    pages = _pages(document)
    assert not any("CONCEPT" in page for page in pages)
    assert all("Versie 1.0" in page for page in pages[1:])
    assert DIGEST in pages[-1].replace("\n", "").replace("\r", "")


def test_the_cover_tells_the_period_and_the_reference_date(document):
    cover = _pages(document)[0]
    for words in (
        "Derde voortgangsrapportage",
        "1 juli 2023 tot en met 31 december 2023",
        "18 december 2023",
    ):
        assert words in " ".join(cover.split())


def test_each_chapter_starts_a_page_and_no_row_is_cut(document, adopted):
    pages = _pages(document)
    for section in adopted.sections:
        (first,) = [n for n, page in enumerate(pages) if section.title in page and n > 1]
        lines = [line for line in pages[first].splitlines() if line.strip()]
        assert section.title in " ".join(lines[:4])
    for n in range(60):
        (starts,), (ends,) = (_find(rf"\b{word}{n}\b", pages) for word in ("begin", "eind"))
        assert starts == ends


def test_a_management_summary_takes_two_pages():
    def words(kind: BlockKind, count: int) -> Block:
        return Block(kind, (Run("dit beeld " * (count // 2)),))

    parts = [words(BlockKind.HEADING, 8), *[words(BlockKind.BULLET, 34)] * 4]
    sections = (
        Section("summary", "2", "Managementsamenvatting", tuple(parts * 8)),
        Section("outlook", "10", "Vooruitblik", ()),
    )
    pages = _pages(render_document(replace(example(), sections=sections)))
    summary, outlook = (
        _find(f"{title}\r?\n", pages)[-1] for title in ("Managementsamenvatting", "Vooruitblik")
    )
    assert outlook - summary == 2


def test_no_word_leaves_the_page(hostile_document):
    with pypdfium2.PdfDocument(hostile_document) as pdf:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage()
            edge = max(text.get_rect(place)[2] for place in range(text.count_rects()))
            assert edge < page.get_width() - 20, f"page {number}"


def test_sixty_hostile_texts_are_tried():
    assert len(set(STRINGS)) == 60


def _find(pattern: str, pages: list[str]) -> list[int]:
    return [number for number, page in enumerate(pages) if re.search(pattern, page)]


def _pages(document: bytes) -> list[str]:
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
