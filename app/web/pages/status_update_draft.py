"""What somebody is typing of a deliverable is kept until they say it, for themselves alone."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import draft
from app.web.answer import part
from app.web.doors import opened_for_update
from app.web.often import change, posted
from app.web.pages.status_update_asking import ask, state_of
from app.web.pages.status_update_typed import TypedUpdate, beginning, draft_place, typed_update
from app.web.world import world_of

router = APIRouter(include_in_schema=False)

_PATH = "/producten/{deliverable_id}/stand-van-zaken/concept"
_OF_THE_FORM = ("submission", "concept")
"""What a form carries beside what is typed; each form has its own."""


@posted(router, _PATH, name="draft.create")
async def create(request: Request, deliverable_id: int) -> Response:
    """Keep what was typed so far."""
    typed, now = await typed_update(request), world_of(request).now()
    said = {name: getattr(typed, name) for name in TypedUpdate.__slots__ if name not in _OF_THE_FORM}

    def kept(session: Session) -> Response:
        door = opened_for_update(session, request, deliverable_id)
        draft.keep(session, door.viewer.id, draft_place(door.id), said, now)
        context = {"id": door.id, "kept_at": now}
        return part(request, "status_update/_draft.html", context, viewer=door.viewer)

    return await change(request, kept)


@posted(router, f"{_PATH}/weg", name="draft.delete")
async def delete(request: Request, deliverable_id: int) -> Response:
    """Throw it away: the form as it opens with what was said last."""
    typed = await typed_update(request)

    def gone(session: Session) -> Response:
        door = opened_for_update(session, request, deliverable_id)
        draft.drop(session, door.viewer.id, draft_place(door.id))
        state = state_of(door)
        return ask(request, door, state, beginning(state, typed.place))

    return await change(request, gone)
