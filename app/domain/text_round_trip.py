"""The texts of a report out as one document and back: what was changed in it, section by section.

Nothing is decided here: what differs is told, and a person takes it over or leaves it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from app.domain.language import _
from app.domain.refusal import Message
from app.domain.report.tree import Block, BlockKind, Run
from app.domain.text_document import Loss, Piece, PieceKind, Remark, TextDocument

WriteText = Callable[[Sequence[Block]], str]
"""Blocks in, the text of a section out."""

_MARK = re.compile(r"mp_(?P<number>\d{1,9})_(?P<id>[0-9a-f]{8})_(?P<digest>[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class SectionToSend:
    """A section as it stands here: its texts in every version, and what is made from the data below it."""

    id: str
    """By which it is known again: that of no other section, report or language."""
    key: str
    heading: str
    texts: Mapping[int, str] = field(default_factory=dict)
    """By the number of the version, each as `write_blocks` writes what it says."""
    data_lines: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The number of the present version, 0 where nothing was written."""
        return max(self.texts, default=0)

    @property
    def text(self) -> str:
        """What is written in it now."""
        return self.texts.get(self.number, "")

    @property
    def mark(self) -> str:
        """The name of the bookmark at its heading."""
        return f"mp_{self.number}_{self.id}_{_digest(self.data_lines)}"


class TextState(StrEnum):
    """What became of the text of a section."""

    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"
    """It was changed in the document, and here too."""
    MISSING = "missing"
    """The section is not in the document."""


@dataclass(frozen=True, slots=True)
class TextComparison:
    """The text of a section as it was sent, as it stands here now, and as the document has it."""

    section: SectionToSend
    state: TextState
    sent: str
    proposed: str
    notices: tuple[Message, ...] = ()
    remarks: tuple[Remark, ...] = ()
    data_gone: str = ""
    """What was made from the data and is no longer so in the document."""
    data_new: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a text to take over."""
        return self.state in (TextState.CHANGED, TextState.CONFLICT)

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to say of it."""
        return self.state is TextState.SAME and not (
            self.notices or self.remarks or self.data_gone or self.data_new
        )


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """Everything that differs between a document and the texts here."""

    sections: tuple[TextComparison, ...]
    notices: tuple[Message, ...] = ()
    is_known: bool = True
    """Whether any section was recognised."""


def name_section(programme: str, half_year: str, language: str, key: str) -> str:
    """Return the id by which a section is known again in a document."""
    return sha256("/".join((programme, half_year, language, key)).encode()).hexdigest()[:8]


def compare_text(
    section: SectionToSend, number: int | None, proposed: str, notices: Sequence[Message] = ()
) -> TextComparison:
    """Compare a text with the version that it was made from, and with that of now; without one, with now."""
    now = section.text
    sent = now if number is None else section.texts.get(number, now if number else "")
    if proposed in (sent, now):
        state = TextState.SAME
    else:
        state = TextState.CHANGED if sent == now else TextState.CONFLICT
    if state is not TextState.SAME and not proposed:
        notices = (*notices, Message(_("The text is empty in the document.")))
    return TextComparison(section, state, sent, proposed, tuple(notices))


def compare_document(
    document: TextDocument, sections: Sequence[SectionToSend], write: WriteText
) -> DocumentComparison:
    """Compare a document with the sections of a report, in their order."""
    reading = _Reading(sections, document)
    for piece in document.pieces:
        reading.take(piece)
    compared = tuple(_compare(section, reading, write) for section in sections)
    notices = list(reading.notices)
    if document.tracked:
        notices.insert(0, Message(_("There are tracked changes in it: all were read as accepted.")))
    return DocumentComparison(compared, tuple(notices), bool(reading.found))


