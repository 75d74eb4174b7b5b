"""Reporting periods and their reports."""

from datetime import date, datetime
from typing import Literal

from app.domain.report import BlockKind
from app.domain.round import Verdict
from app.domain.structure import PeriodState
from app.web.api.v1.shapes.values import Day, Id, Shape, Text


class ReportingPeriod(Shape):
    """A half-year of a programme; `hash` is that of its report, once adopted.

    `namesLeads`: its report names who leads what. `inEnglish`: it has an English edition beside the Dutch.
    """

    id: int
    programme: str
    half_year: str
    number: int
    state: PeriodState
    starts_on: date
    ends_on: date
    reference_date: date
    input_deadline: date
    report_date: date
    names_leads: bool
    in_english: bool
    version: int
    hash: Text


class SignOff(Shape):
    """What a sponsor said of a section of a report; `document` and `givenOn` where it did so elsewhere."""

    id: int
    reporting_period: int
    party: int
    section: str
    section_hash: str
    verdict: Verdict
    text: str
    document: Text
    given_on: Day
    holds: bool
    recorded_at: datetime
    author: str


class Record(Shape):
    """The thing that a statement rests on, by type and id."""

    type: str
    id: int


class Row(Shape):
    """One row of a table, with the records that it tells of."""

    cells: tuple[str, ...]
    records: tuple[Record, ...]


class Block(Shape):
    """One heading, paragraph, bullet or table of a section, with the records that it tells of.

    Only a table has `columns` and `rows`; its text is its caption. `language` is that of words that somebody
    wrote in another language than that of the report.
    """

    kind: BlockKind
    text: str
    records: tuple[Record, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    language: str = ""


class Section(Shape):
    """One section of a report, by its kept key."""

    key: str
    title: str
    blocks: tuple[Block, ...]


class ReportFile(Shape):
    """A file of a report; `size` in bytes and `hash` (SHA-256) of one that is kept."""

    format: str
    language: str
    media_type: str
    state: Literal["kept", "being_made", "failed", "on_request"]
    size: Id
    hash: Text


class Report(Shape):
    """The report of a half-year as it was composed; `hash` is null until it is adopted.

    `unverified` is there, and true, where an adopted report came in with a file and nobody could verify it.
    """

    programme: str
    half_year: str
    language: str
    version: str
    state: PeriodState
    hash: Text
    sections: tuple[Section, ...]
    unverified: bool = False
