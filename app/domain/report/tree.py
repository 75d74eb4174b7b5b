"""The composed report as a tree: sections of blocks, each leading to the records that it tells of.

Composed once, rendered many times: a renderer decides nothing. Text is plain, without any markup.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.firmness import Firmness
from app.domain.report.picture import ChainPicture, MilestonePicture, SeriesPicture, TrendPicture
from app.domain.status import Status
from app.domain.structure import PeriodState
from app.domain.vague_date import BoundsBy


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """What a statement rests on: `deliverable` 17, `deadline` 40, `measurement` 3."""

    type: str
    id: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `record` is what these words name, `is_strong` sets them apart.

    `target` is the key of the section that they refer to, `note` the number of a note that they stand for.
    """

    text: str
    record: Record | None = None
    is_strong: bool = False
    target: str = ""
    note: int = 0


class BlockKind(StrEnum):
    """What a block is on paper."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE = "table"
    QUOTE = "quote"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell a column, the first of which names the row."""

    cells: tuple[Run, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, bullet, table, quote or note; the runs of a table are its caption.

    `language` is that of what somebody wrote, where it is not that of the report; `note` numbers a note.
    A table may be drawn as well: one of `milestones`, `trend`, `chain` and `series` is what from.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    records: tuple[Record, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    language: str = ""
    note: int = 0
    milestones: MilestonePicture | None = None
    trend: TrendPicture | None = None
    chain: ChainPicture | None = None
    series: SeriesPicture | None = None

    @property
    def picture(self) -> MilestonePicture | TrendPicture | ChainPicture | SeriesPicture | None:
        """What it is drawn from; none for what is not drawn."""
        return self.milestones or self.trend or self.chain or self.series

    @property
    def text(self) -> str:
        """The words, as one string, without the numbers of notes."""
        return "".join(run.text for run in self.runs if not run.note)


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its stored key (domain/README.md, The report); `number` is printed before its title."""

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def anchor(self) -> str:
        """The key as it stands in an address."""
        return self.key.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Promised:
    """How a deliverable stands in a report and what is promised of it: not printed, but part of it.

    `phrase` is empty and the rest none where nothing is promised. The next report accounts for each of these.
    """

    deliverable_id: int
    title: str
    is_decision: bool
    status: Status | None = None
    deadline_id: int | None = None
    phrase: str = ""
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    firmness: Firmness | None = None
    bounds_by: BoundsBy = BoundsBy.RULES


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language."""

    programme: str
    programme_title: str
    half_year: str
    number: int
    title: str
    language: str
    version: str
    state: str
    sections: tuple[Section, ...] = ()
    promised: tuple[Promised, ...] = ()
    layout: int = 1
    """Which drawing its files have. A tree keeps the one that it was composed for, so that the files of a
    report that was adopted before a drawing changed stay as they were."""

    @property
    def is_concept(self) -> bool:
        """Whether this is not the report as adopted: each of its pages and files says so."""
        return self.state not in (PeriodState.ADOPTED, PeriodState.PUBLISHED)


LAYOUT = 2
"""The drawing that reports are composed for now."""


def heading(text: str, *records: Record) -> Block:
    """A heading inside a section."""
    return Block(BlockKind.HEADING, (Run(text, records[0] if records else None),), records)


def paragraph(text: str, *records: Record) -> Block:
    """Running text."""
    return Block(BlockKind.PARAGRAPH, (Run(text),), records)


def bullet(lead: Run, sentences: Iterable[str], records: Iterable[Record]) -> Block:
    """An item of a list: what it is about, then what is said of it."""
    text = " ".join(text for text in sentences if text)
    runs = (lead, Run(f" {text}")) if text else (lead,)
    return Block(BlockKind.BULLET, runs, distinct(records))


def table(caption: str, columns: Iterable[str], rows: Iterable[Row]) -> Block:
    """A table; its records are those of its rows."""
    rows = tuple(rows)
    records = distinct(record for row in rows for record in row.records)
    return Block(BlockKind.TABLE, (Run(caption),), records, tuple(columns), rows)


def distinct(records: Iterable[Record]) -> tuple[Record, ...]:
    """Each record once, in the order of first mention."""
    return tuple(dict.fromkeys(records))