@dataclass(slots=True)
class _Found:
    """What stands in the document of one section."""

    number: int | None
    digest: str
    pieces: list[Piece] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class _Reading:
    """Walks through a document, and puts each paragraph with its section."""

    def __init__(self, sections: Sequence[SectionToSend], document: TextDocument) -> None:
        self.sections, self.document = sections, document
        self.found: dict[str, _Found] = {}
        self.notices: list[Message] = []
        self._by_id = {section.id: section for section in sections}
        self._by_heading = {_fold(section.heading): section for section in sections} | {
            _fold(section.heading.partition(" ")[2]): section for section in sections
        }
        self._somewhere = {
            section.key for piece in document.pieces if (section := self._recognise(piece)[0]) is not None
        }
        self._current: SectionToSend | None = None
        self._before: list[str] = []

    def take(self, piece: Piece) -> None:
        """Put the next paragraph where it belongs."""
        section, number, digest = self._recognise(piece)
        is_heading = piece.kind is PieceKind.HEADING
        if section is not None and section.key in self.found and not is_heading:
            section = None  # some programs write a bookmark again where it ends
        if section is None and is_heading:
            section = self._next_missing()
        if section is not None:
            self._open(section, number, digest, piece)
        elif self._is_behind_data(piece) and (missing := self._next_missing()) is not None:
            self._open(missing, None, "", piece)
        if self._current is None:
            self._take_before_all(piece)
            return
        returned = self.found[self._current.key]
        returned.remarks += piece.remarks
        if is_heading and section is not None:
            return
        self._note_losses(piece, returned)
        if piece.kind is PieceKind.FROM_DATA:
            returned.data.append(_plain(piece.block))
        elif piece.block.text.strip() or any(run.note for run in piece.block.runs):
            self._write(piece, returned)

    def _open(self, section: SectionToSend, number: int | None, digest: str, piece: Piece) -> None:
        heading = _plain(piece.block) if piece.kind is PieceKind.HEADING else ""
        if section.key in self.found:
            returned = self.found[section.key]
            if section is not self._current:
                returned.notices.append(
                    Message(_("This section stands in the document twice: both texts were put together."))
                )
        else:
            returned = self.found[section.key] = _Found(number, digest)
            places = [other.key for other in self.sections]
            if any(places.index(key) > places.index(section.key) for key in self.found):
                returned.notices.append(
                    Message(_("The section was moved in the document. In the report it keeps its place."))
                )
        if not heading:
            returned.notices.append(
                Message(_("Its heading is no longer in the document: look whether this text belongs here."))
            )
        elif _fold(heading) not in (_fold(section.heading), _fold(section.heading.partition(" ")[2])):
            returned.notices.append(
                Message(
                    _("The heading was changed to “%(heading)s”. It stays as it is."), {"heading": heading}
                )
            )
        self._current = section

    def _recognise(self, piece: Piece) -> tuple[SectionToSend | None, int | None, str]:
        for mark in piece.marks:
            match = _MARK.fullmatch(mark)
            if match and match["id"] in self._by_id:
                return self._by_id[match["id"]], int(match["number"]), match["digest"]
        if piece.kind is PieceKind.HEADING:
            return self._by_heading.get(_fold(_plain(piece.block))), None, ""
        return None, None, ""

    def find_target(self, anchor: str) -> str:
        """Return the key of the section that a reference leads to, nothing where it leads elsewhere."""
        match = _MARK.fullmatch(anchor)
        section = self._by_id.get(match["id"]) if match else None
        return section.key if section else ""

    def _next_missing(self) -> SectionToSend | None:
        """Return the section that comes next, where it stands nowhere in the document."""
        place = self.sections.index(self._current) + 1 if self._current else 0
        if place < len(self.sections) and self.sections[place].key not in self._somewhere | set(self.found):
            return self.sections[place] if self._somewhere else None
        return None

    def _is_behind_data(self, piece: Piece) -> bool:
        if self._current is None or piece.kind is PieceKind.FROM_DATA or not piece.block.text.strip():
            return False
        return bool(self.found[self._current.key].data)

    def _take_before_all(self, piece: Piece) -> None:
        if piece.kind is not PieceKind.FROM_DATA and piece.block.text.strip():
            self.notices.append(
                Message(
                    _("Before the first section stands: “%(text)s”. It belongs to no section."),
                    {"text": _shorten(_plain(piece.block))},
                )
            )

    def _note_losses(self, piece: Piece, returned: _Found) -> None:
        for loss, text in piece.losses:
            notice = Message(_LOSSES[loss], {"text": _shorten(text)} if text else {})
            if not text:
                notice = Message(_LOSSES_WITHOUT_WORDS[loss])
            if notice not in returned.notices:
                returned.notices.append(notice)

    def _write(self, piece: Piece, returned: _Found) -> None:
        if returned.data:
            notice = Message(
                _("Text stands below what is made from the data. It was put with the text of the section.")
            )
            if notice not in returned.notices:
                returned.notices.append(notice)
        if piece.kind is PieceKind.HEADING:
            returned.notices.append(
                Message(
                    _("“%(heading)s” is no section of this report: it was read as a heading in the text."),
                    {"heading": _plain(piece.block)},
                )
            )
            piece = replace(piece, block=replace(piece.block, kind=BlockKind.SUBHEADING))
        returned.pieces.append(piece)


