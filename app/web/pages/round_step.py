"""The steps of a round, each a small resource: opened, to editing, into review and back, and published."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.report import adoption, review
from app.actions.report.reporting_period import take_step
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report.facts import Facts
from app.domain.structure import PeriodState
from app.queries.report.draft import CheckedFinding, check_draft, compose_draft, draft_facts
from app.web.deps.report import RoundDoor, RoundToRun
from app.web.forms import number, read_fields, require_own_form
from app.web.responses import page, redirect_to

router = APIRouter(
    include_in_schema=False,
    prefix="/programmas/{slug}/rapportages/{half_year}",
    dependencies=[Depends(require_own_form)],
)


async def version_read(request: Request) -> int:
    """The version of the round as it was on the page that was sent."""
    return number((await read_fields(request)).get("version", ""))


VersionRead = Annotated[int, Depends(version_read)]


@router.post("/uitvraag", name="call.create")
def call(request: Request, door: RoundToRun, version: VersionRead) -> Response:
    """Open the round: from now on its leads are asked how everything stands."""
    take_step(door.session, door.act, door.period_id, PeriodState.OPEN, version)
    return redirect_to(request, "report.show", **door.route_params)


@router.post("/redactie", name="editing.create")
def edit(request: Request, door: RoundToRun, version: VersionRead) -> Response:
    """Go to editing: from now on the office writes in the report."""
    take_step(door.session, door.act, door.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **door.route_params)


async def sure(request: Request) -> bool:
    """Whether it is sent although something was found."""
    return bool((await read_fields(request)).get("zeker"))


@router.post("/beoordeling", name="review.create")
def to_review(
    request: Request, door: RoundToRun, version: VersionRead, is_sure: Annotated[bool, Depends(sure)]
) -> Response:
    """Send the report into review, as it reads now; what the check still finds in it is shown first."""
    if door.period.state is PeriodState.EDITING and not is_sure:
        facts = draft_facts(door.session, door.programme, door.period)
        found = [one for one in check_draft(door.session, facts) if one.answer is None]
        if found:
            return _found(request, door, facts, found)
    review.send_to_review(door.session, door.act, door.period_id, version)
    return redirect_to(request, "sign_off.index", **door.route_params)


@router.post("/beoordeling/terug", name="review.delete")
def to_editing(request: Request, door: RoundToRun, version: VersionRead) -> Response:
    """Take the report back from review, to write in it again."""
    take_step(door.session, door.act, door.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **door.route_params)


@router.post("/publicatie", name="publication.create")
def publish(request: Request, door: RoundToRun, version: VersionRead) -> Response:
    """Publish the report that was adopted: from now on it is readable without an account."""
    adoption.publish(door.session, door.act, door.period_id, version)
    return redirect_to(request, "report.show", **door.route_params)


def _found(request: Request, door: RoundDoor, facts: Facts, found: list[CheckedFinding]) -> Response:
    context = {
        **door.reports.layout_context,
        "period": door.period,
        "findings": found,
        "sections": {section.key: section for section in compose_draft(facts, DEFAULT_LANGUAGE).sections},
    }
    status = HTTPStatus.CONFLICT
    return page(request, "report/before_review.html", context, viewer=door.viewer, status_code=status)
