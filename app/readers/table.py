"""A table in, rows of text out: what was pasted, CSV, or an `.xlsx` workbook.

It takes strings as strings and refuses whatever could compute or run: formulas, macros, links to elsewhere.
`table_process` runs it apart, within limits of time and memory.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from app.domain.language import _
from app.domain.sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetRow,
    UnreadableTable,
    cell_text,
    column_letter,
    guard_cell,
    unguard_cell,
)
from app.readers.archive import DAMAGED

LARGEST_FILE = 10 * 1024 * 1024
"""In bytes."""
_LARGEST_CONTENT, _MOST_PARTS, _MOST_SHEETS = 200 * 1024 * 1024, 1000, 30

_STARTS = {
    b"\xd0\xcf\x11\xe0": _("This is an old Excel file, or one with a password. Save it as .xlsx."),
    b"%PDF": _("This is a PDF. Copy the table out of it, and paste it."),
    b"\x89PNG": _("This is a picture. A table is needed: .xlsx or CSV."),
    b"\xff\xd8\xff": _("This is a picture. A table is needed: .xlsx or CSV."),
    b"GIF8": _("This is a picture. A table is needed: .xlsx or CSV."),
    b"{\\rtf": _("This is a text document. Copy the table out of it, and paste it."),
    b"\x1f\x8b": _("This is a packed file. Unpack it first."),
    b"Rar!": _("This is a packed file. Unpack it first."),
    b"7z\xbc\xaf": _("This is a packed file. Unpack it first."),
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|svg|table|workbook)", re.IGNORECASE)
_DATA = re.compile(rb'\s*(?:\{\s*"|\[\s*[\[{])')
_RUNS = ("vbaproject", "macrosheets/", "activex/", "ctrlprops/", "customui/", "dialogsheets/")
_ELSEWHERE = ("externallinks/", "connections.xml", "querytables/", "embeddings/", "model/item.data")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


_FORMULA = _("This is a formula. Paste what it comes to instead.")
_TOO_LONG = _("There are more than %(most)s rows. Split the table.")
_TOO_WIDE = _("There are more than %(most)s columns.")


def read_file(data: bytes) -> list[Sheet]:
    """Return the sheets of a file that hold something, the first first; CSV is one sheet without a name.

    Raises `UnreadableTable` for all else, with the line and column where there is one.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableTable.at(_("This file is larger than 10 MB. Split it."))
    if not data.strip():
        raise UnreadableTable.at(_("This file is empty."))
    for start, msgid in _STARTS.items():
        if data.startswith(start):
            raise UnreadableTable.at(msgid)
    if data.startswith(b"PK"):
        return _read_workbook(data)
    return [read_text(_decode(data), is_file=True)]


def read_text(text: str, *, is_file: bool = False) -> Sheet:
    """Return the rows of a pasted table, with tabs between its cells, or of CSV.

    The first line decides what stands between cells: a tab, else the sign that it has most of.
    """
    if "\0" in text:
        raise UnreadableTable.at(_("This is no text. A table is needed: .xlsx or CSV."))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    separator, text = _take_separator(text)
    rows: list[SheetRow] = []
    for line, cells in _split(text, separator):
        if any(cells):
            _check_row(line, cells, len(rows))
            rows.append(SheetRow(line, tuple(cells)))
    if not rows:
        raise UnreadableTable.at(_("There is nothing in it.") if not is_file else _("This file is empty."))
    return Sheet("", tuple(rows))


