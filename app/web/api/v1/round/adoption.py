"""What keeps a report from being adopted, and what was said of it since it went into review."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.actions.report import later_saying
from app.domain.adoption import Missing, find_missing
from app.domain.report.later_saying import LaterSaying
from app.domain.structure import PeriodState
from app.queries.report.adoption import adoption_case, draft_case
from app.queries.reporting_period import PeriodRow, is_adopted
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import Deferral
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Adoption, Obstacle, Record, Saying
from app.web.openapi import CHANGED

router = api_router("Reporting periods")


@router.get("/reporting-periods/{id}/adoption", name="api.adoption.show", response_model=Adoption)
def show(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get all that must still be done before a report can be adopted.

    Before its review as its draft reads now, without the signatures that only its review brings.
    """
    period = period_to_run(access, id)
    return respond(access, lambda: write_adoption(access, period))


@router.post(
    "/reporting-periods/{id}/adoption/_defer",
    name="api.adoption.defer",
    response_model=Adoption,
    responses=CHANGED,
)
def defer(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch, body: Deferral) -> Response:
    """Leave for the next report what was said in time but recorded after the version in review."""
    access, period = round_access.access, round_access.period
    with body.faults(), if_match.judge(period.version, lambda: write_adoption(access, round_access.now)):
        later_saying.defer(access.session, access.act, period.id, body.sayings, body.reason)
    return answer_changed(access, write_adoption(access, round_access.now), period.programme_id)


def write_adoption(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    """Write what keeps a report from being adopted; of one that is adopted nothing does."""
    if is_adopted(period):
        return write_one(
            Adoption(reporting_period=period.id, ready=False, missing=(), sayings=(), version=period.version),
            period.version,
        )
    programme, is_in_review = access.programmes[period.programme_id], period.state is PeriodState.REVIEW
    case = (
        adoption_case(access.session, period)
        if is_in_review
        else draft_case(access.session, programme, period)
    )
    missing = find_missing(case)
    shape = Adoption(
        reporting_period=period.id,
        ready=is_in_review and not missing,
        missing=shape_obstacles(missing),
        version=period.version,
        sayings=(
            *(_shape_saying(saying) for saying in case.later),
            *(_shape_saying(saying, deferral.reason) for saying, deferral in case.deferred),
        ),
    )
    return write_one(shape, period.version)


def shape_obstacles(missing: Iterable[Missing]) -> tuple[Obstacle, ...]:
    """Return the shape of what is missing."""
    return tuple(
        Obstacle(
            kind=lacking.kind,
            section=lacking.section_key or None,
            party=lacking.party_id,
            deliverable=lacking.deliverable_id,
            title=lacking.title or None,
            fate=lacking.fate,
            text=lacking.text or None,
            language=lacking.language,
            saying=lacking.saying.key if lacking.saying else None,
        )
        for lacking in missing
    )


def _shape_saying(saying: LaterSaying, reason: str | None = None) -> Saying:
    return Saying(
        id=saying.key,
        record=Record(type=saying.record.type, id=saying.record.id),
        title=saying.title,
        deferred=reason is not None,
        reason=reason,
    )
