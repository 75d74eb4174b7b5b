"""People, for those who manage them: their roles, their successors, and how they sign in."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from app.actions import api_token, invitation, person, sign_in
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.role import Role
from app.domain.structure import PartyKind
from app.queries.api_token import api_tokens
from app.queries.lead import Led, led_by, possible_leads
from app.queries.party import PartyRow, parties
from app.queries.programme import ProgrammeRow, programmes
from app.queries.role_grant import Holder, holders
from app.queries.sign_in import sign_ins
from app.templating import translator
from app.templating.vocabulary import word
from app.web.deps.people import (
    AdministeredPerson,
    ManagedPeople,
    ManagedPerson,
    PeopleDoor,
    PersonDoor,
    RevocableRole,
)
from app.web.deps.session import Id
from app.web.forms import FormText, OwnForm, all_or_nothing, require_own_form
from app.web.responses import is_partial, redirect_to, render_page


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
    """A person to add, with a first role."""

    email: FormText = ""
    name: FormText = ""
    role: FormText = ""


class RoleForm(OwnForm):
    """A role to give."""

    role: FormText = ""


class SuccessorForm(OwnForm):
    """The id of the person who takes over."""

    to: FormText = ""


def list_role_choices(door: PeopleDoor) -> list[RoleChoice]:
    """Return every role that the viewer may give, by programme. Two queries."""
    managed_programmes = programmes(door.session, door.managed)
    sponsors = parties(door.session, [programme.id for programme in managed_programmes])
    offered = [
        choice for programme in managed_programmes for choice in _list_programme_choices(programme, sponsors)
    ]
    words = translator()
    offered.append(RoleChoice(Role.ADMIN, None, None, words.gettext("administrator of this installation")))
    return [choice for choice in offered if door.viewer.rights.may_give(choice.role, choice.programme_id)]


def require_choice(offered: list[RoleChoice], value: str) -> RoleChoice:
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


Errors = dict[str, Message]


def render_people(
    request: Request,
    door: PeopleDoor,
    form: PersonForm,
    errors: Errors | None = None,
    *,
    saved: int = 0,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "person.index",
        "people": holders(door.session, door.managed),
        "choices": [(choice.value, choice.text) for choice in list_role_choices(door)],
        "typed": form,
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/index.html", "people"
    return render_page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def render_person(
    request: Request,
    door: PersonDoor,
    errors: Errors | None = None,
    typed: dict[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    holder: Holder | None = None,
    was_saved: bool = False,
    link: str = "",
) -> Response:
    rights = door.viewer.rights
    someone = holder or door.person
    responsibilities = led_by(door.session, someone.id, door.managed)
    context = {
        "active_page": "person.index",
        "someone": someone,
        "takeable": {g.id for g in someone.grants if rights.may_give(g.role, g.programme_id)},
        "choices": [(choice.value, choice.text) for choice in list_role_choices(door)],
        "led": responsibilities,
        "successors": [(str(person_id), name) for person_id, name in list_successors(door, responsibilities)],
        "typed": {"role": "", "to": "", **(typed or {})},
        "errors": errors or {},
        "saved": was_saved,
        "link": link,
        **_load_access(door),
    }
    template, block = "person/show.html", "roles"
    return render_page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def _load_access(door: PersonDoor) -> dict[str, object]:
    """Return the person's sessions and tokens for administrators (two queries), None for others."""
    if not door.viewer.rights.administers:
        return {"sign_ins": None, "tokens": None}
    now = door.app_state.now()
    return {
        "sign_ins": sign_ins(door.session, door.person.id, now, idle=door.app_state.idle),
        "tokens": api_tokens(door.session, door.person.id, now),
    }


def list_successors(door: PersonDoor, responsibilities: Sequence[Led]) -> list[tuple[int, str]]:
    return (
        []
        if not responsibilities
        else possible_leads(
            door.session, [duty.programme_id for duty in responsibilities], but=door.person.id
        )
    )


def render_saved(request: Request, door: PersonDoor) -> Response:
    """Show the person after a change; one who lost the last role that the viewer sees is no longer listed."""
    remaining = holders(door.session, door.managed, door.person.id)
    if is_partial(request):
        without_roles = Holder(door.person.id, door.person.name, door.person.email)
        return render_person(
            request, door, holder=remaining[0] if remaining else without_roles, was_saved=True
        )
    if door.person.id == door.viewer.id:  # the viewer may have given up the right to see this page
        return redirect_to(request, "role.index")
    if remaining:
        return redirect_to(request, "person.show", {"bewaard": 1}, person_id=door.person.id)
    return redirect_to(request, "person.index")


router = APIRouter(prefix="/mensen", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]


