"""What a programme steers by, for the office: adding and changing each kind of it."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.domain.refusal import Invalid, Message, NotFound, Stale
from app.web.deps.programme import ProgrammeDoor, SteerableProgramme
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, require_own_form
from app.web.pages.steering_kinds import KINDS, SteeringKind, StoredEntity
from app.web.responses import page, redirect_to

router = APIRouter(prefix="/programmas/{slug}", include_in_schema=False)


def _add_routes(kind: SteeringKind) -> None:
    ours = [Depends(require_own_form)]

    @router.get(f"/{kind.word}/nieuw", name=f"{kind.thing}.new")
    def new(request: Request, door: SteerableProgramme) -> Response:
        """An empty form."""
        return _ask(request, door, kind, Typed(kind.begins))

    @router.post(f"/{kind.word}/nieuw", name=f"{kind.thing}.create", dependencies=ours)
    def create(request: Request, door: SteerableProgramme, typed: TypedDep) -> Response:
        """Keep it; else the form with everything still in it, and a message beside each field."""
        act = door.app_state.act(door.viewer.id, "web")
        try:
            made = kind.add(door.session, act, door.programme.id, typed)
        except Invalid as refused:
            return _ask(request, door, kind, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
        return _saved(request, door, kind, made)

    @router.get(f"/{kind.word}/{{thing_id}}", name=f"{kind.thing}.edit")
    def edit(request: Request, door: SteerableProgramme, thing_id: Id) -> Response:
        """The form with what it is now."""
        now = _kept(door, kind, thing_id)
        return _ask(request, door, kind, Typed(now.values), thing_id=thing_id, now=now)

    @router.post(f"/{kind.word}/{{thing_id}}", name=f"{kind.thing}.update", dependencies=ours)
    def update(request: Request, door: SteerableProgramme, thing_id: Id, typed: TypedDep) -> Response:
        """Tell it anew; who was second is shown what the first said, with their own words in the form."""
        now, act = _kept(door, kind, thing_id), door.app_state.act(door.viewer.id, "web")
        try:
            kind.change(door.session, act, door.programme.id, thing_id, typed)
        except Invalid as refused:
            wrong, status = refused.fields, HTTPStatus.BAD_REQUEST
            return _ask(request, door, kind, typed, wrong, thing_id=thing_id, now=now, status=status)
        except Stale:
            typed = Typed({**typed.values, "version": now.values["version"]})
            status = HTTPStatus.CONFLICT
            return _ask(request, door, kind, typed, thing_id=thing_id, now=now, status=status)
        return _saved(request, door, kind, thing_id)


def _kept(door: ProgrammeDoor, kind: SteeringKind, thing_id: int) -> StoredEntity:
    now = kind.open(door, thing_id)
    if now is None:
        raise NotFound("There is nothing here, or not for you.")
    return now


def _ask(
    request: Request,
    door: ProgrammeDoor,
    kind: SteeringKind,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    *,
    thing_id: int | None = None,
    now: StoredEntity | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    if status >= HTTPStatus.BAD_REQUEST:  # a form is saved whole or not at all
        door.session.rollback()
    context = {
        "programme": door.programme,
        "active_tab": kind.index,
        "kind": kind,
        "thing_id": thing_id,
        "now": now,
        "typed": typed,
        "errors": errors or {},
        "is_stale": status is HTTPStatus.CONFLICT,
        "choices": kind.choices(door.session, door.programme.id),
    }
    return page(request, "steering/edit.html", context, viewer=door.viewer, status_code=status)


def _saved(request: Request, door: ProgrammeDoor, kind: SteeringKind, thing_id: int) -> Response:
    anchor = f"{kind.thing.replace('_', '-')}-{thing_id}"
    return redirect_to(request, kind.index, {"bewaard": thing_id}, anchor, slug=door.programme.slug)


for _kind in KINDS.values():
    _add_routes(_kind)
