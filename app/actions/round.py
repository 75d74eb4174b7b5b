"""The steps of a round: from planned to published, one at a time, none skipped."""

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.history import choose_recorded_at
from app.db import get_for_update
from app.domain.language import _
from app.domain.refusal import Conflict, Stale
from app.domain.round import STEPS
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod, RoundStep


def step(session: Session, act: AuditContext, period_id: int, to: PeriodState, version: int) -> None:
    """Move a round to a state. Refuses a state that does not follow, and a version that is not the last."""
    period = get_for_update(session, ReportingPeriod, period_id)
    if to not in STEPS[period.state]:
        raise Conflict(_NOT_YET[to])
    if period.version != version:
        raise Stale("Somebody else changed this round since you opened it. Look at it again.")
    was, period.state = period.state, to
    period.version += 1
    session.flush()
    session.add(
        RoundStep(
            programme_id=period.programme_id,
            reporting_period_id=period_id,
            state=to,
            taken_on=act.on,
            recorded_at=choose_recorded_at(session, act.at, RoundStep, reporting_period_id=period_id),
            author_id=act.author_id,
        )
    )
    audit_log.record(
        session,
        act,
        "round.step",
        ("reporting_period", period_id),
        programme_id=period.programme_id,
        was={"state": was},
        state=to,
    )


_NOT_YET = {
    PeriodState.PLANNED: _("A round is planned once."),
    PeriodState.OPEN: _("Only a round that is planned can be opened."),
    PeriodState.EDITING: _("Only a round that is open or in review can go to editing."),
    PeriodState.REVIEW: _("Only a report that is being edited can go into review."),
    PeriodState.ADOPTED: _("Only a report that is in review can be adopted."),
    PeriodState.PUBLISHED: _("Only a report that has been adopted can be published."),
}
