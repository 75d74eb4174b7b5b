"""A report in review: who signed which section, and each section with what is signed and said of it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from app.actions.report import review, sign_off
from app.actions.report.review import ReviewedSection
from app.domain.refusal import Forbidden, Invalid, Stale
from app.domain.round import Verdict
from app.queries.party import sponsors
from app.queries.report.review import review_of
from app.queries.report.section_text import section_writers
from app.web.deps.report import ReadableRound, RoundDoor, RoundToComment, RoundToRun, RoundToSign
from app.web.forms import number, require_own_form
from app.web.pages.round_step import VersionRead
from app.web.pages.sign_off_section import (
    NEW,
    SignOffForms,
    TypedRemark,
    TypedSignature,
    elsewhere_from,
    section_page,
    signing_from,
    typed_remark,
    typed_signature,
)
from app.web.responses import page, redirect_to

router = APIRouter(include_in_schema=False, prefix="/programmas/{slug}/rapportages/{half_year}/akkoord")
OURS = [Depends(require_own_form)]
Key = Annotated[str, Path(max_length=60)]
Typed = Annotated[TypedSignature, Depends(typed_signature)]
TypedAsRemark = Annotated[TypedRemark, Depends(typed_remark)]


@router.get("", name="sign_off.index")
def index(request: Request, door: ReadableRound) -> Response:
    """Every section beside what each sponsor said of it."""
    rights = door.viewer.rights
    context = {
        **door.reports.layout_context,
        "period": door.period,
        "review": review_of(door.session, door.period),
        "mine": rights.acts_for(door.programme_id) if rights.may_sign(door.programme_id) else (),
        "may_run": rights.may_run_round(door.programme_id),
    }
    return page(request, "sign_off/index.html", context, viewer=door.viewer)


@router.post("", name="sign_off.create_all", dependencies=OURS)
def create_all(request: Request, door: RoundToSign, typed: Typed, version: VersionRead) -> Response:
    """Agree with every section of which the party has said nothing yet, save what one wrote oneself."""
    party = _own(door, typed)
    found = review_of(door.session, door.period)
    if found is None or found.version.number != version:
        raise Stale("The report has changed since you opened it. Read it again first.")
    wrote = section_writers(door.session, door.period_id)
    for section in found.open_for(party):
        if door.viewer.id in wrote.get(section.key, ()):
            continue
        place = ReviewedSection(door.period_id, section.key, found.version.hashes[section.key])
        sign_off.sign(door.session, door.act, sign_off.SignOffInput(place, party, Verdict.AGREES))
    return redirect_to(request, "sign_off.index", **door.route_params)


@router.get("/{key}", name="sign_off.show")
def show(request: Request, door: ReadableRound, key: Key) -> Response:
    """One section as it reads in review, with what was signed and remarked, and the forms for more."""
    return section_page(request, door, key, NEW)


@router.post("/{key}", name="sign_off.create", dependencies=OURS)
def create(request: Request, door: RoundToSign, key: Key, typed: Typed) -> Response:
    """Sign a section on behalf of one's own party; else the form with everything still in it."""
    try:
        _own(door, typed)
        sign_off.sign(door.session, door.act, signing_from(typed, door.period_id, key))
    except Invalid as refused:
        return section_page(request, door, key, SignOffForms(signature=typed, errors=refused.fields))
    except Stale:
        return section_page(request, door, key, SignOffForms(signature=typed, is_stale=True))
    return _onward(request, door, number(typed.party_id))


@router.post("/{key}/elders", name="sign_off.record", dependencies=OURS)
def record(request: Request, door: RoundToRun, key: Key, typed: Typed) -> Response:
    """Record what a sponsor signed elsewhere, with document and day."""
    try:
        said = signing_from(typed, door.period_id, key)
        sign_off.record_elsewhere(door.session, door.act, said, elsewhere_from(typed))
    except Invalid as refused:
        return section_page(request, door, key, SignOffForms(elsewhere=typed, errors=refused.fields))
    except Stale:
        return section_page(request, door, key, SignOffForms(elsewhere=typed, is_stale=True))
    return redirect_to(request, "sign_off.show", **door.route_params, key=key)


@router.post("/{key}/opmerkingen", name="comment.create", dependencies=OURS)
def remark(request: Request, door: RoundToComment, key: Key, typed: TypedAsRemark) -> Response:
    """Remark on a section, perhaps in answer to another remark."""
    answers = number(typed.answers) if typed.answers else None
    try:
        place = ReviewedSection(door.period_id, key, typed.hash)
        review.add_comment(door.session, door.act, place, typed.remark, answers=answers)
    except Invalid as refused:
        errors = {"remark": next(iter(refused.fields.values()))}
        if "answers" in refused.fields:  # what was typed then stands in the form for a new remark
            typed = replace(typed, answers="")
        return section_page(request, door, key, SignOffForms(remark=typed, errors=errors))
    except Stale:
        return section_page(request, door, key, SignOffForms(remark=typed, is_stale=True))
    return redirect_to(request, "sign_off.show", **door.route_params, key=key)


def _own(door: RoundDoor, typed: TypedSignature) -> int:
    """The party that is signed for. Refuses any but the signer's own, none, and what is no sponsor here."""
    if not typed.party_id:
        raise Invalid.because("party_id", "Choose on behalf of whom you sign.")
    party = number(typed.party_id)
    if party not in {sponsor.id for sponsor in sponsors(door.session, door.programme_id)}:
        raise Invalid.because("party_id", "Only a sponsor of this programme signs.")
    if party not in door.viewer.rights.acts_for(door.programme_id):
        raise Forbidden("You do not sign on behalf of this party.")
    return party


def _onward(request: Request, door: RoundDoor, party: int) -> Response:
    """To the next section of which the party has said nothing, else back to all of them."""
    found = review_of(door.session, door.period)
    assert found is not None
    rest = found.open_for(party)
    if rest:
        return redirect_to(request, "sign_off.show", **door.route_params, key=rest[0].key)
    return redirect_to(request, "sign_off.index", **door.route_params)
