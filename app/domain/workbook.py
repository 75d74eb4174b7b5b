"""A programme as a workbook, one sheet a noun; and what somebody changed in it, row by row.

A row is known by its id. Beside it stands its version with a sign of what its cells were, so that a row that
somebody else changed meanwhile is refused, and one that was left alone is never a change.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from app.domain.day import read_day
from app.domain.deliverable_table import Directory
from app.domain.firmness import Firmness
from app.domain.known_name import KnownNames, fold_name
from app.domain.language import _
from app.domain.refusal import Message
from app.domain.sheet import MOST_SAVED, Fault, Sheet, SheetRow, cell_text, column_letter
from app.domain.status import Confidence, Status
from app.domain.structure import (
    CommitmentKind,
    DeliverableKind,
    Direction,
    ExternalState,
    Frequency,
    RiskKind,
    RiskState,
)

ID, VERSION, REASON = _("Id"), _("Version"), _("Reason for the change")
"""The headings of every sheet that can be changed: what is known again, and why it changes."""


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    LINES = "lines"
    WORD = "word"
    NUMBER = "number"
    DAY = "day"
    YES = "yes"
    PROJECT = "project"
    LINE = "line"
    LEAD = "lead"
    PARTY = "party"
    PARTIES = "parties"
    DELIVERABLE = "deliverable"
    DELIVERABLES = "deliverables"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet; what cannot be changed there follows from what was said elsewhere."""

    key: str
    heading: str
    kind: CellKind = CellKind.TEXT
    words: type[StrEnum] | None = None
    can_change: bool = True
    can_be_empty: bool = True

    @classmethod
    def of_choice(
        cls,
        key: str,
        heading: str,
        words: type[StrEnum],
        *,
        can_change: bool = True,
        can_be_empty: bool = False,
    ) -> "SheetColumn":
        """A column in which one of a few words stands."""
        return cls(key, heading, CellKind.WORD, words, can_change, can_be_empty)

    @classmethod
    def derived(cls, key: str, heading: str, kind: CellKind = CellKind.TEXT) -> "SheetColumn":
        """A column that cannot be changed."""
        return cls(key, heading, kind, can_change=False)


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of thing, and the columns of its sheet; one without a title column cannot be changed."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    called: str = ""
    """The column by which a person knows a row; empty where nothing of the sheet can be changed."""


