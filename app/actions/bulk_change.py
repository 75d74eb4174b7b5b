"""Saving what changed in a workbook as one: every row by the action of its own form, all of them or none."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlmodel import Session

from app.actions import (
    audit_log,
    deliverable,
    external_dependency,
    parliamentary_commitment,
    project,
    risk,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.history import StatementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.actions.status_update import StatusUpdateInput
from app.domain.deliverable import TEXTS
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.sheet import Fault, UnreadableTable
from app.domain.status import Status
from app.domain.workbook import NOUNS, RowChange
from app.tables import BulkEntry, Deliverable

_SAID = frozenset({"status", "confidence", "phrase", "firmness", "delivered_on"})
"""What a status update says of a deliverable; everything else is what it is."""


def change_all(
    session: Session, act: AuditContext, programme_id: int, changes: Sequence[RowChange], *, reason: str
) -> int:
    """Save every change, with the reason of its row or else this one; returns the id of the entry.

    Refuses the whole (`UnreadableTable`) for whatever is wrong with a row, at its line.
    """
    for change in changes:
        statement = StatementInput(change.version, change.reason or reason)
        with _faults_at(change):
            _APPLY[change.noun](session, act, change, statement)
    row = BulkEntry(
        programme_id=programme_id,
        contents=json.dumps({"changed": [[change.noun, change.id] for change in changes]}),
        said_on=act.on,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session,
        act,
        "bulk_entry.change",
        ("programme", programme_id),
        programme_id=programme_id,
        entry=row.id,
        changed=[[change.noun, change.id] for change in changes],
    )
    return row.id


def _change_deliverable(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
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
        status_update.submit(session, act, change.id, update, today=act.on)


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
    external_dependency.change(session, act, change.id, ExternalDependencyInput(**change.values), statement)


def _change_commitment(
    session: Session, act: AuditContext, change: RowChange, statement: StatementInput
) -> None:
    parliamentary_commitment.change(session, act, change.id, CommitmentInput(**change.values), statement)


_APPLY: Mapping[str, Callable[[Session, AuditContext, RowChange, StatementInput], None]] = {
    "deliverable": _change_deliverable,
    "project": _change_project,
    "risk": _change_risk,
    "external_dependency": _change_external,
    "parliamentary_commitment": _change_commitment,
}
_FIELDS = {"lead": "lead_id", "project": "project_id", "executing_party": "executing_party_id"} | {
    "action_line": "action_line_id",
    "deliverable": "deliverable_id",
}
"""The column of a field that a form calls otherwise."""


@contextmanager
def _faults_at(change: RowChange) -> Iterator[None]:
    """Tell what is refused within at the line of this row, and in the column of each field."""
    noun = next(noun for noun in NOUNS if noun.name == change.noun)
    headings = {column.key: column.heading for column in noun.columns}

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
