"""The same report as text, PDF, DOCX and ODT: the same paragraphs, and of each what it promises."""

import io
import subprocess
import zipfile
from datetime import date

import pypandoc
import pytest
import typst

from app.domain.promise_extraction import propose_promises
from app.domain.refusal import Invalid
from app.readers.report_document import read_report_apart, read_report_file

REPORT = """# Leren in de wijk

De leerkring voor wijkteams komt eind 2022 voor het eerst bijeen.[^1] Wij streven ernaar het handboek voor
huisbezoek in het derde kwartaal van 2022 gereed te hebben.

- Uiterlijk 1 november 2022 ligt er een rekenmodel.

## Geld en regels

| Wat        | Wanneer    |
|------------|------------|
| Modelregel | maart 2023 |

[^1]: De deelnemers bellen elkaar zo vaak als zij dat willen.
"""
PARAGRAPHS = [
    (1, "Leren in de wijk"),
    (
        0,
        "De leerkring voor wijkteams komt eind 2022 voor het eerst bijeen. Wij streven ernaar het handboek "
        "voor huisbezoek in het derde kwartaal van 2022 gereed te hebben.",
    ),
    (0, "• Uiterlijk 1 november 2022 ligt er een rekenmodel."),
    (2, "Geld en regels"),
    (0, "Wat | Wanneer"),
    (0, "Modelregel | maart 2023"),
    (0, "De deelnemers bellen elkaar zo vaak als zij dat willen."),
]
LATEST = [date(2022, 12, 31), date(2022, 9, 30), date(2022, 11, 1), date(2023, 3, 31)]
COLUMNS = """#set page(width: 21cm, height: 14cm, columns: 2, header: [Voortgang Buurtkracht])
#set page(numbering: "1 / 1")
#set text(size: 10pt, lang: "nl", hyphenate: true, font: "DejaVu Sans")
#set par(justify: true)
#heading(text(size: 15pt)[Leren in de wijk])
De leerkring voor wijkteams komt eind 2022 voor het eerst bijeen.#footnote[De deelnemers bellen elkaar zo vaak
als zij dat zelf willen.] Drie hogescholen denken mee over de inhoud van de opleidingsprogrammabeschrijving.
Wie wil leren, moet weten waar hij begint, en daarom beginnen we met een startfoto van twaalf wijken.
#colbreak()
Wij streven ernaar het handboek voor huisbezoek in het derde kwartaal van 2022 gereed te hebben. Het besluit
over de bekostiging neemt de stuurgroep voor de zomer van 2023, want zonder geld kan de werving niet starten.
Zonder geld kan ook het overzicht niet beginnen, en daarom is er eerst een gesprek met de gemeenten.
"""


def convert(format):
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", format, "-o", "-"]
    return subprocess.run(command, input=REPORT.encode(), capture_output=True, check=True).stdout


def shown(report):
    return [(paragraph.level, paragraph.text) for paragraph in report.paragraphs]


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_a_document_gives_its_headings_items_rows_and_notes(format):
    report = read_report_file(convert(format), f"Verslag over leren.{format}")
    assert report.title == "Verslag over leren"
    assert shown(report) == PARAGRAPHS
    moments = [proposal.moment for proposal in propose_promises(report, date(2022, 1, 1))]
    assert [moment.latest for moment in moments if moment and moment.latest] == LATEST


def test_a_pdf_is_read_column_by_column_and_no_word_is_cut():
    report = read_report_apart(typst.compile(COLUMNS.encode()), "verslag.pdf")
    assert {paragraph.page for paragraph in report.paragraphs} == {1}
    head, title, columns, note = report.paragraphs
    assert (head.text, title.text, title.level) == ("Voortgang Buurtkracht", "Leren in de wijk", 1)
    assert "voor het eerst bijeen. Drie hogescholen" in columns.text
    assert "opleidingsprogrammabeschrijving. Wie wil leren" in columns.text
    assert "startfoto van twaalf wijken. Wij streven ernaar" in columns.text
    assert note.text == "De deelnemers bellen elkaar zo vaak als zij dat zelf willen."
    moments = [proposal.moment for proposal in propose_promises(report, date(2022, 1, 1))]
    assert [moment.latest for moment in moments if moment] == [
        date(2022, 12, 31),
        date(2022, 9, 30),
        date(2023, 6, 20),
    ]


def test_plain_text_may_have_been_written_on_any_machine():
    written = "Besluit over het cofinancieringsidee: begin 2023.\r\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        report = read_report_file(f"Café: {written}".encode(encoding), "verslag.txt")
        assert shown(report) == [(0, f"Café: {written.strip()}")]


def pack(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


DEEP = b"<a>" * 200 + b"</a>" * 200
REFUSED = {
    "another kind": (b"%PDF", "verslag.pptx", "Send"),
    "no kind": (b"tekst", "verslag", "Send"),
    "nothing": (b"", "verslag.txt", "no text"),
    "no letters": (b"PK\0\0", "verslag.txt", "no text"),
    "a pdf that is none": (b"tekst", "verslag.pdf", "no PDF"),
    "a scanned pdf": (typst.compile(b"#rect()"), "verslag.pdf", "scanned"),
    "an odt that is none": (b"tekst", "verslag.odt", "damaged"),
    "an odt of another kind": (pack(content_xml="<a/>"), "verslag.odt", "damaged"),
    "a document type": (pack(content_xml="<!DOCTYPE a><a/>"), "verslag.odt", "damaged"),
    "too deep": (pack(content_xml=DEEP), "verslag.odt", "more in this file"),
    "a docx that is none": (b"tekst", "verslag.docx", "damaged"),
    "too large": (b" " * (20 * 1024 * 1024 + 1), "verslag.txt", "20 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(name):
    data, file_name, words = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        read_report_file(data, file_name)
    assert words in str(refused.value.fields["file"])


def test_what_takes_too_much_is_refused_and_a_refusal_comes_back_whole():
    much = b"<a>" + b"<b/>" * 10_000_000 + b"</a>"
    with pytest.raises(Invalid) as refused:
        read_report_apart(pack(content_xml=much), "verslag.odt", memory=256 * 1024 * 1024)
    assert "more in this file" in str(refused.value.fields["file"])
    with pytest.raises(Invalid) as refused:
        read_report_apart(b"", "verslag.txt")
    assert "no text" in str(refused.value.fields["file"])
