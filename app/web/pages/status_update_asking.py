"""Asking how a deliverable stands: its form as it opens, and again with what was wrong in it."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response

from app.domain.refusal import Message
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import dependents_of, states_by_id
from app.web.deps.deliverable import DeliverableDoor
from app.web.pages.status_update_answer import at_place
from app.web.pages.status_update_form import UpdateForm
from app.web.pages.status_update_reading import reading
from app.web.pages.status_update_typed import TypedUpdate
from app.web.responses import is_partial


def state_of(door: DeliverableDoor) -> DeliverableState:
    """The deliverable as it stands today, also after a change in this very request."""
    return states_by_id(door.session, door.programme.id, [door.id], door.app_state.today())[door.id]


def form_of(
    request: Request,
    door: DeliverableDoor,
    state: DeliverableState,
    typed: TypedUpdate,
    errors: dict[str, Message] | None = None,
    is_stale: bool = False,
) -> UpdateForm:
    """The form with what was typed so far, and what that means."""
    today = door.app_state.today()
    waiting = dependents_of(door.session, door.programme.id, door.id, today)
    meant = reading(state, waiting, typed.phrase, typed.status, typed.confidence, today, typed.stood)
    return UpdateForm(state, typed, meant, is_partial(request), errors or {}, is_stale)


def ask(
    request: Request,
    door: DeliverableDoor,
    state: DeliverableState,
    typed: TypedUpdate,
    errors: dict[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    kept_at: datetime | None = None,
) -> Response:
    """The form, at its place; `kept_at` is when what stands in it was kept as a draft."""
    form = replace(form_of(request, door, state, typed, errors), kept_at=kept_at)
    return at_place(request, door, form, status_code=status)


def ask_again(request: Request, door: DeliverableDoor, typed: TypedUpdate) -> Response:
    """Both texts side by side; the version is now the one that they have seen."""
    state = state_of(door)
    renewed = TypedUpdate(**{**_fields(typed), "version": str(state.version)})
    form = form_of(request, door, state, renewed, is_stale=True)
    return at_place(request, door, form, status_code=HTTPStatus.CONFLICT)


def _fields(typed: TypedUpdate) -> dict[str, str]:
    return {name: getattr(typed, name) for name in TypedUpdate.__slots__}
