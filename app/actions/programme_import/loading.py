"""Writing the rows of a file: by statement, since there are many. They are only added: every guard stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.programme_import.examination import Examination, is_in_review, read_shifts
from app.actions.programme_import.file import FiledRecord, ProgrammeFile
from app.actions.programme_import.placement import Placement
from app.domain.programme_file import write_value
from app.domain.refusal import Invalid
from app.domain.structure import PeriodState
from app.sealing.rows import RowKey
from app.tables import FileContent, metadata
from app.tables.append_only import APPEND_ONLY
from app.tables.job import JobState
from app.tables.programme_file import TRAIL, FiledTable
from app.tables.row_seal import UNSEALED

ROWS_AT_ONCE = 400
BYTES_AT_ONCE = 1 << 22
RECORD_TYPES = (
    *("action_line", "deadline", "deliverable", "external_dependency", "indicator", "measurement"),
    *("occurrence", "parliamentary_commitment", "programme", "project", "reporting_period", "risk"),
    *("section_text", "sign_off", "status_update", "summary_choice"),
)
"""What the tree of a report names, each a table of ours."""


@dataclass(slots=True)
class Loading:
    """What was written: the rows that are sealed, and the trail where it is not ours."""

    rows: list[RowKey] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    returned: set[int] = field(default_factory=set)
    """The rounds that were in review and are edited again, by id in the file."""


def load(
    session: Session, file: ProgrammeFile, seen: Examination, placement: Placement, slug: str
) -> Loading:
    """Insert every row of the file. Refuses what the database refuses."""
    loading, later = Loading(), []
    left_out = _find_left_out(seen, placement, loading)
    batch = _Batch(session, loading)
    try:
        for record in file.records():
            table = record.table
            if table.name in TRAIL and not placement.is_verified:
                loading.trail.append(write_value({"member": table.member, "record": record.record}))
                continue
            row = dict(record.row)
            if not _is_taken_in(session, record, placement, left_out):
                continue
            if not placement.is_verified or table.name == "named_moment":
                _move(row, record, placement)
            if not placement.is_verified:
                _mark(row, record, placement, loading, slug)
            if table.refers_to_itself and table.name not in APPEND_ONLY:
                later.append((table, row["id"], _take_own_references(table, row)))
            batch.add(table, _complete(table, row))
        batch.flush()
        for table, id, references in later:
            _refer(session, table, id, references)
    except (sa.exc.IntegrityError, sa.exc.DataError) as wrong:
        # What a CHECK of ours refuses; the names of its tables tell a reader more than a line of SQL.
        place = batch.table.member if batch.table else ""
        raise Invalid.because("file", "The file is not right at “%(place)s”.", place=place) from wrong
    return loading


@dataclass(slots=True)
class _Batch:
    """Rows of one table that are inserted in one statement."""

    session: Session
    loading: Loading
    table: FiledTable | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0

    def add(self, table: FiledTable, row: dict[str, Any]) -> None:
        if self.table is not table or len(self.rows) >= ROWS_AT_ONCE or self.size >= BYTES_AT_ONCE:
            self.flush()
        self.table = table
        self.rows.append(row)
        self.size += sum(len(value) for value in row.values() if isinstance(value, str | bytes))

    def flush(self) -> None:
        if self.table is None or not self.rows:
            return
        self.session.connection().execute(sa.insert(self.table.table), self.rows)
        name, key = self.table.name, [column.name for column in self.table.table.primary_key]
        if name not in UNSEALED:
            self.loading.rows += [(name, "/".join(str(row[part]) for part in key)) for row in self.rows]
        self.rows, self.size = [], 0


def _find_left_out(seen: Examination, placement: Placement, loading: Loading) -> Mapping[str, set[int]]:
    """Rows of a review that cannot go on: what was stored for it names rows by the ids of the file.

    The round is then edited again, and goes into review anew. What was proposed as an erratum goes too.
    """
    left_out: dict[str, set[int]] = {"round_step": set(), "report_version": set(), "reporting_period": set()}
    if placement.is_verified or not placement.moved.keys() & set(RECORD_TYPES):
        return left_out
    for period_id, review in seen.reviews.items():
        versions = left_out["report_version"]
        versions |= {id for id, (_, erratum) in review.versions.items() if erratum > max(review.adopted, 0)}
        if is_in_review(review):
            loading.returned.add(period_id)
            left_out["round_step"].add(review.last_step)
            versions.add(max(review.versions, key=lambda id: review.versions[id], default=0))
    return left_out


def _is_taken_in(
    session: Session, record: FiledRecord, placement: Placement, left_out: Mapping[str, set[int]]
) -> bool:
    name, row = record.table.name, record.row
    if name in placement.known:
        return row["id"] not in placement.known[name]
    if name == "file_content":  # the same bytes may be those of another report
        return session.get(FileContent, row["hash"]) is None
    if name == "bulk_entry":  # undoing it would look for rows by the ids of the file
        return placement.is_verified
    if name == "report_version_section":
        return row["report_version_id"] not in left_out["report_version"]
    return row.get("id") not in left_out.get(name, ())


def _move(row: dict[str, Any], record: FiledRecord, placement: Placement) -> None:
    """Put the ids of here in the place of those of the file."""
    name = record.table.name
    for column, target in record.table.references.items():
        if row.get(column) is not None:
            row[column] = placement.translate(target, row[column])
    if record.table.ids is not None:
        row["id"] = placement.translate(name, row["id"])


def _mark(
    row: dict[str, Any], record: FiledRecord, placement: Placement, loading: Loading, slug: str
) -> None:
    """Write what differs in a programme that could not be verified."""
    match record.table.name:
        case "programme":
            row["slug"] = slug
        case "person":
            row |= placement.changed.get(record.row["id"], {})
        case "status_update":  # by it an installation knows what it was sent twice
            row["submission"] = None
        case "reporting_period" if record.row["id"] in loading.returned:
            row["state"] = PeriodState.EDITING
        case "frozen_report":
            row["unverified"] = True
            row["id_shifts"] = _add_shifts(row["id_shifts"], placement.moved)


def _add_shifts(text: str, moved: Mapping[str, int]) -> str:
    before = read_shifts(text)
    shifts = {kind: before.get(kind, 0) + moved.get(kind, 0) for kind in RECORD_TYPES}
    kept = {kind: shift for kind, shift in shifts.items() if shift}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True) if kept else ""


def _complete(table: FiledTable, row: dict[str, Any]) -> dict[str, Any]:
    """A letter that was sent elsewhere is there as done, without what it said."""
    if table.name == "job":
        moment = row["recorded_at"]
        return row | {"content": "{}", "state": JobState.DONE, "due_at": moment, "done_at": moment}
    return row


def _take_own_references(table: FiledTable, row: dict[str, Any]) -> dict[str, Any]:
    references = {name: row[name] for name in table.refers_to_itself if row[name] is not None}
    row.update(dict.fromkeys(references))
    return references


def _refer(session: Session, table: FiledTable, id: int, references: Mapping[str, Any]) -> None:
    if references:
        mapped = metadata.tables[table.name]
        statement = sa.update(mapped).where(mapped.c.id == id).values(**references)
        session.connection().execute(statement)
