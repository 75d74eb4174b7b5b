"""An erratum to an adopted report: what would change in it, proposing it to its sponsors, and adopting it."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions.report import announcement, erratum
from app.domain.adoption import Missing, MissingKind, Unwritten, find_missing_of_erratum
from app.domain.comparison import diff_section
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.sign_off import find_changed_sections
from app.queries.report.erratum import draft_erratum, find_proposal
from app.queries.report.review import review_of, review_versions
from app.queries.reporting_period import is_adopted
from app.web.deps.report import RoundAccess, RoundToRun
from app.web.forms import FormText, OwnForm, all_or_nothing, read_number, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/erratum")
OWN_FORM = [Depends(require_own_form)]


class ErratumForm(OwnForm):
    """Why an adopted report is corrected, and the number of the proposal that was read."""

    reason: FormText = ""
    number: FormText = ""


@router.get("", name="erratum.new")
def new(request: Request, access: RoundToRun) -> Response:
    """Show what was put right since the report was adopted, and what is still missing."""
    return _render_page(request, access)


@router.post("/voorstel", name="erratum.propose", dependencies=OWN_FORM)
def propose(request: Request, access: RoundToRun) -> Response:
    """Store the erratum as it reads now, for the sponsors of what changed."""
    try:
        with all_or_nothing(access.session):
            erratum.propose_erratum(access.session, access.act, access.period_id)
            announcement.announce_review(access.session, access.act, access.period)
    except Conflict as refused:
        return _render_page(request, access, refused=refused)
    return redirect_to(request, "erratum.new", **access.route_params)


@router.post("", name="erratum.create", dependencies=OWN_FORM)
def create(request: Request, access: RoundToRun, form: Annotated[ErratumForm, Form()]) -> Response:
    """Adopt the erratum that was signed; the version that was adopted first stays available."""
    try:
        with all_or_nothing(access.session):
            number = read_number(form.number)
            frozen = erratum.adopt_erratum(access.session, access.act, access.period_id, number, form.reason)
            announcement.announce_erratum(access.session, access.act, access.period, frozen.erratum)
    except Invalid as refused:
        return _render_page(request, access, refused.fields, reason=form.reason)
    except Conflict as refused:
        return _render_page(request, access, refused=refused, reason=form.reason)
    return redirect_to(request, "report.show", **access.route_params)


def _render_page(
    request: Request,
    access: RoundAccess,
    errors: Mapping[str, Message] | None = None,
    *,
    refused: Conflict | None = None,
    reason: str = "",
) -> Response:
    period = access.period
    context = {
        **access.reports.layout_context,
        "period": period,
        "errors": errors or {},
        "refused": refused.message if refused else None,
        "unwritten": [lacking.section_key for lacking in refused.missing]
        if isinstance(refused, Unwritten)
        else (),
        "reason": reason,
        "draft": None,
    }
    if is_adopted(period):
        context |= _build_draft_context(access)
    status = HTTPStatus.BAD_REQUEST if errors else HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render_page(request, "erratum/new.html", context, viewer=access.viewer, status_code=status)


def _build_draft_context(access: RoundAccess) -> dict[str, object]:
    """Return the erratum as it would read, beside what was proposed and signed of it."""
    draft = draft_erratum(access.session, access.period)
    proposal = find_proposal(review_versions(access.session, access.period_id), draft.last)
    review = review_of(access.session, access.period) if proposal else None
    report = draft.editions[DEFAULT_LANGUAGE]
    before, now = (
        {section.key: section for section in edition.sections}
        for edition in (draft.adopted[DEFAULT_LANGUAGE], report)
    )
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
    return {
        "draft": draft,
        "changes": {key: diff_section(before.get(key), now.get(key)) for key in draft.changed},
        "titles": {section.key: f"{section.number} {section.title}" for section in report.sections},
        "proposal": proposal,
        "is_outdated": proposal is not None and bool(find_changed_sections(proposal.hashes, draft.hashes)),
        "missing": [lacking for lacking in missing if lacking.kind is not MissingKind.SIGNATURE],
        "unsigned": _group_unsigned(missing, draft.changed),
        "parties": {party.id: party.short for party in review.sponsors} if review else {},
    }


def _group_unsigned(missing: Iterable[Missing], changed: Iterable[str]) -> dict[str, list[int]]:
    """Return the sponsors that do not agree yet with each changed section, in the order of the report."""
    unsigned = [lacking for lacking in missing if lacking.kind is MissingKind.SIGNATURE]
    parties = {
        key: [lacking.party_id for lacking in unsigned if lacking.section_key == key and lacking.party_id]
        for key in changed
    }
    return {key: ids for key, ids in parties.items() if ids}
