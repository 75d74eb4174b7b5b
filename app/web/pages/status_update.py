"""Updating a deliverable: the form, its live interpretation, its draft, and saving it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import draft, status_update
from app.actions.status_update import PriorState, StatusUpdateInput, check_update, document_objections
from app.domain.assessment import StatusRecord
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.refusal import Invalid, Message, Stale
from app.domain.round import CallStart
from app.domain.status import Confidence, Status
from app.domain.structure import DeliverableKind
from app.queries.adopting import find_adopting
from app.queries.call_for_updates import open_calls
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.deliverable_history import dependents_of, states_by_id
from app.queries.deliverable_records import statuses_said
from app.queries.draft import draft as draft_of
from app.queries.named_moment import read_register
from app.queries.scope import Scope
from app.web.deps.deliverable import DeliverableAccess, EditableDeliverable, ReadableDeliverable
from app.web.deps.session import AsOf, read_day_field, read_day_or_none
from app.web.forms import Typed, all_or_nothing, read_member, read_number, require_own_form
from app.web.responses import is_partial, redirect_saved, render_page, render_part
from app.web.views.deliverable_document import read_documents
from app.web.views.rows import draw_row
from app.web.views.status_update_form import (
    StatusUpdateForm,
    StatusUpdateView,
    UpdatePlace,
    interpret,
)

T = TypeVar("T")

router = APIRouter(include_in_schema=False, prefix="/producten/{deliverable_id}")
_PATH = "/stand-van-zaken"
OWN_FORM = [Depends(require_own_form)]

TypedForm = Annotated[StatusUpdateForm, Form()]
TypedQuery = Annotated[StatusUpdateForm, Query()]
Origin = Annotated[str, Query(alias="van")]
"""The page from which the viewer updates: an `UpdatePlace`."""

_TEMPLATES = {
    UpdatePlace.DELIVERABLE: "deliverable/_slot.html",
    UpdatePlace.PROJECT: "deliverable/_row.html",
    UpdatePlace.QUEUE: "status_update/_task.html",
    UpdatePlace.WAITING: "status_update/_task.html",
}


@router.get(_PATH, name="status_update.new")
def new(request: Request, access: EditableDeliverable, van: Origin = "") -> Response:
    """Show the form, filled with the last update or with the viewer's own draft."""
    state = _load_state(access)
    saved_draft = draft_of(access.session, access.viewer.id, draft_key(access.id))
    if saved_draft is not None:
        return _render_form(
            request, access, state, _fill_from_draft(saved_draft.typed, van), kept_at=saved_draft.saved_at
        )
    return _render_form(request, access, state, _fill_from_state(state, van))


@router.get(f"{_PATH}/duiding", name="status_update.reading")
def read(request: Request, access: EditableDeliverable, typed: TypedQuery) -> Response:
    """Show what the words typed so far mean and imply, without saving anything."""
    state = _load_state(access)
    form = typed.model_copy(update={"version": str(state.version)})
    view = _build_view(request, access, state, form)
    if not view.in_place:
        return _render_place(request, access, view)
    return render_part(
        request, "status_update/_reading.html", _build_context(access, view), viewer=access.viewer
    )


@router.get("/rij", name="deliverable.row")
def row(request: Request, access: ReadableDeliverable, van: Origin = "") -> Response:
    """Show the row of the deliverable with its form closed."""
    place = UpdatePlace.parse(van)
    if not is_partial(request):
        return RedirectResponse(_address_of_place(request, access, place), HTTPStatus.SEE_OTHER)
    return _render_place(request, access, None, place=place)


@router.post(_PATH, name="status_update.create", dependencies=OWN_FORM)
def create(request: Request, access: EditableDeliverable, form: TypedForm) -> Response:
    """Save the update; a refusal shows the form again with what was typed and a message beside each field."""
    today = access.app_state.today()
    update_input, unreadable = read_form(form, today)
    try:
        if unreadable:
            raise Invalid(unreadable)
        act = access.act
        with all_or_nothing(access.session):
            update_id = status_update.submit(access.session, act, access.id, update_input, today=today)
    except Invalid as refusal:
        state = _load_state(access)
        errors = _find_objections(access, update_input, state, today) | refusal.fields
        return _render_form(request, access, state, form, errors, HTTPStatus.BAD_REQUEST)
    except Stale:
        return _render_stale(request, access, form)
    if form.concept:
        draft.discard(access.session, access.viewer.id, draft_key(access.id))
    return _render_saved(request, access, form.place, update_id)