_LOSSES = {
    Loss.PICTURE: _("A picture was left out: “%(text)s”. A text of the report holds no pictures."),
    Loss.TABLE: _("A table in the text was read as a list, an item a row: “%(text)s”"),
    Loss.TEXT_BOX: _("A text box was left out: “%(text)s”. Put its words in the text."),
}
_LOSSES_WITHOUT_WORDS = {
    Loss.PICTURE: _("A picture was left out. A text of the report holds no pictures."),
    Loss.TABLE: _("A table in the text was read as a list, an item a row."),
    Loss.TEXT_BOX: _("An empty text box was left out."),
}


def _compare(section: SectionToSend, reading: _Reading, write: WriteText) -> TextComparison:
    returned = reading.found.get(section.key)
    if returned is None:
        missing = (Message(_("This section is not in the document. Its text stays as it is.")),)
        notices = missing if reading.found else ()
        return TextComparison(section, TextState.MISSING, section.text, section.text, notices)
    proposed = write(list(_renumber(returned.pieces, reading)))
    compared = compare_text(section, returned.number, proposed, returned.notices)
    gone, new = _compare_data(section, returned)
    return replace(compared, remarks=tuple(returned.remarks), data_gone=gone, data_new=new)


def _compare_data(section: SectionToSend, returned: _Found) -> tuple[str, str]:
    """Return what went and came in what is made from the data, nothing where it is as it was sent."""
    lines = tuple(returned.data)
    if _digest(lines) == returned.digest or lines == section.data_lines:
        return "", ""
    of_document, of_section = set(lines), set(section.data_lines)
    gone = [line for line in section.data_lines if line not in of_document]
    new = [line for line in lines if line not in of_section]
    return "\n".join(gone), "\n".join(new) if gone or new else _("(in another order)")


def _renumber(pieces: Sequence[Piece], reading: _Reading) -> Iterator[Block]:
    """Number the notes of one section from 1, and put them behind its text; say sections by their key."""
    numbers: dict[int, int] = {}

    def renumber(run: Run) -> Run:
        if run.note:
            number = numbers.setdefault(run.note, len(numbers) + 1)
            return Run(str(number), note=number)
        return replace(run, target=reading.find_target(run.target)) if run.target else run

    for piece in pieces:
        yield replace(piece.block, runs=tuple(renumber(run) for run in piece.block.runs))
    for of_document, number in numbers.items():
        runs = reading.document.notes.get(of_document, ())
        plain = tuple(replace(run, target=reading.find_target(run.target)) for run in runs)
        yield Block(BlockKind.NOTE, plain, note=number)


def _digest(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:8]


def _plain(block: Block) -> str:
    return " ".join(block.text.split())


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shorten(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
