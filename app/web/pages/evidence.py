"""Adding what shows that a deliverable was delivered."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import deliverable
from app.domain.refusal import Invalid, Message
from app.tables import Deliverable
from app.web.deps.deliverable import DeliverableAccess, EditableDeliverable
from app.web.forms import Typed, TypedDep, all_or_nothing, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(include_in_schema=False, prefix="/producten/{deliverable_id}/bewijs")


@router.get("", name="evidence.new")
def new(request: Request, access: EditableDeliverable) -> Response:
    """Show the empty form."""
    return _render(request, access, Typed())


@router.post("", name="evidence.create", dependencies=[Depends(require_own_form)])
def create(request: Request, access: EditableDeliverable, typed: TypedDep) -> Response:
    """Save the evidence; a refusal shows the form again with what was typed."""
    try:
        with all_or_nothing(access.session):
            evidence_id = deliverable.show_evidence(
                access.session,
                access.act,
                access.id,
                typed["title"],
                url=typed["url"].strip() or None,
                on=typed.day("on"),
                said_on=typed.day("said_on"),
            )
    except Invalid as refused:
        return _render(request, access, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    saved = f"bewijs-{evidence_id}"
    return redirect_to(request, "deliverable.show", {"bewaard": saved}, deliverable_id=access.id)


def _render(
    request: Request,
    access: DeliverableAccess,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "deliverable": access.session.get_one(Deliverable, access.id),
        "typed": typed,
        "errors": errors or {},
    }
    return render_page(request, "evidence/new.html", context, viewer=access.viewer, status_code=status)