@router.post(f"{_PATH}/geen-wijziging", name="status_update.confirm", dependencies=OWN_FORM)
def confirm(request: Request, access: EditableDeliverable, form: TypedForm) -> Response:
    """Confirm the last update (“no change”); pressing twice saves one update, thanks to the version."""
    try:
        with all_or_nothing(access.session):
            version, today = read_number(form.version), access.app_state.today()
            update_id = status_update.confirm(access.session, access.act, access.id, version, today=today)
    except Invalid as refusal:  # the rules may object now to what they accepted then
        state = _load_state(access)
        form_again = _fill_from_state(state, form.van)
        return _render_form(request, access, state, form_again, refusal.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        return _render_stale(request, access, _fill_from_state(_load_state(access), form.van))
    return _render_saved(request, access, form.place, update_id)


@router.post(f"{_PATH}/vorige-tekst", name="status_update.take_over", dependencies=OWN_FORM)
def take_over(request: Request, access: EditableDeliverable, form: TypedForm) -> Response:
    """Show the form with the text of the last update behind what was typed; saves nothing."""
    last = _find_last_text(access, access.app_state.today())
    texts = [text for text in (form.text.strip(), last.text if last else "") if text]
    taken_over = form.model_copy(update={"text": "\n\n".join(dict.fromkeys(texts))})
    return _render_form(request, access, _load_state(access), taken_over)


@router.post(f"{_PATH}/concept", name="draft.create", dependencies=OWN_FORM)
def keep_draft(request: Request, access: EditableDeliverable, form: TypedForm) -> Response:
    """Save what was typed so far as a draft, for the viewer alone."""
    now = access.app_state.now()
    draft.save(access.session, access.viewer.id, draft_key(access.id), form.texts(), now)
    return render_part(
        request, "status_update/_draft.html", {"id": access.id, "kept_at": now}, viewer=access.viewer
    )


@router.post(f"{_PATH}/concept/weg", name="draft.delete", dependencies=OWN_FORM)
def drop_draft(request: Request, access: EditableDeliverable, form: TypedForm) -> Response:
    """Discard the draft and show the form with the last update again."""
    draft.discard(access.session, access.viewer.id, draft_key(access.id))
    state = _load_state(access)
    return _render_form(request, access, state, _fill_from_state(state, form.van))


def draft_key(deliverable_id: int) -> str:
    """Return the key of a draft: one for each deliverable, whichever page shows the form."""
    return f"status_update:{deliverable_id}"


def read_form(form: StatusUpdateForm, today: date) -> tuple[StatusUpdateInput, dict[str, Message]]:
    """Return the update, and a message for each field that cannot be read (which is then empty)."""
    errors: dict[str, Message] = {}
    documents = read_documents(Typed(form.model_dump(), today), errors)
    status = _read_field(errors, lambda: read_member(Status, form.status, "status"))
    confidence = _read_field(errors, lambda: read_member(Confidence, form.confidence, "confidence"))
    firmness = _read_field(errors, lambda: read_member(Firmness, form.firmness, "firmness"))
    delivered_on = _read_field(errors, lambda: read_day_field(form.delivered_on, "delivered_on", today))
    said_on = _read_field(errors, lambda: read_day_field(form.said_on, "said_on", today))
    own = _read_field(errors, lambda: form.own_bounds(today))
    if status is None:
        errors.setdefault("status", Message("Choose how it stands."))
    update_input = StatusUpdateInput(
        status=status or Status.PLANNED,
        version=read_number(form.version),
        said_on=said_on or today,
        confidence=confidence,
        text=form.text,
        reason=form.reason,
        answer=form.answer,
        answer_in_report=bool(form.answer_in_report),
        delivered_on=delivered_on,
        phrase="" if form.keeps_words else form.phrase,
        own=own,
        firmness=firmness,
        documents=documents,
    )
    return update_input, errors


def _read_field(errors: dict[str, Message], read: Callable[[], T | None]) -> T | None:
    try:
        return read()
    except Invalid as refusal:
        errors |= refusal.fields
        return None


def _find_objections(
    access: DeliverableAccess, update_input: StatusUpdateInput, state: DeliverableState, today: date
) -> dict[str, Message]:
    """Return all other objections of the rules, so that the form shows every error at once."""
    before = PriorState(
        state.last,
        state.deadlines,
        state.needed,
        is_decision=state.kind is DeliverableKind.DECISION,
        adopted_by=_find_adopting_title(access, today),
        began_on=access.programme.starts_on,
        periods=state.assessment.periods,
    )
    wrong = document_objections(access.session, access.id, update_input, today)
    try:
        check_update(update_input, before, today)
    except Invalid as refusal:
        return refusal.fields | wrong
    return wrong


def _find_adopting_title(access: DeliverableAccess, today: date) -> str:
    adopting = find_adopting(access.session, access.programme.id, access.id, today)
    return adopting.title if adopting else ""


def _load_state(access: DeliverableAccess) -> DeliverableState:
    """Load the state of the deliverable today, including a change made in this request."""
    return states_by_id(access.session, access.programme.id, [access.id], access.app_state.today())[access.id]


def _fill_from_state(state: DeliverableState, van: str) -> StatusUpdateForm:
    """Return the form filled with the last update, but for its text: that is said anew or taken over."""
    last, deadline = state.last, state.assessment.deadline
    phrase = deadline.window.phrase if deadline else ""
    return StatusUpdateForm(
        phrase=phrase,
        stood=phrase,
        status=last.status if last else "",
        confidence=last.confidence or "" if last else "",
        firmness=deadline.firmness or "" if deadline else "",
        delivered_on=f"{last.delivered_on:%d-%m-%Y}" if last and last.delivered_on else "",
        version=str(state.version),
        van=UpdatePlace.parse(van),
    )


def _fill_from_draft(texts: Mapping[str, str], van: str) -> StatusUpdateForm:
    """Return the form filled with a draft."""
    fields = {name: texts[name] for name in StatusUpdateForm.model_fields if name in texts}
    return StatusUpdateForm(**fields | {"van": UpdatePlace.parse(van), "concept": "1"})


def _build_view(
    request: Request,
    access: DeliverableAccess,
    state: DeliverableState,
    form: StatusUpdateForm,
    errors: dict[str, Message] | None = None,
) -> StatusUpdateView:
    today = access.app_state.today()
    dependents = dependents_of(access.session, access.programme.id, access.id, today)
    return StatusUpdateView(
        state,
        form,
        interpret(
            state,
            dependents,
            form,
            read_day_or_none(form.said_on, today) or today,
            read_register(access.session),
        ),
        is_partial(request),
        errors or {},
        adopted_by=_find_adopting_title(access, today),
        before=_find_last_text(access, today),
    )


def _find_last_text(access: DeliverableAccess, today: date) -> StatusRecord | None:
    """Return the last update in which something was written. One query."""
    updates = statuses_said(access.session, Scope(ids=[access.id]), today).get(access.id, [])
    return next((update for update in reversed(updates) if update.text), None)


def _render_form(
    request: Request,
    access: DeliverableAccess,
    state: DeliverableState,
    form: StatusUpdateForm,
    errors: dict[str, Message] | None = None,
    status_code: int = HTTPStatus.OK,
    kept_at: datetime | None = None,
) -> Response:
    """Return the form at its place; `kept_at` is when its draft was saved."""
    view = replace(_build_view(request, access, state, form, errors), kept_at=kept_at)
    return _render_place(request, access, view, status_code=status_code)


def _render_stale(request: Request, access: DeliverableAccess, form: StatusUpdateForm) -> Response:
    """Return the form beside the update of somebody else; its version is now the latest."""
    state = _load_state(access)
    view = _build_view(request, access, state, form.model_copy(update={"version": str(state.version)}))
    return _render_place(request, access, replace(view, is_stale=True), status_code=HTTPStatus.CONFLICT)


def _render_saved(
    request: Request, access: DeliverableAccess, place: UpdatePlace, update_id: int
) -> Response:
    """Return the saved deliverable at its place with a way to undo it, or redirect a whole page there."""
    answer = redirect_saved(request, _address_of_place(request, access, place, update_id))
    if not is_partial(request):
        return answer
    return _render_place(request, access, None, place=place, update_id=update_id)


def _render_place(
    request: Request,
    access: DeliverableAccess,
    view: StatusUpdateView | None,
    *,
    place: UpdatePlace = UpdatePlace.DELIVERABLE,
    update_id: int = 0,
    status_code: int = HTTPStatus.OK,
) -> Response:
    """Return the place with its form open or closed; a whole page if htmx did not ask for a part.

    `update_id` is that of the update that was just saved, 0 for none.
    """
    context = _build_context(access, view, update_id=update_id)
    if view and not view.in_place:
        return render_page(
            request, "status_update/new.html", context, viewer=access.viewer, status_code=status_code
        )
    place = view.place if view else place
    if place is not UpdatePlace.DELIVERABLE:
        today = access.app_state.today()
        (state,) = deliverable_states(access.session, access.programme.id, today, [access.id])
        call = open_calls(access.session, [access.programme.id], today).get(access.programme.id)
        start = call.start if call else CallStart(HalfYear.containing(today).starts_on)
        context["row"] = draw_row(state, access.viewer, access.programme, today, start)
    return render_part(request, _TEMPLATES[place], context, viewer=access.viewer, status_code=status_code)


def _build_context(
    access: DeliverableAccess, view: StatusUpdateView | None, *, update_id: int = 0
) -> dict[str, object]:
    today = access.app_state.today()
    return {
        "programme": access.programme,
        "as_of": AsOf(today, today),
        "id": access.id,
        "form": view,
        "saved": access.id if update_id else 0,
        "update_id": update_id,
        "closed": view is None and not update_id,
    }


def _address_of_place(
    request: Request, access: DeliverableAccess, place: UpdatePlace, update_id: int = 0
) -> str:
    """Return the address of the place; its query confirms what was saved."""
    paths = request.app.state.paths
    query: dict[str, object] = {"bewaard": access.id} if update_id else {}
    if place is UpdatePlace.PROJECT:
        address = paths("project.show", query, project_id=access.place.project_id)
        return f"{address}#deliverable-{access.id}"
    if place is UpdatePlace.QUEUE:
        return f"{paths('status_update.index', query)}#deliverable-{access.id}"
    if place is UpdatePlace.WAITING:
        return str(paths("waiting.index", query))
    if update_id:
        query = {"bewaard": f"stand-van-zaken-{update_id}"}
    return str(paths("deliverable.show", query, deliverable_id=access.id))
