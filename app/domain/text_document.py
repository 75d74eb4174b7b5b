"""A text document as somebody sent it back: its paragraphs, and what a text of ours cannot hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.report.tree import Block, Run


class PieceKind(StrEnum):
    """What a paragraph is for the round trip."""

    HEADING = "heading"
    """Of the highest level: it opens a section."""
    WRITTEN = "written"
    FROM_DATA = "from_data"
    """In the style of what is made from the data, whatever stands in it now."""


class Loss(StrEnum):
    """What a text of ours cannot hold, so that it is left out or becomes something else."""

    PICTURE = "picture"
    TABLE = "table"
    TEXT_BOX = "text_box"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin: who made it, what it says, and at which words."""

    author: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph; `marks` are the names of the bookmarks that begin at it."""

    kind: PieceKind
    block: Block
    marks: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    losses: tuple[tuple[Loss, str], ...] = ()
    """What could not be read here, with its words: the description of a picture, the text in a box."""


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The paragraphs in their order, and the notes by the number with which runs refer to them."""

    pieces: tuple[Piece, ...]
    notes: Mapping[int, tuple[Run, ...]] = field(default_factory=dict)
    tracked: int = 0
    """How many tracked changes it has; all of them are read as accepted."""
