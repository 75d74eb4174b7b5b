"""Doors to a round, by the ability that each asks: to see its drafts, to run it, to sign, to remark."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden, NotFound, NotSignedIn
from app.queries.person import Viewer
from app.web.report_door import PeriodDoor, ReadablePeriod


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
