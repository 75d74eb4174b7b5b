"""What was said of deliverables up to a day: their deadlines and their status updates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_grouped
from app.domain.assessment import DeadlineRecord, StatusRecord
from app.queries.history import alias_of, is_uncorrected, latest_first, oldest_first
from app.tables import Deadline, Deliverable, Person, StatusUpdate
from app.tables.vague_date import VagueDateBundle


@dataclass(frozen=True, slots=True)
class DeliverableScope:
    """The deliverables of which records are read: all of a programme, or these."""

    programme_id: int | None = None
    deliverable_ids: Collection[int] = ()

    def holds(self, programme_id: Any, deliverable_id: Any) -> sa.ColumnElement[bool]:
        """Say of the columns of a table that its row is of such a deliverable."""
        if self.programme_id is not None:
            in_programme: sa.ColumnElement[bool] = programme_id == self.programme_id
            return in_programme
        among: sa.ColumnElement[bool] = deliverable_id.in_(self.deliverable_ids)
        return among


def in_programme(programme_id: int) -> DeliverableScope:
    """Choose all deliverables of one programme."""
    return DeliverableScope(programme_id=programme_id)


def of_deliverables(ids: Collection[int]) -> DeliverableScope:
    """Choose these deliverables."""
    return DeliverableScope(deliverable_ids=ids)


def deadlines_said(
    session: Session, scope: DeliverableScope, as_of: date, *, corrected: bool = False
) -> dict[int, list[DeadlineRecord]]:
    """Return deadlines by deliverable, each list in the order of (said on, recorded at, id). One query.

    `corrected` keeps the rows that a later one corrects.
    """
    columns: sa.Select[*tuple[Any, ...]] = sa.select(
        *(col(Deadline.deliverable_id), col(Deadline.id), VagueDateBundle(Deadline), col(Deadline.firmness)),
        *(col(Deadline.said_on), col(Deadline.recorded_at), col(Deadline.reason)),
        *(col(Person.name).label("author"), col(Deadline.corrects_id).label("corrects")),
    )
    statement = _records(columns, Deadline, scope, as_of, corrected=corrected)
    return fetch_grouped(session, statement, DeadlineRecord, by="deliverable_id")


def statuses_said(
    session: Session, scope: DeliverableScope, as_of: date, *, corrected: bool = False
) -> dict[int, list[StatusRecord]]:
    """Return status updates by deliverable, in the order of (said on, recorded at, id). One query."""
    statement = _records(_status_columns(), StatusUpdate, scope, as_of, corrected=corrected)
    return fetch_grouped(session, statement, StatusRecord, by="deliverable_id")


def last_status_said(session: Session, scope: DeliverableScope, as_of: date) -> dict[int, StatusRecord]:
    """Return the current status update of each deliverable. One query, one row a deliverable.

    The last row of each deliverable is looked up in the index of its status updates.
    """
    update = alias_of(StatusUpdate, "said")
    last = (
        sa.select(update.id)
        .where(update.deliverable_id == col(Deliverable.id), update.said_on <= as_of)
        .where(is_uncorrected(update))
        .order_by(*latest_first(update))
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        _status_columns()
        .join_from(Deliverable, StatusUpdate, col(StatusUpdate.id) == last)
        .join(Person, col(Person.id) == col(StatusUpdate.author_id))
        .where(scope.holds(Deliverable.programme_id, Deliverable.id))
        # Said of both, so that PostgreSQL does not read the status updates of all programmes.
        .where(scope.holds(StatusUpdate.programme_id, StatusUpdate.deliverable_id))
    )
    updates = fetch_grouped(session, statement, StatusRecord, by="deliverable_id")
    return {deliverable_id: only for deliverable_id, (only,) in updates.items()}


def _status_columns() -> sa.Select[*tuple[Any, ...]]:
    update = StatusUpdate
    return sa.select(
        *(col(update.deliverable_id), col(update.id), col(update.status), col(update.confidence)),
        *(col(update.text), col(update.reason), col(update.delivered_on), col(update.said_on)),
        *(col(update.recorded_at), col(Person.name).label("author")),
        *(col(update.corrects_id).label("corrects"), col(update.author_id)),
        *(col(update.answer), col(update.answer_in_report)),
    )


def _records(
    columns: sa.Select[*tuple[Any, ...]],
    record: Any,
    scope: DeliverableScope,
    as_of: date,
    *,
    corrected: bool,
) -> sa.Select[*tuple[Any, ...]]:
    statement = (
        columns.join_from(record, Person, col(Person.id) == record.author_id)
        .where(scope.holds(record.programme_id, record.deliverable_id), record.said_on <= as_of)
        .order_by(record.deliverable_id, *oldest_first(record))
    )
    return statement if corrected else statement.where(is_uncorrected(record))
