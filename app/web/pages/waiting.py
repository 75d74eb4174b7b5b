"""What waits for the viewer: everything that is asked of them, in every role, as one list."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.queries.programme import programmes
from app.web.deps.session import AppStateDep, SessionDep, ViewerDep
from app.web.forms import read_number
from app.web.responses import is_partial, redirect_to, render_page, render_part
from app.web.views.waiting import draw_waiting
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False)


@router.get("/wacht-op-u", name="waiting.index")
def index(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, bewaard: str = ""
) -> Response:
    """List what waits for the viewer, by kind. The number of queries does not depend on how much that is."""
    waiting = load_waiting(app_state, session, viewer)
    today, paths = app_state.today(), request.app.state.paths
    readable = {row.id: row for row in programmes(session, viewer.rights.held_in)}
    saved_id = read_number(bewaard)
    context = {
        "active_page": "waiting.index",
        "groups": draw_waiting(waiting.items, readable, viewer.rights, paths, today),
        "count": len(waiting.items),
        "late": sum(item.is_late(today) for item in waiting.items),
        "waiting_count": len(waiting.items),
        "saved": next((state for state in waiting.answerable if state.id == saved_id), None),
    }
    return render_page(request, "waiting/index.html", context, viewer=viewer)


@router.get("/wacht-op-u/aantal", name="waiting.count")
def count(request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep) -> Response:
    """Count what waits for the viewer, for the menu of a page that did not know it."""
    if not is_partial(request):
        return redirect_to(request, "waiting.index")
    number = len(load_waiting(app_state, session, viewer).items)
    return render_part(request, "waiting/_count.html", {"number": number}, viewer=viewer)
