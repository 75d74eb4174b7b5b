"""A report in review: who signed which section, and signing and commenting on each section."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from app.actions.report import review, sign_off
from app.actions.report.review import ReviewedSection
from app.domain.refusal import Invalid, Stale
from app.queries.report.review import review_of
from app.web.deps.report import (
    ReadableRound,
    RoundAccess,
    RoundToComment,
    RoundToRun,
    RoundToSign,
    require_own_party,
)
from app.web.forms import all_or_nothing, read_number, require_own_form
from app.web.pages.round_step import VersionDep
from app.web.pages.sign_off_section import (
    EMPTY_FORMS,
    SignOffForms,
    TypedRemark,
    TypedSignature,
    read_typed_remark,
    read_typed_signature,
    render_section,
    to_sign_off_input,
    to_signed_document,
)
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/akkoord")
OWN_FORM = [Depends(require_own_form)]
Key = Annotated[str, Path(max_length=60)]
SignatureDep = Annotated[TypedSignature, Depends(read_typed_signature)]
RemarkDep = Annotated[TypedRemark, Depends(read_typed_remark)]


@router.get("", name="sign_off.index")
def index(request: Request, access: ReadableRound) -> Response:
    """List every section with the verdict of each sponsor."""
    rights = access.viewer.rights
    context = {
        **access.reports.layout_context,
        "period": access.period,
        "review": review_of(access.session, access.period),
        "mine": rights.acts_for(access.programme_id) if rights.may_sign(access.programme_id) else (),
        "may_run": rights.may_run_round(access.programme_id),
    }
    return render_page(request, "sign_off/index.html", context, viewer=access.viewer)


@router.post("", name="sign_off.create_all", dependencies=OWN_FORM)
def create_all(request: Request, access: RoundToSign, typed: SignatureDep, version: VersionDep) -> Response:
    """Agree with every section that the party has not signed yet, except those that the viewer wrote."""
    party = _require_own_party(access, typed)
    review = review_of(access.session, access.period)
    if review is None or review.version.number != version:
        raise Stale("The report has changed since you opened it. Read it again first.")
    sign_off.agree_with_rest(access.session, access.act, review, access.period_id, party)
    return redirect_to(request, "sign_off.index", **access.route_params)


@router.get("/{key}", name="sign_off.show")
def show(request: Request, access: ReadableRound, key: Key) -> Response:
    """Show one section with its signatures and comments, and the forms for more."""
    return render_section(request, access, key, EMPTY_FORMS)


@router.post("/{key}", name="sign_off.create", dependencies=OWN_FORM)
def create(request: Request, access: RoundToSign, key: Key, typed: SignatureDep) -> Response:
    """Sign a section on behalf of the viewer's party; a refusal shows the form again with what was typed."""
    try:
        _require_own_party(access, typed)
        with all_or_nothing(access.session):
            sign_off.sign(access.session, access.act, to_sign_off_input(typed, access.period_id, key))
    except Invalid as refused:
        return render_section(request, access, key, SignOffForms(signature=typed, errors=refused.fields))
    except Stale:
        return render_section(request, access, key, SignOffForms(signature=typed, is_stale=True))
    return _redirect_to_next(request, access, key, read_number(typed.party_id))


@router.post("/{key}/elders", name="sign_off.record", dependencies=OWN_FORM)
def record(request: Request, access: RoundToRun, key: Key, typed: SignatureDep) -> Response:
    """Record what a sponsor signed outside the application, with document and day."""
    try:
        signature = to_sign_off_input(typed, access.period_id, key)
        with all_or_nothing(access.session):
            document = to_signed_document(typed, access.app_state.today())
            sign_off.record_elsewhere(access.session, access.act, signature, document)
    except Invalid as refused:
        return render_section(request, access, key, SignOffForms(elsewhere=typed, errors=refused.fields))
    except Stale:
        return render_section(request, access, key, SignOffForms(elsewhere=typed, is_stale=True))
    return redirect_to(request, "sign_off.show", **access.route_params, key=key)


@router.post("/{key}/opmerkingen", name="comment.create", dependencies=OWN_FORM)
def remark(request: Request, access: RoundToComment, key: Key, typed: RemarkDep) -> Response:
    """Comment on a section, possibly in reply to another comment."""
    answers = read_number(typed.answers) if typed.answers else None
    try:
        place = ReviewedSection(access.period_id, key, typed.hash)
        with all_or_nothing(access.session):
            remark_id = review.add_comment(access.session, access.act, place, typed.remark, answers=answers)
    except Invalid as refused:
        errors = {"remark": next(iter(refused.fields.values()))}
        if (
            "answers" in refused.fields
        ):  # the comment that it replied to is gone: show it in the form for a new one
            typed = replace(typed, answers="")
        return render_section(request, access, key, SignOffForms(remark=typed, errors=errors))
    except Stale:
        return render_section(request, access, key, SignOffForms(remark=typed, is_stale=True))
    anchor = f"remark-{remark_id}"
    return redirect_to(request, "sign_off.show", None, anchor, **access.route_params, key=key)


def _require_own_party(access: RoundAccess, typed: TypedSignature) -> int:
    """Return the id of the party to sign for. Refuses none, a party that is no sponsor, and another's."""
    if not typed.party_id:
        raise Invalid.because("party_id", "Choose on behalf of whom you sign.")
    party = read_number(typed.party_id)
    require_own_party(access.session, access.viewer, access.programme_id, party)
    return party


def _redirect_to_next(request: Request, access: RoundAccess, key: str, party: int) -> Response:
    """Redirect to the section after this one that the party has not signed, else to the list.

    After the last section come those before this one that are open still.
    """
    current = review_of(access.session, access.period)
    assert current is not None
    order = [section.key for section in current.sections]
    open_keys = [section.key for section in current.open_for(party)]
    after = [open_key for open_key in open_keys if order.index(open_key) > order.index(key)]
    if open_keys:
        return redirect_to(request, "sign_off.show", **access.route_params, key=(after or open_keys)[0])
    return redirect_to(request, "sign_off.index", **access.route_params)