@dataclass(frozen=True, slots=True)
class NounRow:
    """One thing: what it holds by column, as values, and the names of what these refer to."""

    id: int
    version: int
    values: Mapping[str, Any]
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What stands in a cell instead of its value: the name of what has an id, the word of a choice."""


@dataclass(frozen=True, slots=True)
class NounSheet:
    """All things of one kind, in order."""

    noun: Noun
    rows: tuple[NounRow, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that somebody changed: from what to what, and all its values as they become."""

    noun: str
    id: int
    version: int
    line: int
    title: str
    cells: Mapping[str, tuple[str, str]]
    """By heading: what stood there, and what stands there now."""
    values: Mapping[str, Any]
    changed: frozenset[str]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What a changed workbook asks: the rows that change, and every fault."""

    changes: tuple[RowChange, ...]
    faults: tuple[Fault, ...]
    compared: int
    """How many rows were looked at."""


DELIVERABLES = Noun(
    "deliverable",
    _("Milestones"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn.of_choice("kind", _("Kind"), DeliverableKind),
        SheetColumn.derived("line", _("Action line")),
        SheetColumn("project_id", _("Project"), CellKind.PROJECT),
        SheetColumn("lead_id", _("Lead"), CellKind.LEAD),
        SheetColumn.of_choice("status", _("Status"), Status),
        SheetColumn.of_choice("confidence", _("Confidence"), Confidence, can_be_empty=True),
        SheetColumn("phrase", _("Promised moment")),
        SheetColumn.of_choice("firmness", _("Firmness"), Firmness, can_be_empty=True),
        SheetColumn.derived("earliest", _("First day"), CellKind.DAY),
        SheetColumn.derived("latest", _("Last day"), CellKind.DAY),
        SheetColumn.derived("first_phrase", _("Promised first")),
        SheetColumn.derived("timeliness", _("Verdict")),
        SheetColumn("delivered_on", _("Delivered on"), CellKind.DAY),
        SheetColumn("executing_party_id", _("Executing party"), CellKind.PARTY),
        SheetColumn("parties", _("Parties involved"), CellKind.PARTIES),
        SheetColumn("inputs", _("Needs"), CellKind.DELIVERABLES),
        SheetColumn("description", _("Description")),
        SheetColumn("aliases", _("Other names")),
        SheetColumn("frequency_count", _("At least"), CellKind.NUMBER),
        SheetColumn.of_choice("frequency_per", _("In each"), Frequency, can_be_empty=True),
    ),
    "title",
)
PROJECTS = Noun(
    "project",
    _("Projects"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn("action_line_id", _("Action line"), CellKind.LINE),
        SheetColumn("lead_id", _("Lead"), CellKind.LEAD),
        SheetColumn("narrative", _("Description")),
        SheetColumn.derived("withdrawn", _("Withdrawn"), CellKind.YES),
    ),
    "title",
)
RISKS = Noun(
    "risk",
    _("Risks"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn.of_choice("kind", _("Kind"), RiskKind),
        SheetColumn("cause", _("Cause")),
        SheetColumn("consequence", _("Consequence")),
        SheetColumn("likelihood", _("Likelihood"), CellKind.NUMBER),
        SheetColumn("impact", _("Impact"), CellKind.NUMBER),
        SheetColumn("measure", _("Measure")),
        SheetColumn("owner_id", _("Owner"), CellKind.LEAD),
        SheetColumn.of_choice("state", _("Status"), RiskState),
        SheetColumn("in_report", _("In the report"), CellKind.YES),
        SheetColumn("deliverables", _("Touches"), CellKind.DELIVERABLES),
    ),
    "title",
)
EXTERNAL_DEPENDENCIES = Noun(
    "external_dependency",
    _("External dependencies"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn("owner_party_id", _("Brought by"), CellKind.PARTY),
        SheetColumn("description", _("Description")),
        SheetColumn("phrase", _("Promised moment")),
        SheetColumn.of_choice("firmness", _("Firmness"), Firmness, can_be_empty=True),
        SheetColumn("confirmed_on", _("Last confirmed"), CellKind.DAY),
        SheetColumn.of_choice("state", _("Status"), ExternalState),
        SheetColumn("delivered_on", _("Delivered on"), CellKind.DAY),
        SheetColumn("deliverables", _("Waits for it"), CellKind.DELIVERABLES),
    ),
    "title",
)
COMMITMENTS = Noun(
    "parliamentary_commitment",
    _("Commitments to parliament"),
    (
        SheetColumn("text", _("Text")),
        SheetColumn.of_choice("kind", _("Kind"), CommitmentKind),
        SheetColumn("made_on", _("Made on"), CellKind.DAY),
        SheetColumn("reference", _("Reference")),
        SheetColumn("phrase", _("Answer promised")),
        SheetColumn("deliverable_id", _("Answered with"), CellKind.DELIVERABLE),
        SheetColumn("section", _("Section of the report")),
        SheetColumn("answered_on", _("Answered on"), CellKind.DAY),
        SheetColumn("answered_in", _("Answered in")),
        SheetColumn("withdrawn", _("Withdrawn"), CellKind.YES),
    ),
    "text",
)
ACTION_LINES = Noun(
    "action_line",
    _("Action lines"),
    (
        SheetColumn.derived("code", _("Code")),
        SheetColumn.derived("title", _("Title")),
        SheetColumn.derived("kind", _("Kind")),
    ),
)
DECISIONS = Noun(
    "decision",
    _("Decisions"),
    (
        SheetColumn.derived("title", _("Title")),
        SheetColumn.derived("question", _("Question")),
        SheetColumn.derived("options", _("Options")),
        SheetColumn.derived("deciders", _("Decided by")),
        SheetColumn.derived("phrase", _("Promised moment")),
        SheetColumn.derived("latest", _("Last day"), CellKind.DAY),
        SheetColumn.derived("outcome", _("Outcome")),
        SheetColumn.derived("taken_on", _("Taken on"), CellKind.DAY),
    ),
)
INDICATORS = Noun(
    "indicator",
    _("Indicators"),
    (
        SheetColumn.derived("name", _("Name")),
        SheetColumn.derived("definition", _("Definition")),
        SheetColumn.derived("unit", _("Unit")),
        SheetColumn.of_choice("direction", _("Direction"), Direction, can_change=False),
        SheetColumn.derived("target", _("Target"), CellKind.NUMBER),
        SheetColumn.derived("action_line", _("Action line")),
    ),
)
MEASUREMENTS = Noun(
    "measurement",
    _("Measurements"),
    (
        SheetColumn.derived("indicator", _("Indicator")),
        SheetColumn.derived("reference_date", _("Reference date"), CellKind.DAY),
        SheetColumn.derived("value", _("Value"), CellKind.NUMBER),
        SheetColumn.derived("pilot_site", _("Pilot site")),
        SheetColumn.derived("parts", _("Breakdown")),
        SheetColumn.derived("note", _("Note")),
    ),
)
PARTIES = Noun(
    "party",
    _("Parties"),
    (
        SheetColumn.derived("name", _("Name")),
        SheetColumn.derived("abbreviation", _("Abbreviation")),
        SheetColumn.derived("kind", _("Kind")),
    ),
)
NOUNS = (
    *(DELIVERABLES, PROJECTS, ACTION_LINES, DECISIONS, INDICATORS, MEASUREMENTS),
    *(RISKS, EXTERNAL_DEPENDENCIES, COMMITMENTS, PARTIES),
)


LONGEST_IN_CELL = 32_000
"""Characters: a spreadsheet holds little more."""
_SHOWN_OF_LONG, _CUT = 500, " […]"


def cells_of(noun: Noun, row: NounRow) -> dict[str, object]:
    """Return what stands in each cell of a row, by key; only the beginning of what no cell can hold."""
    cells = {column.key: row.shown.get(column.key, row.values.get(column.key)) for column in noun.columns}
    return {key: _cut(cell) if isinstance(cell, str) else cell for key, cell in cells.items()}


def version_sign(noun: Noun, row: NounRow) -> str:
    """Return what stands under the version: the number, and a sign of what can be changed in the row."""
    return _sign(row.version, _texts(noun, row))


def compare_workbook(
    sheets: Sequence[Sheet],
    current: Mapping[str, NounSheet],
    directory: Directory,
    word: Callable[[Enum], str],
    say: Callable[[str], str],
    today: date,
) -> WorkbookPlan:
    """Return what changed in the sheets that can be changed; `say` translates headings, `word` choices."""
    by_title = {fold_name(say(sheet.noun.title)): sheet for sheet in current.values()}
    changes: list[RowChange] = []
    faults: list[Fault] = []
    compared = 0
    for sheet in sheets:
        noun_sheet = by_title.get(fold_name(sheet.name))
        if noun_sheet is not None and noun_sheet.noun.called:
            comparison = _SheetComparison(sheet, noun_sheet, directory, word, say, today)
            changes += comparison.changes
            faults += comparison.faults
            compared += len(sheet.rows) - 1
    if not compared and not faults:
        faults.append(
            Fault(Message("This is no workbook of a programme. Download it first, then change it."))
        )
    if len(changes) > MOST_SAVED:
        most = Message(
            "At most %(most)s rows can be changed at once. Send a workbook with fewer changed rows first.",
            {"most": MOST_SAVED},
        )
        return WorkbookPlan((), (Fault(most), *faults), compared)
    return WorkbookPlan(tuple(changes), tuple(faults), compared)


class _SheetComparison:
    """One sheet beside what the programme holds now."""

    def __init__(
        self,
        sheet: Sheet,
        current: NounSheet,
        directory: Directory,
        word: Callable[[Enum], str],
        say: Callable[[str], str],
        today: date,
    ) -> None:
        self._sheet, self._noun, self._directory = sheet, current.noun, directory
        self._word, self._say, self._today = word, say, today
        self._rows = {row.id: row for row in current.rows}
        self._seen: dict[int, int] = {}
        self.changes: list[RowChange] = []
        self.faults: list[Fault] = []
        headings = [fold_name(cell) for cell in sheet.rows[0].cells]
        self._places = {heading: index for index, heading in reversed(list(enumerate(headings)))}
        if not {fold_name(say(ID)), fold_name(say(VERSION))} <= self._places.keys():
            message = Message(
                "The columns “%(id)s” and “%(version)s” are gone. Download it anew.",
                {"id": say(ID), "version": say(VERSION)},
            )
            self.faults.append(Fault(message, sheet.rows[0].line, "", sheet.name))
            return
        for row in sheet.rows[1:]:
            self._compare(row)

    def _compare(self, row: SheetRow) -> None:
        id_text = self._text(row, ID)
        present = self._rows.get(int(id_text)) if id_text.isdecimal() and len(id_text) < 10 else None
        if present is None:
            message = Message("There is nothing with this id. Enter what is new under “Enter a table”.")
            self._refuse(row, ID, message)
            return
        if present.id in self._seen:
            self._refuse(
                row, ID, Message("This id stands on line %(line)s too.", {"line": self._seen[present.id]})
            )
            return
        self._seen[present.id] = row.line
        before = _texts(self._noun, present)
        after = {
            key: self._text(row, column.heading) if self._has(column.heading) else before[key]
            for key, column in self._columns().items()
        }
        given = self._text(row, VERSION)
        number = given.partition("-")[0]
        if after == before or (
            number.isdecimal() and len(number) < 10 and given == _sign(int(number), after)
        ):
            return  # nobody changed it here, whatever became of it meanwhile
        if given != _sign(present.version, before):
            message = Message("Somebody changed this since you downloaded it. Download it anew.")
            self._refuse(row, VERSION, message)
            return
        self._note_change(row, present, before, after)

    def _note_change(
        self, row: SheetRow, present: NounRow, before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        columns = self._columns()
        changed = [key for key in after if after[key] != before[key]]
        values, is_whole = dict(present.values), True
        for key in changed:
            value = self._read(columns[key], after[key]) if not before[key].endswith(_CUT) else _TOO_LONG
            if isinstance(value, Message):
                self._refuse(row, columns[key].heading, value)
                is_whole = False
            else:
                values[key] = value
        if is_whole:
            self.changes.append(
                RowChange(
                    noun=self._noun.name,
                    id=present.id,
                    version=present.version,
                    line=row.line,
                    title=before[self._noun.called],
                    cells={columns[key].heading: (before[key], after[key]) for key in changed},
                    values=values,
                    changed=frozenset(changed),
                    reason=self._text(row, REASON),
                )
            )

    def _columns(self) -> dict[str, SheetColumn]:
        return {column.key: column for column in self._noun.columns if column.can_change}

    def _has(self, heading: str) -> bool:
        return fold_name(self._say(heading)) in self._places

    def _text(self, row: SheetRow, heading: str) -> str:
        index = self._places.get(fold_name(self._say(heading)))
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""

    def _refuse(self, row: SheetRow, heading: str, message: Message) -> None:
        index = self._places.get(fold_name(self._say(heading)))
        letter = column_letter(index) if index is not None else ""
        self.faults.append(Fault(message, row.line, letter, self._sheet.name, heading))

    def _read(self, column: SheetColumn, text: str) -> Any:
        """Return the value that a changed cell says, or what is wrong with it."""
        if column.kind is CellKind.TEXT:
            return text
        if column.kind in (CellKind.PARTIES, CellKind.DELIVERABLES):
            return self._read_names(text, self._known(column.kind))
        if column.kind is CellKind.YES:
            return _YES.get(fold_name(text), Message("Write “ja” or “nee”."))
        if not text:
            return None if column.can_be_empty else Message("Choose one of the given values.")
        if column.kind is CellKind.WORD:
            return self._read_word(column, text)
        if column.kind is CellKind.NUMBER:
            is_number = text.isdecimal() and len(text) < 4
            return int(text) if is_number else Message("Write a whole number.")
        if column.kind is CellKind.DAY:
            return read_day(text, self._today)
        return self._known(column.kind).find(text)

    def _read_word(self, column: SheetColumn, text: str) -> Any:
        words = {fold_name(self._word(member)): member for member in column.words or ()}
        if fold_name(text) in words:
            return words[fold_name(text)]
        known = ", ".join(self._word(member) for member in column.words or ())
        return Message("“%(word)s” is none of these: %(known)s.", {"word": text, "known": known})

    def _read_names(self, text: str, known: KnownNames) -> Any:
        ids: list[int] = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            names = [line] if known.ids(line) else [name.strip() for name in line.split(";") if name.strip()]
            for name in names:
                id = known.find(name)
                if isinstance(id, Message):
                    return id
                ids.append(id)
        return tuple(dict.fromkeys(ids))

    def _known(self, kind: CellKind) -> KnownNames:
        return {
            CellKind.PROJECT: self._directory.projects,
            CellKind.LINE: self._directory.lines,
            CellKind.LEAD: self._directory.leads,
            CellKind.PARTY: self._directory.parties,
            CellKind.PARTIES: self._directory.parties,
        }.get(kind, self._directory.deliverables)


_TOO_LONG = Message("This text is too long for a cell. Change it on its page.")
_YES = {"ja": True, "yes": True, "x": True, "nee": False, "no": False, "": False}


def _texts(noun: Noun, row: NounRow) -> dict[str, str]:
    """Return the text of each cell that can be changed, by key."""
    cells = cells_of(noun, row)
    return {column.key: cell_text(cells[column.key]).strip() for column in noun.columns if column.can_change}


def _sign(version: int, texts: Mapping[str, str]) -> str:
    content = json.dumps(list(texts.values()), ensure_ascii=False)
    return f"{version}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def _cut(text: str) -> str:
    return f"{text[:_SHOWN_OF_LONG]}{_CUT}" if len(text) > LONGEST_IN_CELL else text
