"""The reports of a programme in the path, one of them, or its round; published reports need no account."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Path
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.half_year import HalfYear
from app.domain.refusal import Forbidden, Invalid, NotFound, NotSignedIn
from app.domain.role import Rights
from app.domain.structure import PeriodState
from app.queries.party import sponsors
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_by_slug, programme_on
from app.queries.reporting_period import PeriodRow, is_adopted, is_fixed, periods
from app.web.auth import Credentials, CredentialsDep
from app.web.deps.session import AsOf, AsOfDep, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class ReportsAccess:
    """The reports of a programme that may be read; `viewer` is None for people without an account."""

    session: Session
    viewer: Viewer | None
    app_state: AppState
    programme: ProgrammeRow
    is_member: bool
    """Whether the viewer may read the programme itself, and not only its published reports."""
    every_period: tuple[PeriodRow, ...]

    @property
    def periods(self) -> tuple[PeriodRow, ...]:
        """The reports that the viewer may read: all of them, the adopted ones, or the published ones."""
        if self.rights.may_see_drafts(self.programme.id):
            return self.every_period
        if self.is_member:
            return tuple(period for period in self.every_period if is_adopted(period))
        return tuple(period for period in self.every_period if period.state is PeriodState.PUBLISHED)

    @property
    def rights(self) -> Rights:
        """What the viewer may do: nothing without an account."""
        return self.viewer.rights if self.viewer else Rights(0)

    @property
    def layout_context(self) -> dict[str, object]:
        """The template context of every page of reports; only members see the programme's navigation."""
        return {
            "of": self.programme,
            "programme": self.programme if self.is_member else None,
            "active_tab": "report.index",
        }

    def require_period(self, half_year: str) -> "PeriodAccess":
        """Return the report of a half-year. Refuses text that is none, and what the viewer may not read."""
        wanted = HalfYear.parse(half_year)
        period = next((period for period in self.periods if period.half_year == str(wanted)), None)
        if period is None and not self.is_member:
            raise _not_found(self.viewer)
        if period is None and any(period.half_year == str(wanted) for period in self.every_period):
            raise Forbidden("Readers see a report as soon as it has been adopted.")
        if period is None:
            raise NotFound("There is no report of %(half_year)s in this programme.", half_year=wanted)
        return PeriodAccess(self, period)


@dataclass(frozen=True, slots=True)
class PeriodAccess:
    """One report that may be read."""

    reports: ReportsAccess
    period: PeriodRow

    @property
    def session(self) -> Session:
        """The session of the request."""
        return self.reports.session

    @property
    def programme(self) -> ProgrammeRow:
        """The programme that the report belongs to."""
        return self.reports.programme

    def require_round(self) -> "RoundAccess":
        """Return its round. Refuses people who may not see how the report came to be.

        Adopting and publishing open the report to others, but not the round.
        """
        viewer = self.reports.viewer
        if viewer is None:
            raise NotSignedIn("Sign in to see this.")
        if not self.reports.is_member:
            raise NotFound("There is no such programme.")
        if not viewer.rights.may_see_drafts(self.programme.id):
            raise Forbidden("Readers see the report, and not how it came to be.")
        return RoundAccess(self.reports, self.period, viewer)


def load_readable_reports(
    session: SessionDep, credentials: CredentialsDep, as_of: AsOfDep, slug: str
) -> ReportsAccess:
    """Load the reports of the programme in the path. Three queries.

    Without a published report, strangers get 404 and people who are not signed in are asked to sign in.
    """
    viewer = _find_viewer(session, credentials)
    programme = programme_by_slug(session, slug)
    is_member = viewer is not None and programme is not None and viewer.rights.may_read(programme.id)
    if programme is None:
        raise _not_found(viewer)
    if as_of.is_past:
        programme = programme_on(session, programme, as_of.day)
    every_period = tuple(periods(session, [programme.id]))
    access = ReportsAccess(session, viewer, credentials.app_state, programme, is_member, every_period)
    if not (is_member or access.periods):
        raise _not_found(viewer)
    return access


