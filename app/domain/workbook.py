"""A programme as a workbook, one sheet a noun.

A row is known by its id. Beside it stands its version with a sign of what its cells were, so that a row that
somebody else changed meanwhile is refused, and one that was left alone is never a change. What came back is
compared in `workbook_comparison.py`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.firmness import Firmness
from app.domain.language import _
from app.domain.sheet import cell_text
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
    initial: StrEnum | None = None
    """What a new row has that leaves it empty."""
    is_fixed: bool = False
    """Whether it is said once, in a new row, and stays."""

    @classmethod
    def of_choice(
        cls,
        key: str,
        heading: str,
        words: type[StrEnum],
        *,
        can_change: bool = True,
        can_be_empty: bool = False,
        initial: StrEnum | None = None,
    ) -> "SheetColumn":
        """A column in which one of a few words stands."""
        return cls(key, heading, CellKind.WORD, words, can_change, can_be_empty, initial)

    @classmethod
    def derive(cls, key: str, heading: str, kind: CellKind = CellKind.TEXT) -> "SheetColumn":
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
    is_known_by_name: bool = True
    """Whether no two rows may be called the same."""


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


OWN_EARLIEST, OWN_LATEST, OWN_UNDATED = "own_earliest", "own_latest", "own_undated"
OWN = frozenset({OWN_EARLIEST, OWN_LATEST, OWN_UNDATED})
"""The columns of what a person means by the words, where the rules would not read them so."""
_OWN_BOUNDS = (
    SheetColumn(OWN_EARLIEST, _("First day in own reading"), CellKind.DAY),
    SheetColumn(OWN_LATEST, _("Last day in own reading"), CellKind.DAY),
    SheetColumn(OWN_UNDATED, _("Without a date in own reading"), CellKind.YES),
)
DELIVERABLES = Noun(
    "deliverable",
    _("Milestones"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn.of_choice("kind", _("Kind"), DeliverableKind, initial=DeliverableKind.PRODUCT),
        SheetColumn.derive("line", _("Action line")),
        SheetColumn("project_id", _("Project"), CellKind.PROJECT),
        SheetColumn("lead_id", _("Lead"), CellKind.LEAD),
        SheetColumn.of_choice("status", _("Status"), Status, initial=Status.PLANNED),
        SheetColumn.of_choice("confidence", _("Confidence"), Confidence, can_be_empty=True),
        SheetColumn("phrase", _("Promised moment")),
        *_OWN_BOUNDS,
        SheetColumn.of_choice("firmness", _("Firmness"), Firmness, can_be_empty=True),
        SheetColumn.derive("earliest", _("First day"), CellKind.DAY),
        SheetColumn.derive("latest", _("Last day"), CellKind.DAY),
        SheetColumn.derive("first_phrase", _("Promised first")),
        SheetColumn.derive("timeliness", _("Verdict")),
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
        SheetColumn.derive("withdrawn", _("Withdrawn"), CellKind.YES),
    ),
    "title",
)
RISKS = Noun(
    "risk",
    _("Risks"),
    (
        SheetColumn("title", _("Title")),
        SheetColumn.of_choice("kind", _("Kind"), RiskKind, initial=RiskKind.RISK),
        SheetColumn("cause", _("Cause")),
        SheetColumn("consequence", _("Consequence")),
        SheetColumn("likelihood", _("Likelihood"), CellKind.NUMBER),
        SheetColumn("impact", _("Impact"), CellKind.NUMBER),
        SheetColumn("measure", _("Measure")),
        SheetColumn("owner_id", _("Owner"), CellKind.LEAD),
        SheetColumn.of_choice("state", _("Status"), RiskState, initial=RiskState.OPEN),
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
        *_OWN_BOUNDS,
        SheetColumn.of_choice("firmness", _("Firmness"), Firmness, can_be_empty=True),
        SheetColumn("confirmed_on", _("Last confirmed"), CellKind.DAY),
        SheetColumn.of_choice("state", _("Status"), ExternalState, initial=ExternalState.EXPECTED),
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
        SheetColumn.of_choice("kind", _("Kind"), CommitmentKind, initial=CommitmentKind.UNDERTAKING),
        SheetColumn("made_on", _("Made on"), CellKind.DAY),
        SheetColumn("reference", _("Reference")),
        SheetColumn("phrase", _("Answer promised")),
        *_OWN_BOUNDS,
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
        SheetColumn.derive("code", _("Code")),
        SheetColumn.derive("title", _("Title")),
        SheetColumn.derive("kind", _("Kind")),
    ),
)
DECISIONS = Noun(
    "decision",
    _("Decisions"),
    (
        SheetColumn.derive("title", _("Title")),
        SheetColumn.derive("question", _("Question")),
        SheetColumn.derive("options", _("Options")),
        SheetColumn.derive("deciders", _("Decided by")),
        SheetColumn.derive("phrase", _("Promised moment")),
        SheetColumn.derive("latest", _("Last day"), CellKind.DAY),
        SheetColumn.derive("outcome", _("Outcome")),
        SheetColumn.derive("taken_on", _("Taken on"), CellKind.DAY),
    ),
)
INDICATORS = Noun(
    "indicator",
    _("Indicators"),
    (
        SheetColumn.derive("name", _("Name")),
        SheetColumn.derive("definition", _("Definition")),
        SheetColumn.derive("unit", _("Unit")),
        SheetColumn.of_choice("direction", _("Direction"), Direction, can_change=False),
        SheetColumn.derive("target", _("Target"), CellKind.NUMBER),
        SheetColumn.derive("action_line", _("Action line")),
    ),
)
MEASUREMENTS = Noun(
    "measurement",
    _("Measurements"),
    (
        SheetColumn.derive("indicator", _("Indicator")),
        SheetColumn.derive("reference_date", _("Reference date"), CellKind.DAY),
        SheetColumn.derive("value", _("Value"), CellKind.NUMBER),
        SheetColumn.derive("pilot_site", _("Pilot site")),
        SheetColumn.derive("parts", _("Breakdown")),
        SheetColumn.derive("note", _("Note")),
    ),
)
OCCURRENCES = Noun(
    "occurrence",
    _("Occurrences"),
    (
        SheetColumn(
            "deliverable_id", _("Milestone"), CellKind.DELIVERABLE, can_be_empty=False, is_fixed=True
        ),
        SheetColumn("on", _("Took place on"), CellKind.DAY, can_be_empty=False),
        SheetColumn("note", _("Note")),
    ),
    "deliverable_id",
    is_known_by_name=False,
)
PARTIES = Noun(
    "party",
    _("Parties"),
    (
        SheetColumn.derive("name", _("Name")),
        SheetColumn.derive("abbreviation", _("Abbreviation")),
        SheetColumn.derive("kind", _("Kind")),
    ),
)
NOUNS = (
    *(DELIVERABLES, PROJECTS, ACTION_LINES, DECISIONS, OCCURRENCES, INDICATORS, MEASUREMENTS),
    *(RISKS, EXTERNAL_DEPENDENCIES, COMMITMENTS, PARTIES),
)


LONGEST_IN_CELL = 32_000
"""Characters: a spreadsheet holds little more."""
_SHOWN_OF_LONG, CUT = 500, " […]"


def cells_of(noun: Noun, row: NounRow) -> dict[str, object]:
    """Return what stands in each cell of a row, by key; only the beginning of what no cell can hold."""
    cells = {column.key: row.shown.get(column.key, row.values.get(column.key)) for column in noun.columns}
    return {key: _cut(cell) if isinstance(cell, str) else cell for key, cell in cells.items()}


def version_sign(noun: Noun, row: NounRow) -> str:
    """Return what stands under the version: the number, and a sign of what can be changed in the row."""
    return sign_row(row.version, row_texts(noun, row))


def row_texts(noun: Noun, row: NounRow) -> dict[str, str]:
    """Return the text of each cell that can be changed, by key."""
    cells = cells_of(noun, row)
    return {column.key: cell_text(cells[column.key]).strip() for column in noun.columns if column.can_change}


def sign_row(version: int, texts: Mapping[str, str]) -> str:
    content = json.dumps(list(texts.values()), ensure_ascii=False)
    return f"{version}-{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def _cut(text: str) -> str:
    return f"{text[:_SHOWN_OF_LONG]}{CUT}" if len(text) > LONGEST_IN_CELL else text
