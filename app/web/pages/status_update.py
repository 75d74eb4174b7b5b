"""Saying how a deliverable stands: the form, what it means while it is typed, and the saving of it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import status_update
from app.actions.statement import Before, checked
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.queries.deliverable import DeliverableState
from app.queries.own import own_deliverables
from app.queries.programme import programmes
from app.web.answer import is_partial, page
from app.web.deps import AsOf, SessionDep, VisitorDep
from app.web.doors import DeliverableDoor, EditableDeliverable, ReadableDeliverable
from app.web.form import from_our_form, number
from app.web.pages.status_update_answer import (
    ask,
    ask_again,
    at_place,
    form_of,
    queue,
    saved,
    saved_at,
    state_today,
)
from app.web.pages.status_update_form import (
    Place,
    TypedUpdate,
    beginning,
    place,
    place_asked,
    read_form,
    typed_update,
)

router = APIRouter(include_in_schema=False)

PlaceDep = Annotated[Place, Depends(place_asked)]


@router.get("/stand-van-zaken", name="status_update.index")
def index(request: Request, session: SessionDep, visitor: VisitorDep, bewaard: str = "") -> Response:
    """My deliverables, what is most urgent first. The number of queries grows with programmes alone."""
    viewer, today = visitor.viewer(session), visitor.world.today()
    mine = own_deliverables(session, viewer.id)
    readable = programmes(session, viewer.rights.readable())
    context = queue(session, viewer, [p for p in readable if p.id in mine], mine, today)
    context |= {
        "as_of": AsOf(today, today),
        "form": None,
        "saved": number(bewaard),
    }
    return page(request, "status_update/index.html", context, viewer=viewer)


@router.get("/producten/{deliverable_id}/stand-van-zaken", name="status_update.new")
def new(request: Request, door: EditableDeliverable, where: PlaceDep) -> Response:
    """The form, with what was said last in it."""
    state = state_today(door)
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
    van: str = "",
) -> Response:
    """What the words typed so far mean, and what follows from them; nothing is saved."""
    state = state_today(door)
    begun = beginning(state, place(van))
    said = {"status": status, "confidence": confidence, "phrase": phrase, "answer": answer}
    typed = TypedUpdate(**said, firmness=firmness, version=begun.version, van=van)
    form = form_of(request, door, state, typed)
    return at_place(request, door, form, only_reading=True)


@router.get("/producten/{deliverable_id}/rij", name="deliverable.row")
def row(request: Request, door: ReadableDeliverable, where: PlaceDep) -> Response:
    """The deliverable as it stands among others, its form closed."""
    if not is_partial(request):
        return RedirectResponse(saved_at(request, door, where, saved=False), HTTPStatus.SEE_OTHER)
    return at_place(request, door, None, where=where)


@router.post(
    "/producten/{deliverable_id}/stand-van-zaken",
    name="status_update.create",
    dependencies=[Depends(from_our_form)],
)
def create(
    request: Request, door: EditableDeliverable, typed: Annotated[TypedUpdate, Depends(typed_update)]
) -> Response:
    """Save what was typed; else the form with everything still in it, and a message beside each field."""
    said, wrong = read_form(typed, door.world.today())
    act = door.world.act(door.viewer.id, "web")
    try:
        if wrong:
            raise Invalid(wrong)
        status_update.submit(door.session, act, door.id, said, today=door.world.today())
    except Invalid as refused:
        state = state_today(door)
        found = _objections(said, state, door) | refused.fields
        return ask(request, door, state, typed, found, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, typed)
    return saved(request, door, typed.place)


@router.post(
    "/producten/{deliverable_id}/stand-van-zaken/geen-wijziging",
    name="status_update.confirm",
    dependencies=[Depends(from_our_form)],
)
def confirm(
    request: Request,
    door: EditableDeliverable,
    version: Annotated[str, Form()] = "",
    van: Annotated[str, Form()] = "",
) -> Response:
    """Say today what was said last; the version names the form, so that two presses are one answer."""
    state = state_today(door)
    if state.last is None:
        raise Conflict("Nothing was said of this yet. Give an update instead.")
    last = state.last
    said = status_update.Said(
        status=last.status,
        version=number(version),
        said_on=door.world.today(),
        confidence=last.confidence,
        text=last.text,
        reason=last.reason,
        answer=last.answer,
        delivered_on=last.delivered_on,
        submission=f"confirm-{door.id}-{number(version)}",
    )
    act = door.world.act(door.viewer.id, "web")
    try:
        status_update.submit(door.session, act, door.id, said, today=door.world.today())
    except Invalid as refused:  # the rules see more than when it was said last
        return ask(request, door, state, beginning(state, place(van)), refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, beginning(state_today(door), place(van)))
    return saved(request, door, place(van))


def _objections(
    said: status_update.Said, state: DeliverableState, door: DeliverableDoor
) -> dict[str, Message]:
    """Everything else that is wrong, so that nobody is sent back twice."""
    try:
        checked(said, Before(state.last, state.deadlines, state.needed), door.world.today())
    except Invalid as refused:
        return refused.fields
    return {}
