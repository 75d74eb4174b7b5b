"""Forty edits of the kinds that people make in Word: each is shown, and none changes a text by itself.

Every document is our own, with the edit made in its XML as Word makes it.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from app.domain.refusal import Invalid
from app.domain.report import Block, BlockKind, Record, Report, Row, Run
from app.domain.text_round_trip import (
    SectionToSend,
    TextState,
    compare_document,
    compare_text,
    name_section,
)
from app.readers.word import read_word, read_word_apart
from app.readers.written import read_blocks, write_blocks
from app.renderers.office_package import read_parts, write_parts
from app.renderers.section_texts import SectionContent, list_data_lines, render_texts

TEXTS = {
    "introduction": "Wij beginnen.",
    "summary": (
        "Het gaat **goed**, zie [besluiten](#decisions).[^1]\n\nDe tweede alinea.\n\n"
        "- Een punt\n- Nog een punt\n\n"
        "> Een citaat.\n\n[^1]: Volgens de peiling."
    ),
    "action-line:1": "",
    "decisions": "Er is besloten.\n\nVoor €\u00a05 per Rijks\u00adweg\u2003en meer.\n\n[^1]\n\n[^1]: Los.",
}
HEADINGS = {
    "introduction": "1 Inleiding",
    "summary": "2 Samenvatting",
    "action-line:1": "4.1 Actielijn 1: Buurten",
    "decisions": "6 Besluiten",
}
DATA = (
    Block(BlockKind.PARAGRAPH, (Run("Er zijn 12 mijlpalen."),)),
    Block(BlockKind.BULLET, (Run("Handreiking.", is_strong=True), Run(" Volgt begin 2024."))),
    Block(
        BlockKind.TABLE, (Run("Mijlpalen"),), (), ("Mijlpaal", "Moment"),
        (Row((Run("Handreiking"), Run("begin 2024")), ()), Row((Run("Kaart"), Run("eind 2024")), ())),
    ),
)  # fmt: skip
REPORT = Report(
    "buurtkracht", "Buurtkracht", "2023-H2", 3, "Derde voortgangsrapportage", "nl", "0.1", "editing"
)


def section(key: str, texts: dict[int, str] | None = None) -> SectionToSend:
    versions = texts if texts is not None else ({1: TEXTS[key]} if TEXTS[key] else {})
    return SectionToSend(
        name_section("buurtkracht", "2023-H2", "nl", key),
        key,
        HEADINGS[key],
        versions,
        list_data_lines(DATA, "nl"),
    )


SECTIONS = [section(key) for key in TEXTS]


@pytest.fixture(scope="module")
def sent() -> bytes:
    """The document as it is downloaded."""
    contents = [
        SectionContent(section, read_blocks(section.text, Record("section_text", 0)), DATA)
        for section in SECTIONS
    ]
    return render_texts(REPORT, contents)


def edit_xml(package: bytes, *edits: Callable[[str], str], **parts: str) -> bytes:
    """Return the document with its text edited, and with other parts beside it."""
    kept = read_parts(package)
    document = kept["word/document.xml"].decode()
    for edit in edits:
        document = edit(document)
    kept["word/document.xml"] = document.encode()
    for name, text in parts.items():
        kept[f"word/{name}.xml"] = text.encode()
    return write_parts(kept)


def swap(old: str, new: str) -> Callable[[str], str]:
    def edit(document: str) -> str:
        assert old in document, old
        return document.replace(old, new, 1)

    return edit


def run_of(text: str, inside: str = "") -> str:
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_of(text: str, style: str = "BodyText", more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run_of(text)}</w:p>'


def document_of(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


def behind(text: str, added: str) -> Callable[[str], str]:
    """Put something behind the paragraph in which a text stands."""

    def edit(document: str) -> str:
        end = document.index("</w:p>", document.index(f">{text}")) + len("</w:p>")
        return document[:end] + added + document[end:]

    return edit


def without(text: str) -> Callable[[str], str]:
    """Take away the paragraph in which a text stands."""

    def edit(document: str) -> str:
        at = document.index(f">{text}")
        start, end = document.rindex("<w:p>", 0, at), document.index("</w:p>", at) + len("</w:p>")
        return document[:start] + document[end:]

    return edit


def move_behind(first: str, second: str, until: str) -> Callable[[str], str]:
    """Move everything from one heading to another behind a third."""

    def edit(document: str) -> str:
        starts = [start_of(document, text) for text in (first, second, until)]
        part = document[starts[0] : starts[1]]
        return document[: starts[0]] + document[starts[1] : starts[2]] + part + document[starts[2] :]

    return edit


def in_summary(edit: Callable[[str], str]) -> Callable[[str], str]:
    """Edit from the heading of the summary on."""

    def edit_rest(document: str) -> str:
        start = start_of(document, "2 Samenvatting")
        return document[:start] + edit(document[start:])

    return edit_rest


def start_of(document: str, heading: str) -> int:
    return document.rindex("<w:bookmarkStart", 0, document.rindex("<w:p>", 0, document.index(f">{heading}<")))


IN_LIST = '<w:numPr><w:numId w:val="1001"/></w:numPr>'
AUTHOR = 'w:id="90" w:author="Noor" w:date="2024-01-02T10:00:00Z"'
BORDERED = (
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
)
PASTED = BORDERED.format(*map(paragraph_of, ("Jaar", "Aantal", "2023", "12")))
PICTURE = (
    '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:inline><wp:docPr id="9" name="Foto" descr="Een groep mensen"/></wp:inline></w:drawing></w:r></w:p>'
)
BOX = (
    "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:txbxContent></w:pict>"
    "</w:r></w:p>"
)
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" '
    'w:author="Karel"><w:p><w:r><w:t>Klopt dit getal?</w:t></w:r></w:p></w:comment></w:comments>'
)
NOTE = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="{}">'
    '<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)
SECOND = "De tweede alinea."


def bold(text: str) -> str:
    return run_of(text, "<w:rPr><w:b/></w:rPr>")


CHANGED = {
    "a word is changed": ([swap("De tweede alinea", "De derde alinea")], "De derde alinea."),
    "a sentence is added": (
        [swap("De tweede alinea.", "De tweede alinea. En meer.")],
        "De tweede alinea. En meer.",
    ),
    "a paragraph is added": ([behind(SECOND, paragraph_of("Nieuw."))], f"{SECOND}\n\nNieuw."),
    "a paragraph is deleted": ([without(SECOND)], "[^1]\n\n- Een punt"),
    "a word is made bold": (
        [swap(run_of(SECOND), run_of("De ") + bold("tweede") + run_of(" alinea."))], "De **tweede** alinea.",
    ),
    "a bold word is made plain": ([in_summary(swap("<w:b />", '<w:b w:val="0"/>'))], "Het gaat goed, zie"),
    "a word is made italic": (
        [swap(run_of(SECOND), run_of("De derde", "<w:rPr><w:i/></w:rPr>") + run_of(" alinea."))],
        "De derde alinea.",
    ),
    "an item is added": (
        [behind("Nog een punt", paragraph_of("Derde punt", "Compact", IN_LIST))],
        "- Nog een punt\n- Derde punt",
    ),
    "a list by its style": (
        [behind(SECOND, paragraph_of("Met een streepje", "ListBullet"))],
        "- Met een streepje",
    ),
    "a numbered list": (
        [behind(SECOND, paragraph_of("Ten eerste", more='<w:numPr><w:numId w:val="7"/></w:numPr>'))],
        "- Ten eerste",
    ),
    "an item is made a paragraph": (
        [lambda text: re.sub(r"<w:numPr>.*?</w:numPr>", "", text, count=1)], "Een punt\n\n- Nog een punt",
    ),
    "a quote is added": ([behind(SECOND, paragraph_of("Mooi!", "BlockText"))], "> Mooi!"),
    "a heading is added": ([behind(SECOND, paragraph_of("Buurten", "Heading2"))], "### Buurten"),
    "a heading of a section that is none": ([behind(SECOND, paragraph_of("Extra", "Heading1"))], "### Extra"),
    "a footnote is changed": ([swap(SECOND, "De derde.")], "De derde."),
    "a reference is taken away": (
        [lambda text: re.sub(r"<w:hyperlink w:anchor=.mp_[^>]*>(.*?)</w:hyperlink>", r"\1", text)],
        "zie besluiten.",
    ),
    "a line break": ([swap(SECOND, "De</w:t><w:br/><w:t>derde alinea.")], "De derde alinea."),
    "a hard space": ([swap(SECOND, "De\u00a0derde alinea.")], "De\u00a0derde alinea."),
    "signs that mean something in Markdown": ([swap(SECOND, "1. Niet_zo* [x] # y")], "1\\."),
    "signs that mean something in XML": ([swap(SECOND, "R&amp;D &lt;b&gt;")], "R&D <b>"),
    "emoji and other writing": ([swap(SECOND, "日本 👩 عربي")], "日本 👩 عربي"),
    "a very long word": ([swap(SECOND, "x" * 9_000)], "x" * 9_000),
    "text in several runs, as Word splits it": (
        [swap(run_of(SECOND), run_of("De der") + '<w:proofErr w:type="spellStart"/>' + run_of("de alinea."))],
        "De derde alinea.",
    ),
    "two sections at once": (
        [swap(SECOND, "De derde."), swap("Er is besloten.", "Er is niets besloten.")], "De derde.",
    ),
    "a tracked insertion": (
        [swap(run_of(SECOND), run_of(SECOND) + f"<w:ins {AUTHOR}>{run_of(' Erbij.')}</w:ins>")],
        f"{SECOND} Erbij.",
    ),
    "a tracked deletion": (
        [swap(run_of(SECOND), run_of("De ")
              + f"<w:del {AUTHOR}><w:r><w:delText>tweede</w:delText></w:r></w:del>"
              + run_of("alinea."))],
        "De alinea.",
    ),
    "a tracked end of a paragraph": (
        [swap("</w:pPr>" + run_of(SECOND),
              f"<w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr>" + run_of("De derde; "))],
        "De derde; Een punt",
    ),
    "a tracked move": (
        [swap(run_of(SECOND), f"<w:moveFrom {AUTHOR}>{run_of(SECOND)}</w:moveFrom>"),
         behind("Een citaat.", f"<w:p><w:moveTo {AUTHOR}>{run_of(SECOND)}</w:moveTo></w:p>")],
        f"> Een citaat.\n\n{SECOND}",
    ),
    "a table is pasted": ([behind(SECOND, PASTED)], "- Jaar; Aantal\n- 2023; 12"),
    "a picture is pasted": ([behind(SECOND, PICTURE), swap(SECOND, "De foto.")], "De foto."),
    "a text box": ([behind(SECOND, BOX), swap(SECOND, "Het kader.")], "Het kader."),
    "a comment": (
        [swap(run_of(SECOND), '<w:commentRangeStart w:id="7"/>' + run_of("De derde.")
              + '<w:commentRangeEnd w:id="7"/>'
              '<w:r><w:commentReference w:id="7"/></w:r>')],
        "De derde.",
    ),
    "text below what is made from the data": (
        [in_summary(swap("</w:tbl>", "</w:tbl>" + paragraph_of("Onderaan.")))],
        "Onderaan.",
    ),
    "a field in the text": (
        [swap(run_of(SECOND), '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE '
              "</w:instrText>"
              '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run_of("2 januari")
              + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')],
        "2 januari",
    ),
    "a content control": (
        [swap(run_of(SECOND), f"<w:sdt><w:sdtContent>{run_of('Ingevuld.')}</w:sdtContent></w:sdt>")],
        "Ingevuld.",
    ),
    "everything is deleted": (
        [without(text) for text in ("Het gaat ", SECOND, "Een punt", "Nog een punt", "Een citaat.")],
        "",
    ),
}  # fmt: skip
"""What is done to the summary, and what must then be in the text that is proposed for it."""

NOTICED = {
    "a heading of a section that is none": "no section of this report",
    "a tracked insertion": "",
    "a table is pasted": "read as a list",
    "a picture is pasted": "Een groep mensen",
    "a text box": "In een kader",
    "text below what is made from the data": "below what is made from the data",
    "everything is deleted": "empty in the document",
}
TRACKED = {name for name in CHANGED if "tracked" in name}


def compare(package, sections=SECTIONS):
    comparison = compare_document(read_word(package), sections, write_blocks)
    return comparison, {section.section.key: section for section in comparison.sections}


@pytest.mark.parametrize("name", list(CHANGED))
def test_each_edit_of_a_text_is_shown_and_told(sent, name):
    edits, expected = CHANGED[name]
    comparison, by_key = compare(edit_xml(sent, *edits, comments=COMMENTS))
    summary = by_key["summary"]
    assert summary.state is TextState.CHANGED
    assert expected in summary.proposed
    assert summary.sent == SECTIONS[1].text
    others = {key for key, compared in by_key.items() if compared.state is not TextState.SAME} - {"summary"}
    assert others == ({"decisions"} if name == "two sections at once" else set())
    assert NOTICED.get(name, "") in " ".join(map(str, summary.notices))
    assert bool(comparison.notices) is (name in TRACKED)
    assert [(remark.author, remark.text, remark.about) for remark in summary.remarks] == (
        [("Karel", "Klopt dit getal?", "De derde.")] if name == "a comment" else []
    )


def test_what_was_not_edited_is_not_a_change(sent):
    comparison, by_key = compare(sent)
    assert all(compared.is_silent for compared in by_key.values())
    assert comparison.notices == ()


def test_the_document_as_libreoffice_saves_it_is_the_same(sent):
    """It puts a bookmark in the heading, and the same once more in the last paragraph of its section."""

    def save_again(document: str) -> str:
        marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(mp_[^"]+)" />', document)
        assert len(marks) == len(SECTIONS)
        document = re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", document)
        for key, mark in zip(TEXTS, marks, strict=True):
            point = f'</w:pPr><w:bookmarkStart w:id="1" w:name="{mark}"/>'
            start = document.index(f">{HEADINGS[key]}<")
            head = document.rindex("</w:pPr>", 0, start)
            document = document[:head] + point + document[head + len("</w:pPr>") :]
            last = document.rindex("</w:pPr>", 0, document.index("</w:tbl>", start))
            document = document[:last] + point + document[last + len("</w:pPr>") :]
        return document.replace('w:val="BodyText"', 'w:val="TextBody"')

    _, by_key = compare(edit_xml(sent, save_again))
    assert [compared.section.key for compared in by_key.values() if not compared.is_silent] == []


def heading_in(document: str, heading: str) -> str:
    at = document.index(f">{heading}<")
    return document[document.rindex("<w:p>", 0, at) : document.index("</w:p>", at) + len("</w:p>")]


def test_a_house_style_without_our_styles_changes_nothing(sent):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bare = edit_xml(sent, styles=f'<w:styles xmlns:w="{space}"/>')
    compared = compare_document(read_word(bare), SECTIONS, write_blocks)
    assert all(text.is_silent for text in compared.sections)


def test_a_deleted_heading_does_not_put_its_text_in_the_section_before(sent):
    taken = edit_xml(sent, lambda text: text.replace(heading_in(text, "2 Samenvatting"), ""))
    without_bookmarks = edit_xml(taken, lambda text: re.sub(r"<w:bookmark(?:Start|End)[^>]*/>", "", text))
    for package in (taken, without_bookmarks):
        _, by_key = compare(package)
        assert by_key["introduction"].proposed == TEXTS["introduction"]
        assert by_key["summary"].state is TextState.SAME
        assert "no longer in the document" in str(by_key["summary"].notices[0])


def test_a_renamed_heading_is_known_by_its_bookmark_and_else_by_its_place(sent):
    renamed = edit_xml(sent, swap(">2 Samenvatting<", ">2 In het kort<"))
    for package in (renamed, edit_xml(renamed, lambda text: re.sub(r"<w:bookmark[^>]*/>", "", text))):
        _, by_key = compare(package)
        assert by_key["summary"].state is TextState.SAME
        assert "2 In het kort" in str(by_key["summary"].notices[0])


def test_a_section_that_is_gone_or_moved_or_there_twice_is_told(sent):
    document = read_parts(sent)["word/document.xml"].decode()
    start, end = start_of(document, "2 Samenvatting"), start_of(document, "4.1 Actielijn 1: Buurten")
    _, by_key = compare(edit_xml(sent, swap(document[start:end], "")))
    assert by_key["summary"].state is TextState.MISSING
    assert "not in the document" in str(by_key["summary"].notices[0])
    moved = move_behind("1 Inleiding", "2 Samenvatting", "4.1 Actielijn 1: Buurten")
    _, by_key = compare(edit_xml(sent, moved))
    assert "was moved" in " ".join(str(notice) for compared in by_key.values() for notice in compared.notices)
    assert {compared.state for compared in by_key.values()} == {TextState.SAME}
    again = behind(
        "Wij beginnen.", paragraph_of("6 Besluiten", "Heading1") + paragraph_of("Nog een besluit.")
    )
    _, by_key = compare(edit_xml(sent, again))
    assert "twice" in " ".join(map(str, by_key["decisions"].notices))
    assert "Nog een besluit." in by_key["decisions"].proposed
    assert "Er is besloten." in by_key["decisions"].proposed


def test_a_change_in_what_is_made_from_the_data_is_named_and_changes_nothing(sent):
    edits = {
        "Er zijn 12 mijlpalen.": ("Er zijn 14 mijlpalen.", "Er zijn 12 mijlpalen.", "Er zijn 14 mijlpalen."),
        "eind 2024": ("eind 2025", "eind 2024", "eind 2025"),
    }
    for old, (new, gone, come) in edits.items():
        _, by_key = compare(edit_xml(sent, swap(old, new)))
        assert (by_key["introduction"].data_gone, by_key["introduction"].data_new) == (gone, come)
        assert {compared.state for compared in by_key.values()} == {TextState.SAME}
    _, by_key = compare(edit_xml(sent, without("Er zijn 12 mijlpalen.")))
    assert (by_key["introduction"].data_gone, by_key["introduction"].data_new) == (
        "Er zijn 12 mijlpalen.",
        "",
    )


def test_data_that_changed_here_meanwhile_are_no_change_in_the_document(sent):
    other = list_data_lines(DATA[:1], "nl")
    later = [
        SectionToSend(section.id, section.key, section.heading, section.texts, other) for section in SECTIONS
    ]
    _, by_key = compare(sent, later)
    assert [compared.data_gone or compared.data_new for compared in by_key.values()] == [""] * 4


def test_a_text_that_was_changed_here_too_is_a_conflict_that_keeps_both(sent):
    later = [
        section(one.key, {**one.texts, 2: "Hier anders."}) if one.key == "summary" else one
        for one in SECTIONS
    ]
    _, by_key = compare(edit_xml(sent, swap(SECOND, "De derde.")), later)
    summary = by_key["summary"]
    assert summary.state is TextState.CONFLICT
    assert (summary.sent, summary.section.text) == (TEXTS["summary"], "Hier anders.")
    assert "De derde." in summary.proposed
    _, by_key = compare(sent, later)
    assert by_key["summary"].state is TextState.SAME
    assert compare_text(later[1], 1, "Hier anders.").state is TextState.SAME


def test_a_text_in_a_section_without_one_is_a_change(sent):
    empty = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'
    _, by_key = compare(edit_xml(sent, swap(empty, paragraph_of("Voor het eerst."))))
    assert (by_key["action-line:1"].state, by_key["action-line:1"].proposed) == (
        TextState.CHANGED,
        "Voor het eerst.",
    )


def test_a_footnote_that_is_changed_or_added_comes_back(sent):
    notes = read_parts(sent)["word/footnotes.xml"].decode()
    changed = edit_xml(sent, footnotes=notes.replace("Volgens de peiling.", "Volgens de telling."))
    _, by_key = compare(changed)
    assert by_key["summary"].proposed.endswith("[^1]: Volgens de telling.")
    reference = '<w:r><w:footnoteReference w:id="77"/></w:r>'
    added = NOTE.format(77, "Erbij.").split("<w:footnote ")[1]
    both = edit_xml(
        sent,
        swap(run_of(SECOND), run_of(SECOND) + reference),
        footnotes=notes.replace("</w:footnotes>", f"<w:footnote {added}"),
    )
    _, by_key = compare(both)
    assert by_key["summary"].proposed.endswith("[^1]: Volgens de peiling.\n[^2]: Erbij.")


def test_a_document_of_another_report_is_not_recognised(sent):
    foreign = [
        SectionToSend(
            name_section("ander", "2022-H1", "nl", section.key),
            section.key,
            f"9 {section.key}",
            section.texts,
        )
        for section in SECTIONS
    ]
    comparison, by_key = compare(sent, foreign)
    assert not comparison.is_known
    assert not any(compared.can_be_taken for compared in by_key.values())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0 oud", "old Word file"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG", "picture"),
        (b"gewone tekst", "damaged"),
        (b"PK\x03\x04 kapot", "damaged"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (write_parts({"mimetype": b"application/vnd.oasis.opendocument.text"}), "LibreOffice"),
        (write_parts({"word/document.xml": b"<x/>", "word/vbaProject.bin": b""}), "macros"),
        (write_parts({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}), "damaged"),
        (write_parts({"word/document.xml": b"<x>" * 300 + b"</x>" * 300}), "more in this file"),
        (write_parts({"word/document.xml": document_of(paragraph_of("a") * 5_001)}), "more in this file"),
        (write_parts({"xl/workbook.xml": b"<x/>"}), "damaged"),
    ],
)
def test_what_is_no_word_document_is_refused_with_what_to_do(content, words):
    with pytest.raises(Invalid) as refused:
        read_word(content)
    assert words in str(refused.value.fields["file"])


def test_a_process_of_its_own_reads_and_refuses_the_same(sent):
    assert read_word_apart(sent) == read_word(sent)
    with pytest.raises(Invalid) as refused:
        read_word_apart(b"%PDF")
    assert "PDF" in str(refused.value.fields["file"])


@pytest.mark.parametrize(
    "text",
    [
        "Het gaat **goed**.[^1]\n\n- een\n- twee\n\n> citaat\n\n### kop\n\n[^1]: De noot.",
        "12\\. geen lijst",
        "\\# geen kop",
        "R&D [x] 5 * 3 <b> `x` \\_a\\_",
        "**vet [besluiten](#decisions) vet** gewoon",
        "a & b &amp; c",
    ],
)
def test_a_text_is_written_as_it_is_read(text):
    blocks = read_blocks(text, Record("section_text", 1))
    written = write_blocks(blocks)
    again = read_blocks(written, Record("section_text", 1))
    assert [(block.kind, block.text) for block in again] == [(block.kind, block.text) for block in blocks]
    assert write_blocks(again) == written


def test_the_document_is_made_of_the_same_bytes_twice(sent):
    contents = [
        SectionContent(section, read_blocks(section.text, Record("section_text", 0)), DATA)
        for section in SECTIONS
    ]
    assert render_texts(REPORT, contents) == sent
    assert zipfile.ZipFile(BytesIO(sent)).testzip() is None
