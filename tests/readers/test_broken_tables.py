"""Ninety ways in which a table can be broken: each is refused in Dutch words, at its line and column."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
import xlsxwriter

from app.domain.deliverable_table import Column, Directory, TableChoices, plan_table, recognise
from app.domain.known_name import KnownName, KnownNames
from app.domain.sheet import MOST_COLUMNS, MOST_ROWS, MOST_SAVED, UnreadableTable
from app.readers.table import LARGEST_FILE, read_file, read_text, write_text
from app.readers.table_process import read_file_apart
from app.templating import translator
from app.templating.vocabulary import say
from tests.sheets import make_sheet

TODAY = date(2023, 12, 18)
HEAD = ["Titel", "Project", "Soort", "Trekker", "Wanneer", "Hardheid", "Gezegd op", "Nodig", "Partij", "Bron"]


def directory():
    return Directory(
        lines=KnownNames([KnownName(1, "Ontmoeten"), KnownName(2, "Meedoen")]),
        projects=KnownNames([KnownName(1, "Huizen"), KnownName(2, "Buurtapp"), KnownName(3, "buurtapp")]),
        leads=KnownNames(
            [
                KnownName(1, "Bram de Wit", ("Bram",)),
                KnownName(2, "Iris Bos", ("Iris",)),
                KnownName(3, "Iris Vos", ("Iris",)),
            ]
        ),
        parties=KnownNames([KnownName(1, "Stichting Buurtfonds", ("fonds",))]),
        deliverables=KnownNames([KnownName(9, "Handreiking")]),
        began_on=date(2021, 1, 1),
        most={Column.TITLE: 300, Column.SOURCE: 300},
    )


def workbook(*rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet("Plannen")
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("F:"):
                    sheet.write_formula(line, column, cell[2:])
                elif isinstance(cell, str):
                    sheet.write_string(line, column, cell)
                else:
                    sheet.write(line, column, cell)
    return file.getvalue()


GOOD = workbook(["Titel"], ["Koffieplan"])


def changed(**parts):
    """The good workbook with parts of it replaced or added; none takes one away."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held |= {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): text
        for name, text in parts.items()
    }
    return pack({name: text for name, text in held.items() if text is not None})


def pack(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def sheet_xml(inner, head=b""):
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        b'<?xml version="1.0"?>'
        + head
        + b'<worksheet xmlns="'
        + main
        + b'"><sheetData>'
        + inner
        + b"</sheetData></worksheet>"
    )


SHEET = "xl__worksheets__sheet1_xml"


def in_sheet(inner, head=b""):
    """The good workbook with these rows in its sheet."""
    return changed(**{SHEET: sheet_xml(inner, head)})


