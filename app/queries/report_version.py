"""The versions of a report that went into review, without their trees, and the tree of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.round import review_version
from app.domain.structure import PeriodState
from app.prepared import Prepared
from app.tables import Person, ReportVersion, ReportVersionSection, RoundStep

_VERSION = ReportVersion.__table__  # type: ignore[attr-defined]
_SECTION = ReportVersionSection.__table__  # type: ignore[attr-defined]
_STEP = RoundStep.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]
_NUMBERED = _VERSION.alias("numbered")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report; `hashes` are those of its sections, by key."""

    id: int
    number: int
    hash: str
    recorded_at: datetime
    author: str
    hashes: Mapping[str, str]
    on: date
    """The day of the move to review that it was made for."""

    @property
    def name(self) -> str:
        """What it is called: 0.1."""
        return review_version(self.number)


def versions(session: Session, period_id: int) -> list[Version]:
    """The versions of a report, the oldest first. Three queries."""
    mine = _VERSION.c.reporting_period_id == period_id
    told = [_VERSION.c[name] for name in ("id", "number", "hash", "recorded_at")]
    asked = sa.select(*told, _PERSON.c.name).join(_PERSON, _PERSON.c.id == _VERSION.c.author_id)
    rows = session.execute(asked.where(mine).order_by(_VERSION.c.number)).all()
    hashes = _hashes(session, mine)
    days = review_days(session, period_id)
    return [
        Version(row.id, row.number, row.hash, row.recorded_at, row.name, hashes.get(row.id, {}), day)
        for row, day in zip(rows, days, strict=True)
    ]


def hashes_in_review(session: Session, period_id: int) -> Mapping[str, str]:
    """The hash of each section of the newest version, by its key; empty where there is none. One query."""
    return dict(_NEWEST.rows(session, {"period_id": period_id}))


def review_days(session: Session, period_id: int) -> list[date]:
    """The day of each move to review, in order: the nth made version 0.n. One query."""
    asked = sa.select(_STEP.c.taken_on).where(
        _STEP.c.reporting_period_id == period_id, _STEP.c.state == PeriodState.REVIEW
    )
    return list(session.scalars(asked.order_by(_STEP.c.id)))


def tree_of(session: Session, version_id: int) -> str:
    """The editions of a version, as canonical JSON. One query."""
    tree: str = session.execute(sa.select(_VERSION.c.tree).where(_VERSION.c.id == version_id)).scalar_one()
    return tree


def _hashes(session: Session, mine: sa.ColumnElement[bool]) -> Mapping[int, Mapping[str, str]]:
    columns = [_SECTION.c[name] for name in ("report_version_id", "section_key", "hash")]
    asked = sa.select(*columns).join(_VERSION, _VERSION.c.id == _SECTION.c.report_version_id).where(mine)
    found: dict[int, dict[str, str]] = {}
    for version, key, digest in session.execute(asked.order_by(*columns[:2])):
        found.setdefault(version, {})[key] = digest
    return found


_NEWEST = Prepared(
    sa.select(_SECTION.c.section_key, _SECTION.c.hash)
    .join(_VERSION, _VERSION.c.id == _SECTION.c.report_version_id)
    .where(
        _VERSION.c.reporting_period_id == sa.bindparam("period_id"),
        _VERSION.c.number
        == sa.select(sa.func.max(_NUMBERED.c.number))
        .where(_NUMBERED.c.reporting_period_id == sa.bindparam("period_id"))
        .scalar_subquery(),
    )
)
