"""A table of promises: which column holds what, and which deliverable each row becomes.

It says all that is wrong at once, each fault at its line and column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.correction import check_said_on
from app.domain.day import read_day
from app.domain.firmness import Firmness
from app.domain.inputs import find_circle
from app.domain.known_name import KnownNames, fold_name
from app.domain.language import _
from app.domain.refusal import Invalid, Message, UnreadablePhrase
from app.domain.sheet import MOST_SAVED, Fault, Sheet, SheetRow, column_letter
from app.domain.structure import DeliverableKind, Frequency
from app.domain.vague_date import OwnBounds, Register, VagueDate, read_promise, read_recurrence

W = TypeVar("W")


class Column(StrEnum):
    """What a column of the table holds."""

    TITLE = "title"
    PROJECT = "project"
    LINE = "line"
    KIND = "kind"
    LEAD = "lead"
    PHRASE = "phrase"
    FREQUENCY = "frequency"
    EARLIEST = "earliest"
    LATEST = "latest"
    FIRMNESS = "firmness"
    SAID_ON = "said_on"
    SOURCE = "source"
    SECTION = "section"
    PARTY = "party"
    PARTIES = "parties"
    INPUTS = "inputs"
    DESCRIPTION = "description"
    ALIASES = "aliases"


COLUMN_NAMES: Mapping[Column, str] = {
    Column.TITLE: _("Title"),
    Column.PROJECT: _("Project"),
    Column.LINE: _("Action line"),
    Column.KIND: _("Kind"),
    Column.LEAD: _("Lead"),
    Column.PHRASE: _("Promised moment"),
    Column.FREQUENCY: _("How often"),
    Column.EARLIEST: _("First day"),
    Column.LATEST: _("Last day"),
    Column.FIRMNESS: _("Firmness"),
    Column.SAID_ON: _("Said on"),
    Column.SOURCE: _("Source"),
    Column.SECTION: _("Section of the source"),
    Column.PARTY: _("Executing party"),
    Column.PARTIES: _("Parties involved"),
    Column.INPUTS: _("Needs"),
    Column.DESCRIPTION: _("Description"),
    Column.ALIASES: _("Other names"),
}

_HEADINGS = {
    Column.TITLE: "titel, title, product, producten, mijlpaal, resultaat, op te leveren, oplevering, naam, "
    "deliverable, name, belofte, besluit, omschrijving product, wat",
    Column.PROJECT: "project, deelproject, projecten",
    Column.LINE: "actielijn, lijn, action line, line, spoor, programmalijn",
    Column.KIND: "soort, type, kind",
    Column.LEAD: "trekker, lead, projectleider, wie, verantwoordelijke, eigenaar, owner, contactpersoon",
    Column.PHRASE: "oplevermoment, moment, wanneer, planning, datum, deadline, gereed, when, date, due, "
    "termijn, planning gereed, einddatum, opleverdatum, streefdatum, woorden, words",
    Column.FREQUENCY: "hoe vaak, frequentie, frequency, how often, aantal keer, regelmaat",
    Column.EARLIEST: "eerste dag, first day",
    Column.LATEST: "laatste dag, uiterste dag, last day",
    Column.FIRMNESS: "hardheid, firmness, zekerheid, stevigheid, status belofte, hoe vast",
    Column.SAID_ON: "gezegd op, said on, toegezegd op, datum belofte, beloofd op",
    Column.SOURCE: "bron, source, document, brondocument, vindplaats",
    Column.SECTION: "paragraaf, section, hoofdstuk, bladzijde, pagina, paragraaf van de bron",
    Column.PARTY: "uitvoerder, partij, party, uitvoerende partij, executing party, organisatie",
    Column.PARTIES: "betrokken partijen, betrokkenen, parties, partijen, parties involved, partners",
    Column.INPUTS: "inputs, input, nodig, afhankelijk van, benodigd, needs, depends on, wacht op",
    Column.DESCRIPTION: "omschrijving, toelichting, beschrijving, description, opmerking, opmerkingen",
    Column.ALIASES: "andere namen, andere naam, alias, aliassen, aliases, other names, ook genoemd, "
    "afkorting, werktitel",
}
_BY_HEADING = {heading: column for column, names in _HEADINGS.items() for heading in names.split(", ")}

_KINDS = {
    DeliverableKind.PRODUCT: "product, document, deliverable, rapport, instrument",
    DeliverableKind.DECISION: "besluit, decision, beslissing, besluitvorming",
    DeliverableKind.RESEARCH: "onderzoek, research, studie, evaluatie",
    DeliverableKind.EVENT: "bijeenkomst, event, evenement, conferentie, gebeurtenis",
    DeliverableKind.RECURRING: "terugkerend, recurring, periodiek, reeks",
    DeliverableKind.ACTIVITY: "activiteit, activity, werk, actie",
}
_BY_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split(", ")}

_FIRMNESSES = {
    Firmness.DECIDED: "besluit, besloten, vastgesteld, decided, volgens besluit",
    Firmness.COMMITTED: "toezegging, toegezegd, belofte, committed, afgesproken, zeker",
    Firmness.EXPECTED: "verwacht, verwachting, naar verwachting, expected, voorzien, gepland",
    Firmness.AIMED: "streven, het streven is, beoogd, aimed, ambitie, doel",
}
_BY_FIRMNESS = {name: firmness for firmness, names in _FIRMNESSES.items() for name in names.split(", ")}


@dataclass(frozen=True, slots=True)
class Directory:
    """All that a table can name in a programme, which began on `began_on`."""

    lines: KnownNames
    projects: KnownNames
    leads: KnownNames
    parties: KnownNames
    deliverables: KnownNames
    led_projects: frozenset[int] = frozenset()
    """The projects that have a lead, who leads what in them names nobody."""
    only_line: int | None = None
    """The action line that runs where there is only one."""
    needs: Mapping[int, Sequence[int]] = field(default_factory=dict)
    began_on: date | None = None
    register: Register = ()
    """The named moments that the installation knows."""
    most: Mapping[Column, int] = field(default_factory=dict)
    """How many characters each text may have."""


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What goes for the whole table: the column of each place, and what a row has that says nothing of it."""

    columns: tuple[Column | None, ...]
    has_headings: bool
    said_on: date
    today: date
    project_id: int | None = None
    source: str = ""
    """The document in which everything was promised that names none itself."""


