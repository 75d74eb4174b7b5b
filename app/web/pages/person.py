"""People, for an administrator: who is known, what they may do, and how they come in."""

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
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.responses import is_partial, page, redirect_to


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role that can be given, in words as it stands in the list."""

    role: Role
    programme_id: int | None
    party_id: int | None
    text: str

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{self.role}.{self.programme_id or ''}.{self.party_id or ''}"


class PersonForm(OwnForm):
    """Somebody to add, with a role."""

    email: FormText = ""
    name: FormText = ""
    role: FormText = ""


class RoleForm(OwnForm):
    """A role to give."""

    role: FormText = ""


class SuccessorForm(OwnForm):
    """The id of who takes over."""

    to: FormText = ""


def choices(door: PeopleDoor) -> list[RoleChoice]:
    """Every role that the viewer may give, by programme. Two queries."""
    where = programmes(door.session, door.managed)
    sponsors = parties(door.session, [programme.id for programme in where])
    found = [choice for programme in where for choice in _of_programme(programme, sponsors)]
    words = translator()
    found.append(RoleChoice(Role.ADMIN, None, None, words.gettext("administrator of this installation")))
    return [one for one in found if door.viewer.rights.may_give(one.role, one.programme_id)]


def chosen(offered: list[RoleChoice], value: str) -> RoleChoice:
    """The choice with this value; refuses, beside the field, what is not offered to this viewer."""
    found = next((one for one in offered if one.value == value), None)
    if found is None:
        raise Invalid({"role": Message("Choose one of the given values.") if value else _NOTHING_CHOSEN})
    return found


_NOTHING_CHOSEN = Message("Choose a role.")


def _of_programme(programme: ProgrammeRow, sponsors: list[PartyRow]) -> list[RoleChoice]:
    """An administrator is one of the whole installation; a sponsor speaks for a party of the programme."""
    words = translator()
    plain = [
        RoleChoice(role, programme.id, None, f"{programme.title}: {word(words, role)}")
        for role in (Role.LEAD, Role.OFFICE, Role.READER)
    ]
    said = words.gettext("%(programme)s: sponsor on behalf of %(party)s")
    return plain + [
        RoleChoice(
            Role.SPONSOR,
            programme.id,
            party.id,
            said % {"programme": programme.title, "party": party.short_in(programme.id)},
        )
        for party in sponsors
        if (programme.id, PartyKind.SPONSOR) in party.roles
    ]


Errors = dict[str, Message]


def people(
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
        "choices": [(one.value, one.text) for one in choices(door)],
        "typed": form,
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/index.html", "people"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def one(
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
    led = led_by(door.session, someone.id, door.managed)
    context = {
        "active_page": "person.index",
        "someone": someone,
        "takeable": {g.id for g in someone.grants if rights.may_give(g.role, g.programme_id)},
        "choices": [(one.value, one.text) for one in choices(door)],
        "led": led,
        "successors": [(str(who), name) for who, name in possible_successors(door, led)],
        "typed": {"role": "", "to": "", **(typed or {})},
        "errors": errors or {},
        "saved": was_saved,
        "link": link,
        **_access(door),
    }
    template, block = "person/show.html", "roles"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def _access(door: PersonDoor) -> dict[str, object]:
    """Where somebody is signed in and which tokens they have; for administrators, two queries."""
    if not door.viewer.rights.administers:
        return {"sign_ins": None, "tokens": None}
    now = door.app_state.now()
    return {
        "sign_ins": sign_ins(door.session, door.person.id, now, idle=door.app_state.idle),
        "tokens": api_tokens(door.session, door.person.id, now),
    }


def possible_successors(door: PersonDoor, led: Sequence[Led]) -> list[tuple[int, str]]:
    return (
        [] if not led else possible_leads(door.session, [one.programme_id for one in led], but=door.person.id)
    )


def saved(request: Request, door: PersonDoor) -> Response:
    """The person as they are now; whoever lost the last role that the viewer sees is in the list no more."""
    left = holders(door.session, door.managed, door.person.id)
    if is_partial(request):
        gone = Holder(door.person.id, door.person.name, door.person.email)
        return one(request, door, holder=left[0] if left else gone, was_saved=True)
    if door.person.id == door.viewer.id:  # they may have given up the very right to look here
        return redirect_to(request, "role.index")
    if left:
        return redirect_to(request, "person.show", {"bewaard": 1}, person_id=door.person.id)
    return redirect_to(request, "person.index")


router = APIRouter(prefix="/mensen", include_in_schema=False)

OURS = [Depends(require_own_form)]


@router.get("", name="person.index")
def index(request: Request, door: ManagedPeople, bewaard: str = "") -> Response:
    """Who has which role. Four queries, however many people there are."""
    return people(request, door, PersonForm(), saved=int(bewaard) if bewaard.isdecimal() else 0)


@router.post("", name="person.create", dependencies=OURS)
def create(request: Request, door: ManagedPeople, form: Annotated[PersonForm, Form()]) -> Response:
    """Add somebody with a first role; whoever is known already gets the role."""
    wrong: Errors = {}
    try:
        role = chosen(choices(door), form.role)
    except Invalid as refused:
        wrong, role = refused.fields, None
    wrong = person.objections(form.email, form.name) | wrong
    if wrong or role is None:
        return people(request, door, form, wrong, status=HTTPStatus.BAD_REQUEST)
    try:
        made = person.admit(
            door.session,
            door.app_state.act(door.viewer.id, "web"),
            email=form.email,
            name=form.name,
            role=role.role,
            programme_id=role.programme_id,
            party_id=role.party_id,
        )
    except Conflict as refused:
        return people(request, door, form, {"role": refused.message}, status=HTTPStatus.CONFLICT)
    if is_partial(request):
        return people(request, door, PersonForm(), saved=made)
    return redirect_to(request, "person.index", {"bewaard": made}, f"person-{made}")


@router.get("/{person_id}", name="person.show")
def show(request: Request, door: ManagedPerson, bewaard: str = "") -> Response:
    """One person. Five queries, one more where they lead something, two for administrators."""
    return one(request, door, was_saved=bool(bewaard))


@router.post("/{person_id}/rollen", name="person.grant", dependencies=OURS)
def grant(request: Request, door: ManagedPerson, form: Annotated[RoleForm, Form()]) -> Response:
    """Give this person a role."""
    role = form.role
    try:
        given = chosen(choices(door), role)
        person.grant(
            door.session,
            door.app_state.act(door.viewer.id, "web"),
            door.person.id,
            given.role,
            programme_id=given.programme_id,
            party_id=given.party_id,
        )
    except Invalid as refused:
        return one(request, door, refused.fields, {"role": role}, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return one(request, door, {"role": refused.message}, {"role": role}, HTTPStatus.CONFLICT)
    return saved(request, door)


@router.post("/{person_id}/rollen/{grant_id}/intrekking", name="person.revoke", dependencies=OURS)
def revoke(request: Request, door: RevocableRole) -> Response:
    """Take this role."""
    try:
        person.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.grant.id)
    except Conflict as refused:
        return one(request, door, {f"grant-{door.grant.id}": refused.message}, status=HTTPStatus.CONFLICT)
    return saved(request, door)


@router.post("/{person_id}/overdracht", name="person.hand_over", dependencies=OURS)
def hand_over(request: Request, door: ManagedPerson, form: Annotated[SuccessorForm, Form()]) -> Response:
    """Let somebody else lead everything that this person leads, in the programmes that the viewer manages."""
    to = form.to
    act = door.app_state.act(door.viewer.id, "web")
    led = led_by(door.session, door.person.id, door.managed)
    known = {str(who): who for who, _ in possible_successors(door, led)}
    try:
        if to not in known:
            raise Invalid.because("to", "Choose who takes over.")
        person.hand_over(door.session, act, door.person.id, known[to], within=door.managed)
    except Invalid as refused:
        return one(request, door, refused.fields, {"to": to}, HTTPStatus.BAD_REQUEST)
    return saved(request, door)


@router.post("/{person_id}/uitnodiging", name="person.invite", dependencies=OURS)
def invite(request: Request, door: AdministeredPerson) -> Response:
    """A link with which this person sets a password, shown this once; an earlier one no longer works."""
    secret = invitation.issue(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    link = door.app_state.settings.public_url.rstrip("/") + invitation.PATH.format(secret=secret)
    return one(request, door, link=link)


@router.post("/{person_id}/sessies/einde", name="person.end_sessions", dependencies=OURS)
def end_sessions(request: Request, door: AdministeredPerson) -> Response:
    """Sign this person out of every browser."""
    sign_in.end_all(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id)
    return saved(request, door)


@router.post("/{person_id}/tokens/{token_id}/einde", name="person.revoke_token", dependencies=OURS)
def revoke_token(request: Request, door: AdministeredPerson, token_id: Id) -> Response:
    """Let a token of this person open nothing any more."""
    api_token.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.person.id, token_id)
    return saved(request, door)
