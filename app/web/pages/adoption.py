"""Adopting a report: what still keeps it back, all of it, or the button."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.report import adoption
from app.domain.adoption import AdoptionCase, Missing, MissingKind, Unready, missing
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Section
from app.domain.structure import PeriodState
from app.queries.party import PartyRow, sponsors
from app.queries.report.adoption import adoption_case
from app.web.deps.report import RoundDoor, RoundToRun
from app.web.forms import require_own_form
from app.web.pages.round_step import VersionRead
from app.web.responses import page, redirect_to

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/vaststelling")


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A sponsor with the sections of which they have said nothing that holds."""

    party: PartyRow
    sections: Sequence[Section]


@router.get("", name="adoption.show")
def show(request: Request, door: RoundToRun) -> Response:
    """What is missing, and when nothing is, the way to adopt."""
    return _page(request, door, HTTPStatus.OK)


@router.post("", name="adoption.create", dependencies=[Depends(require_own_form)])
def create(request: Request, door: RoundToRun, version: VersionRead) -> Response:
    """Adopt the report; else the list of what is missing."""
    try:
        adoption.adopt(door.session, door.act, door.period_id, version)
    except Unready:
        return _page(request, door, HTTPStatus.CONFLICT)
    return redirect_to(request, "report.show", **door.route_params)


def _page(request: Request, door: RoundDoor, status: HTTPStatus) -> Response:
    is_open = door.period.state is PeriodState.REVIEW
    case = adoption_case(door.session, door.period) if is_open else None
    lacking = missing(case) if case else ()
    parties = {party.id: party for party in sponsors(door.session, door.programme_id)}
    context = {
        **door.reports.layout_context,
        "period": door.period,
        "is_open": is_open,
        "case": case,
        "sections": {section.key: section for section in case.editions[DEFAULT_LANGUAGE].sections}
        if case
        else {},
        "parties": parties,
        "lacking": [one for one in lacking if one.kind is not MissingKind.SIGNATURE],
        "unsigned": _unsigned(case, lacking, parties.values()) if case else (),
        "was_refused": status is HTTPStatus.CONFLICT,
    }
    return page(request, "adoption/show.html", context, viewer=door.viewer, status_code=status)


def _unsigned(case: AdoptionCase, lacking: Sequence[Missing], parties: Iterable[PartyRow]) -> list[Unsigned]:
    keys = {(one.party_id, one.section_key) for one in lacking if one.kind is MissingKind.SIGNATURE}
    found = [
        Unsigned(party, [section for section in case.sections if (party.id, section.key) in keys])
        for party in parties
    ]
    return [one for one in found if one.sections]
