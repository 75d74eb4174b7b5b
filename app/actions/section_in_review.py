"""The section that somebody says something of, held as it reads in the version in review."""

from dataclasses import dataclass

from sqlmodel import Session

from app.db import get_for_update
from app.domain.refusal import Conflict, Stale
from app.domain.structure import PeriodState
from app.queries.report.review import hashes_in_review
from app.tables import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Place:
    """Which section of which report, and the hash of it as it was read."""

    period_id: int
    key: str
    hash: str


def held_in_review(session: Session, place: Place) -> ReportingPeriod:
    """The period, held until the commit, so that no new version comes in between.

    Refuses a report that is not in review, a section that is no longer in it, and one that reads
    otherwise by now.
    """
    period = get_for_update(session, ReportingPeriod, place.period_id)
    if period.state is not PeriodState.REVIEW:
        raise Conflict("This report is not in review.")
    now = hashes_in_review(session, place.period_id)
    if place.key not in now:
        raise Conflict("This section is no longer in the report.")
    if now[place.key] != place.hash:
        raise Stale("This section has changed since you opened it. Read it again first.", now[place.key])
    return period
