"""What somebody changed in a workbook, row by row: what becomes otherwise, what is new, and every fault."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from app.domain.day import read_day
from app.domain.deliverable_table import Directory
from app.domain.known_name import KnownNames, fold_name
from app.domain.refusal import Message
from app.domain.sheet import MOST_SAVED, Fault, Sheet, SheetRow, cell_text, column_letter
from app.domain.workbook import (
    CUT,
    DELIVERABLES,
    ID,
    OWN,
    OWN_EARLIEST,
    OWN_LATEST,
    OWN_UNDATED,
    PROJECTS,
    REASON,
    VERSION,
    CellKind,
    NounRow,
    NounSheet,
    SheetColumn,
    row_texts,
    sign_row,
)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A thing that another row of the same workbook makes; whatever names it has its id once it is there."""

    noun: str
    line: int
    title: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that somebody changed or added: from what to what, and all its values as they become."""

    noun: str
    id: int
    """0 for what is new."""
    version: int
    line: int
    title: str
    cells: Mapping[str, tuple[str, str]]
    """By heading: what stood there, and what stands there now."""
    values: Mapping[str, Any]
    changed: frozenset[str]
    reason: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the row makes a thing that was not there."""
        return not self.id


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What a changed workbook asks: the rows that change or are new, and every fault."""

    changes: tuple[RowChange, ...]
    faults: tuple[Fault, ...]
    compared: int
    """How many rows were looked at."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What each sheet is held against; `say` translates headings, `word` choices."""

    directory: Directory
    word: Callable[[Enum], str]
    say: Callable[[str], str]
    today: date
    new: Mapping[tuple[str, str], NewRow]
    """The projects and deliverables that rows of this workbook make, by noun and folded title."""


def compare_workbook(
    sheets: Sequence[Sheet],
    current: Mapping[str, NounSheet],
    directory: Directory,
    word: Callable[[Enum], str],
    say: Callable[[str], str],
    today: date,
) -> WorkbookPlan:
    """Return what changed in the sheets that can be changed, and what is new in them."""
    by_title = {fold_name(say(sheet.noun.title)): sheet for sheet in current.values() if sheet.noun.called}
    sent = [(sheet, by_title[name]) for sheet in sheets if (name := fold_name(sheet.name)) in by_title]
    within = Comparison(directory, word, say, today, _list_new(sent, say))
    changes: list[RowChange] = []
    faults: list[Fault] = []
    for sheet, noun_sheet in sent:
        comparison = _SheetComparison(sheet, noun_sheet, within)
        changes += comparison.changes
        faults += comparison.faults
    compared = sum(len(sheet.rows) - 1 for sheet, _noun in sent)
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


def _list_new(
    sent: Sequence[tuple[Sheet, NounSheet]], say: Callable[[str], str]
) -> dict[tuple[str, str], NewRow]:
    new: dict[tuple[str, str], NewRow] = {}
    for sheet, noun_sheet in sent:
        noun = noun_sheet.noun
        cells = _Cells(sheet, say)
        heading = next(column.heading for column in noun.columns if column.key == noun.called)
        for row in sheet.rows[1:] if noun in (PROJECTS, DELIVERABLES) else ():
            title = " ".join(cells.text(row, heading).split())
            if title and not cells.text(row, ID):
                new.setdefault((noun.name, fold_name(title)), NewRow(noun.name, row.line, title))
    return new


class _Cells:
    """Where each heading of a sheet stands, and what stands below it."""

    def __init__(self, sheet: Sheet, say: Callable[[str], str]) -> None:
        self._say = say
        headings = [fold_name(cell) for cell in sheet.rows[0].cells]
        self._places = {heading: index for index, heading in reversed(list(enumerate(headings)))}

    def place(self, heading: str) -> int | None:
        """Return the place of a column, counted from 0; none where it is gone."""
        return self._places.get(fold_name(self._say(heading)))

    def text(self, row: SheetRow, heading: str) -> str:
        """Return what stands in a row below a heading."""
        index = self.place(heading)
        return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


