"""What changed in a workbook, saved row by row by the action of its own form, and taken back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from app.actions import (
    bulk_addition,
    deliverable,
    deliverable_document,
    external_dependency,
    parliamentary_commitment,
    project,
    risk,
    status_correction,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import OccurrenceInput
from app.actions.history import StatementInput
from app.actions.risk import RiskInput
from app.actions.structure import get_row
from app.actions.undo import undo_last
from app.actions.workbook_row import RowFaults, commitment_of, external_of, revision_of, update_of
from app.domain.refusal import Conflict
from app.domain.workbook import DELIVERABLES, OCCURRENCES, OWN, PROJECTS
from app.domain.workbook_comparison import RowChange
from app.tables import Deliverable, Occurrence
from app.tables.tracked import TRACKED_ENTITIES

_WORDS = frozenset({"phrase", *OWN})
_SAID = frozenset({"status", "confidence", "firmness", "delivered_on"}) | _WORDS
"""What a status update says of a deliverable; everything else is what it is."""

AppliedChange = tuple[str, int, int, bool, int | None]
"""Noun and id of what was said, its version then, whether it was said anew what it is, and the update."""


def apply_changes(
    session: Session, act: AuditContext, programme_id: int, changes: Sequence[RowChange], reason: str
) -> dict[str, Any]:
    """Save every row, with its own reason or else this one; returns what was done, for `undo_changes`.

    What is new comes first, since other rows may name it. Refuses (`UnreadableTable`) whatever is wrong with
    any row, at its line.
    """
    faults = RowFaults()
    new = [change for change in changes if change.is_new]
    made = bulk_addition.add_parts(session, act, programme_id, new, reason, faults)
    applied: list[AppliedChange] = []
    occurrences: list[int] = []
    present = [change for change in changes if not (change.is_new or made.lacks(change))]
    for change in map(made.resolve, present):
        statement = StatementInput(change.version, change.reason or reason)
        with faults.gather_at(change):
            if change.noun == OCCURRENCES.name:
                occurrences.append(_correct_occurrence(session, act, change))
                continue
            update_id = _APPLY[change.noun](session, act, change, statement)
            is_said_anew = bool(change.changed - _SAID) or change.noun != DELIVERABLES.name
            applied.append(_note(session, change.noun, change.id, is_said_anew, update_id))
    bulk_addition.add_others(session, act, programme_id, new, made, reason, faults)
    faults.refuse()
    others = [
        _note(session, noun, id, True, None)
        for (noun, _line), id in made.ids.items()
        if noun not in (PROJECTS.name, DELIVERABLES.name, OCCURRENCES.name)
    ]
    return {
        "rows": len(changes),
        "new": len(new),
        "changed": [*applied, *others],
        "occurrences": [*occurrences, *made.of(OCCURRENCES.name)],
        "projects": made.of(PROJECTS.name),
        "deliverables": made.of(DELIVERABLES.name),
    }


def undo_changes(
    session: Session,
    act: AuditContext,
    applied: Sequence[AppliedChange],
    occurrences: Sequence[int],
    *,
    reason: str,
) -> None:
    """Let what was said before hold again, and take back what was made. Refuses where somebody changed it."""
    for row_id in reversed(occurrences):
        deliverable_document.undo(session, act, Occurrence, row_id)
    for noun, id, version, is_said_anew, update_id in reversed(applied):
        tracked = _TRACKED[noun]
        row = get_row(session, tracked, id)
        if row["version"] != version:
            title = row.get("title") or row.get("text") or ""
            raise Conflict("“%(title)s” was changed since. Take back one by one what has to go.", title=title)
        if update_id is not None:
            status_correction.undo(session, act, update_id, version)
        if is_said_anew:
            # Read anew only behind an undo, which holds the row: else somebody could come in between.
            now = version if update_id is None else get_row(session, tracked, id)["version"]
            undo_last(session, act, tracked, id, now, reason)


def _note(session: Session, noun: str, id: int, is_said_anew: bool, update_id: int | None) -> AppliedChange:
    return noun, id, get_row(session, _TRACKED[noun], id)["version"], is_said_anew, update_id


def _change_deliverable(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> int | None:
    """Change what it is and say how it stands, each where that changed; returns the id of the update."""
    values = change.values
    if change.changed - _SAID:
        deliverable.revise(session, act, change.id, statement, revision_of(values))
    if "inputs" in change.changed:
        deliverable.need(session, act, change.id, values["inputs"], statement.without_version)
    if change.changed & _SAID:
        version = session.get_one(Deliverable, change.id).version
        phrase = values["phrase"] if change.changed & _WORDS else ""
        update = update_of(change, version, act.on, phrase=phrase, reason=statement.reason)
        return status_update.submit(session, act, change.id, update, today=act.on)
    return None


def _change_project(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
    values = change.values
    project.revise(
        session,
        act,
        change.id,
        statement,
        title=values["title"],
        narrative=values["narrative"],
        lead_id=values["lead_id"],
        action_line_id=values["action_line_id"] or 0,
    )


def _change_risk(session: Session, act: AuditContext, change: RowChange, statement: StatementInput) -> None:
    risk.change(session, act, change.id, RiskInput(**change.values), statement)


def _change_external(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
    external_dependency.change(session, act, change.id, external_of(change.values), statement)


def _change_commitment(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
    parliamentary_commitment.change(session, act, change.id, commitment_of(change.values), statement)


def _correct_occurrence(session: Session, act: AuditContext, change: RowChange) -> int:
    held = OccurrenceInput(change.values["on"], change.values["note"])
    return deliverable_document.correct(session, act, change.id, held)


_APPLY: Mapping[str, Callable[[Session, AuditContext, RowChange, StatementInput], int | None]] = {
    "deliverable": _change_deliverable,
    "project": _change_project,
    "risk": _change_risk,
    "external_dependency": _change_external,
    "parliamentary_commitment": _change_commitment,
}
_TRACKED = {tracked.name: tracked for tracked in TRACKED_ENTITIES}
