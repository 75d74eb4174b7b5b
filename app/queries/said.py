"""What was said of deliverables up to a day: deadlines and status updates, corrected rows left out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.standing import SaidDeadline, SaidStatus
from app.domain.vague_date import VagueDate
from app.prepared import Prepared
from app.tables import Deadline, Deliverable, Person, StatusUpdate

_DEADLINE = Deadline.__table__  # type: ignore[attr-defined]
_STATUS = StatusUpdate.__table__  # type: ignore[attr-defined]
_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


class Among(NamedTuple):
    """Of which deliverables it is asked what was said: the column that narrows, and its values."""

    column: str
    values: list[int]

    @property
    def is_one(self) -> bool:
        """Whether there is one value; to ask for that is quicker than to ask for a list."""
        return len(self.values) == 1


def in_programme(programme_id: int) -> Among:
    """All of one programme."""
    return Among("programme_id", [programme_id])


def of_deliverables(ids: Iterable[int]) -> Among:
    """Only these."""
    return Among("deliverable_id", list(ids))


def deadlines_said(
    session: Session, among: Among, as_of: date, *, corrected: bool = False
) -> dict[int, list[SaidDeadline]]:
    """Deadlines by deliverable, each list in the order of (said on, recorded at, id). One query.

    `corrected` keeps the rows that a later one corrects.
    """
    asked = _said(_DEADLINE, _DEADLINE_COLUMNS, among.column, among.is_one, corrected)
    found: dict[int, list[SaidDeadline]] = defaultdict(list)
    for deliverable, row_id, *window, firmness, said, recorded, reason, who, corrects in _rows(
        session, asked, among, as_of
    ):
        window_said = VagueDate(*window)
        found[deliverable].append(
            SaidDeadline(row_id, window_said, firmness, said, recorded, reason, who, corrects)
        )
    return found


def statuses_said(
    session: Session, among: Among, as_of: date, *, corrected: bool = False
) -> dict[int, list[SaidStatus]]:
    """Status updates by deliverable, in the order of (said on, recorded at, id). One query."""
    found: dict[int, list[SaidStatus]] = defaultdict(list)
    asked = _said(_STATUS, _STATUS_COLUMNS, among.column, among.is_one, corrected)
    for deliverable, *fields in _rows(session, asked, among, as_of):
        found[deliverable].append(SaidStatus(*fields))
    return found


def last_status_said(session: Session, among: Among, as_of: date) -> dict[int, SaidStatus]:
    """The current status update of each deliverable. One query, one row a deliverable."""
    rows = _rows(session, _last(among.column, among.is_one), among, as_of)
    return {deliverable: SaidStatus(*fields) for deliverable, *fields in rows}


def _rows(session: Session, asked: Prepared, among: Among, as_of: date) -> list[tuple[Any, ...]]:
    values = among.values[0] if among.is_one else among.values
    return asked.rows(session, {"among": values, "as_of": as_of})


_DEADLINE_COLUMNS = (
    *(_DEADLINE.c[name] for name in ("deliverable_id", "id", "phrase", "edtf", "earliest", "latest")),
    *(_DEADLINE.c[name] for name in ("firmness", "said_on", "recorded_at", "reason")),
    _PERSON.c.name,
    _DEADLINE.c.corrects_id,
)
_STATUS_COLUMNS = (
    *(_STATUS.c[name] for name in ("deliverable_id", "id", "status", "confidence", "text", "reason")),
    *(_STATUS.c[name] for name in ("delivered_on", "said_on", "recorded_at")),
    _PERSON.c.name,
    *(_STATUS.c[name] for name in ("corrects_id", "author_id", "answer", "answer_in_report")),
)


@cache
def _said(
    table: sa.Table, columns: tuple[Any, ...], narrowed_by: str, is_one: bool, corrected: bool
) -> Prepared:
    asked = (
        sa.select(*columns)
        .join_from(table, _PERSON, _PERSON.c.id == table.c.author_id)
        .where(_narrowed(table.c[narrowed_by], is_one), table.c.said_on <= sa.bindparam("as_of"))
        .order_by(table.c.deliverable_id, table.c.said_on, table.c.recorded_at, table.c.id)
    )
    return Prepared(asked if corrected else asked.where(_still_counts(table, table)))


@cache
def _last(narrowed_by: str, is_one: bool) -> Prepared:
    """Looks up the last row of each deliverable in the index of what was said of it."""
    told = _STATUS.alias("told")
    last = (
        sa.select(told.c.id)
        .where(
            told.c.deliverable_id == _DELIVERABLE.c.id,
            told.c.said_on <= sa.bindparam("as_of"),
            _still_counts(told, _STATUS),
        )
        .order_by(told.c.said_on.desc(), told.c.recorded_at.desc(), told.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    column = _DELIVERABLE.c["id" if narrowed_by == "deliverable_id" else narrowed_by]
    return Prepared(
        sa.select(*_STATUS_COLUMNS)
        .join_from(_DELIVERABLE, _STATUS, _STATUS.c.id == last)
        .join(_PERSON, _PERSON.c.id == _STATUS.c.author_id)
        .where(_narrowed(column, is_one), _narrowed(_STATUS.c[narrowed_by], is_one))
    )


def _narrowed(column: sa.ColumnElement[int], is_one: bool) -> sa.ColumnElement[bool]:
    among: sa.BindParameter[Any] = sa.bindparam("among", expanding=not is_one)
    return column == among if is_one else column.in_(among)


def _still_counts(rows: sa.FromClause, table: sa.Table) -> sa.ColumnElement[bool]:
    """Whether no later row of the table corrects it (domain, History)."""
    later = table.alias("later")
    # Few rows correct another: said outright, so that PostgreSQL looks among those and not through all.
    corrections = (later.c.corrects_id.is_not(None), later.c.corrects_id == rows.c.id)
    return ~sa.select(later.c.id).where(*corrections).exists()
