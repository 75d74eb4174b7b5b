"""What changed in a workbook, saved row by row by the action of its own form, and taken back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlmodel import Session

from app.actions import (
    deliverable,
    external_dependency,
    parliamentary_commitment,
    project,
    risk,
    status_correction,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.history import StatementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.actions.status_update import StatusUpdateInput
from app.actions.structure import get_row
from app.actions.undo import undo_last
from app.domain.deliverable import TEXTS
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.sheet import Fault, UnreadableTable
from app.domain.status import Status
from app.domain.workbook import NOUNS, REASON, RowChange
from app.tables import Deliverable
from app.tables.tracked import TRACKED_ENTITIES

_SAID = frozenset({"status", "confidence", "phrase", "firmness", "delivered_on"})
"""What a status update says of a deliverable; everything else is what it is."""

AppliedChange = tuple[str, int, int, bool, int | None]
"""Noun and id of what was changed, its version then, whether it was said anew what it is, and the update."""


def apply_changes(
    session: Session, act: AuditContext, changes: Sequence[RowChange], reason: str
) -> list[AppliedChange]:
    """Save every change, with the reason of its row or else this one; returns what was done, in that order.

    Refuses (`UnreadableTable`) whatever is wrong with a row, at its line.
    """
    applied: list[AppliedChange] = []
    for change in changes:
        statement = StatementInput(change.version, change.reason or reason)
        with _faults_at(change):
            update_id = _APPLY[change.noun](session, act, change, statement)
        version = get_row(session, _TRACKED[change.noun], change.id)["version"]
        is_said_anew = bool(change.changed - _SAID) or change.noun != "deliverable"
        applied.append((change.noun, change.id, version, is_said_anew, update_id))
    return applied


def undo_changes(
    session: Session, act: AuditContext, applied: Sequence[AppliedChange], *, reason: str
) -> None:
    """Let what was said before hold again. Refuses where somebody has changed one of them since."""
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


def _change_deliverable(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> int | None:
    """Change what it is and say how it stands, each where that changed; returns the id of the update."""
    values = change.values
    if change.changed - _SAID:
        revision = DeliverableRevision(
            **{name: values[name] for name in TEXTS},
            kind=values["kind"],
            project_id=values["project_id"] or 0,
            lead_id=values["lead_id"],
            executing_party_id=values["executing_party_id"],
            frequency_count=values["frequency_count"],
            frequency_per=values["frequency_per"],
            parties=values["parties"],
        )
        deliverable.revise(session, act, change.id, statement, revision)
    if "inputs" in change.changed:
        deliverable.need(session, act, change.id, values["inputs"], statement.without_version)
    if change.changed & _SAID:
        version = session.get_one(Deliverable, change.id).version
        update = StatusUpdateInput(
            status=values["status"] or Status.PLANNED,
            version=version,
            said_on=act.on,
            confidence=values["confidence"],
            reason=statement.reason,
            delivered_on=values["delivered_on"],
            phrase=values["phrase"] if "phrase" in change.changed else "",
            firmness=values["firmness"],
        )
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
    new = ExternalDependencyInput(**_with_words(change))
    external_dependency.change(session, act, change.id, new, statement)


def _change_commitment(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
    parliamentary_commitment.change(
        session, act, change.id, CommitmentInput(**_with_words(change)), statement
    )


def _with_words(change: RowChange) -> Mapping[str, Any]:
    """The values of a row; the bounds that a person gave its words go where these are changed."""
    return {**change.values, "own": None} if "phrase" in change.changed else change.values


_APPLY: Mapping[str, Callable[[Session, AuditContext, RowChange, StatementInput], int | None]] = {
    "deliverable": _change_deliverable,
    "project": _change_project,
    "risk": _change_risk,
    "external_dependency": _change_external,
    "parliamentary_commitment": _change_commitment,
}
_TRACKED = {tracked.name: tracked for tracked in TRACKED_ENTITIES}
_FIELDS = {"lead": "lead_id", "project": "project_id", "executing_party": "executing_party_id"} | {
    "action_line": "action_line_id",
    "deliverable": "deliverable_id",
}
"""The column of a field that a form calls otherwise."""


@contextmanager
def _faults_at(change: RowChange) -> Iterator[None]:
    """Tell what is refused within at the line of this row, and in the column of each field."""
    noun = next(noun for noun in NOUNS if noun.name == change.noun)
    headings = {column.key: column.heading for column in noun.columns} | {"reason": REASON}

    def fault(message: Message, name: str = "") -> Fault:
        heading = headings.get(_FIELDS.get(name, name), "")
        return Fault(message, change.line, sheet=noun.title, heading=heading)

    try:
        yield
    except Invalid as refused:
        faults = [fault(message, name) for name, message in refused.fields.items()]
        raise UnreadableTable(faults) from None
    except Stale:
        message = Message("Somebody changed this since you downloaded it. Download it anew.")
        raise UnreadableTable([fault(message)]) from None
    except Conflict as refused:
        raise UnreadableTable([fault(refused.message)]) from None
