"""What the adopted reports of a programme said of its deliverables, as it stands in them for ever."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import Columns, fetch_grouped
from app.domain.assessment import DeadlineRecord, PrintedPromise, Standing
from app.domain.promise_ledger import LedgerColumn, PromiseState
from app.domain.report.facts import Period
from app.queries.scope import Scope
from app.tables import Deadline, FrozenReport, ReportedPromise, ReportingPeriod
from app.tables.vague_date import VagueDateBundle


def reported_promises(session: Session, scope: Scope, as_of: date) -> Mapping[int, Sequence[PrintedPromise]]:
    """Return by deliverable how each report adopted up to the day has it, oldest first. One query."""
    parameters = {**scope.parameters, "as_of": as_of}
    return fetch_grouped(
        session, _select_reported(scope.by_id), PrintedPromise, by="deliverable_id", parameters=parameters
    )


@cache
def _select_reported(by_id: bool) -> Columns:
    return (
        sa.select(
            *(col(ReportedPromise.deliverable_id), col(ReportingPeriod.number)),
            *(col(ReportingPeriod.reference_date), col(ReportingPeriod.input_deadline)),
            *(col(ReportedPromise.status), col(ReportedPromise.deadline_id), col(ReportedPromise.firmness)),
            VagueDateBundle(ReportedPromise),
        )
        .join_from(
            ReportedPromise, FrozenReport, col(FrozenReport.id) == col(ReportedPromise.frozen_report_id)
        )
        .join(ReportingPeriod, col(ReportingPeriod.id) == col(FrozenReport.reporting_period_id))
        # By their ids the programme is not asked: they may be of several.
        .where(_is_in_force(), _is_about(True) if by_id else _is_of_programme())
        .order_by(col(ReportingPeriod.number))
    )


def printed_before(promises: Sequence[PrintedPromise], previous: Period | None) -> PrintedPromise | None:
    """Return one deliverable as the report before printed it, if it did."""
    if previous is None:
        return None
    return next((promise for promise in promises if promise.number == previous.number), None)


def report_columns(session: Session, scope: Scope, as_of: date) -> list[LedgerColumn]:
    """Return a column for each report adopted up to the day: how every deliverable stood in it. One query."""
    reports: dict[tuple[date, str], dict[int, PromiseState]] = {}
    for row in session.execute(_select_report_columns(scope.by_id), {**scope.parameters, "as_of": as_of}):
        promises = reports.setdefault((row.heard, row.half_year), {})
        if row.deliverable_id is not None:
            promises[row.deliverable_id] = PromiseState(_deadline(row), _status(row))
    return [LedgerColumn(heard, half_year, promises) for (heard, half_year), promises in reports.items()]


@cache
def _select_report_columns(by_id: bool) -> Columns:
    return (
        sa.select(
            *(col(ReportingPeriod.input_deadline).label("heard"), col(ReportingPeriod.half_year)),
            *(col(FrozenReport.recorded_at).label("frozen_at"), col(ReportedPromise.deliverable_id)),
            *(
                col(ReportedPromise.status),
                col(ReportedPromise.deadline_id),
                VagueDateBundle(ReportedPromise),
            ),
            *(col(ReportedPromise.firmness), col(Deadline.said_on), col(Deadline.recorded_at)),
            col(Deadline.reason),
        )
        .join_from(
            FrozenReport, ReportingPeriod, col(ReportingPeriod.id) == col(FrozenReport.reporting_period_id)
        )
        .outerjoin(
            ReportedPromise,
            sa.and_(col(ReportedPromise.frozen_report_id) == col(FrozenReport.id), _is_about(by_id)),
        )
        .outerjoin(Deadline, col(Deadline.id) == col(ReportedPromise.deadline_id))
        .where(_is_in_force(), _is_of_programme())
        .order_by(col(ReportingPeriod.number))
    )


def _deadline(row: sa.Row[Any]) -> DeadlineRecord | None:
    """Return the words as reported; who said them stands in the deadline itself."""
    if row.deadline_id is None:
        return None
    return DeadlineRecord(
        id=row.deadline_id,
        window=row.window,
        firmness=row.firmness,
        said_on=row.said_on,
        recorded_at=row.recorded_at,
        reason=row.reason,
        author="",
    )


def _status(row: sa.Row[Any]) -> Standing | None:
    if not row.status:
        return None
    return Standing(status=row.status, said_on=row.heard)


def _is_in_force() -> sa.ColumnElement[bool]:
    """Say that a report was adopted by the day, in the last erratum adopted by then."""
    later = aliased(FrozenReport)
    newer = sa.exists().where(
        col(later.reporting_period_id) == col(FrozenReport.reporting_period_id),
        col(later.erratum) > col(FrozenReport.erratum),
        col(later.adopted_on) <= sa.bindparam("as_of"),
    )
    return sa.and_(col(FrozenReport.adopted_on) <= sa.bindparam("as_of"), ~newer)


def _is_of_programme() -> sa.ColumnElement[bool]:
    return col(FrozenReport.programme_id) == sa.bindparam("programme_id")


def _is_about(by_id: bool) -> sa.ColumnElement[bool]:
    if not by_id:
        return sa.true()
    return col(ReportedPromise.deliverable_id).in_(sa.bindparam("ids", expanding=True))
