"""Saving a table as one: every deliverable of it or none, kept together so that it can be undone as one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import action_line, audit_log, bulk_change, deliverable, project, promise
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.deliverable_document import SourceInput
from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.actions.promise import NewPromise
from app.actions.structure import next_position
from app.db import get_for_update
from app.domain.deliverable_table import COLUMN_NAMES, Column, NewLine, NewProject, PlannedDeliverable
from app.domain.language import _
from app.domain.refusal import Conflict, Invalid
from app.domain.sheet import Fault, UnreadableTable
from app.domain.workbook_comparison import RowChange
from app.queries.need import needs_of, titles_of
from app.tables import (
    BulkEntry,
    Deliverable,
    DeliverableQuestion,
    Evidence,
    Occurrence,
    Programme,
    Project,
    Source,
)
from app.tables.tracked import ACTION_LINE, DELIVERABLE, PROJECT

_CHANGED_SINCE = _("“%(title)s” was changed since. Take back one by one what has to go.")


def add_all(
    session: Session,
    act: AuditContext,
    programme_id: int,
    rows: Sequence[PlannedDeliverable],
) -> int:
    """Add what the rows of a table became, and the projects that they name; returns the id of the entry.

    Refuses the whole (`UnreadableTable`) for whatever is wrong with a row.
    """
    line_ids, project_ids = _add_projects(session, act, programme_id, rows)
    positions = _Positions(session)
    # Held, or the session would read them anew for every row.
    named = {row.project for row in rows if isinstance(row.project, int)} | {*project_ids.values()}
    _held = [session.get_one(Programme, programme_id), *(session.get_one(Project, id) for id in named)]
    ids = {row.line: _add_row(session, act, row, project_ids, positions) for row in rows}
    for row in rows:
        if row.input_lines:
            inputs = [*row.input_ids, *(ids[line] for line in row.input_lines)]
            # Of a row that comes later in the table it may have been said later.
            said_on = max(other.said_on for other in rows if other.line in {row.line, *row.input_lines})
            with _faults_at(row.line):
                deliverable.need(session, act, ids[row.line], inputs, StatementInput(None, said_on=said_on))
    versions = _versions(session, list(ids.values()))
    made = {
        "deliverables": [[deliverable_id, versions[deliverable_id]] for deliverable_id in ids.values()],
        "projects": list(project_ids.values()),
        "lines": line_ids,
    }
    return _keep(session, act, programme_id, "bulk_entry.add", made)


def change_all(
    session: Session, act: AuditContext, programme_id: int, changes: Sequence[RowChange], *, reason: str
) -> int:
    """Save what changed or is new in a workbook; returns the id of the entry.

    Refuses as `add_all` does.
    """
    done = bulk_change.apply_changes(session, act, programme_id, changes, reason)
    versions = _versions(session, done["deliverables"])
    made = {**done, "deliverables": [[id, versions[id]] for id in done["deliverables"]]}
    return _keep(session, act, programme_id, "bulk_entry.change", made)


def undo(session: Session, act: AuditContext, programme_id: int, entry_id: int, *, reason: str) -> None:
    """Take back everything that an entry made or changed. Pressed twice, it is undone once.

    Refuses where somebody has said something of it since, or it is named elsewhere.
    """
    entry = session.get_one(BulkEntry, entry_id)
    get_for_update(session, Programme, programme_id)
    if is_undone(session, entry_id):
        return
    made = json.loads(entry.contents)
    made_ids = [id for id, _version in made.get("deliverables", ())]
    # Held before it is looked whether somebody said something of them: nobody can while they go.
    held = (
        sa.select(col(Deliverable.id)).where(col(Deliverable.id).in_(made_ids)).order_by(col(Deliverable.id))
    )
    session.execute(held.with_for_update())
    occurrences = made.get("occurrences", ())
    _refuse_documented(session, made_ids, entry.recorded_at, but=occurrences)
    bulk_change.undo_changes(session, act, made.get("changed", ()), occurrences, reason=reason)
    _take_back(session, act, programme_id, made, reason)
    _keep(session, act, programme_id, "bulk_entry.undo", {}, undoes_id=entry_id)


def is_undone(session: Session, entry_id: int) -> bool:
    """Return whether an entry was undone. One query."""
    undoing = sa.select(col(BulkEntry.id)).where(col(BulkEntry.undoes_id) == entry_id)
    return session.scalar(undoing) is not None


def _refuse_documented(session: Session, ids: Sequence[int], since: datetime, but: Sequence[int]) -> None:
    """Refuse to take back what something was laid beside or asked about since; `but` its own occurrences."""
    tables: tuple[Any, ...] = (Evidence, Source, Occurrence, DeliverableQuestion)
    for table in tables:
        later = sa.select(col(table.deliverable_id)).where(
            col(table.deliverable_id).in_(ids), col(table.recorded_at) > since
        )
        if table is Occurrence:
            later = later.where(col(Occurrence.id).not_in(but))
        deliverable_id = session.scalar(later.order_by(col(table.id)).limit(1)) if ids else None
        if deliverable_id is not None:
            raise Conflict(_CHANGED_SINCE, title=titles_of(session, [deliverable_id]).get(deliverable_id, ""))


def _take_back(
    session: Session, act: AuditContext, programme_id: int, made: Mapping[str, Any], reason: str
) -> None:
    """Take back the deliverables that an entry made, then the projects and the action lines."""
    ids = [deliverable_id for deliverable_id, _version in made.get("deliverables", ())]
    versions = _versions(session, ids)
    changed = [id for id, version in made.get("deliverables", ()) if versions.get(id) != version]
    if changed:
        titles = titles_of(session, changed[:1])
        raise Conflict(_CHANGED_SINCE, title=next(iter(titles.values()), ""))
    needs = needs_of(session, programme_id)
    for deliverable_id in ids:
        if deliverable_id in needs:
            deliverable.need(session, act, deliverable_id, [])
    for deliverable_id in reversed(ids):
        retract_entity(session, act, DELIVERABLE, deliverable_id, StatementInput(None, reason))
    for project_id in reversed(made.get("projects", ())):
        retract_entity(session, act, PROJECT, project_id, StatementInput(None, reason))
    for line_id in reversed(made.get("lines", ())):
        retract_entity(session, act, ACTION_LINE, line_id, StatementInput(None, reason))


def _add_projects(
    session: Session, act: AuditContext, programme_id: int, rows: Sequence[PlannedDeliverable]
) -> tuple[list[int], dict[NewProject, int]]:
    """Add the projects that are not there, and the action lines before them; returns the ids of both."""
    lines: dict[NewLine, int] = {}
    ids: dict[NewProject, int] = {}
    for row in rows:
        new = row.project
        if isinstance(new, NewProject) and new not in ids:
            line = new.line
            if isinstance(line, NewLine):
                if line not in lines:
                    with _faults_at(row.line, {"title": Column.LINE}):
                        lines[line] = action_line.add_next(session, act, programme_id, line.title)
                line = lines[line]
            with _faults_at(row.line, {"title": Column.PROJECT}):
                ids[new] = project.add(session, act, line, title=new.title)
    return list(lines.values()), ids


def _add_row(
    session: Session,
    act: AuditContext,
    row: PlannedDeliverable,
    project_ids: Mapping[NewProject, int],
    positions: "_Positions",
) -> int:
    project_id = project_ids[row.project] if isinstance(row.project, NewProject) else row.project
    assert project_id is not None  # a row without a project is a fault of the plan
    new = NewPromise(
        DeliverableRevision(
            title=row.title,
            kind=row.kind,
            description=row.description,
            aliases=row.aliases,
            frequency_count=row.frequency[0] if row.frequency else None,
            frequency_per=row.frequency[1] if row.frequency else None,
            project_id=project_id,
            lead_id=row.lead_id,
            executing_party_id=row.party_id,
            parties=row.parties,
        ),
        said_on=row.said_on,
        phrase=row.window.phrase if row.window else "",
        firmness=row.firmness,
        documents=(SourceInput(row.source, row.section),) if row.source or row.section else (),
        inputs=row.input_ids,
    )
    with _faults_at(row.line):
        return promise.make_checked(session, act, new, positions.take(project_id), row.window)


class _Positions:
    """The next place in each project; one query a project, however many rows go there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._next: dict[int, int] = {}

    def take(self, project_id: int) -> int:
        """Return the place behind what stands in the project, and behind what was put there since."""
        if project_id not in self._next:
            among = {"project_id": project_id}
            self._next[project_id] = next_position(self._session, DELIVERABLE, among)
        self._next[project_id] += 1
        return self._next[project_id] - 1