ReadableReports = Annotated[ReportsAccess, Depends(load_readable_reports)]


async def require_readable_period(
    reports: ReadableReports, half_year: Annotated[str, Path(max_length=20)]
) -> PeriodAccess:
    """Return the report of the half-year in the path. Refuses text that is not a half-year.

    Readers of the programme may read a report once it has been adopted.
    """
    return reports.require_period(half_year)


ReadablePeriod = Annotated[PeriodAccess, Depends(require_readable_period)]


def resolve_day(period: PeriodRow, as_of: AsOf) -> date | None:
    """Return the day as of which to read a report, None for a stored version: in review or adopted.

    A day in the address of such a report is returned, so that reading it can refuse that day.
    """
    if is_fixed(period) and not (as_of.typed and not as_of.wrong):
        return None
    return as_of.day


def _find_viewer(session: Session, credentials: Credentials) -> Viewer | None:
    try:
        return credentials.require_viewer(session)
    except NotSignedIn:
        return None


def _not_found(viewer: Viewer | None) -> Exception:
    return NotFound("There is no such programme.") if viewer else NotSignedIn("Sign in to see this.")


@dataclass(frozen=True, slots=True)
class RoundAccess(PeriodAccess):
    """The round of a report whose drafts the viewer may see."""

    viewer: Viewer

    @property
    def app_state(self) -> AppState:
        """What the process holds."""
        return self.reports.app_state

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")

    @property
    def programme_id(self) -> int:
        """The id of the programme that the round belongs to."""
        return self.programme.id

    @property
    def period_id(self) -> int:
        """The id of the reporting period of the round."""
        return self.period.id

    @property
    def route_params(self) -> dict[str, object]:
        """The path parameters that every page of the round has."""
        return {"slug": self.programme.slug, "half_year": self.period.half_year}

    def require_run(self) -> "RoundAccess":
        """Return it. Refuses people who may not move the round from step to step."""
        if not self.viewer.rights.may_run_round(self.programme_id):
            raise Forbidden("Only the programme office takes the round from step to step.")
        return self


async def require_readable_round(report: ReadablePeriod) -> RoundAccess:
    """Return the round in the path for those who work on its report."""
    return report.require_round()


ReadableRound = Annotated[RoundAccess, Depends(require_readable_round)]


async def require_run_right(access: ReadableRound) -> RoundAccess:
    """Return the round in the path. Refuses people who may not move it from step to step."""
    return access.require_run()


RoundToRun = Annotated[RoundAccess, Depends(require_run_right)]


async def require_sign_right(access: ReadableRound) -> RoundAccess:
    """Return the round in the path. Refuses people who do not sign on behalf of a sponsor."""
    if not access.viewer.rights.may_sign(access.programme_id):
        raise Forbidden("Only sponsors sign a report.")
    return access


RoundToSign = Annotated[RoundAccess, Depends(require_sign_right)]


async def require_comment_right(access: ReadableRound) -> RoundAccess:
    """Return the round in the path. Refuses people who may not comment on its sections."""
    if not access.viewer.rights.may_comment(access.programme_id):
        raise Forbidden("Only sponsors and the programme office remark on a report.")
    return access


RoundToComment = Annotated[RoundAccess, Depends(require_comment_right)]


def require_own_party(session: Session, viewer: Viewer, programme_id: int, party_id: int) -> None:
    """Refuse a party that is no sponsor of the programme, and one for which the viewer does not sign."""
    if party_id not in {sponsor.id for sponsor in sponsors(session, programme_id)}:
        raise Invalid.because("party_id", "Only a sponsor of this programme signs.")
    if party_id not in viewer.rights.acts_for(programme_id):
        raise Forbidden("You do not sign on behalf of this party.")
