"""Where an update is answered: in the row, in the queue, or on the page of the deliverable itself."""

from fastapi import Request
from fastapi.responses import Response

from app.queries.deliverable import DeliverableState, deliverable_states
from app.web.deps.deliverable import DeliverableDoor
from app.web.deps.session import AsOf
from app.web.pages.status_update_form import UpdateForm
from app.web.pages.status_update_typed import Place
from app.web.responses import is_partial, page, part
from app.web.views import rows as rows_of

_TEMPLATES = {
    Place.DELIVERABLE: "deliverable/_slot.html",
    Place.PROJECT: "deliverable/_row.html",
    Place.QUEUE: "status_update/_task.html",
}


def at_place(
    request: Request,
    door: DeliverableDoor,
    form: UpdateForm | None,
    *,
    where: Place | None = None,
    saved: bool = False,
    state: DeliverableState | None = None,
    only_reading: bool = False,
    status_code: int = 200,
) -> Response:
    """The place with its form open or closed; a whole page with the form where no part was asked for.

    `state` is how the deliverable stands now, where it is a row among others and that is at hand.
    """
    today = door.app_state.today()
    context: dict[str, object] = {
        "programme": door.programme,
        "as_of": AsOf(today, today),
        "id": door.id,
        "form": form,
        "saved": door.id if saved else 0,
        "closed": form is None and not saved,
    }
    if form and not is_partial(request):
        return page(request, "status_update/new.html", context, viewer=door.viewer, status_code=status_code)
    if form and only_reading:
        return part(request, "status_update/_reading.html", context, viewer=door.viewer)
    stood = form.place if form else where or Place.DELIVERABLE
    if stood is not Place.DELIVERABLE:
        context["row"] = rows_of.row(state or _state_of(door), door.viewer, door.programme, today)
    return part(request, _TEMPLATES[stood], context, viewer=door.viewer, status_code=status_code)


def saved_at(request: Request, door: DeliverableDoor, where: Place, *, saved: bool = True) -> str:
    """The address of the place, with word of what was saved."""
    paths, place = request.app.state.paths, door.place
    query = {"bewaard": door.id} if saved else {}
    anchor = f"#deliverable-{door.id}"
    if where is Place.PROJECT:
        return str(paths("project.show", query, project_id=place.project_id)) + anchor
    if where is Place.QUEUE:
        return str(paths("status_update.index", query)) + anchor
    return str(paths("deliverable.show", query, deliverable_id=door.id))


def _state_of(door: DeliverableDoor) -> DeliverableState:
    today = door.app_state.today()
    return deliverable_states(door.session, door.programme.id, today, [door.id])[0]