_COLUMNS = {
    "lead": Column.LEAD,
    "executing_party": Column.PARTY,
    "source_document": Column.SOURCE,
    "source_section": Column.SECTION,
    **{column.value: column for column in Column},
}


@contextmanager
def _faults_at(line: int, columns: Mapping[str, Column] = _COLUMNS) -> Iterator[None]:
    """Tell what is refused within at this line, and in the column of each field."""
    try:
        yield
    except Invalid as refused:
        raise UnreadableTable(
            [
                Fault(message, line, heading=COLUMN_NAMES[columns[name]] if name in columns else "")
                for name, message in refused.fields.items()
            ]
        ) from None


def _versions(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """Return the versions of those of these deliverables that were not taken back."""
    statement = sa.select(col(Deliverable.id), col(Deliverable.version)).where(
        col(Deliverable.id).in_(ids), col(Deliverable.retracted_on).is_(None)
    )
    return {row.id: row.version for row in session.execute(statement)}


def _keep(
    session: Session,
    act: AuditContext,
    programme_id: int,
    action: str,
    contents: Mapping[str, object],
    *,
    undoes_id: int | None = None,
) -> int:
    row = BulkEntry(
        programme_id=programme_id,
        contents=json.dumps(contents),
        said_on=act.on,
        recorded_at=act.at,
        author_id=act.author_id,
        undoes_id=undoes_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    entity = ("programme", programme_id)
    audit_log.record(session, act, action, entity, programme_id=programme_id, entry=row.id, contents=contents)
    return row.id
