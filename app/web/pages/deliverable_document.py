"""Laying something beside a deliverable: evidence, where it was promised, and when it took place."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import deliverable_document
from app.domain.refusal import Invalid, Message
from app.tables import Deliverable
from app.web.deps.deliverable import DeliverableAccess, EditableDeliverable
from app.web.forms import Typed, TypedDep, all_or_nothing, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.deliverable_document import DOCUMENT_FORMS, DocumentForm

router = APIRouter(include_in_schema=False, prefix="/producten/{deliverable_id}")
OWN_FORM = [Depends(require_own_form)]


def _offer(form: DocumentForm) -> None:
    """Offer the routes of one kind of document: its empty form, and saving what was typed."""

    @router.get(f"/{form.word}", name=f"{form.record}.new")
    def new(request: Request, access: EditableDeliverable) -> Response:
        return _render(request, access, form, Typed())

    @router.post(f"/{form.word}", name=f"{form.record}.create", dependencies=OWN_FORM)
    def create(request: Request, access: EditableDeliverable, typed: TypedDep) -> Response:
        return _create(request, access, form, typed)


for _form in DOCUMENT_FORMS.values():
    _offer(_form)


def _create(request: Request, access: DeliverableAccess, form: DocumentForm, typed: Typed) -> Response:
    """Save the document; a refusal shows the form again with what was typed."""
    try:
        with all_or_nothing(access.session):
            document, said_on = form.read(typed), typed.day("said_on")
            added_id = deliverable_document.add(
                access.session, access.act, access.id, document, said_on=said_on
            )
    except Invalid as refused:
        return _render(request, access, form, typed, refused.fields, HTTPStatus.BAD_REQUEST)
    return redirect_to(
        request, "deliverable.show", {"bewaard": f"{form.word}-{added_id}"}, deliverable_id=access.id
    )


def _render(
    request: Request,
    access: DeliverableAccess,
    form: DocumentForm,
    typed: Typed,
    errors: Mapping[str, Message] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "deliverable": access.session.get_one(Deliverable, access.id),
        "kind": form,
        "typed": typed,
        "errors": errors or {},
    }
    return render_page(
        request, "deliverable_document/new.html", context, viewer=access.viewer, status_code=status
    )
