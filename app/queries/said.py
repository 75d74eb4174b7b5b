"""What was said of deliverables up to a day: deadlines and status updates, corrected rows left out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.standing import SaidDeadline, SaidStatus
from app.domain.vague_date import VagueDate
from app.tables import Deadline, Person, StatusUpdate

_DEADLINE = Deadline.__table__  # type: ignore[attr-defined]
_STATUS = StatusUpdate.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]


def deadlines_said(
    session: Session, among: sa.ColumnElement[bool], as_of: date, *, corrected: bool = False
) -> dict[int, list[SaidDeadline]]:
    """Deadlines by deliverable, each list in the order of (said on, recorded at, id). One query.

    `among` narrows the rows of `deadline` (a programme, one deliverable); `corrected` keeps the rows that
    a later one corrects.
    """
    rows = session.execute(_said(_DEADLINE, _DEADLINE_COLUMNS, among, as_of, corrected))
    found: dict[int, list[SaidDeadline]] = defaultdict(list)
    for (
        deliverable,
        row_id,
        phrase,
        edtf,
        earliest,
        latest,
        firmness,
        said,
        recorded,
        reason,
        corrects,
        who,
    ) in rows:
        found[deliverable].append(
            SaidDeadline(
                row_id,
                VagueDate(phrase, edtf, earliest, latest),
                firmness,
                said,
                recorded,
                reason,
                who,
                corrects,
            )
        )
    return found


def statuses_said(
    session: Session, among: sa.ColumnElement[bool], as_of: date, *, corrected: bool = False
) -> dict[int, list[SaidStatus]]:
    """Status updates by deliverable, in the order of (said on, recorded at, id). One query."""
    rows = session.execute(_said(_STATUS, _STATUS_COLUMNS, among, as_of, corrected))
    found: dict[int, list[SaidStatus]] = defaultdict(list)
    for deliverable, *fields in rows:
        found[deliverable].append(SaidStatus(*fields))
    return found


def last_status_said(session: Session, among: sa.ColumnElement[bool], as_of: date) -> dict[int, SaidStatus]:
    """The current status update of each deliverable. One query, one row a deliverable."""
    order = (_STATUS.c.said_on.desc(), _STATUS.c.recorded_at.desc(), _STATUS.c.id.desc())
    rank = sa.func.row_number().over(partition_by=_STATUS.c.deliverable_id, order_by=order).label("rank")
    ranked = _counted(_STATUS, (*_STATUS_COLUMNS, rank), among, as_of).subquery()
    keep = [c for c in ranked.c if c.key != "rank"]
    return {
        deliverable: SaidStatus(*fields)
        for deliverable, *fields in session.execute(sa.select(*keep).where(ranked.c.rank == 1))
    }


def in_programme(table: type[Deadline] | type[StatusUpdate], programme_id: int) -> sa.ColumnElement[bool]:
    """Narrow to one programme."""
    return _table(table).c.programme_id == programme_id


def of_deliverables(table: type[Deadline] | type[StatusUpdate], ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """Narrow to these deliverables."""
    return _table(table).c.deliverable_id.in_(list(ids))


def _table(table: type[Deadline] | type[StatusUpdate]) -> sa.Table:
    return table.__table__  # type: ignore[union-attr,no-any-return]


_DEADLINE_COLUMNS = (
    *(
        _DEADLINE.c[name]
        for name in ("deliverable_id", "id", "phrase", "edtf", "earliest", "latest", "firmness", "said_on")
    ),
    *(_DEADLINE.c[name] for name in ("recorded_at", "reason", "corrects_id")),
    _PERSON.c.name,
)
_STATUS_COLUMNS = (
    *(_STATUS.c[name] for name in ("deliverable_id", "id", "status", "confidence", "text", "reason")),
    *(_STATUS.c[name] for name in ("delivered_on", "said_on", "recorded_at")),
    _PERSON.c.name,
    _STATUS.c.corrects_id,
)


def _counted(
    table: sa.Table,
    columns: tuple[Any, ...],
    among: sa.ColumnElement[bool],
    as_of: date,
    corrected: bool = False,
) -> sa.Select[Any]:
    """Rows said up to the day, without those that a later row corrects (domain, History)."""
    later = table.alias("later")
    put_right = sa.select(later.c.id).where(later.c.corrects_id == table.c.id).exists()
    return (
        sa.select(*columns)
        .join_from(table, _PERSON, _PERSON.c.id == table.c.author_id)
        .where(among, table.c.said_on <= as_of, sa.true() if corrected else ~put_right)
    )


def _said(
    table: sa.Table,
    columns: tuple[Any, ...],
    among: sa.ColumnElement[bool],
    as_of: date,
    corrected: bool,
) -> sa.Select[Any]:
    return _counted(table, columns, among, as_of, corrected).order_by(
        table.c.deliverable_id, table.c.said_on, table.c.recorded_at, table.c.id
    )
