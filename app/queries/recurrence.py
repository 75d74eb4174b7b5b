"""How often what recurs was promised to take place, and the days on which it did."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.recurrence import OccurrenceRecord, Recurrence
from app.domain.structure import DeliverableKind
from app.queries.history import alias_of, is_shown, is_uncorrected
from app.queries.scope import Scope, is_in_scope
from app.tables import DeliverableStatement, Occurrence


def recurrences(session: Session, scope: Scope, as_of: date) -> dict[int, Recurrence]:
    """Return the recurrence of each deliverable that recurs on the day, by id. One query.

    It was promised on the day from which the frequency is as it is now: another one before it asks nothing.
    """
    rows: dict[int, list[sa.Row[Any]]] = {}
    for row in session.execute(_select_recurrences(scope.by_id), {**scope.parameters, "as_of": as_of}):
        rows.setdefault(row.deliverable_id, []).append(row)
    read_rows = ((key, _read(of_deliverable)) for key, of_deliverable in rows.items())
    return {key: recurrence for key, recurrence in read_rows if recurrence is not None}


def _read(rows: Sequence[sa.Row[Any]]) -> Recurrence | None:
    """Read the rows of one deliverable: what was said of its frequency, in order, then its occurrences."""
    frequency, promised_on = None, date.max
    for row in (row for row in rows if not row.is_occurrence):
        is_promised = row.kind is DeliverableKind.RECURRING and row.frequency_count is not None
        promised_frequency = (row.frequency_count, row.frequency_per) if is_promised else None
        if promised_frequency != frequency:
            frequency, promised_on = promised_frequency, row.day
    if frequency is None:
        return None
    occurrences = (OccurrenceRecord(row.id, row.day) for row in rows if row.is_occurrence)
    return Recurrence(*frequency, promised_on, tuple(occurrences))


@cache
def _select_recurrences(by_id: bool) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Select both in one statement, since every page with a deliverable asks for them."""
    statement, other = DeliverableStatement, alias_of(DeliverableStatement, "other")
    recurring = sa.select(other.deliverable_id).where(
        is_in_scope(by_id, other.deliverable_id, other.programme_id), other.frequency_count.is_not(None)
    )
    frequencies: sa.Select[*tuple[Any, ...]] = sa.select(
        *(
            col(statement.deliverable_id),
            sa.false().label("is_occurrence"),
            col(statement.said_on).label("day"),
        ),
        *(col(statement.recorded_at), col(statement.id), col(statement.kind)),
        *(col(statement.frequency_count), col(statement.frequency_per)),
    ).where(
        is_in_scope(by_id, statement.deliverable_id, statement.programme_id),
        col(statement.deliverable_id).in_(recurring),
        col(statement.said_on) <= sa.bindparam("as_of"),
        is_uncorrected(statement),
    )
    occurrences: sa.Select[*tuple[Any, ...]] = sa.select(
        *(col(Occurrence.deliverable_id), sa.true(), col(Occurrence.on)),
        *(col(Occurrence.recorded_at), col(Occurrence.id), sa.null(), sa.null(), sa.null()),
    ).where(
        is_in_scope(by_id, Occurrence.deliverable_id, Occurrence.programme_id),
        is_shown(Occurrence, sa.bindparam("as_of")),
    )
    return sa.union_all(frequencies, occurrences).order_by("deliverable_id", "day", "recorded_at", "id")
