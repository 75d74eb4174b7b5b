"""Saving how a deliverable stands: what was typed, or once more what was said last."""

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.actions import draft, status_update
from app.actions.statement import Before, checked
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.queries.deliverable import DeliverableState
from app.web.deps.deliverable import DeliverableDoor
from app.web.forms import number
from app.web.pages.status_update_answer import at_place, saved_at
from app.web.pages.status_update_asking import ask, ask_again, state_of
from app.web.pages.status_update_typed import Place, TypedUpdate, beginning, draft_place, read_form
from app.web.responses import is_partial


def saved(request: Request, door: DeliverableDoor, typed: TypedUpdate) -> Response:
    """The place where it was typed, with what is said now; the form again where that cannot be saved."""
    said, wrong = read_form(typed, door.app_state.today())
    act = door.app_state.act(door.viewer.id, "web")
    try:
        if wrong:
            raise Invalid(wrong)
        status_update.submit(door.session, act, door.id, said, today=door.app_state.today())
    except Invalid as refused:
        state = state_of(door)
        found = _objections(said, state, door) | refused.fields
        return ask(request, door, state, typed, found, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, typed)
    if typed.concept:
        draft.drop(door.session, door.viewer.id, draft_place(door.id))
    return _shown(request, door, typed.place)


def confirm(door: DeliverableDoor, version: int) -> None:
    """Say today what was said last. Refuses where nothing was, and what saying it anew would be refused."""
    last = state_of(door).last
    if last is None:
        raise Conflict("Nothing was said of this yet. Give an update instead.")
    said = status_update.Said(
        status=last.status,
        version=version,
        said_on=door.app_state.today(),
        confidence=last.confidence,
        text=last.text,
        reason=last.reason,
        answer=last.answer,
        answer_in_report=last.answer_in_report,
        delivered_on=last.delivered_on,
        submission=f"confirm-{door.id}-{version}",
    )
    act = door.app_state.act(door.viewer.id, "web")
    status_update.submit(door.session, act, door.id, said, today=door.app_state.today())


def confirmed(request: Request, door: DeliverableDoor, typed: TypedUpdate) -> Response:
    """The same as an answer; of what was typed only the version and the place are read."""
    try:
        confirm(door, number(typed.version))
    except Invalid as refused:  # the rules see more than when it was said last
        state = state_of(door)
        opened = beginning(state, typed.place)
        return ask(request, door, state, opened, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, beginning(state_of(door), typed.place))
    return _shown(request, door, typed.place)


def _objections(
    said: status_update.Said, state: DeliverableState, door: DeliverableDoor
) -> dict[str, Message]:
    """Everything else that is wrong, so that nobody is sent back twice."""
    try:
        checked(said, Before(state.last, state.deadlines, state.needed), door.app_state.today())
    except Invalid as refused:
        return refused.fields
    return {}


def _shown(request: Request, door: DeliverableDoor, where: Place) -> Response:
    """What was saved at the place where it was typed; a whole page goes there."""
    if not is_partial(request):
        return RedirectResponse(saved_at(request, door, where), HTTPStatus.SEE_OTHER)
    return at_place(request, door, None, where=where, saved=True)
