"""What ends when somebody leaves, and which adopted reports name them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from json import dumps

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.person import find_name
from app.domain.sign_in import IDLE
from app.queries.lead import Led, led_by
from app.tables import ApiToken, FrozenReport, Programme, ReportingPeriod, RoleGrant, SignIn


@dataclass(frozen=True, slots=True)
class Departure:
    """What ends in some programmes, or everywhere; `sessions` only where nothing stays elsewhere."""

    led: tuple[Led, ...]
    grant_ids: tuple[int, ...]
    token_ids: tuple[int, ...]
    sessions: int
    stays_elsewhere: bool

    @property
    def projects(self) -> int:
        """Return how many projects are handed over."""
        return sum(len(part.projects) for part in self.led)

    @property
    def deliverables(self) -> int:
        """Return how many deliverables with a lead of their own are handed over."""
        return sum(len(part.deliverables) for part in self.led)

    @property
    def ends_something(self) -> bool:
        """Return whether there is anything to end."""
        return bool(self.led or self.grant_ids or self.token_ids or self.sessions)


@dataclass(frozen=True, slots=True)
class PrintedName:
    """An adopted report in which a name stands, as published record."""

    programme: str
    half_year: str


def departure_of(
    session: Session, person_id: int, now: datetime, within: Collection[int] | None = None
) -> Departure:
    """Return what ends if this person leaves these programmes, every one where none are given.

    Four queries.
    """
    grants = session.execute(
        sa.select(col(RoleGrant.id), col(RoleGrant.programme_id)).where(col(RoleGrant.person_id) == person_id)
    ).all()
    ended = tuple(row.id for row in grants if within is None or row.programme_id in within)
    stays = len(ended) < len(grants)
    tokens = sa.select(col(ApiToken.id)).where(
        col(ApiToken.person_id) == person_id,
        col(ApiToken.revoked_at).is_(None),
        col(ApiToken.expires_at) > now,
    )
    if stays:
        tokens = tokens.where(col(ApiToken.programme_id).in_(within or ()))
    sessions = sa.select(sa.func.count()).where(
        col(SignIn.person_id) == person_id,
        col(SignIn.expires_at) > now,
        col(SignIn.last_seen_at) > now - IDLE,
    )
    return Departure(
        led=led_by(session, person_id, within),
        grant_ids=ended,
        token_ids=tuple(session.scalars(tokens.order_by(col(ApiToken.id)))),
        sessions=0 if stays else session.scalar(sessions) or 0,
        stays_elsewhere=stays,
    )


def reports_that_name(session: Session, name: str) -> tuple[PrintedName, ...]:
    """Return the adopted reports in whose text this name stands, by programme and half-year. One query."""
    written = dumps(name, ensure_ascii=False)[1:-1]  # as it stands in a tree
    rows = session.execute(
        sa.select(col(Programme.title), col(ReportingPeriod.half_year), col(FrozenReport.tree))
        .join_from(FrozenReport, Programme, col(Programme.id) == col(FrozenReport.programme_id))
        .join(ReportingPeriod, col(ReportingPeriod.id) == col(FrozenReport.reporting_period_id))
        .where(col(FrozenReport.tree).contains(written, autoescape=True))
        .order_by(col(Programme.title), col(ReportingPeriod.half_year))
    )
    whole = find_name(written)
    naming = (PrintedName(row.title, row.half_year) for row in rows if whole.search(row.tree))
    return tuple(dict.fromkeys(naming))
