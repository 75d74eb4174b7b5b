"""The steps of a round, each a small resource: the call, editing, review and back, publication.

Each step is confirmed on a page of its own, which says what follows for others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions.report import adoption, announcement, review
from app.actions.report.reporting_period import take_step
from app.domain.adoption import Missing, Unwritten, find_empty_sections
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Section
from app.domain.round import STEPS, Call, compute_call_start
from app.domain.sign_off import find_valid
from app.domain.structure import PeriodState
from app.queries.call_for_updates import ProjectAnswers, project_answers
from app.queries.party import sponsors
from app.queries.report.draft import CheckedFinding, compose_editions, draft_facts
from app.queries.report.review import hashes_in_review, signatures
from app.queries.report.writing import unanswered_findings
from app.queries.reporting_period import moments_of_steps
from app.renderers.frozen import hash_sections
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import all_or_nothing, read_fields, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}")
OWN_FORM = [Depends(require_own_form)]


class Step(StrEnum):
    """A step that is confirmed first, by its name in the address."""

    OPEN = "uitvraag"
    EDIT = "redactie"
    REVIEW = "beoordeling"
    RETURN = "terug"
    PUBLISH = "publicatie"


_LEADS_TO = {
    Step.OPEN: PeriodState.OPEN,
    Step.EDIT: PeriodState.EDITING,
    Step.REVIEW: PeriodState.REVIEW,
    Step.RETURN: PeriodState.EDITING,
    Step.PUBLISH: PeriodState.PUBLISHED,
}


async def read_version(request: Request) -> int:
    """Return the version of the round that the page showed."""
    return read_number((await read_fields(request)).get("version", ""))


VersionDep = Annotated[int, Depends(read_version)]


@router.get("/stap/{step}", name="round_step.show")
def show(request: Request, access: RoundToRun, step: Step) -> Response:
    """Say what follows from a step, with the button that takes it."""
    return _render_page(request, access, step)


@router.post("/uitvraag", name="call.create", dependencies=OWN_FORM)
def open_call(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Open the round: from now on the leads are asked for updates."""
    take_step(access.session, access.act, access.period_id, PeriodState.OPEN, version)
    announcement.announce_call(access.session, access.act, access.period)
    return redirect_to(request, "report.show", **access.route_params)


