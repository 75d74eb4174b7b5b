"""Saying how a deliverable stands: the form, what it means while it is typed, and the saving of it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.queries.draft import draft
from app.web.deps.deliverable import EditableDeliverable, ReadableDeliverable
from app.web.forms import from_our_form
from app.web.pages.status_update_answer import at_place, saved_at
from app.web.pages.status_update_asking import ask, form_of, state_of
from app.web.pages.status_update_saving import confirmed, saved
from app.web.pages.status_update_typed import (
    Place,
    TypedUpdate,
    TypedUpdateDep,
    beginning,
    draft_place,
    drafted,
    place,
    place_asked,
)
from app.web.responses import is_partial

router = APIRouter(include_in_schema=False)

PlaceDep = Annotated[Place, Depends(place_asked)]


@router.get("/producten/{deliverable_id}/stand-van-zaken", name="status_update.new")
def new(request: Request, door: EditableDeliverable, where: PlaceDep) -> Response:
    """The form, with what was said last in it, or with what the viewer was typing before."""
    state, kept = state_of(door), draft(door.session, door.viewer.id, draft_place(door.id))
    if kept is not None:
        return ask(request, door, state, drafted(kept.typed, where), kept_at=kept.saved_at)
    return ask(request, door, state, beginning(state, where))


@router.get("/producten/{deliverable_id}/stand-van-zaken/duiding", name="status_update.reading")
def read(
    request: Request,
    door: EditableDeliverable,
    status: str = "",
    confidence: str = "",
    phrase: str = "",
    firmness: str = "",
    answer: str = "",
    answer_in_report: str = "",
    stood: str = "",
    van: str = "",
) -> Response:
    """What the words typed so far mean, and what follows from them; nothing is saved."""
    state = state_of(door)
    begun = beginning(state, place(van))
    said = {"status": status, "confidence": confidence, "phrase": phrase, "stood": stood}
    answered = {"answer": answer, "answer_in_report": answer_in_report}
    typed = TypedUpdate(**said, **answered, firmness=firmness, version=begun.version, van=van)
    form = form_of(request, door, state, typed)
    return at_place(request, door, form, only_reading=True)


@router.get("/producten/{deliverable_id}/rij", name="deliverable.row")
def row(request: Request, door: ReadableDeliverable, where: PlaceDep) -> Response:
    """The deliverable as it stands among others, its form closed."""
    if not is_partial(request):
        return RedirectResponse(saved_at(request, door, where, saved=False), HTTPStatus.SEE_OTHER)
    return at_place(request, door, None, where=where)


_OWN_FORM = [Depends(from_our_form)]


@router.post(
    "/producten/{deliverable_id}/stand-van-zaken", name="status_update.create", dependencies=_OWN_FORM
)
def create(request: Request, door: EditableDeliverable, typed: TypedUpdateDep) -> Response:
    """Save what was typed; else the form with everything still in it, and a message beside each field."""
    return saved(request, door, typed)


@router.post(
    "/producten/{deliverable_id}/stand-van-zaken/geen-wijziging",
    name="status_update.confirm",
    dependencies=_OWN_FORM,
)
def confirm(request: Request, door: EditableDeliverable, typed: TypedUpdateDep) -> Response:
    """Say today what was said last; the version names the form, so that two presses are one answer."""
    return confirmed(request, door, typed)
