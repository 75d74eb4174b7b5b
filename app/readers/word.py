"""A Word document in, its paragraphs out: text as it reads once every tracked change is accepted.

`read_word_apart` runs it in a process of its own, since whatever is in the file, only that may run out.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree  # nosec B405 # apart, within limits, and no document type is let through

from app.domain.language import _
from app.domain.refusal import Invalid, Message
from app.domain.report.tree import Block, BlockKind, Run
from app.domain.text_document import Loss, Piece, PieceKind, Remark, TextDocument
from app.readers.apart import MEMORY, SECONDS, TookTooMuch, answer, run_apart
from app.readers.archive import DAMAGED
from app.readers.office_parts import TOO_MUCH, check_archive, parse_part, refuse

LARGEST_FILE = 10 * 1024 * 1024
"""In bytes."""
_MOST_WRITTEN, _MOST_PIECES = 5_000, 150_000
"""Paragraphs that people wrote, and those with what is made from the data, each cell of a table counted."""
FROM_DATA = "from the data"
"""How the names of the styles begin in which stands what is made from the data."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_AROUND = frozenset(
    {"ins", "moveTo", "sdt", "sdtContent", "fldSimple", "smartTag", "customXml", "bdo", "dir"}
)
"""What stands around runs without a meaning of its own, or holds what was added."""

