"""The steps of a round, each a small resource: the call, editing, review and back, publication."""

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
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import read_fields, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(
    include_in_schema=False,
    prefix="/programmas/{slug}/rapportages/{half_year}",
    dependencies=[Depends(require_own_form)],
)


async def read_version(request: Request) -> int:
    """Return the version of the round that the page showed."""
    return read_number((await read_fields(request)).get("version", ""))


VersionDep = Annotated[int, Depends(read_version)]


@router.post("/uitvraag", name="call.create")
def open_call(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Open the round: from now on the leads are asked for updates."""
    take_step(access.session, access.act, access.period_id, PeriodState.OPEN, version)
    return redirect_to(request, "report.show", **access.route_params)


@router.post("/redactie", name="editing.create")
def start_editing(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Begin editing: from now on the office writes in the report."""
    take_step(access.session, access.act, access.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **access.route_params)


async def read_is_sure(request: Request) -> bool:
    """Return whether the report is sent to review in spite of open findings."""
    return bool((await read_fields(request)).get("zeker"))


@router.post("/beoordeling", name="review.create")
def send_to_review(
    request: Request, access: RoundToRun, version: VersionDep, is_sure: Annotated[bool, Depends(read_is_sure)]
) -> Response:
    """Send the report to review as it reads now; open findings of the editorial check are shown first."""
    if access.period.state is PeriodState.EDITING and not is_sure:
        facts = draft_facts(access.session, access.programme, access.period)
        findings = [finding for finding in check_draft(access.session, facts) if finding.answer is None]
        if findings:
            return _render_findings(request, access, facts, findings)
    review.send_to_review(access.session, access.act, access.period_id, version)
    return redirect_to(request, "sign_off.index", **access.route_params)


@router.post("/beoordeling/terug", name="review.delete")
def return_to_editing(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Take the report back from review to edit it again."""
    take_step(access.session, access.act, access.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **access.route_params)


@router.post("/publicatie", name="publication.create")
def publish(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Publish the adopted report: from now on it can be read without an account."""
    adoption.publish(access.session, access.act, access.period_id, version)
    return redirect_to(request, "report.show", **access.route_params)


def _render_findings(
    request: Request, access: RoundAccess, facts: Facts, findings: list[CheckedFinding]
) -> Response:
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "findings": findings,
        "sections": {section.key: section for section in compose_draft(facts, DEFAULT_LANGUAGE).sections},
    }
    status = HTTPStatus.CONFLICT
    return render_page(
        request, "report/before_review.html", context, viewer=access.viewer, status_code=status
    )
