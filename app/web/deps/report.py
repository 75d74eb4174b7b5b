"""Reports and rounds in the path: to whoever may read them, and what is published to everybody."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Path
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.half_year import HalfYear
from app.domain.refusal import Forbidden, NotFound, NotSignedIn
from app.domain.role import Rights
from app.domain.structure import PeriodState
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_by_slug
from app.queries.reporting_period import PeriodRow, is_adopted, periods
from app.web.auth import Credentials, CredentialsDep
from app.web.deps.session import AsOf, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class ReportsDoor:
    """An opened door: the reports of a programme that may be read; `viewer` is none without an account."""

    session: Session
    viewer: Viewer | None
    app_state: AppState
    programme: ProgrammeRow
    is_member: bool
    """Whether the programme itself may be read, and not only what was published of it."""
    every_period: tuple[PeriodRow, ...]

    @property
    def periods(self) -> tuple[PeriodRow, ...]:
        """The reports that the viewer may read: every one, those that were adopted, or were published."""
        if self.rights.may_see_drafts(self.programme.id):
            return self.every_period
        if self.is_member:
            return tuple(period for period in self.every_period if is_adopted(period))
        return tuple(period for period in self.every_period if period.state is PeriodState.PUBLISHED)

    @property
    def rights(self) -> Rights:
        """What the viewer may do; nothing without an account."""
        return self.viewer.rights if self.viewer else Rights(0)

    @property
    def surroundings(self) -> dict[str, object]:
        """What every page of reports shows: of whom they are, and around them what a member may go to."""
        return {
            "of": self.programme,
            "programme": self.programme if self.is_member else None,
            "active_tab": "report.index",
        }


@dataclass(frozen=True, slots=True)
class PeriodDoor:
    """An opened door: one report that may be read."""

    reports: ReportsDoor
    period: PeriodRow

    @property
    def session(self) -> Session:
        """Of the request."""
        return self.reports.session

    @property
    def programme(self) -> ProgrammeRow:
        """To which the report belongs."""
        return self.reports.programme


def readable_reports(session: SessionDep, credentials: CredentialsDep, slug: str) -> ReportsDoor:
    """The programme of the slug in the path. Three queries.

    To a stranger it does not exist, save where a report of it was published; who is not signed in is
    asked to be.
    """
    viewer = _viewer_or_none(session, credentials)
    programme = programme_by_slug(session, slug)
    is_member = viewer is not None and programme is not None and viewer.rights.may_read(programme.id)
    if programme is None:
        raise _unknown(viewer)
    every_period = tuple(periods(session, [programme.id]))
    door = ReportsDoor(session, viewer, credentials.app_state, programme, is_member, every_period)
    if not (is_member or door.periods):
        raise _unknown(viewer)
    return door


ReadableReports = Annotated[ReportsDoor, Depends(readable_reports)]


def readable_period(reports: ReadableReports, half_year: Annotated[str, Path(max_length=20)]) -> PeriodDoor:
    """The report of the half-year in the path. Refuses what is no half-year.

    Who only reads the programme reads its reports once they have been adopted.
    """
    asked = HalfYear.parse(half_year)
    found = next((one for one in reports.periods if one.half_year == str(asked)), None)
    if found is None and not reports.is_member:
        raise _unknown(reports.viewer)
    if found is None and any(one.half_year == str(asked) for one in reports.every_period):
        raise Forbidden("Readers see a report as soon as it has been adopted.")
    if found is None:
        raise NotFound("There is no report of %(half_year)s in this programme.", half_year=asked)
    return PeriodDoor(reports, found)


ReadablePeriod = Annotated[PeriodDoor, Depends(readable_period)]


def asked_day(period: PeriodRow, as_of: AsOf) -> date | None:
    """What an adopted report says hangs on no day; a day that was asked for all the same is refused there."""
    if is_adopted(period) and not (as_of.typed and not as_of.wrong):
        return None
    return as_of.day


def _viewer_or_none(session: Session, credentials: Credentials) -> Viewer | None:
    try:
        return credentials.viewer(session)
    except NotSignedIn:
        return None


def _unknown(viewer: Viewer | None) -> Exception:
    return NotFound("There is no such programme.") if viewer else NotSignedIn("Sign in to see this.")


@dataclass(frozen=True, slots=True)
class RoundDoor:
    """An opened door: a round of a programme of which the viewer sees the drafts."""

    asked: PeriodDoor
    viewer: Viewer

    @property
    def session(self) -> Session:
        """Of the request."""
        return self.asked.session

    @property
    def act(self) -> AuditContext:
        """The viewer acts, now."""
        return self.asked.reports.app_state.act(self.viewer.id, "web")

    @property
    def programme_id(self) -> int:
        """To which the round belongs."""
        return self.asked.programme.id

    @property
    def period_id(self) -> int:
        """Of the round."""
        return self.asked.period.id

    @property
    def places(self) -> dict[str, object]:
        """What the addresses of its pages name."""
        return {"slug": self.asked.programme.slug, "half_year": self.asked.period.half_year}


def readable_round(asked: ReadablePeriod) -> RoundDoor:
    """The round in the path, for who works on the report: publishing and adopting open the report alone."""
    viewer = asked.reports.viewer
    if viewer is None:
        raise NotSignedIn("Sign in to see this.")
    if not asked.reports.is_member:
        raise NotFound("There is no such programme.")
    if not viewer.rights.may_see_drafts(asked.programme.id):
        raise Forbidden("Readers see the report, and not how it came to be.")
    return RoundDoor(asked, viewer)


ReadableRound = Annotated[RoundDoor, Depends(readable_round)]


def round_to_run(door: ReadableRound) -> RoundDoor:
    """The same, for who takes it from step to step."""
    if not door.viewer.rights.may_run_round(door.programme_id):
        raise Forbidden("Only the programme office takes the round from step to step.")
    return door


RunRound = Annotated[RoundDoor, Depends(round_to_run)]


def round_to_sign(door: ReadableRound) -> RoundDoor:
    """The same, for who signs on behalf of a sponsor."""
    if not door.viewer.rights.may_sign(door.programme_id):
        raise Forbidden("Only sponsors sign a report.")
    return door


SignRound = Annotated[RoundDoor, Depends(round_to_sign)]


def round_to_comment(door: ReadableRound) -> RoundDoor:
    """The same, for who remarks on its sections."""
    if not door.viewer.rights.may_comment(door.programme_id):
        raise Forbidden("Only sponsors and the programme office remark on a report.")
    return door


CommentRound = Annotated[RoundDoor, Depends(round_to_comment)]
