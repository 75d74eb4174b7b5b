"""The forms of a decision: what is asked of whom, and what was decided; for the programme office."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import decision, decision_correction, decision_taking
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.queries.decision import DecisionState, decision_states
from app.queries.party import parties
from app.web.deps.deliverable import DeliverableDoor, ManagedDecision
from app.web.forms import require_own_form
from app.web.pages.decision_parts import told
from app.web.pages.decision_typed import (
    TypedDecision,
    TypedTaking,
    asked_from,
    beginning,
    taking_beginning,
    taking_from,
    typed_decision,
    typed_taking,
)
from app.web.responses import page

router = APIRouter(prefix="/producten/{deliverable_id}/besluit", include_in_schema=False)

OURS = [Depends(require_own_form)]
Errors = dict[str, Message]


@router.get("", name="decision.edit")
def edit(request: Request, door: ManagedDecision) -> Response:
    """The question, its options and who decides, as they are now."""
    return _ask_form(request, door, beginning(_found(door)))


@router.post("", name="decision.ask", dependencies=OURS)
def ask(
    request: Request, door: ManagedDecision, typed: Annotated[TypedDecision, Depends(typed_decision)]
) -> Response:
    """Save what was typed; else the form with everything still in it, and a message beside each field."""
    _found(door)
    act = door.app_state.act(door.viewer.id, "web")
    try:
        decision.ask(door.session, act, door.id, asked_from(typed))
    except Invalid as refused:
        wrong = typed.placed(refused.fields)
        return _ask_form(request, door, typed, wrong, status=HTTPStatus.BAD_REQUEST)
    except Stale:
        return _ask_form(request, door, typed, is_stale=True, status=HTTPStatus.CONFLICT)
    return _saved(request, door)


@router.get("/genomen", name="decision_taking.new")
def new(request: Request, door: ManagedDecision) -> Response:
    """What was decided, and when; of a decision that was taken, to correct that."""
    return _take_form(request, door, taking_beginning(_found(door)))


@router.post("/genomen", name="decision_taking.create", dependencies=OURS)
def create(
    request: Request, door: ManagedDecision, typed: Annotated[TypedTaking, Depends(typed_taking)]
) -> Response:
    """Record that it was taken, or correct what was recorded."""
    found, act = _found(door), door.app_state.act(door.viewer.id, "web")
    try:
        taking = taking_from(typed)
        if typed.corrects and found.taking is not None and str(found.taking.id) == typed.corrects:
            decision_correction.correct(door.session, act, found.taking.id, taking, why=typed.why)
        else:
            decision_taking.take(door.session, act, door.id, taking)
    except Invalid as refused:
        return _take_form(request, door, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Conflict:
        return _take_form(request, door, typed, is_stale=True, status=HTTPStatus.CONFLICT)
    return _saved(request, door)


def _found(door: DeliverableDoor) -> DecisionState:
    """The decision as it is; what is no decision asks nothing."""
    states = decision_states(door.session, door.programme.id, door.app_state.today(), [door.id])
    if not states:
        raise NotFound("There is no such decision.")
    return states[0]


def _ask_form(
    request: Request,
    door: DeliverableDoor,
    typed: TypedDecision,
    errors: Errors | None = None,
    *,
    is_stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    found = _found(door)
    context = {
        "typed": typed.renewed(found) if is_stale else typed,
        "parties": [(str(party.id), party.name) for party in parties(door.session, [door.programme.id])],
        "inputs": [(str(n.state.id), n.state.title) for n in found.needed],
    }
    return _form(request, door, "decision/edit.html", found, context, errors, is_stale, status)


def _take_form(
    request: Request,
    door: DeliverableDoor,
    typed: TypedTaking,
    errors: Errors | None = None,
    *,
    is_stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    found = _found(door)
    adopts = [n.state for n in found.needed if n.state.id == found.adopts_id]
    context = {
        "typed": typed.renewed(found) if is_stale else typed,
        "adopts": adopts[0] if adopts else None,
        "told": told(found, door.app_state.today()),
    }
    return _form(request, door, "decision/take.html", found, context, errors, is_stale, status)


def _form(
    request: Request,
    door: DeliverableDoor,
    template: str,
    found: DecisionState,
    context: Mapping[str, object],
    errors: Errors | None,
    is_stale: bool,
    status: HTTPStatus,
) -> Response:
    if status >= HTTPStatus.BAD_REQUEST:  # a form is saved whole or not at all
        door.session.rollback()
    around = {
        "programme": door.programme,
        "active_tab": "decision.index",
        "found": found,
        "state": found.state,
        "errors": errors or {},
        "is_stale": is_stale,
    }
    return page(request, template, {**around, **context}, viewer=door.viewer, status_code=status)


def _saved(request: Request, door: DeliverableDoor) -> Response:
    address = request.app.state.paths("deliverable.show", {"bewaard": door.id}, deliverable_id=door.id)
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
