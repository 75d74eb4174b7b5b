"""A programme as a workbook: downloaded whole or list by list, changed, looked at and sent back as one."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import bulk_entry
from app.domain.refusal import Invalid, Message, NotFound
from app.domain.sheet import Fault, Sheet, SheetRow, UnreadableTable
from app.domain.workbook import NOUNS, NounSheet
from app.domain.workbook_comparison import WorkbookPlan, compare_workbook
from app.queries.deliverable import deliverable_states
from app.queries.directory import directory_of
from app.queries.overview import choose
from app.queries.promise_ledger import promise_ledger
from app.queries.workbook import workbook_sheets
from app.readers.table import check_cells
from app.renderers.workbook import WrittenSheet, write_workbook
from app.web.auth import CredentialsDep, note_use_apart
from app.web.deps.programme import (
    ProgrammeAccess,
    ReadableProgramme,
    StructurableProgramme,
    load_readable_programme,
)
from app.web.deps.session import AsOfDep, DayOfFileDep
from app.web.forms import Typed, TypedDep, all_or_nothing, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.upload import read_uploaded_sheets
from app.web.views.overview import OverviewQuery, read_overview_query
from app.web.views.promise_ledger import LedgerQuery, read_ledger_query
from app.web.views.spreadsheet import write_dutch_csv
from app.web.views.workbook import ledger_rows, list_rows, say, say_choice, write_programme

router = APIRouter(prefix="/programmas/{slug}", include_in_schema=False)
OWN_FORM = [Depends(require_own_form)]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGES_SHOWN, FAULTS_SHOWN = 200, 50

LISTS = {
    "mijlpalen": "deliverable",
    "projecten": "project",
    "actielijnen": "action_line",
    "besluiten": "decision",
    "keren": "occurrence",
    "indicatoren": "indicator",
    "metingen": "measurement",
    "risicos": "risk",
    "raakvlakken": "external_dependency",
    "toezeggingen": "parliamentary_commitment",
    "partijen": "party",
}
"""What is called a list in an address, and of which noun it is."""
LEDGER = "beloften"


@router.get("/werkmap", name="workbook.show")
def show(request: Request, access: ReadableProgramme) -> Response:
    """Show where the programme is downloaded and, for the office, sent back. No queries of its own."""
    return _render(request, access)


@router.get("/werkmap/bestand.xlsx", name="workbook.file")
def file(access: ReadableProgramme, as_of: DayOfFileDep) -> Response:
    """Return the whole programme as a workbook, a sheet for each kind of thing."""
    sheets = workbook_sheets(access.session, access.programme.id, as_of.day, say_choice)
    content = write_programme(access.programme, sheets, as_of.day)
    return _download(content, f"{access.programme.slug}-{as_of.day}.xlsx", XLSX)


@router.get("/lijsten/{lijst}.{form}", name="workbook.list")
def download_list(
    access: ReadableProgramme,
    as_of: DayOfFileDep,
    lijst: str,
    form: str,
    milestones: Annotated[OverviewQuery, Depends(read_overview_query)],
    promises: Annotated[LedgerQuery, Depends(read_ledger_query)],
) -> Response:
    """Return one list as a workbook or as CSV, as the filter of its page leaves it."""
    if lijst not in {*LISTS, LEDGER} or form not in ("xlsx", "csv"):
        raise NotFound("There is nothing here, or not for you.")
    title, headings, rows = _read_list(access, as_of.day, lijst, milestones, promises)
    name = f"{access.programme.slug}-{lijst}-{as_of.day}.{form}"
    if form == "xlsx":
        return _download(write_workbook([WrittenSheet(title, headings, rows)]), name, XLSX)
    return _download(write_dutch_csv([headings, *rows]), name, "text/csv; charset=utf-8")


@router.post("/werkmap/proef", name="workbook.check", dependencies=OWN_FORM)
async def check(request: Request, credentials: CredentialsDep, as_of: AsOfDep, slug: str) -> Response:
    """Show what a changed workbook changes; nothing is saved, and no transaction waits for the file."""

    def load(session: Session) -> ProgrammeAccess:
        return load_readable_programme(session, credentials, as_of, slug).require_structure()

    app_state = credentials.app_state
    await app_state.read(load)
    sheets: list[Sheet] = []
    faults: Sequence[Fault] = ()
    try:
        sheets = await read_uploaded_sheets(request) or []
        if not sheets:
            faults = [Fault(Message("Choose a file first."))]
    except UnreadableTable as refused:
        faults = refused.faults
    await note_use_apart(request)

    def compare(session: Session) -> Response:
        access = load(session)
        if faults:
            return _render(request, access, faults, status=HTTPStatus.BAD_REQUEST)
        plan = _compare(access, sheets)
        status = HTTPStatus.BAD_REQUEST if plan.faults else HTTPStatus.OK
        sent = "" if plan.faults else _pack(sheets, plan)  # all of it is saved, or nothing
        return _render(request, access, plan.faults, plan=plan, sent=sent, status=status)

    return await app_state.read(compare)


@router.post("/werkmap", name="workbook.change", dependencies=OWN_FORM)
def change(request: Request, access: StructurableProgramme, typed: TypedDep) -> Response:
    """Save every change or none; what was changed by others meanwhile is refused at its line."""
    sheets = _unpack(typed)
    plan = WorkbookPlan((), (), 0)
    try:
        with all_or_nothing(access.session):
            plan = _compare(access, sheets)
            if plan.faults:
                raise UnreadableTable(plan.faults)
            entry_id = bulk_entry.change_all(
                access.session, access.act, access.programme.id, plan.changes, reason=typed["reason"]
            )
    except Invalid as refused:  # without faults it is only to be shown again, as it was sent
        return _render(
            request,
            access,
            refused.faults if isinstance(refused, UnreadableTable) else (),
            plan=plan,
            sent=typed["sent"],
            reason=typed["reason"],
            status=HTTPStatus.BAD_REQUEST,
        )
    return redirect_to(request, "table_entry.show", slug=access.programme.slug, entry_id=entry_id)


def _read_list(
    access: ProgrammeAccess, day: date, lijst: str, milestones: OverviewQuery, promises: LedgerQuery
) -> tuple[str, list[str], list[list[object]]]:
    """Return the title, headings and rows of a list on a day. Refuses a filter that is not understood."""
    session, programme_id = access.session, access.programme.id
    if lijst == LEDGER:
        _refuse_unread(promises.wrong)
        every = replace(promises.filter, page=1)
        ledger = promise_ledger(session, programme_id, day, every, page_size=sys.maxsize)
        return say("Promises"), *ledger_rows(ledger)
    sheet = workbook_sheets(session, programme_id, day, say_choice)[LISTS[lijst]]
    if LISTS[lijst] == "deliverable":
        _refuse_unread(milestones.wrong)
        chosen = choose(deliverable_states(session, programme_id, day), milestones.filter)
        ids = {state.id for state in chosen}
        sheet = replace(sheet, rows=tuple(row for row in sheet.rows if row.id in ids))
    return say(sheet.noun.title), *list_rows(sheet)


def _refuse_unread(wrong: Mapping[str, Message]) -> None:
    if wrong:
        raise Invalid(dict(wrong))


def _compare(access: ProgrammeAccess, sheets: Sequence[Sheet]) -> WorkbookPlan:
    session, programme_id, today = access.session, access.programme.id, access.app_state.today()
    current: Mapping[str, NounSheet] = workbook_sheets(session, programme_id, today, say_choice)
    directory = directory_of(session, programme_id)
    return compare_workbook(sheets, current, directory, say_choice, say, today)


def _pack(sheets: Sequence[Sheet], plan: WorkbookPlan) -> str:
    """Return the headings and the changed rows as text, to be sent again when they are saved."""
    titles = {noun.name: say(noun.title).casefold() for noun in NOUNS}
    lines = {(titles[change.noun], change.line) for change in plan.changes}
    kept = [
        [
            sheet.name,
            [
                [row.line, row.cells]
                for place, row in enumerate(sheet.rows)
                if not place or (sheet.name.casefold(), row.line) in lines
            ],
        ]
        for sheet in sheets
        if any(name == sheet.name.casefold() for name, _line in lines)
    ]
    return json.dumps(kept, ensure_ascii=False)


def _unpack(typed: Typed) -> list[Sheet]:
    """Return the rows that `_pack` wrote; none where it is something else."""
    try:
        return [
            Sheet(str(name), tuple(_unpack_row(int(line), cells) for line, cells in rows))
            for name, rows in json.loads(typed["sent"] or "[]")
            if rows
        ]
    except (ValueError, TypeError, RecursionError, OverflowError, UnreadableTable):
        return []


def _unpack_row(line: int, cells: Sequence[object]) -> SheetRow:
    """Return a row as the reader of files lets it through. Refuses signs that cannot be kept."""
    texts = tuple(map(str, cells))
    check_cells(line, texts)
    for text in texts:
        text.encode()
    return SheetRow(line, texts)


def _render(
    request: Request,
    access: ProgrammeAccess,
    faults: Sequence[Fault] = (),
    *,
    plan: WorkbookPlan | None = None,
    sent: str = "",
    reason: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    titles = {noun.name: say(noun.title) for noun in NOUNS}
    context = {
        "programme": access.programme,
        "active_tab": "workbook.show",
        "faults": faults[:FAULTS_SHOWN],
        "fault_count": len(faults),
        "plan": plan,
        "changes": plan.changes[:CHANGES_SHOWN] if plan else (),
        "titles": titles,
        "lists": {lijst: titles[name] for lijst, name in LISTS.items()} | {LEDGER: say("Promises")},
        "sent": sent,
        "reason": reason,
        "may_change": access.viewer.rights.may_structure(access.programme.id),
    }
    return render_page(request, "workbook/show.html", context, viewer=access.viewer, status_code=status)


def _download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=media_type)
