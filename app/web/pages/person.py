"""People: who has which role, adding somebody, giving and taking roles, handing over what one leads."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import handover, person
from app.domain.refusal import Conflict, Invalid
from app.queries.lead import led_by
from app.web.deps.people import ManagedPeople, ManagedPerson, TakeableRole
from app.web.forms import TypedDep, require_own_form
from app.web.pages.person_answer import Errors, one, people, possible_successors, saved, to
from app.web.pages.person_form import TypedPerson, choices, chosen, typed_person
from app.web.responses import is_partial

router = APIRouter(prefix="/mensen", include_in_schema=False)

OURS = [Depends(require_own_form)]


@router.get("", name="person.index")
def index(request: Request, door: ManagedPeople, bewaard: str = "") -> Response:
    """Who has which role. Four queries, however many people there are."""
    return people(request, door, TypedPerson(), saved=int(bewaard) if bewaard.isdecimal() else 0)


@router.post("", name="person.create", dependencies=OURS)
def create(
    request: Request, door: ManagedPeople, typed: Annotated[TypedPerson, Depends(typed_person)]
) -> Response:
    """Add somebody with a first role; whoever is known already gets the role."""
    wrong: Errors = {}
    try:
        role = chosen(choices(door), typed.role)
    except Invalid as refused:
        wrong, role = refused.fields, None
    wrong = person.objections(typed.email, typed.name) | wrong
    if wrong or role is None:
        return people(request, door, typed, wrong, status=HTTPStatus.BAD_REQUEST)
    try:
        made = person.admit(
            door.session,
            door.app_state.act(door.viewer.id, "web"),
            email=typed.email,
            name=typed.name,
            role=role.role,
            programme_id=role.programme_id,
            party_id=role.party_id,
        )
    except Conflict as refused:
        return people(request, door, typed, {"role": refused.message}, status=HTTPStatus.CONFLICT)
    if is_partial(request):
        return people(request, door, TypedPerson(), saved=made)
    return to(request, "person.index", {"bewaard": made}, f"#person-{made}")


@router.get("/{person_id}", name="person.show")
def show(request: Request, door: ManagedPerson, bewaard: str = "") -> Response:
    """One person. Five queries, one more where they lead something, two for administrators."""
    return one(request, door, was_saved=bool(bewaard))


@router.post("/{person_id}/rollen", name="person.grant", dependencies=OURS)
def grant(request: Request, door: ManagedPerson, typed: TypedDep) -> Response:
    """Give this person a role."""
    role = typed["role"]
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
def revoke(request: Request, door: TakeableRole) -> Response:
    """Take this role."""
    try:
        person.revoke(door.session, door.app_state.act(door.viewer.id, "web"), door.grant.id)
    except Conflict as refused:
        return one(request, door, {f"grant-{door.grant.id}": refused.message}, status=HTTPStatus.CONFLICT)
    return saved(request, door)


@router.post("/{person_id}/overdracht", name="person.hand_over", dependencies=OURS)
def hand_over(request: Request, door: ManagedPerson, typed: TypedDep) -> Response:
    """Let somebody else lead everything that this person leads, in the programmes that the viewer manages."""
    to = typed["to"]
    act = door.app_state.act(door.viewer.id, "web")
    led = led_by(door.session, door.person.id, door.managed)
    known = {str(who): who for who, _ in possible_successors(door, led)}
    try:
        if to not in known:
            raise Invalid.because("to", "Choose who takes over.")
        handover.hand_over(door.session, act, door.person.id, known[to], within=door.managed)
    except Invalid as refused:
        return one(request, door, refused.fields, {"to": to}, HTTPStatus.BAD_REQUEST)
    return saved(request, door)