def repacked(sign, at, again_at):
    """The good workbook, of which each part says something else at this place of its headers."""
    data = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", at), (b"PK\x01\x02", again_at)):
        for match in re.finditer(re.escape(mark), GOOD):
            data[match.start() + place : match.start() + place + 2] = sign
    return bytes(data)


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FILES = {
    "nothing at all": (b"", (0, "")),
    "blanks only": (b" \r\n ", (0, "")),
    "an old workbook, or one with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, (0, "")),
    "a PDF": (b"%PDF-1.7 ...", (0, "")),
    "a picture": (b"\x89PNG\r\n\x1a\n....", (0, "")),
    "a photograph": (b"\xff\xd8\xff\xe0....", (0, "")),
    "rich text": (b"{\\rtf1 plan}", (0, "")),
    "a packed text": (b"\x1f\x8b\x08\x00....", (0, "")),
    "a web page": (b"<!DOCTYPE html><table><tr><td>Titel</td></tr></table>", (0, "")),
    "a web page that is called a workbook": (b"<html><table></table></html>", (0, "")),
    "a workbook as XML": (b'<?xml version="1.0"?><Workbook/>', (0, "")),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)), (0, "")),
    "bytes without sense": (bytes(range(128, 256)) * 3 + b"\x00\x01", (0, "")),
    "half a workbook": (GOOD[: len(GOOD) // 2], (0, "")),
    "a workbook with a broken middle": (GOOD[:300] + b"xxxx" + GOOD[304:], (0, "")),
    "a packed folder": (pack({"plan.csv": "Titel\nKoffieplan"}), (0, "")),
    "a text document": (pack({"[Content_Types].xml": "", "word/document.xml": "<w/>"}), (0, "")),
    "a LibreOffice table": (pack({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), (0, "")),
    "a binary workbook": (changed(xl__workbook_bin=b"x"), (0, "")),
    "macros": (changed(xl__vbaProject_bin=b"x"), (0, "")),
    "old macros": (changed(xl__macrosheets__sheet1_xml=b"<a/>"), (0, "")),
    "buttons that run something": (changed(xl__activeX__activeX1_xml=b"<a/>"), (0, "")),
    "a link to another workbook": (changed(xl__externalLinks__externalLink1_xml=b"<a/>"), (0, "")),
    "a query on a database": (changed(xl__connections_xml=b"<a/>"), (0, "")),
    "a file inside it": (changed(xl__embeddings__oleObject1_bin=b"x"), (0, "")),
    "a way out of the archive": (changed(**{"../../etc/x": b"x"}), (0, "")),
    "an entity that grows": (changed(**{SHEET: sheet_xml(b"", BOMB)}), (0, "")),
    "XML that does not end": (changed(**{SHEET: b"<worksheet><sheetData><row>"}), (0, "")),
    "no list of sheets": (changed(xl__workbook_xml=None), (0, "")),
    "no sheet at all": (changed(**{SHEET: None}), (0, "")),
    "an empty workbook": (workbook(), (0, "")),
    "a formula": (workbook(["Titel"], ["Plan"], ["F:=1+1"]), (3, "A")),
    "a formula that calls a program": (
        workbook(["Titel", "Bron"], ["Plan", "F:=cmd|'/c calc'!A1"]),
        (2, "B"),
    ),
    "a formula far to the right": (workbook(["Titel"], ["Plan", *[""] * 40, "F:=A1"]), (2, "AP")),
    "an error of the spreadsheet": (
        changed(**{SHEET: sheet_xml(b'<row r="4"><c r="C4" t="e"><v>#N/A</v></c></row>')}),
        (4, "C"),
    ),
    "a cell at the end of the world": (
        changed(**{SHEET: sheet_xml(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}),
        (1048576, "A"),
    ),
    "a cell far beyond the last column": (
        changed(**{SHEET: sheet_xml(b'<row r="1"><c r="XFD1"><v>1</v></c></row>')}),
        (1, "XFD"),
    ),
    "a row with a name": (changed(**{SHEET: sheet_xml(b'<row r="een"/>')}), (0, "")),
    "a formula in CSV": (b"Titel;Bron\nPlan;=HYPERLINK(1)\n", (2, "B")),
    "a quotation mark that is not closed": (b'Titel;Bron\nPlan;"Kamerbrief\n', (2, "")),
    "a quotation mark in the middle": (b'Titel;Bron\nPlan;"Kamer"brief\n', (2, "")),
    "a sign that nobody can read": (b"Titel\nPlan\x07\n", (2, "A")),
    "a cell as long as a book": (b"Titel\n" + b"x" * 60_000 + b"\n", (2, "A")),
    "a cell without end": (b"Titel\n" + b"x" * 300_000 + b"\n", (2, "")),
    "too many columns": (b";".join([b"Titel"] * (MOST_COLUMNS + 1)), (1, "CW")),
    "too many rows": (b"Titel\n" + b"Plan\n" * (MOST_ROWS + 1), (MOST_ROWS + 2, "")),
    "text of two bytes a sign that stops halfway": (b"\xff\xfeT\x00i\x00t", (0, "")),
    "text of two bytes a sign that does not say so": ("Titel\nPlan".encode("utf-16-le"), (0, "")),
    "text of four bytes a sign": ("Titel\nPlan".encode("utf-32"), (0, "")),
    "data of a program": (b'[{"titel": "Plan"},\n {"titel": "Gids"}]', (0, "")),
    "a database": (b"SQLite format 3\x00" + b"\x10\x00\x01\x01" * 20, (0, "")),
    "a picture of a web page": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", (0, "")),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", (0, "")),
    "a packed file of another kind": (b"Rar!\x1a\x07\x01\x00" + b"\x10" * 40, (0, "")),
    "parts with a password": (repacked(b"\x01\x00", 6, 8), (0, "")),
    "parts packed in a way that nobody reads": (repacked(b"\x61\x00", 8, 10), (0, "")),
    "more parts than a workbook has": (pack({f"xl/{number}": "" for number in range(1100)}), (0, "")),
    "buttons of its own": (changed(xl__ctrlProps__ctrlProp1_xml=b"<a/>"), (0, "")),
    "a query on a web page": (changed(xl__queryTables__queryTable1_xml=b"<a/>"), (0, "")),
    "no way from the list to the sheets": (changed(**{"xl___rels__workbook_xml.rels": None}), (0, "")),
    "texts that are gone": (changed(xl__sharedStrings_xml=None), (0, "")),
    "a text that is not there": (in_sheet(b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), (0, "")),
    "a cell without a place": (in_sheet(b'<row r="1"><c r="1A"><v>1</v></c></row>'), (0, "")),
    "a row before the first": (in_sheet(b'<row r="-1"><c r="A-1"><v>1</v></c></row>'), (0, "")),
    "a file of the machine": (
        in_sheet(
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>',
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        ),
        (0, ""),
    ),
    "a formula over several cells": (
        in_sheet(b'<row r="2"><c r="B2"><f t="array" ref="B2:B3">A1</f><v>1</v></c></row>'),
        (2, "B"),
    ),
    "a formula of another cell": (
        in_sheet(b'<row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c></row>'),
        (2, "B"),
    ),
    "a table of what-if": (
        in_sheet(b'<row r="5"><c r="C5"><f t="dataTable" ref="C5:C6" r1="A1"/><v>1</v></c></row>'),
        (5, "C"),
    ),
    "a formula behind a tab in CSV": (b'Titel;Bron\nPlan;"\t=1+1"\n', (2, "B")),
    "a sign that colours a terminal": (b"Titel;Bron\nPlan;\x1b[31mrood\n", (2, "B")),
    "a quotation mark that ends too early": (b'Titel;Bron\n"Plan" x;y\n', (2, "")),
}
"""By what is wrong with a file: its bytes, and the line and column that are named."""


def row(**cells):
    names = (
        "titel",
        "project",
        "soort",
        "trekker",
        "wanneer",
        "hardheid",
        "gezegd",
        "nodig",
        "partij",
        "bron",
    )
    return [{"titel": "Koffieplan", "project": "Huizen", **cells}.get(name, "") for name in names]


ROWS = {
    "no title": ([row(titel="")], (2, "A")),
    "a title of four hundred characters": ([row(titel="x" * 400)], (2, "A")),
    "a title that stands there twice": ([row(), row(titel="KOFFIEPLAN ")], (3, "A")),
    "no project": ([row(project="")], (2, "B")),
    "a project that nobody knows": ([row(project="Zwembad")], (2, "B")),
    "a project that is nearly known": ([row(project="Huisen")], (2, "B")),
    "a project of which there are two": ([row(project="Buurtapp")], (2, "B")),
    "a kind that is none": ([row(soort="fiets")], (2, "C")),
    "a lead whom nobody knows": ([row(trekker="Sinterklaas")], (2, "D")),
    "a lead of whom there are two": ([row(trekker="Iris")], (2, "D")),
    "words that are no moment": ([row(wanneer="ooit eens")], (2, "E")),
    "a day that is not there": ([row(wanneer="30 februari 2025")], (2, "E")),
    "a moment that is over": ([row(wanneer="begin 2022")], (2, "E")),
    "a firmness that is none": ([row(wanneer="Q2 2025", hardheid="misschien")], (2, "F")),
    "a firmness without words": ([row(hardheid="toezegging")], (2, "F")),
    "a day on which it was said that is to come": ([row(gezegd="1 mei 2025")], (2, "G")),
    "a day before the programme": ([row(gezegd="1 mei 2019")], (2, "G")),
    "a day that is a month": ([row(gezegd="mei 2023")], (2, "G")),
    "itself as input": ([row(nodig="Koffieplan")], (2, "H")),
    "an input that nobody knows": ([row(nodig="Koektrommel")], (2, "H")),
    "a circle": ([row(nodig="Theeplan"), row(titel="Theeplan", nodig="Koffieplan")], (3, "H")),
    "a party that nobody knows": ([row(partij="De Bakker")], (2, "I")),
    "words of a person without days that can be": ([row(wanneer="na de verkiezingen")], (2, "E")),
    "a source with a very long name": ([row(bron="x" * 400)], (2, "J")),
}
"""By what is wrong with a row: the rows, and the line and column that are named."""


def in_dutch(fault):
    """The fault as somebody reads it; a sentence that has no Dutch stays as it is in the code."""
    words = say(translator(), fault.message)
    assert words != str(fault.message), words
    return words


def test_there_are_sixty_kinds_of_files():
    assert len(FILES) >= 60
    assert len(ROWS) >= 24


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_refused_at_its_place(name):
    data, place = FILES[name]
    with pytest.raises(UnreadableTable) as refused:
        read_file(data)
    fault = refused.value.faults[0]
    assert (fault.line, fault.column) == place
    assert in_dutch(fault)


@pytest.mark.parametrize("name", ROWS)
def test_a_wrong_row_is_refused_at_its_place(name):
    rows, place = ROWS[name]
    sheet, known = make_sheet("", [HEAD, *rows]), directory()
    columns, has_headings = recognise(sheet, known, TODAY)
    plan = plan_table(sheet, TableChoices(columns, has_headings, TODAY, TODAY), known)
    assert [(fault.line, fault.column) for fault in plan.faults] == [place]
    assert in_dutch(plan.faults[0])


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(UnreadableTable):
        read_file(b"x" * (LARGEST_FILE + 1))


def test_a_file_that_takes_too_much_is_refused_and_only_its_own_process_ends():
    shared = "x" * 30_000
    rows = workbook(["Titel"], *[[shared] * 20 for _ in range(200)])
    with pytest.raises(UnreadableTable) as refused:
        read_file_apart(rows, seconds=10, memory=90 * 1024 * 1024)
    assert "te veel tijd of geheugen" in in_dutch(refused.value.faults[0]).replace("kost te", "te")


def test_a_file_that_names_one_long_text_in_every_cell_is_refused():
    rows = workbook(["Titel"], *[["x" * 30_000] * 20 for _ in range(20)])
    with pytest.raises(UnreadableTable) as refused:
        read_file(rows)
    assert "Splits" in in_dutch(refused.value.faults[0])


def test_more_rows_than_are_saved_at_once_are_refused_in_words():
    sheet = make_sheet("", [["Titel"], *([f"Plan {number}"] for number in range(MOST_SAVED + 1))])
    choices = TableChoices((Column.TITLE,), True, TODAY, TODAY, project_id=1)
    plan = plan_table(sheet, choices, directory())
    assert (plan.rows, len(plan.faults)) == ((), 1)
    assert str(MOST_SAVED) in in_dutch(plan.faults[0]).replace(".", "")


def test_the_process_tells_what_the_reader_tells():
    assert read_file_apart(GOOD) == read_file(GOOD)
    with pytest.raises(UnreadableTable) as refused:
        read_file_apart(FILES["a formula"][0])
    assert (refused.value.faults[0].line, refused.value.faults[0].sheet) == (3, "Plannen")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_with_its_sign_its_mark_and_its_quotation_marks(separator):
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([["Titel", "Bron"], ['Plan "é"', f"a{separator}b\nc"]])
    (sheet,) = read_file(file.getvalue().encode("utf-8-sig"))
    assert sheet.rows[1].cells == ('Plan "é"', f"a{separator}b\nc")


def test_strings_stay_strings_and_an_apostrophe_before_a_sign_is_taken_off():
    (sheet,) = read_file(
        workbook(["007", "2024-01-01", "-5", "=x", "'t"], [7, 27.5, True, date(2024, 5, 1), ""])
    )
    assert sheet.rows[0].cells == ("007", "2024-01-01", "-5", "=x", "'t")
    assert sheet.rows[1].cells == ("7", "27,5", "ja", "01-05-2024", "")
    assert read_text("'=x;'-y;''@z;'t Veld").rows[0].cells == ("=x", "-y", "'@z", "'t Veld")


def test_what_is_written_to_be_pasted_reads_back_as_it_is():
    sheet = make_sheet("", [["Titel", "Bron"], ["=x\ty", 'a"b\nc'], ["'=", "é; ,"]])
    assert read_text(write_text(sheet)).rows == sheet.rows


def test_columns_without_headings_are_known_by_what_stands_in_them():
    sheet = make_sheet(
        "", [["Koffieplan", "Bram", "begin 2025", "Huizen"], ["Theeplan", "Bram de Wit", "Q2 2025", ""]]
    )
    columns, has_headings = recognise(sheet, directory(), TODAY)
    assert columns == (Column.TITLE, Column.LEAD, Column.PHRASE, Column.PROJECT)
    assert not has_headings


def test_words_that_the_rules_refuse_are_kept_with_the_days_that_a_person_gives_them():
    head = ["Titel", "Wanneer", "Eerste dag", "Laatste dag"]
    sheet = make_sheet("", [head, ["Koffieplan", "na de verkiezingen", "1-4-2025", "30 juni 2025"]])
    columns, has_headings = recognise(sheet, directory(), TODAY)
    plan = plan_table(sheet, TableChoices(columns, has_headings, TODAY, TODAY, project_id=1), directory())
    assert plan.faults == ()
    window = plan.rows[0].window
    assert (window.phrase, window.earliest, window.latest) == (
        "na de verkiezingen",
        date(2025, 4, 1),
        date(2025, 6, 30),
    )
