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
from app.web.views.deliverable_document import EVIDENCE, OCCURRENCE, SOURCE, DocumentForm

router = APIRouter(include_in_schema=False, prefix="/producten/{deliverable_id}")
OWN_FORM = [Depends(require_own_form)]


@router.get("/bewijs", name="evidence.new")
def new_evidence(request: Request, access: EditableDeliverable) -> Response:
    """Show the empty form of evidence."""
    return _render(request, access, EVIDENCE, Typed())


@router.post("/bewijs", name="evidence.create", dependencies=OWN_FORM)
def create_evidence(request: Request, access: EditableDeliverable, typed: TypedDep) -> Response:
    """Save the evidence; a refusal shows the form again with what was typed."""
    return _create(request, access, EVIDENCE, typed)


@router.get("/bronnen", name="source.new")
def new_source(request: Request, access: EditableDeliverable) -> Response:
    """Show the empty form of a source."""
    return _render(request, access, SOURCE, Typed())


@router.post("/bronnen", name="source.create", dependencies=OWN_FORM)
def create_source(request: Request, access: EditableDeliverable, typed: TypedDep) -> Response:
    """Save the source; a refusal shows the form again with what was typed."""
    return _create(request, access, SOURCE, typed)


@router.get("/keren", name="occurrence.new")
def new_occurrence(request: Request, access: EditableDeliverable) -> Response:
    """Show the empty form of a day on which it took place."""
    return _render(request, access, OCCURRENCE, Typed())


@router.post("/keren", name="occurrence.create", dependencies=OWN_FORM)
def create_occurrence(request: Request, access: EditableDeliverable, typed: TypedDep) -> Response:
    """Save the day; a refusal shows the form again with what was typed."""
    return _create(request, access, OCCURRENCE, typed)


def _create(request: Request, access: DeliverableAccess, form: DocumentForm, typed: Typed) -> Response:
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