_HYPHENS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_STARTS = {
    b"\xd0\xcf\x11\xe0": _("This is an old Word file, or one with a password. Save it as .docx."),
    b"%PDF": _("This is a PDF. Send the Word document (.docx)."),
    b"{\\rtf": _("This is RTF. Save it as .docx."),
    b"\x89PNG": _("This is a picture. Send the Word document (.docx)."),
    b"\xff\xd8\xff": _("This is a picture. Send the Word document (.docx)."),
}
_BROKEN = _("This file is damaged, or no Word document. Open it in Word, and save it as .docx.")
_WORD_IN_NAME = re.compile("(?<=[a-z])(?=[A-Z0-9])")
_SAFE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_word_apart(data: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> TextDocument:
    """Return the paragraphs of a document, as `read_word` does; also refuses what takes too much to read."""
    try:
        answered = run_apart("app.readers.word", data, seconds, memory)
    except TookTooMuch:
        raise refuse(TOO_MUCH) from None
    if "refused" in answered:
        msgid, values = answered["refused"]
        raise Invalid({"file": Message(msgid, values)})
    return TextDocument(
        tuple(
            Piece(
                PieceKind(kind),
                Block(BlockKind(block_kind), _unpack_runs(runs)),
                tuple(marks),
                tuple(Remark(*remark) for remark in remarks),
                tuple((Loss(loss), text) for loss, text in losses),
            )
            for kind, block_kind, runs, marks, remarks, losses in answered["pieces"]
        ),
        {int(number): _unpack_runs(runs) for number, runs in answered["notes"].items()},
        answered["tracked"],
    )


def read_word(data: bytes, *, with_whole_rows: bool = False) -> TextDocument:
    """Return the paragraphs of a document. Refuses (`Invalid`, at `file`) what is none, or could run.

    `with_whole_rows` gives each row of a table as one paragraph, its cells parted by “|”, whoever made it.
    """
    if len(data) > LARGEST_FILE:
        raise refuse(_("This file is larger than 10 MB. Take the pictures out of it."))
    if not data:
        raise refuse(_("This file is empty."))
    for start, msgid in _STARTS.items():
        if data.startswith(start):
            raise refuse(msgid)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
            parts = {
                name: parse_part(archive, f"word/{name}.xml")
                for name in ("document", "styles", "footnotes", "endnotes", "comments")
            }
            relations = parse_part(archive, "word/_rels/document.xml.rels")
    except DAMAGED as wrong:
        raise refuse(_BROKEN) from wrong
    if parts["document"] is None:
        raise refuse(_BROKEN)
    return _Reader(parts, relations, with_whole_rows=with_whole_rows).read()


def drop_unreadable(text: str) -> str:
    """Return text without the signs that no document can hold."""
    return _UNREADABLE.sub("", text)


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = check_archive(archive)
    if "mimetype" in names or "content.xml" in names:
        raise refuse(_("This is a file of LibreOffice. Save it as .docx."))
    if any("vbaproject" in name for name in names):
        raise refuse(_("There are macros in this file. Save it as .docx, without macros."))
    if "word/document.xml" not in names:
        raise refuse(_BROKEN)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is read."""

    runs: list[Run] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)
    """The bookmarks that begin in it, each with how many runs stand before it."""
    comments: dict[str, str] = field(default_factory=dict)
    """The words that each comment is about, by its number."""
    losses: list[tuple[Loss, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs if not run.note).split())


class _Reader:
    """One document, read from its first paragraph to its last."""

    def __init__(
        self,
        parts: Mapping[str, ElementTree.Element | None],
        relations: ElementTree.Element | None,
        *,
        with_whole_rows: bool,
    ) -> None:
        self._parts = parts
        self._with_whole_rows = with_whole_rows
        self._styles = _read_styles(parts["styles"])
        self._addresses = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in (relations if relations is not None else ())
        }
        self._remarks = {
            comment.get(f"{_W}id", ""): Remark(
                comment.get(f"{_W}author", ""), " ".join("".join(_texts(comment)).split())
            )
            for comment in _children(parts["comments"], "comment")
        }
        self._notes: dict[tuple[str, str], int] = {}
        self._open_comments: set[str] = set()
        self._tracked = 0
        self._marks: list[str] = []
        """Those that began between paragraphs, or in one that is no more."""
        self._kept: _Paragraph | None = None
        """A paragraph whose end was deleted: the next goes on where it stopped."""

    def read(self) -> TextDocument:
        """Read all of it."""
        document = self._parts["document"]
        body = next(_children(document, "body"), None)
        pieces: list[Piece] = []
        written = 0
        for piece in self._read_blocks(body if body is not None else ()):
            pieces.append(piece)
            written += piece.kind is not PieceKind.FROM_DATA
            if written > _MOST_WRITTEN or len(pieces) > _MOST_PIECES:
                raise refuse(TOO_MUCH)
        notes = dict(self._read_notes())
        return TextDocument(tuple(pieces), notes, self._tracked)

    def _read_blocks(self, parent: Iterable[ElementTree.Element]) -> Iterator[Piece]:
        for element in parent:
            match element.tag.removeprefix(_W):
                case "p":
                    yield from self._read_paragraph(element)
                case "tbl":
                    yield from self._read_table(element)
                case "sdt":
                    if not any(gallery.get(f"{_W}val") == "Table of Contents"
                               for gallery in element.iter(f"{_W}docPartGallery")):  # fmt: skip
                        yield from self._read_blocks(next(_children(element, "sdtContent"), ()))
                case "bookmarkStart":
                    self._marks.append(element.get(f"{_W}name", ""))
                case "ins" | "moveTo" | "customXml" | "smartTag":
                    yield from self._read_blocks(element)
                case "del" | "moveFrom":
                    self._tracked += 1

    def _read_paragraph(self, element: ElementTree.Element) -> Iterator[Piece]:
        paragraph = self._kept or _Paragraph()
        self._kept = None
        paragraph.marks += [(mark, 0) for mark in self._marks]
        self._read_inlines(element, paragraph)
        # What begins where a paragraph ends is about the next.
        count = len(paragraph.runs)
        self._marks = [mark for mark, place in paragraph.marks if place == count]
        marks = tuple(mark for mark, place in paragraph.marks if place < count)
        if self._is_joined(element):
            self._kept = paragraph
            paragraph.marks = [(mark, place) for mark, place in paragraph.marks if place < count]
            return
        kind, block_kind = self._classify(element)
        if kind is None:
            return
        has_words = paragraph.text or any(run.note for run in paragraph.runs)
        if not (has_words or paragraph.losses or paragraph.comments):
            self._marks = [*marks, *self._marks]
            return
        yield Piece(
            kind,
            Block(block_kind, tuple(paragraph.runs)),
            marks,
            tuple(
                Remark(self._remarks[id].author, self._remarks[id].text, " ".join(words.split()))
                for id, words in paragraph.comments.items()
                if id in self._remarks
            ),
            tuple(paragraph.losses),
        )

    def _is_joined(self, element: ElementTree.Element) -> bool:
        """Whether the end of the paragraph was deleted. Counts what was tracked about its marks."""
        properties = element.find(f"{_W}pPr/{_W}rPr")
        if element.find(f"{_W}pPr/{_W}pPrChange") is not None:
            self._tracked += 1
        if properties is None:
            return False
        self._tracked += sum(properties.find(f"{_W}{name}") is not None for name in ("ins", "del"))
        return properties.find(f"{_W}del") is not None

    def _classify(self, element: ElementTree.Element) -> tuple[PieceKind | None, BlockKind]:
        properties = element.find(f"{_W}pPr")
        style = "" if properties is None else _value(properties, "pStyle")
        # A style that the document refers to and does not have: “Heading1” is “heading 1” then.
        names = self._styles.get(style, (_WORD_IN_NAME.sub(" ", style).lower(),))
        if any(name.startswith(FROM_DATA) for name in names):
            return PieceKind.FROM_DATA, BlockKind.PARAGRAPH
        if names and re.match(r"(title|subtitle|date|toc\b|header|footer)", names[0]):
            return None, BlockKind.PARAGRAPH
        level = next((name for name in names if re.fullmatch(r"heading [1-9]", name)), "")
        if level == "heading 1":
            return PieceKind.HEADING, BlockKind.HEADING
        if level:
            return PieceKind.WRITTEN, BlockKind.SUBHEADING
        if any("quot" in name or name == "block text" for name in names):
            return PieceKind.WRITTEN, BlockKind.QUOTE
        numbered = None if properties is None else properties.find(f"{_W}numPr/{_W}numId")
        in_list = any(name.startswith("list") and name != "list paragraph" for name in names)
        if (numbered is not None and numbered.get(f"{_W}val") != "0") or (numbered is None and in_list):
            return PieceKind.WRITTEN, BlockKind.BULLET
        return PieceKind.WRITTEN, BlockKind.PARAGRAPH

    def _read_table(self, table: ElementTree.Element) -> Iterator[Piece]:
        """Read what is made from the data cell by cell, and another table row by row, as a list."""
        rows: list[list[list[Piece]]] = []
        for row in _parts(table, "tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._tracked += 1
                continue
            rows.append([list(self._read_blocks(cell)) for cell in _parts(row, "tc")])
        pieces = [piece for row in rows for cell in row for piece in cell]
        if not self._with_whole_rows and any(piece.kind is PieceKind.FROM_DATA for piece in pieces):
            yield from (_from_data(piece) for piece in pieces)
            return
        is_first, parts_cells = True, Run(" | " if self._with_whole_rows else "; ")
        for cells in rows:
            runs: list[Run] = []
            for cell in cells:
                words = _trim([run for piece in cell for run in (*piece.block.runs, Run(" "))])
                runs += [parts_cells, *words] if runs and words else words
            inside = [piece for cell in cells for piece in cell]
            if runs:
                loss = ((Loss.TABLE, ""),) if is_first else ()
                yield Piece(
                    PieceKind.WRITTEN,
                    Block(BlockKind.BULLET, tuple(_trim(runs))),
                    tuple(mark for piece in inside for mark in piece.marks),
                    tuple(remark for piece in inside for remark in piece.remarks),
                    (*loss, *(loss for piece in inside for loss in piece.losses)),
                )
                is_first = False

    def _read_inlines(
        self, parent: Iterable[ElementTree.Element], paragraph: _Paragraph, target: str = ""
    ) -> None:
        for element in parent:
            name = element.tag.removeprefix(_W)
            if name == "r":
                self._read_run(element, paragraph, target)
            elif name == "hyperlink":
                self._read_link(element, paragraph)
            elif name in _AROUND:
                self._tracked += name in ("ins", "moveTo")
                self._read_inlines(element, paragraph, target)
            elif name in ("del", "moveFrom"):
                self._tracked += 1
            elif name == "bookmarkStart":
                paragraph.marks.append((element.get(f"{_W}name", ""), len(paragraph.runs)))
            elif name.startswith("commentRange"):
                self._note_comment(element, paragraph)
            elif element.tag.startswith(_M):
                self._add(paragraph, Run(" ".join(text.text or "" for text in element.iter(f"{_M}t"))))

    def _note_comment(self, element: ElementTree.Element, paragraph: _Paragraph) -> None:
        id = element.get(f"{_W}id", "")
        if element.tag.endswith("End"):
            self._open_comments.discard(id)
        else:
            self._open_comments.add(id)
            paragraph.comments.setdefault(id, "")

    def _read_link(self, element: ElementTree.Element, paragraph: _Paragraph) -> None:
        """Read a reference to a section as such; behind one to elsewhere comes its address."""
        anchor = element.get(f"{_W}anchor", "")
        before = len(paragraph.runs)
        self._read_inlines(element, paragraph, anchor)
        address = self._addresses.get(element.get(f"{_R}id", ""), "")
        words = "".join(run.text for run in paragraph.runs[before:])
        if not anchor and _SAFE.match(address) and address.rstrip("/") != words.strip().rstrip("/"):
            self._add(paragraph, Run(f" ({address})"))

    def _read_run(self, run: ElementTree.Element, paragraph: _Paragraph, target: str) -> None:
        properties = run.find(f"{_W}rPr")
        is_strong = properties is not None and self._is_strong(properties)
        if properties is not None and properties.find(f"{_W}rPrChange") is not None:
            self._tracked += 1
        for element in run:
            match element.tag.removeprefix(_W):
                case "t":
                    text = drop_unreadable(element.text or "")
                    self._add(paragraph, Run(text, is_strong=is_strong, target=target))
                case "tab" | "br" | "cr" | "ptab":
                    self._add(paragraph, Run(" ", is_strong=is_strong, target=target))
                case "noBreakHyphen" | "softHyphen" as hyphen:
                    self._add(paragraph, Run(_HYPHENS[hyphen], is_strong=is_strong, target=target))
                case "footnoteReference" | "endnoteReference":
                    kind = element.tag.removeprefix(_W).removesuffix("Reference")
                    number = self._notes.setdefault((kind, element.get(f"{_W}id", "")), len(self._notes) + 1)
                    paragraph.runs.append(Run(str(number), note=number))
                case "commentReference":
                    paragraph.comments.setdefault(element.get(f"{_W}id", ""), "")
                case "drawing" | "pict" | "object":
                    self._note_loss(element, paragraph)
                case _ if element.tag == f"{_MC}AlternateContent":
                    self._note_loss(next(iter(element), element), paragraph)

    def _add(self, paragraph: _Paragraph, run: Run) -> None:
        if run.text:
            paragraph.runs.append(run)
            for id in self._open_comments:
                paragraph.comments[id] = paragraph.comments.get(id, "") + run.text

    def _is_strong(self, properties: ElementTree.Element) -> bool:
        strong = properties.find(f"{_W}b")
        if strong is not None:
            return strong.get(f"{_W}val", "true") not in ("0", "false", "off")
        return bool({"strong", "intense emphasis"} & set(self._styles.get(_value(properties, "rStyle"), ())))

    def _note_loss(self, element: ElementTree.Element, paragraph: _Paragraph) -> None:
        boxes = list(element.iter(f"{_W}txbxContent"))
        if boxes:
            text = " ".join("".join(_texts(boxes[0])).split())
            paragraph.losses.append((Loss.TEXT_BOX, text))
            return
        described = next(element.iter(f"{_WP}docPr"), None)
        text = "" if described is None else described.get("descr") or described.get("title") or ""
        paragraph.losses.append((Loss.PICTURE, " ".join(text.split())))

    def _read_notes(self) -> Iterator[tuple[int, tuple[Run, ...]]]:
        """Read the notes that were referred to; what they refer to themselves is left out."""
        for (kind, id), number in list(self._notes.items()):
            element = next(
                (note for note in _children(self._parts[f"{kind}s"], kind) if note.get(f"{_W}id") == id), None
            )
            paragraph = _Paragraph()
            for line in () if element is None else element.iter(f"{_W}p"):
                self._read_inlines(line, paragraph)
                self._add(paragraph, Run(" "))
            yield number, tuple(_trim([run for run in paragraph.runs if not run.note]))


def _from_data(piece: Piece) -> Piece:
    block = Block(BlockKind.PARAGRAPH, piece.block.runs)
    return Piece(PieceKind.FROM_DATA, block, piece.marks, piece.remarks, piece.losses)


def _trim(runs: list[Run]) -> list[Run]:
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return runs


def _read_styles(styles: ElementTree.Element | None) -> dict[str, tuple[str, ...]]:
    """Return the names of each style, its own first and then those that it is based on, in small letters."""
    own = {
        style.get(f"{_W}styleId", ""): (_value(style, "name").lower(), _value(style, "basedOn"))
        for style in _children(styles, "style")
    }

    def names(id: str) -> Iterator[str]:
        seen = set()
        while id in own and id not in seen:
            seen.add(id)
            name, id_of_base = own[id]
            yield name
            id = id_of_base

    return {id: tuple(names(id)) for id in own}


def _children(parent: ElementTree.Element | None, name: str) -> Iterator[ElementTree.Element]:
    return iter(()) if parent is None else (child for child in parent if child.tag == f"{_W}{name}")


def _parts(parent: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Yield the rows of a table or the cells of a row, also those in a frame of their own."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"):
            yield from _parts(child, name)


def _value(parent: ElementTree.Element, name: str) -> str:
    child = parent.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val", "")


def _texts(parent: ElementTree.Element) -> Iterator[str]:
    for element in parent.iter():
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in (f"{_W}p", f"{_W}tab", f"{_W}br"):
            yield " "


def _pack_runs(runs: Iterable[Run]) -> list[Any]:
    return [[run.text, run.is_strong, run.target, run.note] for run in runs]


def _unpack_runs(runs: Iterable[list[Any]]) -> tuple[Run, ...]:
    return tuple(
        Run(text, is_strong=is_strong, target=target, note=note) for text, is_strong, target, note in runs
    )


def _answer(data: bytes) -> dict[str, object]:
    try:
        document = read_word(data)
    except Invalid as refused:
        message = refused.fields["file"]
        return {"refused": [message.msgid, dict(message.values)]}
    return {
        "pieces": [
            [
                piece.kind,
                piece.block.kind,
                _pack_runs(piece.block.runs),
                piece.marks,
                [[remark.author, remark.text, remark.about] for remark in piece.remarks],
                piece.losses,
            ]
            for piece in document.pieces
        ],
        "notes": {number: _pack_runs(runs) for number, runs in document.notes.items()},
        "tracked": document.tracked,
    }


if __name__ == "__main__":
    answer(_answer)
