"""What is new in a workbook, made row by row by the action of its own form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from app.actions import (
    deliverable,
    deliverable_document,
    external_dependency,
    parliamentary_commitment,
    project,
    promise,
    risk,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable_document import OccurrenceInput
from app.actions.promise import NewPromise
from app.actions.risk import RiskInput
from app.actions.workbook_row import (
    RowFaults,
    commitment_of,
    external_of,
    own_bounds_of,
    revision_of,
    update_of,
)
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import read_promise, read_recurrence
from app.domain.workbook import DELIVERABLES, OCCURRENCES, PROJECTS
from app.domain.workbook_comparison import NewRow, RowChange
from app.queries.named_moment import read_register
from app.tables import Deliverable


@dataclass(slots=True)
class Additions:
    """What the rows of a workbook made, by noun and line."""

    ids: dict[tuple[str, int], int] = field(default_factory=dict)

    def of(self, noun: str) -> list[int]:
        """Return the ids of what was made of one kind, in order."""
        return [id for (name, _line), id in self.ids.items() if name == noun]

    def lacks(self, change: RowChange, *keys: str) -> bool:
        """Whether a row names, in one of these columns, what another row should have made and did not."""
        named = [change.values[key] for key in keys or change.values]
        rows = [part for value in named for part in (value if isinstance(value, tuple) else (value,))]
        return any(isinstance(row, NewRow) and self._id_of(row) is None for row in rows)

    def resolve(self, change: RowChange) -> RowChange:
        """Return a row that names what was made by its id."""
        return replace(change, values={key: self._id_of(value) for key, value in change.values.items()})

    def _id_of(self, value: Any) -> Any:
        if isinstance(value, NewRow):
            return self.ids.get((value.noun, value.line))
        return tuple(map(self._id_of, value)) if isinstance(value, tuple) else value


def add_parts(
    session: Session,
    act: AuditContext,
    programme_id: int,
    rows: Sequence[RowChange],
    reason: str,
    faults: RowFaults,
) -> Additions:
    """Make the projects and deliverables among the new rows, then what these need of one another.

    Whatever is wrong with a row is gathered in `faults`, at its line.
    """
    made = Additions()
    for row in rows:
        if row.noun == PROJECTS.name:
            _add_row(session, act, programme_id, row, made, reason, faults)
    for row in rows:
        if row.noun == DELIVERABLES.name and not made.lacks(row, "project_id"):
            _add_row(session, act, programme_id, row, made, reason, faults)
    for row in rows:
        is_made = (row.noun, row.line) in made.ids
        if row.noun == DELIVERABLES.name and is_made and row.values["inputs"] and not made.lacks(row):
            with faults.gather_at(row):
                inputs = made.resolve(row).values["inputs"]
                deliverable.need(session, act, made.ids[row.noun, row.line], inputs)
    return made


def add_others(
    session: Session,
    act: AuditContext,
    programme_id: int,
    rows: Sequence[RowChange],
    made: Additions,
    reason: str,
    faults: RowFaults,
) -> None:
    """Make what can name projects and deliverables, and is named by nothing."""
    for row in rows:
        if row.noun not in (PROJECTS.name, DELIVERABLES.name) and not made.lacks(row):
            _add_row(session, act, programme_id, row, made, reason, faults)


def _add_row(
    session: Session,
    act: AuditContext,
    programme_id: int,
    row: RowChange,
    made: Additions,
    reason: str,
    faults: RowFaults,
) -> None:
    with faults.gather_at(row):
        new = replace(made.resolve(row), reason=row.reason or reason)
        made.ids[row.noun, row.line] = _ADD[row.noun](session, act, programme_id, new)


def _add_project(session: Session, act: AuditContext, programme_id: int, new: RowChange) -> int:
    values = new.values
    if values["action_line_id"] is None:
        raise Invalid.because("action_line", "Say in which action line it belongs.")
    return project.make(
        session,
        act,
        programme_id,
        values["action_line_id"],
        title=values["title"],
        narrative=values["narrative"] or "",
        lead_id=values["lead_id"],
    )


def _add_deliverable(session: Session, act: AuditContext, programme_id: int, new: RowChange) -> int:
    """Promise it as a table does, and say how it stands where that is more than planned.

    A workbook has no columns for the day on which it was promised and what is laid beside it: its rows are
    promised today.
    """
    values, revision = new.values, revision_of(new.values)
    said_on, documents = values.get("said_on") or act.on, values.get("documents", ())
    phrase, firmness, own = values["phrase"], values["firmness"], own_bounds_of(new.values)
    if phrase:
        window, heard = read_promise(phrase, said_on, read_register(session), own)
        phrase, firmness = window.phrase, firmness or heard or Firmness.COMMITTED
    if "kind" not in new.changed and read_recurrence(phrase):
        revision = replace(revision, kind=DeliverableKind.RECURRING)
    made = NewPromise(revision, said_on, phrase, own, firmness, documents)
    deliverable_id = promise.make(session, act, programme_id, made, today=act.on)
    if values["status"] is not Status.PLANNED or values["confidence"] or values["delivered_on"]:
        version = session.get_one(Deliverable, deliverable_id).version
        update = update_of(new, version, act.on, phrase="", reason=new.reason)
        status_update.submit(session, act, deliverable_id, update, today=act.on)
    return deliverable_id


def _add_occurrence(session: Session, act: AuditContext, _programme_id: int, new: RowChange) -> int:
    held = OccurrenceInput(new.values["on"], new.values["note"])
    return deliverable_document.add(session, act, new.values["deliverable_id"], held)


_ADD: Mapping[str, Callable[[Session, AuditContext, int, RowChange], int]] = {
    PROJECTS.name: _add_project,
    DELIVERABLES.name: _add_deliverable,
    OCCURRENCES.name: _add_occurrence,
    "risk": lambda session, act, id, new: risk.add(session, act, id, RiskInput(**new.values)),
    "external_dependency": lambda session, act, id, new: external_dependency.add(
        session, act, id, external_of(new.values)
    ),
    "parliamentary_commitment": lambda session, act, id, new: parliamentary_commitment.add(
        session, act, id, commitment_of(new.values)
    ),
}