@router.post("/redactie", name="editing.create", dependencies=OWN_FORM)
def start_editing(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Begin editing: from now on the office writes in the report."""
    take_step(access.session, access.act, access.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **access.route_params)


async def read_is_sure(request: Request) -> bool:
    """Return whether the report is sent to review in spite of open findings."""
    return bool((await read_fields(request)).get("zeker"))


@router.post("/beoordeling", name="review.create", dependencies=OWN_FORM)
def send_to_review(
    request: Request, access: RoundToRun, version: VersionDep, is_sure: Annotated[bool, Depends(read_is_sure)]
) -> Response:
    """Send the report to review as it reads now; open findings of the editorial check are shown first."""
    if (
        access.period.state is PeriodState.EDITING
        and not is_sure
        and unanswered_findings(access.session, access.programme, access.period)
    ):
        return _render_page(request, access, Step.REVIEW, HTTPStatus.CONFLICT)
    try:
        with all_or_nothing(access.session):
            review.send_to_review(access.session, access.act, access.period_id, version)
            announcement.announce_review(access.session, access.act, access.period)
    except Unwritten:
        return _render_page(request, access, Step.REVIEW, HTTPStatus.CONFLICT)
    return redirect_to(request, "sign_off.index", **access.route_params)


@router.post("/beoordeling/terug", name="review.delete", dependencies=OWN_FORM)
def return_to_editing(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Take the report back from review to edit it again."""
    take_step(access.session, access.act, access.period_id, PeriodState.EDITING, version)
    return redirect_to(request, "report.show", **access.route_params)


@router.post("/publicatie", name="publication.create", dependencies=OWN_FORM)
def publish(request: Request, access: RoundToRun, version: VersionDep) -> Response:
    """Publish the adopted report: from now on it can be read without an account."""
    adoption.publish(access.session, access.act, access.period_id, version)
    announcement.announce_publication(access.session, access.act, access.period)
    return redirect_to(request, "report.show", **access.route_params)


@dataclass(frozen=True, slots=True)
class Lapse:
    """A sponsor whose signatures lapse under these sections."""

    party: str
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a step means for others, and what keeps it from being taken."""

    unanswered: Sequence[ProjectAnswers] = ()
    """The projects of which something was not answered yet."""
    promises: int = 0
    """How many deliverables the round is about."""
    empty: Sequence[Missing] = ()
    findings: Sequence[CheckedFinding] = ()
    lapses: Sequence[Lapse] = ()
    sponsors: Sequence[str] = ()
    sections: Mapping[str, Section] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Return how many leads have something to answer."""
        return len({person_id for project in self.unanswered for person_id, _ in project.people})


def _render_page(
    request: Request, access: RoundAccess, step: Step, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    period, today = access.period, access.app_state.today()
    is_next = _LEADS_TO[step] in STEPS[period.state] and (
        step is not Step.RETURN or period.state is PeriodState.REVIEW
    )
    context = {
        **access.reports.layout_context,
        "period": period,
        "step": step.name.lower(),
        "is_next": is_next,
        "opens_from": period.starts_on if step is Step.OPEN and today < period.starts_on else None,
        "review_from": period.days.reviewable_from
        if step is Step.REVIEW and today < period.days.reviewable_from
        else None,
        "follows": _find_consequences(access, step) if is_next else Consequences(),
    }
    return render_page(request, "round_step/show.html", context, viewer=access.viewer, status_code=status)


def _find_consequences(access: RoundAccess, step: Step) -> Consequences:
    names = [party.short for party in sponsors(access.session, access.programme_id)]
    if step in (Step.OPEN, Step.EDIT):
        answers = _list_answers(access)
        return Consequences(
            unanswered=[project for project in answers if project.missing],
            promises=sum(project.answered + len(project.missing) for project in answers),
        )
    if step is not Step.REVIEW:
        return Consequences(sponsors=names)
    facts = draft_facts(access.session, access.programme, access.period)
    editions = compose_editions(facts)
    sections = {section.key: section for section in editions[DEFAULT_LANGUAGE].sections}
    return Consequences(
        unanswered=[project for project in _list_answers(access) if project.missing],
        empty=tuple(find_empty_sections(editions, facts)),
        findings=unanswered_findings(access.session, access.programme, access.period),
        lapses=_list_lapses(access, hash_sections(editions), sections),
        sponsors=names,
        sections=sections,
    )


def _list_answers(access: RoundAccess) -> list[ProjectAnswers]:
    """Return what each project answered and still owes this round, whether or not it listens now."""
    today = access.app_state.today()
    opening = (today, access.app_state.now())
    opened = moments_of_steps(access.session, access.period_id).get(PeriodState.OPEN, opening)
    start = compute_call_start(*opened, access.period.starts_on)
    call = Call(access.period_id, access.period.half_year, start, access.period.input_deadline)
    return project_answers(access.session, access.programme_id, call, today)


def _list_lapses(
    access: RoundAccess, hashes: Mapping[str, str], sections: Mapping[str, Section]
) -> list[Lapse]:
    """Return whose signatures under the last version do not hold for what would go into review now."""
    given = signatures(access.session, access.period_id)
    valid = find_valid(given, hashes_in_review(access.session, access.period_id))
    lapsed = [place for place, signature in valid.items() if hashes.get(place[1]) != signature.section_hash]
    return [
        Lapse(
            party.short,
            [sections[key] for party_id, key in lapsed if party_id == party.id and key in sections],
        )
        for party in sponsors(access.session, access.programme_id)
        if any(party_id == party.id for party_id, _ in lapsed)
    ]