@router.get("", name="person.index")
def index(request: Request, door: ManagedPeople, bewaard: str = "") -> Response:
    """List who has which role. Four queries, however many people there are."""
    return render_people(request, door, PersonForm(), saved=int(bewaard) if bewaard.isdecimal() else 0)


@router.post("", name="person.create", dependencies=OWN_FORM)
def create(request: Request, door: ManagedPeople, form: Annotated[PersonForm, Form()]) -> Response:
    """Add a person with a first role; one who is already known is given the role."""
    errors: Errors = {}
    try:
        role = require_choice(list_role_choices(door), form.role)
    except Invalid as refused:
        errors, role = refused.fields, None
    errors = person.objections(form.email, form.name) | errors
    if errors or role is None:
        return render_people(request, door, form, errors, status=HTTPStatus.BAD_REQUEST)
    try:
        with all_or_nothing(door.session):
            person_id = person.admit(
                door.session,
                door.app_state.act(door.viewer.id, "web"),
                email=form.email,
                name=form.name,
                role=role.role,
                programme_id=role.programme_id,
                party_id=role.party_id,
            )
    except Conflict as refused:
        return render_people(request, door, form, {"role": refused.message}, status=HTTPStatus.CONFLICT)
    if is_partial(request):
        return render_people(request, door, PersonForm(), saved=person_id)
    return redirect_to(request, "person.index", {"bewaard": person_id}, f"person-{person_id}")


@router.get("/{person_id}", name="person.show")
def show(request: Request, door: ManagedPerson, bewaard: str = "") -> Response:
    """Show one person. Five queries, one more if they lead something, two more for administrators."""
    return render_person(request, door, was_saved=bool(bewaard))


@router.post("/{person_id}/rollen", name="person.grant", dependencies=OWN_FORM)
def grant(request: Request, door: ManagedPerson, form: Annotated[RoleForm, Form()]) -> Response:
    """Give the person a role."""
    role = form.role
    try:
        choice = require_choice(list_role_choices(door), role)
        with all_or_nothing(door.session):
            person.grant(
                door.session,
                door.app_state.act(door.viewer.id, "web"),
                door.person.id,
                choice.role,
                programme_id=choice.programme_id,
                party_id=choice.party_id,
            )
    except Invalid as refused:
        return render_person(request, door, refused.fields, {"role": role}, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return render_person(request, door, {"role": refused.message}, {"role": role}, HTTPStatus.CONFLICT)
    return render_saved(request, door)


@router.post("/{person_id}/rollen/{grant_id}/intrekking", name="person.revoke", dependencies=OWN_FORM)
def revoke(request: Request, door: RevocableRole) -> Response:
    """Revoke the role."""
    try:
        with all_or_nothing(door.session):
            person.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.grant.id)
    except Conflict as refused:
        return render_person(
            request, door, {f"grant-{door.grant.id}": refused.message}, status=HTTPStatus.CONFLICT
        )
    return render_saved(request, door)


@router.post("/{person_id}/overdracht", name="person.hand_over", dependencies=OWN_FORM)
def hand_over(request: Request, door: ManagedPerson, form: Annotated[SuccessorForm, Form()]) -> Response:
    """Hand everything that this person leads in the programmes that the viewer manages to a successor."""
    to = form.to
    act = door.app_state.act(door.viewer.id, "web")
    responsibilities = led_by(door.session, door.person.id, door.managed)
    successors = {str(person_id): person_id for person_id, _ in list_successors(door, responsibilities)}
    try:
        if to not in successors:
            raise Invalid.because("to", "Choose who takes over.")
        with all_or_nothing(door.session):
            person.hand_over(door.session, act, door.person.id, successors[to], within=door.managed)
    except Invalid as refused:
        return render_person(request, door, refused.fields, {"to": to}, HTTPStatus.BAD_REQUEST)
    return render_saved(request, door)


@router.post("/{person_id}/uitnodiging", name="person.invite", dependencies=OWN_FORM)
def invite(request: Request, door: AdministeredPerson) -> Response:
    """Show, once, a link with which this person can set a password; earlier links stop working."""
    secret = invitation.issue(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    link = door.app_state.settings.public_url.rstrip("/") + invitation.PATH.format(secret=secret)
    return render_person(request, door, link=link)


@router.post("/{person_id}/sessies/einde", name="person.end_sessions", dependencies=OWN_FORM)
def end_sessions(request: Request, door: AdministeredPerson) -> Response:
    """Sign this person out of every browser."""
    sign_in.end_all(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    return render_saved(request, door)


@router.post("/{person_id}/tokens/{token_id}/einde", name="person.revoke_token", dependencies=OWN_FORM)
def revoke_token(request: Request, door: AdministeredPerson, token_id: Id) -> Response:
    """Revoke a token of this person."""
    api_token.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id, token_id)
    return render_saved(request, door)
