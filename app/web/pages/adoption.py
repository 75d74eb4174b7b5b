"""Adopting a report: everything that still stands in the way, or else the button to adopt it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from pydantic import Field

from app.actions.report import adoption, announcement, later_saying
from app.domain.adoption import AdoptionCase, Missing, MissingKind, Unready, find_missing
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Invalid, Message, Stale
from app.domain.report import Section
from app.domain.structure import PeriodState
from app.queries.party import PartyRow, sponsors
from app.queries.report.adoption import adoption_case
from app.queries.report.review import last_version
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import FormText, OwnForm, all_or_nothing, require_own_form
from app.web.pages.round_step import VersionDep
from app.web.responses import redirect_to, render_page
from app.web.urls import link_records

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/vaststelling")


_LISTED_APART = (MissingKind.SAYING, MissingKind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class UnsignedSections:
    """A sponsor with the sections that they have not validly signed."""

    party: PartyRow
    sections: Sequence[Section]


@router.get("", name="adoption.show")
def show(request: Request, access: RoundToRun) -> Response:
    """Show what is missing, or the button to adopt when nothing is."""
    return _render_page(request, access, HTTPStatus.OK)


@router.post("", name="adoption.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Adopt the report; a refusal shows what is missing."""
    try:
        with all_or_nothing(access.session):
            adoption.adopt(access.session, access.act, access.period_id, version)
            announcement.announce_adoption(access.session, access.act, access.period)
    except Unready:
        return _render_page(request, access, HTTPStatus.CONFLICT)
    return redirect_to(request, "report.show", **access.route_params)


class DeferralForm(OwnForm):
    """Which sayings are left for the next report, by key, and why."""

    saying: list[FormText] = Field(default_factory=list)
    reason: FormText = ""


@router.post("/later", name="deferral.create", dependencies=[Depends(require_own_form)])
def defer(request: Request, access: RoundToRun, form: Annotated[DeferralForm, Form()]) -> Response:
    """Leave what was said since for the next report; a refusal shows the form again with what was typed."""
    try:
        with all_or_nothing(access.session):
            later_saying.defer(access.session, access.act, access.period_id, form.saying, form.reason)
    except Invalid as refused:
        return _render_page(request, access, HTTPStatus.BAD_REQUEST, form, refused.fields)
    except Stale as stale:
        return _render_page(request, access, HTTPStatus.CONFLICT, form, {"sayings": stale.message})
    return redirect_to(request, "adoption.show", **access.route_params)


def _render_page(
    request: Request,
    access: RoundAccess,
    status: HTTPStatus,
    form: DeferralForm | None = None,
    errors: Mapping[str, Message] | None = None,
) -> Response:
    is_open = access.period.state is PeriodState.REVIEW
    case = adoption_case(access.session, access.period) if is_open else None
    gaps = find_missing(case) if case else ()
    parties = {party.id: party for party in sponsors(access.session, access.programme_id)}
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "is_open": is_open,
        "is_late": access.app_state.today() > access.period.report_date,
        "case": case,
        "sections": {section.key: section for section in case.editions[DEFAULT_LANGUAGE].sections}
        if case
        else {},
        "parties": parties,
        "lacking": [gap for gap in gaps if gap.kind not in _LISTED_APART],
        "later": case.later if case else (),
        "version": last_version(access.session, access.period_id) if case else None,
        "link": link_records(request.app.state.paths, access.session, access.programme, {}),
        "typed": form or DeferralForm(saying=[saying.key for saying in case.later] if case else []),
        "errors": errors or {},
        "unsigned": _list_unsigned(case, gaps, parties.values()) if case else (),
        "was_refused": status is HTTPStatus.CONFLICT and form is None,
    }
    return render_page(request, "adoption/show.html", context, viewer=access.viewer, status_code=status)


def _list_unsigned(
    case: AdoptionCase, gaps: Sequence[Missing], parties: Iterable[PartyRow]
) -> list[UnsignedSections]:
    keys = {(gap.party_id, gap.section_key) for gap in gaps if gap.kind is MissingKind.SIGNATURE}
    unsigned = [
        UnsignedSections(party, [section for section in case.sections if (party.id, section.key) in keys])
        for party in parties
    ]
    return [sponsor for sponsor in unsigned if sponsor.sections]
