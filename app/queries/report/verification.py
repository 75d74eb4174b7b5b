"""Whether adopted reports are what they were: tree, hash, the report before, the trail, every file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import chain_of
from app.domain.round import name_adopted_version
from app.renderers.frozen import hash_frozen
from app.tables import AuditEntry, FileContent, FrozenReport, Programme, ReportingPeriod


class ReportFaultKind(StrEnum):
    """What no longer holds of an adopted report, or of a file."""

    ALTERED = "altered"
    UNTIED = "untied"
    TRAIL_GONE = "trail_gone"
    FILE_ALTERED = "file_altered"


@dataclass(frozen=True, slots=True)
class ReportFault:
    """One thing that is wrong: with which report (`voorbeeld 2023-H1 1.0`), or with which file (its hash)."""

    kind: ReportFaultKind
    of: str


def report_faults(session: Session) -> Iterator[ReportFault]:
    """Yield every fault of the adopted reports and the files made of them; holds one of each at a time."""
    known_hashes: dict[int, set[str]] = {}
    for row in session.execute(_select_reports().execution_options(yield_per=1)):
        of = f"{row.slug} {row.half_year} {name_adopted_version(row.erratum)}"
        if not _reads_as(row):
            yield ReportFault(ReportFaultKind.ALTERED, of)
        before = known_hashes.setdefault(row.programme_id, set())
        if row.previous_hash not in (before or {""}) and not row.erratum:
            yield ReportFault(ReportFaultKind.UNTIED, of)
        before.add(row.hash)
        if row.chain_seq and not row.unverified and not _is_in_the_trail(session, row):
            yield ReportFault(ReportFaultKind.TRAIL_GONE, of)
    files = sa.select(col(FileContent.hash), col(FileContent.content)).execution_options(yield_per=1)
    for file in session.execute(files):
        if sha256(file.content).hexdigest() != file.hash:
            yield ReportFault(ReportFaultKind.FILE_ALTERED, file.hash)


def unverified_reports(session: Session) -> list[str]:
    """Return what came in with a file that nobody could verify (`voorbeeld 2023-H1 1.0`). One query."""
    rows = session.execute(_select_reports().where(col(FrozenReport.unverified)).with_only_columns(*_NAMES))
    return [f"{row.slug} {row.half_year} {name_adopted_version(row.erratum)}" for row in rows]


_NAMES = (col(Programme.slug), col(ReportingPeriod.half_year), col(FrozenReport.erratum))


def _reads_as(row: Any) -> bool:
    """Return whether what is stored is still a text with its hash: SQLite would keep bytes there as well."""
    return isinstance(row.tree, str) and bool(hash_frozen(row.tree, row.previous_hash) == row.hash)


def _is_in_the_trail(session: Session, row: Any) -> bool:
    """Return whether the entry with which the trail ended before the adoption is still there."""
    entry = sa.select(col(AuditEntry.hash)).where(
        col(AuditEntry.chain) == chain_of(row.programme_id), col(AuditEntry.seq) == row.chain_seq
    )
    return bool(session.scalar(entry) == row.chain_hash)


def _select_reports() -> sa.Select[*tuple[Any, ...]]:
    frozen, period = FrozenReport, ReportingPeriod
    return (
        sa.select(col(frozen.programme_id), col(frozen.erratum), col(frozen.tree), col(frozen.hash))
        .add_columns(col(frozen.previous_hash), col(frozen.chain_seq), col(frozen.chain_hash))
        .add_columns(col(period.half_year), col(Programme.slug), col(frozen.unverified))
        .join_from(frozen, period, col(period.id) == col(frozen.reporting_period_id))
        .join(Programme, col(Programme.id) == col(frozen.programme_id))
        .order_by(col(frozen.programme_id), col(period.number), col(frozen.erratum))
    )
