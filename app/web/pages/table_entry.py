"""Entering many promises at once: a table that is looked at first, saved as one and undone as one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import bulk_entry
from app.domain.correction import check_said_on
from app.domain.deliverable_table import (
    COLUMN_NAMES,
    Column,
    Directory,
    NewLine,
    NewProject,
    PlannedDeliverable,
    TableChoices,
    TablePlan,
    plan_table,
    recognise,
)
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.sheet import Fault, Sheet, UnreadableTable, column_letter
from app.domain.wording.promise import frequency_in_words
from app.queries.bulk_entry import EntryRow, entry_of
from app.queries.directory import directory_of
from app.queries.structure import projects_now
from app.readers.table import read_text, write_text
from app.tables import Source
from app.tables.lengths import length_objections
from app.templating import translator
from app.templating.wording import words_of
from app.web.auth import CredentialsDep, note_use_apart
from app.web.deps.programme import (
    ProgrammeAccess,
    StructurableProgramme,
    load_readable_programme,
)
from app.web.deps.session import AsOfDep, Id
from app.web.forms import Choice, Typed, TypedDep, all_or_nothing, prepend_empty_choice, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.upload import read_uploaded_sheets

router = APIRouter(prefix="/programmas/{slug}/invoer", include_in_schema=False)
OWN_FORM = [Depends(require_own_form)]

ROWS_SHOWN, FAULTS_SHOWN = 100, 50


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of the table: what it seems to hold, and the first that stands in it."""

    letter: str
    heading: str
    sample: str
    chosen: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row as it will be, in words."""

    row: PlannedDeliverable
    project: str
    is_new_project: bool
    new_line: str
    lead: str
    has_project_lead: bool
    party: str
    inputs: Sequence[str]
    frequency: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The table as it was read, and what becomes of it."""

    columns: Sequence[ColumnChoice]
    has_headings: bool
    plan: TablePlan
    rows: Sequence[ShownRow]
    good_count: int


@router.get("", name="table_entry.new")
def new(request: Request, access: StructurableProgramme) -> Response:
    """Show the form: paste a table, or choose a file. Three queries."""
    return _render(request, access, Typed({}))


@router.post("/proef", name="table_entry.check", dependencies=OWN_FORM)
async def check(
    request: Request, credentials: CredentialsDep, as_of: AsOfDep, typed: TypedDep, slug: str
) -> Response:
    """Show what each row would become; nothing is saved, and no transaction waits for a file to be read."""

    def load(session: Session) -> ProgrammeAccess:
        return load_readable_programme(session, credentials, as_of, slug).require_structure()

    app_state = credentials.app_state
    await app_state.read(load)
    faults: Sequence[Fault] = ()
    try:
        sheets = await read_uploaded_sheets(request)
        if sheets is not None:
            typed = replace(typed, values={**typed.values, "table": write_text(sheets[0])})
    except UnreadableTable as refused:
        faults = refused.faults
    await note_use_apart(request)
    return await app_state.read(lambda session: _check(request, load(session), typed, faults))


@router.post("", name="table_entry.create", dependencies=OWN_FORM)
def create(request: Request, access: StructurableProgramme, typed: TypedDep) -> Response:
    """Save every row or none; whatever is wrong is shown with the table as it was sent."""
    try:
        with all_or_nothing(access.session):
            checked = _read(access, typed)
            if checked.plan.faults:
                raise UnreadableTable(checked.plan.faults)
            entry_id = bulk_entry.add_all(access.session, access.act, access.programme.id, checked.plan.rows)
    except UnreadableTable as refused:
        return _render(request, access, typed, refused.faults, status=HTTPStatus.BAD_REQUEST)
    except Invalid as refused:
        return _render(request, access, typed, errors=refused.fields, status=HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "table_entry.show", slug=access.programme.slug, entry_id=entry_id)


def load_entry(access: StructurableProgramme, entry_id: Id) -> EntryRow:
    """Load the entry in the path. One query. 404 for one of another programme."""
    entry = entry_of(access.session, access.programme.id, entry_id)
    if entry is None:
        raise NotFound("There is nothing here, or not for you.")
    return entry


EntryDep = Annotated[EntryRow, Depends(load_entry)]


@router.get("/{entry_id}", name="table_entry.show")
def show(request: Request, access: StructurableProgramme, entry: EntryDep) -> Response:
    """Show what was entered, with the button that takes it back."""
    return _render_entry(request, access, entry)


@router.post("/{entry_id}/terugname", name="table_entry.undo", dependencies=OWN_FORM)
def undo(request: Request, access: StructurableProgramme, entry: EntryDep) -> Response:
    """Take back everything that was entered with it."""
    reason = translator().gettext("Undone right after it was made.")
    try:
        with all_or_nothing(access.session):
            bulk_entry.undo(access.session, access.act, access.programme.id, entry.id, reason=reason)
    except Conflict as refused:
        return _render_entry(request, access, entry, refused.message)
    return redirect_to(request, "table_entry.show", slug=access.programme.slug, entry_id=entry.id)