class _SheetComparison:
    """One sheet beside what the programme holds now."""

    def __init__(self, sheet: Sheet, current: NounSheet, within: Comparison) -> None:
        self._sheet, self._noun, self._within = sheet, current.noun, within
        self._cells = _Cells(sheet, within.say)
        self._columns = {column.key: column for column in current.noun.columns if column.can_change}
        self._rows = {row.id: row for row in current.rows}
        called = current.noun.called
        self._titles = {fold_name(row_texts(current.noun, row)[called]) for row in current.rows}
        self._seen: dict[int | str, int] = {}
        self.changes: list[RowChange] = []
        self.faults: list[Fault] = []
        if self._cells.place(ID) is None or self._cells.place(VERSION) is None:
            message = Message(
                "The columns “%(id)s” and “%(version)s” are gone. Download it anew.",
                {"id": within.say(ID), "version": within.say(VERSION)},
            )
            self.faults.append(Fault(message, sheet.rows[0].line, "", sheet.name))
            return
        for row in sheet.rows[1:]:
            if self._cells.text(row, ID):
                self._compare(row)
            else:
                self._add(row)

    def _compare(self, row: SheetRow) -> None:
        id_text = self._cells.text(row, ID)
        present = self._rows.get(int(id_text)) if id_text.isdecimal() and len(id_text) < 10 else None
        if present is None:
            message = Message("There is nothing with this id. Leave it empty where this is new.")
            self._refuse(row, ID, message)
            return
        if present.id in self._seen:
            self._refuse(
                row, ID, Message("This id stands on line %(line)s too.", {"line": self._seen[present.id]})
            )
            return
        self._seen[present.id] = row.line
        before = row_texts(self._noun, present)
        after = {
            key: self._cells.text(row, column.heading)
            if self._cells.place(column.heading) is not None
            else before[key]
            for key, column in self._columns.items()
        }
        given = self._cells.text(row, VERSION)
        number = given.partition("-")[0]
        if after == before or (
            number.isdecimal() and len(number) < 10 and given == sign_row(int(number), after)
        ):
            return  # nobody changed it here, whatever became of it meanwhile
        if given != sign_row(present.version, before):
            message = Message("Somebody changed this since you downloaded it. Download it anew.")
            self._refuse(row, VERSION, message)
            return
        self._note_change(row, present, before, after)

    def _note_change(
        self, row: SheetRow, present: NounRow, before: Mapping[str, str], after: Mapping[str, str]
    ) -> None:
        read = {
            key: self._read_change(self._columns[key], before[key], text)
            for key, text in after.items()
            if text != before[key]
        }
        changed = {key: value for key, value in read.items() if value != present.values[key]}
        if "phrase" in changed and not OWN & changed.keys():
            # The days that a person gave belong to the words that they gave them.
            changed |= {key: no_value for key, no_value in _NO_OWN.items() if present.values[key]}
        values = {**present.values, **changed}
        if changed and not self._refuse_wrong(row, changed, values):
            self._keep(row, present, changed, values, before)

    def _add(self, row: SheetRow) -> None:
        """Note a new thing; what the row leaves empty is as a form would have it."""
        called = self._columns[self._noun.called]
        name = " ".join(self._cells.text(row, called.heading).split())
        if message := self._find_name_objection(row, name):
            self._refuse(row, ID if self._cells.text(row, VERSION) else called.heading, message)
            return
        self._seen[fold_name(name)] = row.line
        texts = {key: self._cells.text(row, column.heading) for key, column in self._columns.items()}
        values = {
            key: column.initial if column.initial and not texts[key] else self._read(column, texts[key])
            for key, column in self._columns.items()
        }
        if not self._refuse_wrong(row, values, values):
            filled = {key: value for key, value in values.items() if texts[key]}
            self._keep(row, NounRow(0, 0, values), filled, values, dict.fromkeys(texts, ""))

    def _find_name_objection(self, row: SheetRow, name: str) -> Message | None:
        folded = fold_name(name)
        if self._cells.text(row, VERSION):
            return Message(
                "The id of this row is gone. Download it anew, or empty the version of what is new."
            )
        if not name:
            return Message("Say what this is, or empty the whole row.")
        if self._noun.is_known_by_name and folded in self._seen:
            return Message(
                "“%(title)s” stands on line %(line)s too.", {"title": name, "line": self._seen[folded]}
            )
        if self._noun.is_known_by_name and folded in self._titles:
            return Message("“%(title)s” is there already: change it in the row with its id.", {"title": name})
        return None

    def _refuse_wrong(self, row: SheetRow, read: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
        """Refuse what could not be read, and days beside “without a date”; tells whether there was any."""
        wrong = {key: value for key, value in read.items() if isinstance(value, Message)}
        if values.get(OWN_UNDATED) and (values[OWN_EARLIEST] or values[OWN_LATEST]):
            wrong[OWN_UNDATED] = Message("Give days, or say that there is no date.")
        for key, message in wrong.items():
            self._refuse(row, self._columns[key].heading, message)
        return bool(wrong)

    def _keep(
        self,
        row: SheetRow,
        present: NounRow,
        changed: Mapping[str, Any],
        values: Mapping[str, Any],
        before: Mapping[str, str],
    ) -> None:
        called = self._columns[self._noun.called]
        self.changes.append(
            RowChange(
                noun=self._noun.name,
                id=present.id,
                version=present.version,
                line=row.line,
                title=before[called.key] or self._show(called, values[called.key]),
                cells={
                    self._columns[key].heading: (before[key], self._show(self._columns[key], value))
                    for key, value in changed.items()
                },
                values=values,
                changed=frozenset(changed),
                reason=self._cells.text(row, REASON),
            )
        )

    def _refuse(self, row: SheetRow, heading: str, message: Message) -> None:
        index = self._cells.place(heading)
        letter = column_letter(index) if index is not None else ""
        self.faults.append(Fault(message, row.line, letter, self._sheet.name, heading))

    def _read_change(self, column: SheetColumn, before: str, text: str) -> Any:
        if column.is_fixed:
            return Message("This stays as it is. Take it back on its page, and add it anew.")
        if before.endswith(CUT):
            return Message("This text is too long for a cell. Change it on its page.")
        return self._read(column, text)

    def _read(self, column: SheetColumn, text: str) -> Any:
        """Return the value that a cell says, or what is wrong with it."""
        if column.kind is CellKind.TEXT:
            return text
        if column.kind in (CellKind.PARTIES, CellKind.DELIVERABLES):
            return self._read_names(column, text)
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
            return read_day(text, self._within.today)
        return self._find(column, text)

    def _read_word(self, column: SheetColumn, text: str) -> Any:
        words = {fold_name(self._within.word(member)): member for member in column.words or ()}
        if fold_name(text) in words:
            return words[fold_name(text)]
        known = ", ".join(self._within.word(member) for member in column.words or ())
        return Message("“%(word)s” is none of these: %(known)s.", {"word": text, "known": known})

    def _read_names(self, column: SheetColumn, text: str) -> Any:
        read: list[int | NewRow] = []
        for line in filter(None, map(str.strip, text.split("\n"))):
            is_one = not isinstance(self._find(column, line), Message)
            for name in [line] if is_one else filter(None, map(str.strip, line.split(";"))):
                named = self._find(column, name)
                if isinstance(named, Message):
                    return named
                read.append(named)
        return tuple(dict.fromkeys(read))

    def _find(self, column: SheetColumn, name: str) -> int | NewRow | Message:
        """Return what is called so: what is there, else what another row of the workbook makes."""
        known = self._names_of_kind(column.kind)
        noun = PROJECTS if column.kind is CellKind.PROJECT else DELIVERABLES
        is_of_rows = column.kind in _MADE_BY_ROWS and not known.ids(name)
        new = self._within.new.get((noun.name, fold_name(name))) if is_of_rows else None
        return new or known.find(name)

    def _show(self, column: SheetColumn, value: Any) -> str:
        """Return a value as it will stand: of who was found the name with the address."""
        if isinstance(value, tuple):
            return "\n".join(self._show(column, part) for part in value)
        if isinstance(value, NewRow):
            return value.title
        if isinstance(value, Enum):
            return self._within.word(value)
        if value is not None and column.kind in _NAMING:
            return self._names_of_kind(column.kind).describe(value)
        return cell_text(value)

    def _names_of_kind(self, kind: CellKind) -> KnownNames:
        directory = self._within.directory
        return {
            CellKind.PROJECT: directory.projects,
            CellKind.LINE: directory.lines,
            CellKind.LEAD: directory.leads,
            CellKind.PARTY: directory.parties,
            CellKind.PARTIES: directory.parties,
        }.get(kind, directory.deliverables)


_NO_OWN: Mapping[str, Any] = {OWN_EARLIEST: None, OWN_LATEST: None, OWN_UNDATED: False}
_MADE_BY_ROWS = (CellKind.PROJECT, CellKind.DELIVERABLE, CellKind.DELIVERABLES)
_NAMING = (*_MADE_BY_ROWS, CellKind.LINE, CellKind.LEAD, CellKind.PARTY, CellKind.PARTIES)
_YES = {"ja": True, "yes": True, "x": True, "nee": False, "no": False, "": False}
