"""The sheets of a programme in words: as rows of a list, and as a workbook that can be sent back changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from app.domain.language import _
from app.domain.promise_ledger import LedgerCell, PromiseOutcome
from app.domain.workbook import ID, REASON, VERSION, NounSheet, cells_of, version_sign
from app.queries.programme import ProgrammeRow
from app.queries.promise_ledger import Ledger, LedgerPromise
from app.renderers.workbook import WrittenSheet, write_workbook
from app.templating import translator
from app.templating.vocabulary import word


def say(msgid: str) -> str:
    """Return a heading in Dutch."""
    return translator().gettext(msgid)


def say_choice(value: Enum) -> str:
    """Return the word for a choice, in Dutch."""
    return word(translator(), value)


def list_rows(sheet: NounSheet) -> tuple[list[str], list[list[object]]]:
    """Return the headings and rows of one list, to be read."""
    headings = [say(column.heading) for column in sheet.noun.columns]
    return headings, [list(cells_of(sheet.noun, row).values()) for row in sheet.rows]


def ledger_rows(ledger: Ledger) -> tuple[list[str], list[list[object]]]:
    """Return the headings and rows of the promise ledger: the first words, each report, now, the outcome."""
    reports = [column.half_year or say("Now") for column in ledger.columns]
    headings = [say("Title"), say("Project"), say("Promised first"), *reports, say("Outcome")]
    rows: list[list[object]] = [
        [row.promise.title, row.promise.project, *map(_phrase, row.cells), _outcome(row.promise)]
        for group in ledger.groups
        for row in group.rows
    ]
    return headings, rows


def write_programme(programme: ProgrammeRow, sheets: Mapping[str, NounSheet], on: date) -> bytes:
    """Return the whole programme as a workbook, with what is needed to know each row again."""
    return write_workbook(
        [_explain(programme, sheets, on), *(_write_sheet(sheet) for sheet in sheets.values())]
    )


def _phrase(cell: LedgerCell) -> str:
    return cell.state.deadline.window.phrase if cell.state.deadline else ""


_OUTCOMES = {
    PromiseOutcome.KEPT: _("kept"),
    PromiseOutcome.WITHDRAWN: _("withdrawn"),
    PromiseOutcome.DATE_DROPPED: _("date dropped"),
    PromiseOutcome.MOVED: _("moved"),
    PromiseOutcome.LATE: _("delivered late"),
    PromiseOutcome.UNSAID: _("no moment named yet"),
}


def _outcome(promise: LedgerPromise) -> str:
    """Return what became of a promise, in the words of the page."""
    if promise.merged_into_id is not None:
        return say("merged")
    if promise.outcome in _OUTCOMES:
        return say(_OUTCOMES[promise.outcome])
    return word(translator(), promise.assessment.timeliness)


def _write_sheet(sheet: NounSheet) -> WrittenSheet:
    headings, rows = list_rows(sheet)
    if not sheet.noun.called:
        return WrittenSheet(say(sheet.noun.title), headings, rows)
    known = [[row.id, version_sign(sheet.noun, row)] for row in sheet.rows]
    greyed = {1, *(place for place, column in enumerate(sheet.noun.columns, 2) if not column.can_change)}
    return WrittenSheet(
        say(sheet.noun.title),
        [say(ID), say(VERSION), *headings, say(REASON)],
        [[*ids, *row, ""] for ids, row in zip(known, rows, strict=True)],
        frozenset(greyed),
    )


def _explain(programme: ProgrammeRow, sheets: Mapping[str, NounSheet], on: date) -> WrittenSheet:
    t = translator()
    changeable = ", ".join(say(sheet.noun.title) for sheet in sheets.values() if sheet.noun.called)
    lines: Sequence[Sequence[object]] = [
        [t.gettext("Programme"), programme.title],
        [t.gettext("As known on"), on],
        [t.gettext("Can be changed"), changeable],
        [
            t.gettext("How"),
            t.gettext(
                "Change cells, leave the columns Id and Version as they are, and send the file back on the "
                "page “Workbook”. You first see what changes. A row without id and version is new. Grey "
                "columns follow from what was said elsewhere."
            ),
        ],
    ]
    return WrittenSheet(t.gettext("Explanation"), ["Mijlpaal", programme.slug], lines)
