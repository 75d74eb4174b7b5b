"""What somebody is typing of a deliverable is kept until they say it, for themselves alone."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import draft
from app.web.deps.deliverable import EditableDeliverable
from app.web.forms import from_our_form
from app.web.pages.status_update_asking import ask, state_of
from app.web.pages.status_update_typed import TypedUpdate, TypedUpdateDep, beginning, draft_place
from app.web.responses import part

router = APIRouter(include_in_schema=False)

_PATH = "/producten/{deliverable_id}/stand-van-zaken/concept"
_OF_THE_FORM = ("submission", "concept")
"""What a form carries beside what is typed; each form has its own."""


@router.post(_PATH, name="draft.create", dependencies=[Depends(from_our_form)])
def create(request: Request, door: EditableDeliverable, typed: TypedUpdateDep) -> Response:
    """Keep what was typed so far."""
    now = door.app_state.now()
    fields = {name: getattr(typed, name) for name in TypedUpdate.__slots__ if name not in _OF_THE_FORM}
    draft.keep(door.session, door.viewer.id, draft_place(door.id), fields, now)
    return part(request, "status_update/_draft.html", {"id": door.id, "kept_at": now}, viewer=door.viewer)


@router.post(f"{_PATH}/weg", name="draft.delete", dependencies=[Depends(from_our_form)])
def delete(request: Request, door: EditableDeliverable, typed: TypedUpdateDep) -> Response:
    """Throw it away: the form as it opens with what was said last."""
    draft.drop(door.session, door.viewer.id, draft_place(door.id))
    state = state_of(door)
    return ask(request, door, state, beginning(state, typed.place))
