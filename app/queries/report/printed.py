"""Which adopted reports print a record: what rests on it stands there, whatever is corrected since."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.report import Record
from app.queries.report.archive import FrozenRow, frozen_now
from app.tables import FrozenReport, ReportedPromise


def reports_that_print(session: Session, programme_id: int, records: Collection[Record]) -> list[FrozenRow]:
    """Return the adopted reports, in the version that holds, that name one of these records. Two queries.

    The stored tree names each record as RFC 8785 writes it, so its text is searched and not read as a tree.
    """
    names = [_names(record) for record in records]
    in_force = {row.id: row for row in frozen_now(session, [programme_id]).values()}
    if not in_force or not names:
        return []
    statement = sa.select(col(FrozenReport.id)).where(col(FrozenReport.id).in_(in_force), sa.or_(*names))
    printed = set(session.scalars(statement))
    return [row for row in in_force.values() if row.id in printed]


def is_printed(session: Session, programme_id: int, record: Record) -> bool:
    """Return whether any version of any adopted report names a record, or promises it. Two queries."""
    reports = sa.select(col(FrozenReport.id)).where(
        col(FrozenReport.programme_id) == programme_id, _names(record)
    )
    if session.scalar(reports.limit(1)) is not None:
        return True
    promised = sa.select(col(ReportedPromise.deliverable_id)).where(
        col(ReportedPromise.deliverable_id) == record.id
    )
    return record.type == "deliverable" and session.scalar(promised.limit(1)) is not None


def _names(record: Record) -> sa.ColumnElement[bool]:
    name = f'{{"id":{record.id},"type":"{record.type}"}}'
    return col(FrozenReport.tree).contains(name, autoescape=True)
