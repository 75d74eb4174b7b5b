"""Whether adopted reports are what they were: tree, hash, the report before, the trail, every file."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.audit_trail import chain_of
from app.domain.round import adopted_version
from app.renderers.frozen import hash_of_kept
from app.tables import AuditEntry, FileContent, FrozenReport, Programme, ReportingPeriod

_FROZEN = FrozenReport.__table__  # type: ignore[attr-defined]
_PERIOD = ReportingPeriod.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_ENTRY = AuditEntry.__table__  # type: ignore[attr-defined]
_CONTENT = FileContent.__table__  # type: ignore[attr-defined]


class Wrong(StrEnum):
    """What no longer holds of an adopted report, or of a file."""

    ALTERED = "altered"
    UNTIED = "untied"
    TRAIL_GONE = "trail_gone"
    FILE_ALTERED = "file_altered"


@dataclass(frozen=True, slots=True)
class ReportFault:
    """One thing that is wrong: with which report (`voorbeeld 2023-H1 1.0`), or with which file (its hash)."""

    kind: Wrong
    of: str


def report_faults(session: Session) -> Iterator[ReportFault]:
    """Every fault of the adopted reports and the files made of them; holds one of each at a time."""
    known: dict[int, set[str]] = {}
    for row in session.execute(_REPORTS.execution_options(yield_per=1)):
        of = f"{row.slug} {row.half_year} {adopted_version(row.erratum)}"
        if not _reads_as(row):
            yield ReportFault(Wrong.ALTERED, of)
        before = known.setdefault(row.programme_id, set())
        if row.previous_hash not in (before or {""}) and not row.erratum:
            yield ReportFault(Wrong.UNTIED, of)
        before.add(row.hash)
        if row.chain_seq and not _is_in_the_trail(session, row):
            yield ReportFault(Wrong.TRAIL_GONE, of)
    for content in session.execute(sa.select(_CONTENT).execution_options(yield_per=1)):
        if sha256(content.content).hexdigest() != content.hash:
            yield ReportFault(Wrong.FILE_ALTERED, content.hash)


def _reads_as(row: Any) -> bool:
    """Whether what is kept is still a text with the hash that it had: SQLite keeps bytes there as well."""
    return isinstance(row.tree, str) and bool(hash_of_kept(row.tree, row.previous_hash) == row.hash)


def _is_in_the_trail(session: Session, row: Any) -> bool:
    """Whether the entry with which the trail ended before the adoption is still there."""
    entry = sa.select(_ENTRY.c.hash).where(
        _ENTRY.c.chain == chain_of(row.programme_id), _ENTRY.c.seq == row.chain_seq
    )
    return bool(session.execute(entry).scalar() == row.chain_hash)


_REPORTS = (
    sa.select(_FROZEN, _PERIOD.c.half_year, _PROGRAMME.c.slug)
    .join_from(_FROZEN, _PERIOD, _PERIOD.c.id == _FROZEN.c.reporting_period_id)
    .join(_PROGRAMME, _PROGRAMME.c.id == _FROZEN.c.programme_id)
    .order_by(_FROZEN.c.programme_id, _PERIOD.c.number, _FROZEN.c.erratum)
)
