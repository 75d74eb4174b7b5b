"""The account of a person: name and address, how they are let in, their leaving, and erasing them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import invitation, leaving, person
from app.domain.refusal import Conflict, Forbidden, Invalid, Message
from app.queries.lead import able_leads
from app.queries.leaving import Departure, departure_of, reports_that_name
from app.queries.role_grant import holders
from app.queries.sign_in import has_way_in
from app.web.deps.people import AdministeredPerson, ManagedAccount, ManagedPerson, PersonAccess
from app.web.forms import FormText, OwnForm, TypedDep, all_or_nothing, require_own_form
from app.web.pages.person import render_person
from app.web.responses import redirect_to, render_page
from app.web.sent_form import remember_answer

router = APIRouter(prefix="/mensen/{person_id}", include_in_schema=False)
OWN_FORM = [Depends(require_own_form)]


class DetailsForm(OwnForm):
    """What somebody is called, and their address."""

    name: FormText = ""
    email: FormText = ""


@router.post("/gegevens", name="person.revise", dependencies=OWN_FORM)
def revise(request: Request, access: ManagedAccount, form: Annotated[DetailsForm, Form()]) -> Response:
    """Change name and address; a letter to the address before tells of it."""
    try:
        with all_or_nothing(access.session):
            person.revise(access.session, access.act, access.person.id, email=form.email, name=form.name)
    except Invalid as refused:
        typed = {"name": form.name, "email": form.email}
        return render_person(request, access, refused.fields, typed, HTTPStatus.BAD_REQUEST)
    return redirect_to(request, "person.show", {"bewaard": 1}, person_id=access.person.id)


@router.post("/uitnodiging", name="person.invite", dependencies=OWN_FORM)
def invite(request: Request, access: ManagedAccount) -> Response:
    """Show, once, a link with which this person can set a password; earlier links stop working.

    Of whoever came in before only to an administrator: it opens their account.
    """
    _refuse_demonstration(access)
    if not access.viewer.rights.administers and has_way_in(access.session, access.person.id):
        raise Forbidden("This person came in before. Mail them a new link, or ask an administrator.")
    try:
        with all_or_nothing(access.session):
            secret = invitation.issue(access.session, access.act, access.person.id)
    except Invalid:  # it is only shown again: a link that was not kept opens nothing
        return render_person(request, access)
    link = invitation.build_link(access.app_state.settings.public_url, secret)
    return render_person(request, access, link=link)


@router.post("/uitnodiging/mail", name="person.mail_invitation", dependencies=OWN_FORM)
def mail_invitation(request: Request, access: ManagedAccount) -> Response:
    """Mail a link with which this person can set a password; earlier links stop working."""
    _refuse_demonstration(access)
    invitation.send(access.session, access.act, access.person.id, access.app_state.settings.public_url)
    return redirect_to(request, "person.show", {"gemaild": 1}, person_id=access.person.id)


@router.get("/vertrek", name="person.leave")
def leave(request: Request, access: ManagedPerson) -> Response:
    """Show what ends if this person leaves, and who takes over. Seven queries."""
    return _render_leaving(request, access)


@router.post("/vertrek", name="person.end_access", dependencies=OWN_FORM)
def end_access(request: Request, access: ManagedPerson, typed: TypedDep) -> Response:
    """End the access of this person in the programmes that the viewer manages, and tell what ended."""
    chosen = {part.programme_id: typed[f"to{part.programme_id}"] for part in _departure(access).led}
    try:
        successors = _read_successors(access, chosen)
        with all_or_nothing(access.session):
            ended = leaving.end_access(
                access.session, access.act, access.person.id, successors, within=access.managed
            )
    except Invalid as refused:
        return _render_leaving(request, access, refused.fields, chosen, status=HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return _render_leaving(
            request, access, {"access": refused.message}, chosen, status=HTTPStatus.CONFLICT
        )
    remember_answer(request, request.app.state.paths("person.index"))
    return _render_leaving(request, access, ended=ended)


@router.get("/wissen", name="person.erasure")
def erasure(request: Request, access: AdministeredPerson) -> Response:
    """Show what erasing this person replaces and what stays. Four queries."""
    return _render_erasure(request, access)


@router.post("/wissen", name="person.erase", dependencies=OWN_FORM)
def erase(request: Request, access: AdministeredPerson) -> Response:
    """Replace name and address of this person everywhere, and tell where the name stays."""
    try:
        with all_or_nothing(access.session):
            printed = leaving.erase(access.session, access.act, access.person.id)
    except Conflict as refused:
        return _render_erasure(request, access, refused.message, status=HTTPStatus.CONFLICT)
    remember_answer(request, request.app.state.paths("person.index"))
    after = holders(access.session, None, access.person.id)[0]
    context = {
        "active_page": "person.index",
        "someone": after,
        "printed": printed,
        "is_done": True,
        "wrong": None,
    }
    return render_page(request, "person/erase.html", context, viewer=access.viewer)


def _read_successors(access: PersonAccess, chosen: Mapping[int, str]) -> dict[int, int | None]:
    """Return who takes over by programme, None for the choice of nobody. Refuses whoever was not offered."""
    able = able_leads(access.session, chosen)
    offered = {programme_id: {str(id): id for id in leads} for programme_id, leads in able.items()}
    wrong = {
        f"to{programme_id}": Message("Choose one of the given values.")
        for programme_id, to in chosen.items()
        if to and to not in offered[programme_id]
    }
    if wrong:
        raise Invalid(wrong)
    return {programme_id: offered[programme_id].get(to) for programme_id, to in chosen.items()}


def _refuse_demonstration(access: PersonAccess) -> None:
    if access.app_state.is_demo:
        raise Conflict("This is a demonstration. Begin a real installation with: mijlpaal setup")


def _departure(access: PersonAccess) -> Departure:
    return departure_of(access.session, access.person.id, access.app_state.now(), access.managed)


def _render_leaving(
    request: Request,
    access: PersonAccess,
    errors: dict[str, Message] | None = None,
    chosen: dict[int, str] | None = None,
    *,
    ended: Departure | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    departure = ended or _departure(access)
    able = able_leads(access.session, [part.programme_id for part in departure.led])
    context = {
        "active_page": "person.index",
        "someone": access.person,
        "departure": departure,
        "is_done": ended is not None,
        "is_self": access.person.id == access.viewer.id,
        "successors": {
            programme_id: sorted(
                ((str(id), name) for id, name in leads.items() if id != access.person.id),
                key=lambda lead: lead[1],
            )
            for programme_id, leads in able.items()
        },
        "chosen": chosen or {},
        "errors": errors or {},
        "may_erase": access.viewer.rights.administers and not departure.stays_elsewhere,
    }
    return render_page(request, "person/leave.html", context, viewer=access.viewer, status_code=status)


def _render_erasure(
    request: Request, access: PersonAccess, wrong: Message | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    context = {
        "active_page": "person.index",
        "someone": access.person,
        "printed": reports_that_name(access.session, access.person.name),
        "is_done": False,
        "wrong": wrong,
    }
    return render_page(request, "person/erase.html", context, viewer=access.viewer, status_code=status)