@dataclass(frozen=True, slots=True)
class NewLine:
    """An action line that the table names and that is not there yet."""

    title: str


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project that the table names and that is not there yet; nor may its action line be."""

    line: int | NewLine
    title: str


@dataclass(frozen=True, slots=True)
class PlannedDeliverable:
    """What one row becomes; `input_lines` are the lines of the rows that it needs."""

    line: int
    title: str
    kind: DeliverableKind
    project: int | NewProject | None
    lead_id: int | None
    window: VagueDate | None
    firmness: Firmness | None
    said_on: date
    source: str
    section: str
    party_id: int | None
    parties: tuple[int, ...]
    input_ids: tuple[int, ...]
    input_lines: tuple[int, ...]
    description: str
    aliases: str = ""
    frequency: tuple[int, Frequency] | None = None
    """How often it takes place at least, of what recurs; none where the table says no number."""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """What a table becomes: the deliverables in its order, what is there already, and every fault."""

    rows: tuple[PlannedDeliverable, ...]
    present: tuple[tuple[int, str], ...]
    """Line and title of rows that are left out, since the programme has them already."""
    faults: tuple[Fault, ...]

    @property
    def new_lines(self) -> tuple[NewLine, ...]:
        """The action lines that are made with them, each once."""
        lines = (project.line for project in self.new_projects)
        return tuple(dict.fromkeys(line for line in lines if isinstance(line, NewLine)))

    @property
    def new_projects(self) -> tuple[NewProject, ...]:
        """The projects that are made with them, each once."""
        named = (row.project for row in self.rows if isinstance(row.project, NewProject))
        return tuple(dict.fromkeys(named))


def recognise(sheet: Sheet, directory: Directory, on: date) -> tuple[tuple[Column | None, ...], bool]:
    """Return the column of each place, and whether the first line holds the headings.

    Without headings it goes by what stands in the cells; whatever then looks like nothing is the title.
    """
    width = max((len(row.cells) for row in sheet.rows), default=0)
    first = [*sheet.rows[0].cells, *[""] * width][:width]
    named = [_BY_HEADING.get(fold_name(heading).strip(" .:*?")) for heading in first]
    if Column.TITLE in named or sum(column is not None for column in named) > 1:
        return _without_repeats(named), True
    guesses = [_guess(_cells_in(sheet, index), directory, on) for index in range(width)]
    columns = list(_without_repeats(guesses))
    if Column.TITLE not in columns and None in columns:
        columns[columns.index(None)] = Column.TITLE
    return tuple(columns), False


def plan_table(sheet: Sheet, choices: TableChoices, directory: Directory) -> TablePlan:
    """Return what each row becomes, and all that is wrong with any of them."""
    rows = sheet.rows[1:] if choices.has_headings else sheet.rows
    reader = _RowReader(choices, directory)
    faults = reader.check_columns()
    if faults:
        return TablePlan((), (), tuple(faults))
    if sum(reader.is_new(row) for row in rows) > MOST_SAVED:
        most = Message(
            "At most %(most)s deliverables can be added at once. Split the table and enter its parts.",
            {"most": MOST_SAVED},
        )
        return TablePlan((), (), (Fault(most),))
    planned = [reader.read(row) for row in rows]
    present = tuple((line, title) for line, title in reader.present)
    kept = [row for row in planned if row is not None]
    linked = _link_inputs(kept, reader)
    if not linked and not reader.faults and not present:
        reader.faults.append(Fault(Message("There is no row below the headings.")))
    return TablePlan(tuple(linked), present, tuple(sorted(reader.faults, key=lambda fault: fault.line)))


class _RowReader:
    """Reads rows one after another, and gathers what is wrong with them."""

    def __init__(self, choices: TableChoices, directory: Directory) -> None:
        self.choices, self.directory = choices, directory
        self.faults: list[Fault] = []
        self.present: list[tuple[int, str]] = []
        self.lines_by_title: dict[str, int] = {}
        self.new_lines: dict[str, NewLine] = {}
        self.new_projects: dict[str, list[NewProject]] = {}
        self.inputs: dict[int, list[str]] = {}
        self._places = {column: index for index, column in enumerate(choices.columns) if column is not None}

    def check_columns(self) -> list[Fault]:
        """Return what is wrong with the choice of columns."""
        chosen = [column for column in self.choices.columns if column is not None]
        twice = {column for column in chosen if chosen.count(column) > 1}
        faults = [
            Fault(Message("Two columns cannot hold the same."), column=column_letter(index))
            for index, column in enumerate(self.choices.columns)
            if column in twice
        ]
        if Column.TITLE not in chosen:
            faults.append(Fault(Message("Say which column holds the title.")))
        return faults

    def is_new(self, row: SheetRow) -> bool:
        """Whether the programme does not have what the row names yet."""
        index = self._places[Column.TITLE]
        title = " ".join(row.cells[index].split()) if index < len(row.cells) else ""
        return not self.directory.deliverables.ids(title)

    def read(self, row: SheetRow) -> PlannedDeliverable | None:
        """Return what the row becomes, none where the programme has it already or it cannot be."""
        title = self._text(row, Column.TITLE)
        if not title:
            self.add_fault(row.line, Column.TITLE, Message("Give it a title."))
            return None
        folded = fold_name(title)
        if folded in self.lines_by_title:
            self.add_fault(
                row.line,
                Column.TITLE,
                Message(
                    "“%(title)s” stands on line %(line)s too.",
                    {"title": title, "line": self.lines_by_title[folded]},
                ),
            )
            return None
        self.lines_by_title[folded] = row.line
        if self.directory.deliverables.ids(title):
            self.present.append((row.line, title))
            return None
        said_on = self._read_said_on(row)
        window, firmness = self._promise(row, said_on)
        self.inputs[row.line] = _split_names(self._text(row, Column.INPUTS))
        kind, frequency = self._kind(row, window.phrase if window else "")
        return PlannedDeliverable(
            line=row.line,
            title=title,
            kind=kind,
            project=self._project(row),
            lead_id=self._find_id(row, Column.LEAD, self.directory.leads),
            window=window,
            firmness=firmness,
            said_on=said_on,
            source=self._text(row, Column.SOURCE) or self.choices.source,
            section=self._text(row, Column.SECTION),
            party_id=self._find_id(row, Column.PARTY, self.directory.parties),
            parties=self._parties(row),
            input_ids=(),
            input_lines=(),
            description=self._text(row, Column.DESCRIPTION),
            aliases="\n".join(_split_names(self._text(row, Column.ALIASES))),
            frequency=frequency,
        )

    def add_fault(self, line: int, column: Column, message: Message) -> None:
        """Note what is wrong in a cell."""
        index = self._places.get(column)
        letter = column_letter(index) if index is not None else ""
        self.faults.append(Fault(message, line, letter, heading=COLUMN_NAMES[column]))

    def _cell(self, row: SheetRow, column: Column) -> str:
        index = self._places.get(column)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def _text(self, row: SheetRow, column: Column) -> str:
        text = self._cell(row, column)
        if column not in _OF_SEVERAL_LINES:
            text = " ".join(text.split())
        most = self.directory.most.get(column)
        if most is not None and len(text) > most:
            self.add_fault(row.line, column, Message("Use at most %(most)s characters.", {"most": most}))
        return text

    def _word(self, row: SheetRow, column: Column, words: Mapping[str, W]) -> W | None:
        text = self._text(row, column)
        if not text:
            return None
        if fold_name(text) not in words:
            known = ", ".join(dict.fromkeys(_first_names(words)))
            self.add_fault(
                row.line,
                column,
                Message("“%(word)s” is none of these: %(known)s.", {"word": text, "known": known}),
            )
        return words.get(fold_name(text))

    def _find_id(self, row: SheetRow, column: Column, known: KnownNames) -> int | None:
        name = self._text(row, column)
        return self._find(row.line, column, name, known) if name else None

    def _find(self, line: int, column: Column, name: str, known: KnownNames) -> int | None:
        id = known.find(name)
        if isinstance(id, Message):
            self.add_fault(line, column, id)
            return None
        return id

    def _project(self, row: SheetRow) -> int | NewProject | None:
        name = self._text(row, Column.PROJECT)
        if not name:
            if self.choices.project_id is None:
                self.add_fault(row.line, Column.PROJECT, Message("Say in which project it belongs."))
            return self.choices.project_id
        if len(ids := self.directory.projects.ids(name)) == 1:
            return ids[0]
        if ids or self.directory.projects.nearest(name):
            self._find(row.line, Column.PROJECT, name, self.directory.projects)
            return None
        line = self._line(row)
        if isinstance(line, Message):
            self.add_fault(row.line, Column.LINE, line)
            return None
        named_before = self.new_projects.get(fold_name(name), [])
        for project in named_before:
            if line in (None, project.line):
                return project
        line = line or self.directory.only_line
        if line is None:
            self.add_fault(
                row.line,
                Column.PROJECT,
                Message(
                    "“%(name)s” is no project here yet. Name its action line beside it, and it is made.",
                    {"name": name},
                ),
            )
            return None
        named_before.append(NewProject(line, name))
        self.new_projects[fold_name(name)] = named_before
        return named_before[-1]

    def _line(self, row: SheetRow) -> int | NewLine | Message | None:
        """Return the action line that a row names; one that looks like no other is made."""
        name = self._text(row, Column.LINE)
        if not name:
            return None
        lines = self.directory.lines
        if lines.ids(name) or lines.nearest(name):
            return lines.find(name)
        return self.new_lines.setdefault(fold_name(name), NewLine(name))

    def _read_said_on(self, row: SheetRow) -> date:
        day = self._day(row, Column.SAID_ON)
        if day is None:
            return self.choices.said_on
        for message in check_said_on(day, self.directory.began_on, self.choices.today).values():
            self.add_fault(row.line, Column.SAID_ON, message)
        return day

    def _day(self, row: SheetRow, column: Column) -> date | None:
        """Return the day in a cell, none where it is empty or no day."""
        text = self._text(row, column)
        day = read_day(text, self.choices.today) if text else None
        if isinstance(day, Message):
            self.add_fault(row.line, column, day)
            return None
        return day

    def _promise(self, row: SheetRow, said_on: date) -> tuple[VagueDate | None, Firmness | None]:
        phrase = self._text(row, Column.PHRASE)
        firmness = self._word(row, Column.FIRMNESS, _BY_FIRMNESS)
        if not phrase:
            if self._text(row, Column.EARLIEST) or self._text(row, Column.LATEST):
                message = Message("Say in words when; the days alone are no promise.")
                self.add_fault(row.line, Column.PHRASE, message)
            if firmness is not None:
                self.add_fault(row.line, Column.FIRMNESS, Message("Say in words when it will be there."))
            return None, None
        first, last = self._day(row, Column.EARLIEST), self._day(row, Column.LATEST)
        own = OwnBounds(first, last) if first or last else None
        try:
            window, read_firmness = read_promise(phrase, said_on, self.directory.register, own)
        except Invalid as refused:
            for name, message in refused.fields.items():
                self.add_fault(row.line, _BOUNDS.get(name, Column.PHRASE), message)
            return None, None
        if window.latest is not None and window.latest < said_on:
            self.add_fault(
                row.line,
                Column.PHRASE,
                Message(
                    "This moment had already passed on %(day)s, the day on which it is said.",
                    {"day": said_on},
                ),
            )
        return window, firmness or read_firmness or Firmness.COMMITTED

    def _kind(self, row: SheetRow, phrase: str) -> tuple[DeliverableKind, tuple[int, Frequency] | None]:
        """Return its kind, and how often it takes place: what its words say to recur is of that kind."""
        kind, often = self._word(row, Column.KIND, _BY_KIND), self._text(row, Column.FREQUENCY)
        recurrence = read_recurrence(often or phrase, self.directory.register)
        if often and recurrence is None:
            message = Message(
                "“%(words)s” does not say how often. Write for example “twice a year”.", {"words": often}
            )
            self.add_fault(row.line, Column.FREQUENCY, message)
        if recurrence is None:
            return kind or DeliverableKind.PRODUCT, None
        if kind is DeliverableKind.DECISION:
            column = Column.FREQUENCY if often else Column.PHRASE
            self.add_fault(row.line, column, Message("A decision is taken once. Choose another kind."))
            return kind, None
        return DeliverableKind.RECURRING, recurrence.frequency

    def _parties(self, row: SheetRow) -> tuple[int, ...]:
        names = _split_names(self._text(row, Column.PARTIES))
        ids = (self._find(row.line, Column.PARTIES, name, self.directory.parties) for name in names)
        return tuple(dict.fromkeys(id for id in ids if id is not None))


_OF_SEVERAL_LINES = (Column.DESCRIPTION, Column.INPUTS, Column.PARTIES, Column.ALIASES)
_BOUNDS = {"own_earliest": Column.EARLIEST, "own_latest": Column.LATEST}


def _link_inputs(rows: Sequence[PlannedDeliverable], reader: _RowReader) -> list[PlannedDeliverable]:
    """Return the rows with what they need: other rows, or what the programme has; refuses a circle."""
    needs: dict[int, list[int]] = {}
    linked: list[PlannedDeliverable] = []
    new_lines = {row.line for row in rows}
    titles = {row.line: row.title for row in rows}
    for row in rows:
        lines: list[int] = []
        ids: list[int] = []
        for name in reader.inputs[row.line]:
            line = reader.lines_by_title.get(fold_name(name))
            if line == row.line:
                message = Message("A deliverable cannot be its own input.")
                reader.add_fault(row.line, Column.INPUTS, message)
            elif line in new_lines and line is not None:
                if circle := find_circle(needs, row.line, line):
                    way = " → ".join(titles[step] for step in circle)
                    message = Message("That would make it wait for itself: %(way)s.", {"way": way})
                    reader.add_fault(row.line, Column.INPUTS, message)
                lines.append(line)
                needs.setdefault(row.line, []).append(line)
            else:
                id = reader.directory.deliverables.find(name)
                if isinstance(id, Message):
                    reader.add_fault(row.line, Column.INPUTS, id)
                else:
                    ids.append(id)
        unique_ids, unique_lines = tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(lines))
        linked.append(replace(row, input_ids=unique_ids, input_lines=unique_lines))
    return linked


def _without_repeats(columns: Iterable[Column | None]) -> tuple[Column | None, ...]:
    """Return the columns; of those that seem to hold the same only the first does."""
    kept: list[Column | None] = []
    for column in columns:
        kept.append(None if column in kept else column)
    return tuple(kept)


_SAMPLE = 20


def _cells_in(sheet: Sheet, index: int) -> list[str]:
    cells = (row.cells[index] for row in sheet.rows[:_SAMPLE] if index < len(row.cells))
    return [cell for cell in cells if cell]


def _guess(cells: Sequence[str], directory: Directory, on: date) -> Column | None:
    """Return what most of these cells look like; none where they look like nothing."""

    def is_moment(cell: str) -> bool:
        try:
            return bool(read_promise(cell, on, directory.register))
        except UnreadablePhrase:
            return False

    looks = {
        Column.KIND: lambda cell: fold_name(cell) in _BY_KIND,
        Column.FIRMNESS: lambda cell: fold_name(cell) in _BY_FIRMNESS,
        Column.LEAD: lambda cell: len(directory.leads.ids(cell)) == 1,
        Column.PROJECT: lambda cell: bool(directory.projects.ids(cell)),
        Column.PARTY: lambda cell: bool(directory.parties.ids(cell)),
        Column.PHRASE: is_moment,
    }
    for column, is_so in looks.items():
        if cells and 2 * sum(map(is_so, cells)) > len(cells):
            return column
    return None


def _split_names(text: str) -> list[str]:
    return [name.strip() for part in text.split("\n") for name in part.split(";") if name.strip()]


def _first_names(words: Mapping[str, object]) -> Iterable[str]:
    """Return the first name of each meaning."""
    seen: set[object] = set()
    for name, meaning in words.items():
        if meaning not in seen:
            seen.add(meaning)
            yield name
