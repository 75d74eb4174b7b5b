"""What was said of deliverables up to a day: their deadlines and their status updates."""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.correction import drop_retracted
from app.queries.history import alias_of, is_uncorrected, latest_first, oldest_first
from app.queries.scope import Scope, is_in_scope
from app.tables import Deadline, Deliverable, Person, StatusUpdate
from app.tables.vague_date import VagueDateBundle

_Select = sa.Select[*tuple[Any, ...]]


def deadlines_said(
    session: Session, scope: Scope, as_of: date, *, corrected: bool = False
) -> dict[int, list[DeadlineRecord]]:
    """Return deadlines by deliverable, each list in the order of (said on, recorded at, id). One query.

    `corrected` keeps the rows that a later one corrects, but for what was taken back.
    """
    select, parameters = _select_deadlines(scope.by_id, corrected), {**scope.parameters, "as_of": as_of}
    records = fetch_grouped(session, select, DeadlineRecord, by="deliverable_id", parameters=parameters)
    return {key: drop_retracted(rows) for key, rows in records.items()} if corrected else records


def statuses_said(
    session: Session, scope: Scope, as_of: date, *, corrected: bool = False
) -> dict[int, list[StatusRecord]]:
    """Return status updates by deliverable, in the order of (said on, recorded at, id). One query."""
    select, parameters = _select_statuses(scope.by_id, corrected), {**scope.parameters, "as_of": as_of}
    records = fetch_grouped(session, select, StatusRecord, by="deliverable_id", parameters=parameters)
    return {key: drop_retracted(rows) for key, rows in records.items()} if corrected else records


def last_status_said(session: Session, scope: Scope, as_of: date) -> dict[int, StatusRecord]:
    """Return the current status update of each deliverable. One query, one row a deliverable."""
    select, parameters = _select_last_status(scope.by_id), {**scope.parameters, "as_of": as_of}
    updates = fetch_grouped(session, select, StatusRecord, by="deliverable_id", parameters=parameters)
    return {deliverable_id: only for deliverable_id, (only,) in updates.items()}


@cache
def _select_deadlines(by_id: bool, corrected: bool) -> _Select:
    columns: _Select = sa.select(
        *(col(Deadline.deliverable_id), col(Deadline.id), VagueDateBundle(Deadline), col(Deadline.firmness)),
        *(col(Deadline.said_on), col(Deadline.recorded_at), col(Deadline.reason)),
        *(col(Person.name).label("author"), col(Deadline.corrects_id).label("corrects")),
        col(Deadline.retracts),
    )
    return _records(columns, Deadline, by_id, corrected)


@cache
def _select_statuses(by_id: bool, corrected: bool) -> _Select:
    return _records(_status_columns(), StatusUpdate, by_id, corrected)


@cache
def _select_last_status(by_id: bool) -> _Select:
    """The last row of each deliverable is looked up in the index of its status updates."""
    update = alias_of(StatusUpdate, "said")
    last = (
        sa.select(update.id)
        .where(update.deliverable_id == col(Deliverable.id), update.said_on <= sa.bindparam("as_of"))
        .where(is_uncorrected(update))
        .order_by(*latest_first(update))
        .limit(1)
        .scalar_subquery()
    )
    return (
        _status_columns()
        .join_from(Deliverable, StatusUpdate, col(StatusUpdate.id) == last)
        .join(Person, col(Person.id) == col(StatusUpdate.author_id))
        .where(is_in_scope(by_id, Deliverable.id, Deliverable.programme_id))
        # Said of both, so that PostgreSQL does not read the status updates of all programmes.
        .where(is_in_scope(by_id, StatusUpdate.deliverable_id, StatusUpdate.programme_id))
    )


def _status_columns() -> _Select:
    update = StatusUpdate
    return sa.select(
        *(col(update.deliverable_id), col(update.id), col(update.status), col(update.confidence)),
        *(col(update.text), col(update.reason), col(update.delivered_on), col(update.said_on)),
        *(col(update.recorded_at), col(Person.name).label("author")),
        *(col(update.corrects_id).label("corrects"), col(update.author_id)),
        *(col(update.answer), col(update.answer_in_report), col(update.retracts)),
    )


def _records(columns: _Select, record: Any, by_id: bool, corrected: bool) -> _Select:
    select = (
        columns.join_from(record, Person, col(Person.id) == record.author_id)
        .where(is_in_scope(by_id, record.deliverable_id, record.programme_id))
        .where(record.said_on <= sa.bindparam("as_of"))
        .order_by(record.deliverable_id, *oldest_first(record))
    )
    return select if corrected else select.where(is_uncorrected(record))
