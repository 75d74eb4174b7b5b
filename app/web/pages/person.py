"""People, for those who manage them: their roles, their successors, and how they sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import api_token, identity, person, sign_in
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.role import Role
from app.domain.structure import PartyKind
from app.queries.api_token import api_tokens
from app.queries.lead import Led, leads_of, possible_leads
from app.queries.mail import mail_state
from app.queries.party import PartyRow, parties
from app.queries.programme import ProgrammeRow, programmes
from app.queries.role_grant import Holder, grants_of, holders
from app.queries.sign_in import has_way_in, sign_ins
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.people import (
    AdministeredPerson,
    ManagedPeople,
    ManagedPerson,
    PeopleAccess,
    PersonAccess,
    RevocableRole,
)
from app.web.deps.session import Id
from app.web.forms import FormText, OwnForm, all_or_nothing, require_own_form
from app.web.responses import is_partial, redirect_to, render_page
from app.web.views.invitation import InvitationSent, invite_newcomer, list_ways


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role that can be given, with its text in the list of choices."""

    role: Role
    programme_id: int | None
    party_id: int | None
    text: str

    @property
    def value(self) -> str:
        """The value in the form."""
        return f"{self.role}.{self.programme_id or ''}.{self.party_id or ''}"


class PersonForm(OwnForm):
    """A person to add, with a first role; `invite` is how they are let in: `mail`, `link`, or later."""

    email: FormText = ""
    name: FormText = ""
    role: FormText = ""
    invite: FormText = ""


class RoleForm(OwnForm):
    """A role to give."""

    role: FormText = ""


class SuccessorForm(OwnForm):
    """The id of the person who takes over."""

    to: FormText = ""


router = APIRouter(prefix="/mensen", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]
Errors = dict[str, Message]


@router.get("", name="person.index")
def index(request: Request, access: ManagedPeople, bewaard: str = "", rol: str = "") -> Response:
    """List who has which role; the form opens with the role that was given last. Four queries."""
    saved = int(bewaard) if bewaard.isdecimal() else 0
    return render_people(request, access, PersonForm(role=rol), saved=saved)


