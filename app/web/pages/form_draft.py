"""The drafts of forms: what somebody types is kept while they type, and offered when they come back.

A draft belongs to one person and to the address that its form is sent to, which is `voor`. Saving the form
discards it (`session_scope`).
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from app.actions import draft
from app.queries.draft import draft as draft_of
from app.web.deps.session import AppStateDep, SessionDep, ViewerDep
from app.web.forms import TypedDep, require_own_form
from app.web.origin import query_of_page
from app.web.responses import render_part
from app.web.unsaved_form import RESUME, draft_place, without_secrets

router = APIRouter(include_in_schema=False, prefix="/concepten")
OWN_FORM = [Depends(require_own_form)]

Action = Annotated[str, Query(alias="voor", max_length=2000, pattern=r"^/([^/\\].*)?$")]
"""The address that the form is sent to, on this host."""


@router.get("", name="form_draft.show")
def show(request: Request, session: SessionDep, viewer: ViewerDep, action: Action) -> Response:
    """Offer what the viewer typed in a form before, unless the page shows it already."""
    is_shown = RESUME in query_of_page(request)
    context = {
        "draft": None if is_shown else draft_of(session, viewer.id, draft_place(action)),
        "action": action,
        "discard": request.app.state.paths("form_draft.delete", {"voor": action}),
        "resume": RESUME,
    }
    return render_part(request, "form_draft/_offer.html", context, viewer=viewer)


@router.post("", name="form_draft.create", dependencies=OWN_FORM)
def create(
    request: Request,
    session: SessionDep,
    app_state: AppStateDep,
    viewer: ViewerDep,
    typed: TypedDep,
    action: Action,
) -> Response:
    """Keep what the viewer typed so far, for themselves alone."""
    now, fields = app_state.now(), without_secrets(dict(typed.values))
    fields.pop("csrf_token", None)
    draft.save(session, viewer.id, draft_place(action), fields, now)
    id = request.headers.get("HX-Target", "").rpartition("#")[2] or "draft"
    return render_part(request, "form_draft/_kept.html", {"id": id, "kept_at": now}, viewer=viewer)


@router.post("/weg", name="form_draft.delete", dependencies=OWN_FORM)
def delete(request: Request, session: SessionDep, viewer: ViewerDep, action: Action) -> Response:
    """Throw the draft of a form away."""
    draft.discard(session, viewer.id, draft_place(action))
    return render_part(request, "form_draft/_offer.html", {"draft": None}, viewer=viewer)
