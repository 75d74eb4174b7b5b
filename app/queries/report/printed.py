"""Which adopted reports print a record: what rests on it stands there, whatever is corrected since."""

import json
from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.report import Record
from app.queries.report.archive import FrozenRow, frozen_now, frozen_reports
from app.tables import FrozenReport, ReportedPromise


def reports_that_print(session: Session, programme_id: int, records: Collection[Record]) -> list[FrozenRow]:
    """Return the adopted reports, in the version that holds, that name one of these records. Two queries.

    The stored tree names each record as RFC 8785 writes it, so its text is searched and not read as a tree.
    """
    in_force = {row.id: row for row in frozen_now(session, [programme_id]).values()}
    if not in_force or not records:
        return []
    named = [
        sa.and_(col(FrozenReport.id) == row.id, _names(record, row.id_shifts))
        for row in in_force.values()
        for record in records
    ]
    printed = set(session.scalars(sa.select(col(FrozenReport.id)).where(sa.or_(*named))))
    return [row for row in in_force.values() if row.id in printed]


def is_printed(session: Session, programme_id: int, record: Record) -> bool:
    """Return whether any version of any adopted report names a record, or promises it. Three queries."""
    rows = frozen_reports(session, [programme_id])
    named = [sa.and_(col(FrozenReport.id) == row.id, _names(record, row.id_shifts)) for row in rows]
    reports = sa.select(col(FrozenReport.id)).where(sa.or_(sa.false(), *named))
    if session.scalar(reports.limit(1)) is not None:
        return True
    promised = sa.select(col(ReportedPromise.deliverable_id)).where(
        col(ReportedPromise.deliverable_id) == record.id
    )
    return record.type == "deliverable" and session.scalar(promised.limit(1)) is not None


def _names(record: Record, id_shifts: str) -> sa.ColumnElement[bool]:
    """Say that a tree names a record, by the id that it has there."""
    shift = json.loads(id_shifts).get(record.type, 0) if id_shifts else 0
    name = f'{{"id":{record.id - shift},"type":"{record.type}"}}'
    return col(FrozenReport.tree).contains(name, autoescape=True)