def _check(request: Request, access: ProgrammeAccess, typed: Typed, faults: Sequence[Fault]) -> Response:
    if faults:
        return _render(request, access, typed, faults, status=HTTPStatus.BAD_REQUEST)
    try:
        checked = _read(access, typed)
    except UnreadableTable as refused:
        return _render(request, access, typed, refused.faults, status=HTTPStatus.BAD_REQUEST)
    except Invalid as refused:
        return _render(request, access, typed, errors=refused.fields, status=HTTPStatus.BAD_REQUEST)
    status = HTTPStatus.BAD_REQUEST if checked.plan.faults else HTTPStatus.OK
    return _render(request, access, typed, checked.plan.faults, checked=checked, status=status)


def _read(access: ProgrammeAccess, typed: Typed) -> Checked:
    """Read the table with what was chosen for its columns, or else with what they seem to be."""
    today = access.app_state.today()
    directory = directory_of(access.session, access.programme.id)
    sheet = read_text(typed["table"])
    said_on = typed.day("said_on") or today
    if wrong := check_said_on(said_on, directory.began_on, today):
        raise Invalid(wrong)
    columns, has_headings = _read_columns(sheet, typed, directory, said_on)
    projects = dict(projects_now(access.session, access.programme.id))
    project_id = typed.id("project")
    if project_id not in projects:
        project_id = next(iter(projects)) if len(projects) == 1 else None
    source = typed["source_document"].strip()
    if wrong := length_objections(Source, {"document": source}, beside="source_document"):
        raise Invalid(wrong)
    choices = TableChoices(columns, has_headings, said_on, today, project_id, source)
    plan = plan_table(sheet, choices, directory)
    with_fault = {fault.line for fault in plan.faults}
    good = [row for row in plan.rows if row.line not in with_fault]
    rows = [_describe(row, plan, directory) for row in good[:ROWS_SHOWN]]
    return Checked(_list_columns(sheet, columns, has_headings), has_headings, plan, rows, len(good))


def _read_columns(
    sheet: Sheet, typed: Typed, directory: Directory, on: date
) -> tuple[tuple[Column | None, ...], bool]:
    """Return what was chosen for each column; another table than was chosen for is looked at anew."""
    guess, has_headings = recognise(sheet, directory, on)
    if typed["first_row"] != _sign(sheet):
        return guess, has_headings
    words = {column.value: column for column in Column}
    chosen = tuple(words.get(typed[f"column-{index}"]) for index in range(len(guess)))
    return chosen, bool(typed["has_headings"])


def _sign(sheet: Sheet) -> str:
    """The first row, by which a table is known again."""
    return " · ".join(sheet.rows[0].cells)[:200]


def _list_columns(sheet: Sheet, columns: Sequence[Column | None], has_headings: bool) -> list[ColumnChoice]:
    first, *rest = sheet.rows
    below = rest if has_headings else sheet.rows
    return [
        ColumnChoice(
            column_letter(index),
            first.cells[index] if has_headings and index < len(first.cells) else "",
            next((row.cells[index] for row in below if index < len(row.cells) and row.cells[index]), ""),
            column.value if column else "",
        )
        for index, column in enumerate(columns)
    ]


def _describe(row: PlannedDeliverable, plan: TablePlan, directory: Directory) -> ShownRow:
    titles = {other.line: other.title for other in plan.rows}
    new = row.project if isinstance(row.project, NewProject) else None
    return ShownRow(
        row,
        directory.projects.title(row.project) if isinstance(row.project, int) else new.title if new else "",
        new is not None,
        new.line.title if new and isinstance(new.line, NewLine) else "",
        directory.leads.describe(row.lead_id) if row.lead_id else "",
        row.project in directory.led_projects,
        directory.parties.title(row.party_id) if row.party_id else "",
        [
            *(directory.deliverables.title(id) for id in row.input_ids),
            *(titles[line] for line in row.input_lines),
        ],
        frequency_in_words(row.frequency, words_of(DEFAULT_LANGUAGE)) if row.frequency else "",
    )


def _render(
    request: Request,
    access: ProgrammeAccess,
    typed: Typed,
    faults: Sequence[Fault] = (),
    *,
    checked: Checked | None = None,
    errors: dict[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    t = translator()
    column_choices: list[Choice] = [
        ("", t.gettext("Leave out")),
        *((column.value, t.gettext(name)) for column, name in COLUMN_NAMES.items()),
    ]
    context = {
        "programme": access.programme,
        "active_tab": "table_entry.new",
        "typed": typed,
        "errors": errors or {},
        "faults": faults[:FAULTS_SHOWN],
        "fault_count": len(faults),
        "checked": checked,
        "sign": _sign(read_text(typed["table"])) if checked else "",
        "column_choices": column_choices,
        "projects": prepend_empty_choice(projects_now(access.session, access.programme.id)),
    }
    return render_page(request, "table_entry/new.html", context, viewer=access.viewer, status_code=status)


def _render_entry(
    request: Request, access: ProgrammeAccess, entry: EntryRow, refused: Message | None = None
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "table_entry.new",
        "entry": entry,
        "refused": refused,
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render_page(request, "table_entry/show.html", context, viewer=access.viewer, status_code=status)
