"""People: who has which role, adding somebody, giving and taking roles, handing over what one leads."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import handover, person
from app.domain.refusal import Conflict, Invalid, Message
from app.queries.lead import Led, led_by, successors
from app.queries.role_grant import Holder, holders
from app.web.answer import is_partial, page
from app.web.form import from_our_form
from app.web.pages.person_form import TypedPerson, choices, chosen, typed_person
from app.web.person_door import ManagedPeople, ManagedPerson, PeopleDoor, PersonDoor, TakeableRole

router = APIRouter(prefix="/mensen", include_in_schema=False)

OURS = [Depends(from_our_form)]
Errors = dict[str, Message]


@router.get("", name="person.index")
def index(request: Request, door: ManagedPeople, bewaard: str = "") -> Response:
    """Who has which role. Four queries, however many people there are."""
    return _list(request, door, TypedPerson(), saved=int(bewaard) if bewaard.isdecimal() else 0)


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
        return _list(request, door, typed, wrong, status=HTTPStatus.BAD_REQUEST)
    try:
        made = person.admit(
            door.session,
            door.world.act(door.viewer.id, "web"),
            email=typed.email,
            name=typed.name,
            role=role.role,
            programme_id=role.programme_id,
            party_id=role.party_id,
        )
    except Conflict as refused:
        return _list(request, door, typed, {"role": refused.message}, status=HTTPStatus.CONFLICT)
    if is_partial(request):
        return _list(request, door, TypedPerson(), saved=made)
    return _to(request, "person.index", {"bewaard": made}, f"#person-{made}")


@router.get("/{person_id}", name="person.show")
def show(request: Request, door: ManagedPerson, bewaard: str = "") -> Response:
    """One person. Five queries, and one more where they lead something."""
    return _one(request, door, saved=bool(bewaard))


@router.post("/{person_id}/rollen", name="person.grant", dependencies=OURS)
def grant(request: Request, door: ManagedPerson, role: Annotated[str, Form()] = "") -> Response:
    """Give this person a role."""
    try:
        given = chosen(choices(door), role)
        person.grant(
            door.session,
            door.world.act(door.viewer.id, "web"),
            door.person.id,
            given.role,
            programme_id=given.programme_id,
            party_id=given.party_id,
        )
    except Invalid as refused:
        return _one(request, door, refused.fields, {"role": role}, HTTPStatus.BAD_REQUEST)
    except Conflict as refused:
        return _one(request, door, {"role": refused.message}, {"role": role}, HTTPStatus.CONFLICT)
    return _saved(request, door)


@router.post("/{person_id}/rollen/{grant_id}/intrekking", name="person.revoke", dependencies=OURS)
def revoke(request: Request, door: TakeableRole) -> Response:
    """Take this role."""
    try:
        person.revoke(door.session, door.world.act(door.viewer.id, "web"), door.grant.id)
    except Conflict as refused:
        return _one(request, door, {f"grant-{door.grant.id}": refused.message}, status=HTTPStatus.CONFLICT)
    return _saved(request, door)


@router.post("/{person_id}/overdracht", name="person.hand_over", dependencies=OURS)
def hand_over(request: Request, door: ManagedPerson, to: Annotated[str, Form()] = "") -> Response:
    """Let somebody else lead everything that this person leads, in the programmes that the viewer manages."""
    act = door.world.act(door.viewer.id, "web")
    led = led_by(door.session, door.person.id, door.managed)
    known = {str(one): one for one, _ in _successors(door, led)}
    try:
        if to not in known:
            raise Invalid.because("to", "Choose who takes over.")
        handover.hand_over(door.session, act, door.person.id, known[to], within=door.managed)
    except Invalid as refused:
        return _one(request, door, refused.fields, {"to": to}, HTTPStatus.BAD_REQUEST)
    return _saved(request, door)


def _list(
    request: Request,
    door: PeopleDoor,
    typed: TypedPerson,
    errors: Errors | None = None,
    *,
    saved: int = 0,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "active_page": "person.index",
        "people": holders(door.session, door.managed),
        "choices": [(one.value, one.text) for one in choices(door)],
        "typed": typed,
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/index.html", "people"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def _one(
    request: Request,
    door: PersonDoor,
    errors: Errors | None = None,
    typed: dict[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    holder: Holder | None = None,
    saved: bool = False,
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
        "successors": [(str(one), name) for one, name in _successors(door, led)],
        "typed": {"role": "", "to": "", **(typed or {})},
        "errors": errors or {},
        "saved": saved,
    }
    template, block = "person/show.html", "roles"
    return page(request, template, context, block=block, viewer=door.viewer, status_code=status)


def _successors(door: PersonDoor, led: Sequence[Led]) -> list[tuple[int, str]]:
    return [] if not led else successors(door.session, [one.programme_id for one in led], but=door.person.id)


def _saved(request: Request, door: PersonDoor) -> Response:
    """The person as they are now; whoever lost the last role that the viewer sees is in the list no more."""
    left = holders(door.session, door.managed, door.person.id)
    if is_partial(request):
        gone = Holder(door.person.id, door.person.name, door.person.email)
        return _one(request, door, holder=left[0] if left else gone, saved=True)
    if door.person.id == door.viewer.id:  # they may have given up the very right to look here
        return _to(request, "role.index")
    if left:
        return _to(request, "person.show", {"bewaard": 1}, person_id=door.person.id)
    return _to(request, "person.index")


def _to(
    request: Request, name: str, query: dict[str, object] | None = None, anchor: str = "", **places: object
) -> Response:
    return RedirectResponse(request.app.state.paths(name, query, **places) + anchor, HTTPStatus.SEE_OTHER)
