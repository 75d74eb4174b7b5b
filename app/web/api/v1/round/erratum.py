"""The erratum of an adopted report: what would read otherwise, and what is signed of it."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from app.actions.report import announcement, erratum
from app.domain.adoption import Unready, Unwritten, find_missing_of_erratum
from app.domain.refusal import Conflict
from app.domain.round import name_adopted_version
from app.domain.sign_off import find_changed_sections
from app.queries.report.archive import frozen_versions
from app.queries.report.erratum import draft_erratum, find_proposal
from app.queries.report.review import review_of, review_versions
from app.queries.reporting_period import PeriodRow, is_adopted
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies import ErratumAdoption
from app.web.api.v1.caching import CachedResponse, respond, write_one
from app.web.api.v1.changes import Changeable, IfMatch, answer_changed
from app.web.api.v1.filters import Id, Parameters
from app.web.api.v1.reporting_period import RoundToRun, period_to_run
from app.web.api.v1.round.adoption import shape_obstacles
from app.web.api.v1.round.step import NotReady
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Erratum
from app.web.openapi import CHANGED, MAY_CONFLICT

router = api_router("Reporting periods")


@router.get(
    "/reporting-periods/{id}/erratum",
    name="api.erratum.show",
    response_model=Erratum,
    responses=MAY_CONFLICT,
)
def show(id: Id, _nothing: Annotated[Parameters, Query()], access: ReadableProgrammes) -> Response:
    """Get what in an adopted report would read otherwise by now, and how far its erratum is."""
    period = period_to_run(access, id)
    return respond(access, lambda: write_erratum(access, period))


@router.post(
    "/reporting-periods/{id}/erratum/_propose",
    name="api.erratum.propose",
    response_model=Erratum,
    responses=CHANGED,
)
def propose(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch) -> Response:
    """Store the erratum as it reads now, for the sponsors of what changed."""
    access, period = round_access.access, round_access.period
    with if_match.judge(_find_number(access, period), lambda: write_erratum(access, period)):
        try:
            erratum.propose_erratum(access.session, access.act, period.id)
        except Unwritten as refused:
            raise NotReady(refused.message.msgid, refused.missing) from refused
    announcement.announce_review(access.session, access.act, period)
    return answer_changed(access, write_erratum(access, period), period.programme_id)


@router.post(
    "/reporting-periods/{id}/erratum/_adopt",
    name="api.erratum.adopt",
    response_model=Erratum,
    responses=CHANGED,
)
def adopt(_sent: Changeable, round_access: RoundToRun, if_match: IfMatch, body: ErratumAdoption) -> Response:
    """Adopt the erratum that was signed; the version that was adopted first stays available."""
    access, period = round_access.access, round_access.period
    number_now = _find_number(access, period)
    with body.faults(), if_match.judge(number_now, lambda: write_erratum(access, period)) as number:
        try:
            frozen = erratum.adopt_erratum(access.session, access.act, period.id, number, body.reason)
        except Unready as refused:
            raise NotReady(refused.message.msgid, refused.missing) from refused
    announcement.announce_erratum(access.session, access.act, period, frozen.erratum)
    return answer_changed(access, write_erratum(access, period), period.programme_id)


def _find_number(access: ProgrammesAccess, period: PeriodRow) -> int:
    """Return the number of the proposal of an erratum, 0 where there is none."""
    if not is_adopted(period):
        raise Conflict("Only a report that has been adopted can be put right by an erratum.")
    last = frozen_versions(access.session, period)[-1]
    proposal = find_proposal(review_versions(access.session, period.id), last)
    return proposal.number if proposal else 0


def write_erratum(access: ProgrammesAccess, period: PeriodRow) -> CachedResponse:
    """Write the erratum; its version is the number of its proposal. Refuses a report that is not adopted."""
    if not is_adopted(period):
        raise Conflict("Only a report that has been adopted can be put right by an erratum.")
    session = access.session
    draft = draft_erratum(session, period)
    proposal = find_proposal(review_versions(session, period.id), draft.last)
    review = review_of(session, period) if proposal else None
    missing = (
        find_missing_of_erratum(
            draft.changed,
            review.version.hashes,
            [party.id for party in review.sponsors],
            review.holds,
            draft.findings,
        )
        if review
        else ()
    )
    shape = Erratum(
        reporting_period=period.id,
        name=name_adopted_version(draft.number),
        changed=draft.changed,
        proposal=proposal.name if proposal else None,
        version=proposal.number if proposal else 0,
        outdated=proposal is not None and bool(find_changed_sections(proposal.hashes, draft.hashes)),
        missing=shape_obstacles(missing),
    )
    return write_one(shape, proposal.number if proposal else 0)
