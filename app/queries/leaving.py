"""What ends when somebody leaves, and which adopted reports name them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from json import dumps
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.person import find_name
from app.domain.round import UNDER_WAY, name_review_version
from app.domain.sign_in import IDLE
from app.queries.lead import Led, leads_of
from app.tables import (
    ApiToken,
    FrozenReport,
    Programme,
    ReportingPeriod,
    ReportVersion,
    RoleGrant,
    SignIn,
)


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
    """A report in which a name stands: an adopted one, or the `version` of one that is not adopted yet."""

    programme: str
    half_year: str
    version: str = ""


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
        led=leads_of(session, person_id, within),
        grant_ids=ended,
        token_ids=tuple(session.scalars(tokens.order_by(col(ApiToken.id)))),
        sessions=0 if stays else session.scalar(sessions) or 0,
        stays_elsewhere=stays,
    )


def reports_that_name(session: Session, name: str) -> tuple[PrintedName, ...]:
    """Return the reports in whose text this name stands, by programme and half-year. Two queries.

    The adopted ones, and the versions of a round under way: what was signed keeps its words.
    """
    written = dumps(name, ensure_ascii=False)[1:-1]  # as it stands in a tree
    whole = find_name(written)
    adopted = session.execute(_select_naming(FrozenReport, written)).all()
    stored = session.execute(
        _select_naming(ReportVersion, written)
        .add_columns(col(ReportVersion.number))
        .where(col(ReportingPeriod.state).in_(UNDER_WAY))
        .order_by(col(ReportVersion.number))
    ).all()
    naming = [
        *(PrintedName(row.title, row.half_year) for row in adopted if whole.search(row.tree)),
        *(
            PrintedName(row.title, row.half_year, name_review_version(row.number))
            for row in stored
            if whole.search(row.tree)
        ),
    ]
    return tuple(dict.fromkeys(naming))


def _select_naming(
    table: type[FrozenReport] | type[ReportVersion], written: str
) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(col(Programme.title), col(ReportingPeriod.half_year), col(table.tree))
        .join_from(table, Programme, col(Programme.id) == col(table.programme_id))
        .join(ReportingPeriod, col(ReportingPeriod.id) == col(table.reporting_period_id))
        .where(col(table.tree).contains(written, autoescape=True))
        .order_by(col(Programme.title), col(ReportingPeriod.half_year))
    )