def write_text(sheet: Sheet) -> str:
    """Return the rows as they would be pasted: every line and cell reads back as it is."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
    line = 1
    for row in sheet.rows:
        lines.write("\n" * (row.line - line))
        writer.writerow([guard_cell(cell) if cell.startswith(("=", "'")) else cell for cell in row.cells])
        line = row.line + 1
    return lines.getvalue()


def _decode(data: bytes) -> str:
    if _MARKUP.match(data[:200]):
        raise UnreadableTable.at(_("This is a web page or XML. A table is needed: .xlsx or CSV."))
    if _DATA.match(data[:200]):
        raise UnreadableTable.at(_("This is data of a program (JSON). A table is needed: .xlsx or CSV."))
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    control = sum(byte < 32 and byte not in (9, 10, 13) for byte in data)
    if control or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableTable.at(_("This is no text. A table is needed: .xlsx or CSV."))
    try:
        return data.decode("cp1252")  # as Dutch Excel writes CSV unless asked for UTF-8
    except UnicodeDecodeError:
        raise UnreadableTable.at(
            _("The signs in this file cannot be read. Save it as CSV UTF-8 or as .xlsx.")
        ) from None


def _take_separator(text: str) -> tuple[str, str]:
    """Return what stands between cells, and the text without the line by which Excel says so itself."""
    first, _end, rest = text.lstrip("\n").partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=x"):
        return first.strip()[-1], rest
    bare = re.sub(r'"[^"]*"', "", first)
    counts = {sign: bare.count(sign) for sign in "\t;,"}
    if counts["\t"]:
        return "\t", text
    return (";" if counts[";"] >= counts[","] else ","), text


def _split(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number, as a spreadsheet counts it: a cell of several lines is in one row."""
    csv.field_size_limit(LONGEST_CELL * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [unguard_cell(cell_text(cell)) for cell in _refuse_formulas(line, cells)]
            line += 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise UnreadableTable.at(_("This cell is too long."), line) from None
        raise UnreadableTable.at(
            _("A quotation mark that opens here is not closed, or closes in the middle of a cell."), line
        ) from None


def _refuse_formulas(line: int, cells: list[str]) -> list[str]:
    for index, cell in enumerate(cells):
        if cell.lstrip().startswith("="):
            raise UnreadableTable.at(_FORMULA, line, column_letter(index))
    return cells


def _check_row(line: int, cells: Sequence[str], before: int, sheet: str = "") -> None:
    if before >= MOST_ROWS + 1:  # the headings stand above them
        raise UnreadableTable.at(_TOO_LONG, line, sheet=sheet, most=MOST_ROWS)
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        raise UnreadableTable.at(
            _TOO_WIDE,
            line,
            column_letter(MOST_COLUMNS),
            sheet,
            most=MOST_COLUMNS,
        )
    check_cells(line, cells, sheet)


def check_cells(line: int, cells: Sequence[str], sheet: str = "") -> None:
    """Refuse a cell that is too long, and one with a sign that no text has."""
    for index, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise UnreadableTable.at(_("This cell is too long."), line, column_letter(index), sheet)
        if any(ord(sign) < 32 and sign not in "\n\t" for sign in cell):
            raise UnreadableTable.at(
                _("There is a sign in this cell that cannot be read."), line, column_letter(index), sheet
            )


def _read_workbook(data: bytes) -> list[Sheet]:
    parts = _check_parts(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible
        ]
        if len(visible) > _MOST_SHEETS:
            raise UnreadableTable.at(_("There are too many sheets in it."))
        for name, part in parts.items():
            _walk(part, _Scan(name).start)
        sheets = []
        for name in visible:
            sheets.append(_read_sheet(workbook, name))
            if sum(_size(sheet) for sheet in sheets) > LARGEST_FILE:
                raise UnreadableTable.at(_TOO_MUCH_TEXT)
    except (CalamineError, OSError, ValueError, KeyError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise UnreadableTable.at(_BROKEN) from None
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableTable.at(_("There is nothing in it."))
    return [sheet for sheet in sheets if sheet.rows]


_TOO_MUCH_TEXT = _("There is more in this file than can be read. Split it.")
_BROKEN = _("This file is damaged, or no workbook. Open it in Excel, and save it as .xlsx.")
_NAMES = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def _check_parts(data: bytes) -> dict[str, bytes]:
    """Return the sheets as they stand in the file, by their name; refuses what could run."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = [info.filename.replace("\\", "/").lower() for info in infos]
            _refuse_parts(
                names, sum(info.file_size for info in infos), [bool(i.flag_bits & 1) for i in infos]
            )
            for info in infos:
                if info.filename.lower().endswith((".xml", ".rels")):
                    _refuse_declarations(archive, info)
            types = _read_part(archive, "[Content_Types].xml").lower()
            if b"macroenabled" in types:
                raise UnreadableTable.at(_MACROS)
            called = _name_sheets(
                _read_part(archive, "xl/workbook.xml"), _read_part(archive, "xl/_rels/workbook.xml.rels")
            )
            return {
                called.get(info.filename, info.filename): _read_part(archive, info.filename)
                for info in infos
                if _NAMES.fullmatch(info.filename)
            }
    except DAMAGED as e:
        if isinstance(e, UnreadableTable):
            raise
        raise UnreadableTable.at(_BROKEN) from None


_MACROS = _("There are macros in this file. Save it as .xlsx, without macros.")


def _refuse_parts(names: Sequence[str], size: int, locked: Sequence[bool]) -> None:
    if any(locked):
        raise UnreadableTable.at(_("This file is locked with a password. Take that off first."))
    if len(names) > _MOST_PARTS or size > _LARGEST_CONTENT or len(set(names)) < len(names):
        raise UnreadableTable.at(_TOO_MUCH_TEXT)
    if any(".." in name.split("/") or name.startswith("/") for name in names):
        raise UnreadableTable.at(_BROKEN)
    if "word/document.xml" in names:
        raise UnreadableTable.at(_("This is a text document. Copy the table out of it, and paste it."))
    if "mimetype" in names or "content.xml" in names:
        raise UnreadableTable.at(_("This is a file of LibreOffice. Save it as .xlsx."))
    if any(name.endswith("workbook.bin") for name in names):
        raise UnreadableTable.at(_("This is a binary workbook. Save it as .xlsx."))
    if any(word in name for name in names for word in _RUNS):
        raise UnreadableTable.at(_MACROS)
    if any(word in name for name in names for word in _ELSEWHERE):
        raise UnreadableTable.at(
            _("This file takes data from elsewhere, or holds other files. Paste the values only.")
        )
    if not any(name.startswith("xl/workbook") for name in names):
        raise UnreadableTable.at(
            _("This is a packed file, but no workbook. A table is needed: .xlsx or CSV.")
        )


def _refuse_declarations(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse a document type: by it XML says how to blow up, or to fetch from elsewhere."""
    with archive.open(info) as part:
        start = part.read(2000)
    if b"<!DOCTYPE" in start.replace(b"\0", b"") or b"<!ENTITY" in start.replace(b"\0", b""):
        raise UnreadableTable.at(_BROKEN)


def _read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a part, no longer than the file says that it is."""
    most = archive.getinfo(name).file_size
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise UnreadableTable.at(_BROKEN)
    return content


class _Scan:
    """Walks through a sheet, and refuses a formula, an error and what lies too far out, at its cell."""

    def __init__(self, sheet: str) -> None:
        self._sheet, self._line, self._column = sheet, 0, ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element."""
        name = tag.rpartition(":")[2]
        if name == "row":
            self._line, self._column = int(attributes.get("r", self._line + 1)), ""
        elif name == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            if match:
                self._line, self._column = int(match[2]), match[1]
            self._check_place()
            if attributes.get("t") == "e":
                self._refuse(_("This cell holds an error of the spreadsheet."))
        elif name == "f":
            self._refuse(_FORMULA)
        elif name in ("oleObject", "control"):
            self._refuse(_MACROS)

    def _check_place(self) -> None:
        if self._line > MOST_ROWS * 2:
            self._refuse(_TOO_LONG, most=MOST_ROWS)
        if len(self._column) > 2 or (len(self._column) == 2 and self._column > "GR"):  # twice MOST_COLUMNS
            self._refuse(_TOO_WIDE, most=MOST_COLUMNS)

    def _refuse(self, msgid: str, **values: object) -> None:
        raise UnreadableTable.at(msgid, self._line, self._column, self._sheet, **values)


def _name_sheets(workbook: bytes, relations: bytes) -> dict[str, str]:
    """Return what people call each sheet, by the name of its part."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def note_relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    def note_sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            names[targets.get(relation, "")] = attributes.get("name", "")

    _walk(relations, note_relation)
    _walk(workbook, note_sheet)
    return names


def _walk(part: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise UnreadableTable.at(_BROKEN) from None


def _size(sheet: Sheet) -> int:
    """How many characters stand in a sheet: a file may name one long text in every cell."""
    return sum(len(cell) + 1 for row in sheet.rows for cell in row.cells)


def _read_sheet(workbook: CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[SheetRow] = []
    if sheet.height:
        for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            cells = tuple(map(cell_text, values))
            if any(cells):
                _check_row(line, cells, len(rows), name)
                rows.append(SheetRow(line, cells))
    return Sheet(name, tuple(rows))