@router.post("", name="person.create", dependencies=OWN_FORM)
def create(request: Request, access: ManagedPeople, form: Annotated[PersonForm, Form()]) -> Response:
    """Add a person with a first role; one who is already known is given the role."""
    errors: Errors = {}
    try:
        role = _require_choice(_list_role_choices(access), form.role)
    except Invalid as refused:
        errors, role = refused.fields, None
    errors = person.objections(form.email, form.name) | errors
    if errors or role is None:
        return render_people(request, access, form, errors, status=HTTPStatus.BAD_REQUEST)
    try:
        with all_or_nothing(access.session):
            person_id = person.admit(
                access.session,
                access.act,
                email=form.email,
                name=form.name,
                role=role.role,
                programme_id=role.programme_id,
                party_id=role.party_id,
            )
    except Invalid as refused:
        return render_people(request, access, form, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return render_people(request, access, form, {"role": refused.message}, status=HTTPStatus.CONFLICT)
    query: dict[str, object] = {"bewaard": person_id, "rol": form.role}
    answer = redirect_to(request, "person.index", query, f"person-{person_id}")
    invited = invite_newcomer(access, person_id, form.invite)
    if invited.link or is_partial(request):
        kept = PersonForm(role=form.role, invite=form.invite)
        return render_people(request, access, kept, saved=person_id, invited=invited)
    return answer


@router.get("/{person_id}", name="person.show")
def show(request: Request, access: ManagedPerson, bewaard: str = "", gemaild: str = "") -> Response:
    """Show one person. Seven queries, one more if they lead something, two more for administrators."""
    return render_person(request, access, was_saved=bool(bewaard), mailed=bool(gemaild))


@router.post("/{person_id}/rollen", name="person.grant", dependencies=OWN_FORM)
def grant(request: Request, access: ManagedPerson, form: Annotated[RoleForm, Form()]) -> Response:
    """Give the person a role."""
    role = form.role
    try:
        choice = _require_choice(_list_role_choices(access), role)
        with all_or_nothing(access.session):
            person.grant(
                access.session,
                access.act,
                access.person.id,
                choice.role,
                programme_id=choice.programme_id,
                party_id=choice.party_id,
            )
    except Invalid as refused:
        return render_person(request, access, refused.fields, {"role": role}, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return render_person(request, access, {"role": refused.message}, {"role": role}, HTTPStatus.CONFLICT)
    return _render_saved(request, access)


@router.post("/{person_id}/rollen/{grant_id}/intrekking", name="person.revoke", dependencies=OWN_FORM)
def revoke(request: Request, access: RevocableRole) -> Response:
    """Revoke the role."""
    try:
        with all_or_nothing(access.session):
            person.revoke(access.session, access.act, access.grant.id)
    except Conflict as refused:
        return render_person(
            request, access, {f"grant-{access.grant.id}": refused.message}, status=HTTPStatus.CONFLICT
        )
    return _render_saved(request, access)


@router.post("/{person_id}/overdracht", name="person.hand_over", dependencies=OWN_FORM)
def hand_over(request: Request, access: ManagedPerson, form: Annotated[SuccessorForm, Form()]) -> Response:
    """Hand everything that this person leads in the programmes that the viewer manages to a successor."""
    to = form.to
    act = access.act
    responsibilities = leads_of(access.session, access.person.id, access.managed)
    successors = {str(person_id): person_id for person_id, _ in _list_successors(access, responsibilities)}
    try:
        if to not in successors:
            raise Invalid.because("to", "Choose who takes over.")
        with all_or_nothing(access.session):
            person.hand_over(access.session, act, access.person.id, successors[to], within=access.managed)
    except Invalid as refused:
        return render_person(request, access, refused.fields, {"to": to}, HTTPStatus.BAD_REQUEST)
    return _render_saved(request, access)


@router.post("/{person_id}/ontkoppeling", name="person.unlink", dependencies=OWN_FORM)
def unlink(request: Request, access: AdministeredPerson) -> Response:
    """Let this person come in by another account of their organisation; they are signed out everywhere."""
    identity.unlink(access.session, access.act, access.person.id)
    return _render_saved(request, access)


@router.post("/{person_id}/sessies/einde", name="person.end_sessions", dependencies=OWN_FORM)
def end_sessions(request: Request, access: AdministeredPerson) -> Response:
    """Sign this person out of every browser."""
    sign_in.end_all(access.session, access.act, access.person.id)
    return _render_saved(request, access)


@router.post("/{person_id}/tokens/{token_id}/einde", name="person.revoke_token", dependencies=OWN_FORM)
def revoke_token(request: Request, access: AdministeredPerson, token_id: Id) -> Response:
    """Revoke a token of this person."""
    api_token.revoke(access.session, access.act, access.person.id, token_id)
    return _render_saved(request, access)


def _load_role_choices(access: PeopleAccess) -> tuple[list[RoleChoice], list[ProgrammeRow]]:
    """Return every role that the viewer may give, and the programmes without a party to be sponsor for.

    Two queries.
    """
    managed_programmes = programmes(access.session, access.managed)
    sponsors = parties(access.session, [programme.id for programme in managed_programmes])
    offered = [
        choice for programme in managed_programmes for choice in _list_programme_choices(programme, sponsors)
    ]
    words = translator()
    offered.append(RoleChoice(Role.ADMIN, None, None, words.gettext("administrator of this installation")))
    rights = access.viewer.rights
    choices = [choice for choice in offered if rights.may_give(choice.role, choice.programme_id)]
    with_sponsor = {choice.programme_id for choice in choices if choice.role is Role.SPONSOR}
    without_sponsor = [
        programme
        for programme in managed_programmes
        if programme.id not in with_sponsor and rights.may_give(Role.SPONSOR, programme.id)
    ]
    return choices, without_sponsor


def _list_role_choices(access: PeopleAccess) -> list[RoleChoice]:
    return _load_role_choices(access)[0]


def _require_choice(offered: list[RoleChoice], value: str) -> RoleChoice:
    """Return the choice with this value. Refuses, beside the field, a role that the viewer may not give."""
    match = next((choice for choice in offered if choice.value == value), None)
    if match is None:
        raise Invalid({"role": Message("Choose one of the given values.") if value else _NOTHING_CHOSEN})
    return match


_NOTHING_CHOSEN = Message("Choose a role.")


def _list_programme_choices(programme: ProgrammeRow, sponsors: list[PartyRow]) -> list[RoleChoice]:
    """Return the roles within one programme: a sponsor has it on behalf of a party of the programme."""
    words = translator()
    plain = [
        RoleChoice(role, programme.id, None, f"{programme.title}: {word(words, role)}")
        for role in (Role.LEAD, Role.OFFICE, Role.READER)
    ]
    text = words.gettext("%(programme)s: sponsor on behalf of %(party)s")
    return plain + [
        RoleChoice(
            Role.SPONSOR,
            programme.id,
            party.id,
            text % {"programme": programme.title, "party": party.short_in(programme.id)},
        )
        for party in sponsors
        if (programme.id, PartyKind.SPONSOR) in party.roles
    ]


def render_people(
    request: Request,
    access: PeopleAccess,
    form: PersonForm,
    errors: Errors | None = None,
    *,
    saved: int = 0,
    invited: InvitationSent | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Show the people, with a form to add somebody."""
    choices, without_sponsor = _load_role_choices(access)
    context = {
        "active_page": "person.index",
        "invited": invited,
        "mail": mail_state(access.session, access.app_state.now()) if invited and invited.is_mailed else None,
        "ways": list_ways(access),
        "people": holders(access.session, access.managed),
        "choices": [(choice.value, choice.text) for choice in choices],
        "without_sponsor": without_sponsor,
        "typed": form,
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/index.html", "people"
    return render_page(request, template, context, block=block, viewer=access.viewer, status_code=status)


def render_person(
    request: Request,
    access: PersonAccess,
    errors: Errors | None = None,
    typed: dict[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    holder: Holder | None = None,
    was_saved: bool = False,
    link: str = "",
    mailed: bool = False,
) -> Response:
    """Show one person: their roles, what they lead, and for whom they are wholly theirs how they come in."""
    rights = access.viewer.rights
    someone = holder or access.person
    responsibilities = leads_of(access.session, someone.id, access.managed)
    choices, without_sponsor = _load_role_choices(access)
    context = {
        "active_page": "person.index",
        "someone": someone,
        "takeable": {g.id for g in someone.grants if rights.may_give(g.role, g.programme_id)},
        "choices": [(choice.value, choice.text) for choice in choices],
        "without_sponsor": without_sponsor,
        "led": responsibilities,
        "successors": [
            (str(person_id), name) for person_id, name in _list_successors(access, responsibilities)
        ],
        "typed": {"role": "", "to": "", "email": someone.email, "name": someone.name, **(typed or {})},
        "errors": errors or {},
        "saved": was_saved,
        "link": link,
        "mailed": mailed,
        "mail": mail_state(access.session, access.app_state.now()) if mailed else None,
        **_load_account(access),
        "has_organisation": access.app_state.provider is not None,
        **_load_access(access),
    }
    template, block = "person/show.html", "roles"
    return render_page(request, template, context, block=block, viewer=access.viewer, status_code=status)


def _load_account(access: PersonAccess) -> dict[str, object]:
    """Return what the viewer may do with the account of the person. Two queries at the most."""
    is_theirs = access.viewer.rights.manages_all(grants_of(access.session, access.person.id))
    has_come = is_theirs and has_way_in(access.session, access.person.id)
    return {
        "is_theirs": is_theirs,
        "may_see_link": is_theirs and (access.viewer.rights.administers or not has_come),
        "has_come": has_come,
        "can_mail": bool(access.app_state.settings.smtp_host),
    }


def _load_access(access: PersonAccess) -> dict[str, object]:
    """Return the person's sessions and tokens for administrators (two queries), None for others."""
    if not access.viewer.rights.administers:
        return {"sign_ins": None, "tokens": None}
    now = access.app_state.now()
    return {
        "sign_ins": sign_ins(access.session, access.person.id, now, idle=access.app_state.idle),
        "tokens": api_tokens(access.session, access.person.id, now),
    }


def _list_successors(access: PersonAccess, responsibilities: Sequence[Led]) -> list[tuple[int, str]]:
    return (
        []
        if not responsibilities
        else possible_leads(
            access.session, [duty.programme_id for duty in responsibilities], but=access.person.id
        )
    )


def _render_saved(request: Request, access: PersonAccess) -> Response:
    """Show the person after a change; one who lost the last role that the viewer sees is no longer listed."""
    remaining = holders(access.session, access.managed, access.person.id)
    if access.person.id == access.viewer.id:  # the viewer may have given up the right to see this page
        answer = redirect_to(request, "role.index")
    elif remaining:
        answer = redirect_to(request, "person.show", {"bewaard": 1}, person_id=access.person.id)
    else:
        answer = redirect_to(request, "person.index")
    if is_partial(request):
        without_roles = Holder(access.person.id, access.person.name, access.person.email)
        return render_person(
            request, access, holder=remaining[0] if remaining else without_roles, was_saved=True
        )
    return answer
