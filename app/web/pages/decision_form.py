"""Saying what is asked of those who decide, and recording what they decided."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import decision, decision_taking
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.queries.decision import DecisionState, decision_states
from app.queries.party import parties
from app.web.deps.deliverable import DeliverableDoor, ManagedDecision
from app.web.deps.session import read_day_field
from app.web.forms import number, read_fields, require_own_form
from app.web.responses import page, redirect_to
from app.web.views.decision import told

NEW_AT_ONCE = 3
"""So many empty rows wait for options to add; after saving there are as many again."""
MOST = 60
"""More options than this are no choice any more."""


@dataclass(frozen=True, slots=True)
class TypedOption:
    """One row: an option that is there by its number, or a new one."""

    number: str = ""
    title: str = ""
    description: str = ""
    withdrawn: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether it is an empty row for a new option."""
        return not self.number and not self.title.strip() and not self.description.strip()


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """What is asked."""

    question: str = ""
    options: tuple[TypedOption, ...] = ()
    decided_by: tuple[str, ...] = ()
    adopts_id: str = ""
    reason: str = ""
    version: str = ""

    def placed(self, errors: Mapping[str, Message]) -> dict[str, Message]:
        """Messages about options beside the rows as they stand in the form, empty ones counted."""
        rows = [n for n, option in enumerate(self.options, start=1) if not option.is_left_out]
        kinds = ("option", "description")
        names = {f"{kind}-{at}": f"{kind}-{n}" for kind in kinds for at, n in enumerate(rows, start=1)}
        return {names.get(name, name): message for name, message in errors.items()}

    def renewed(self, found: DecisionState) -> "TypedDecision":
        """The same, over what is asked now."""
        return replace(self, version=str(found.version))


@dataclass(frozen=True, slots=True)
class TypedTaking:
    """What was decided; `corrects` is what was recorded before, where that is put right."""

    option: str = ""
    outcome: str = ""
    taken_on: str = ""
    reason: str = ""
    why: str = ""
    version: str = ""
    corrects: str = ""

    def renewed(self, found: DecisionState) -> "TypedTaking":
        """The same, over how it stands now."""
        corrects = str(found.taking.id) if found.is_taken and found.taking else ""
        return replace(self, version=str(found.state.version), corrects=corrects)


def beginning(found: DecisionState) -> TypedDecision:
    """The form as it opens: what is asked now, and empty rows for more."""
    rows = (
        TypedOption(str(o.number), o.title, o.description, "on" if o.is_withdrawn else "")
        for o in found.options
    )
    return TypedDecision(
        question=found.question,
        options=(*rows, *([TypedOption()] * NEW_AT_ONCE)),
        decided_by=tuple(str(party.id) for party in found.deciders),
        adopts_id=str(found.adopts_id or ""),
        version=str(found.version),
    )


def taking_beginning(found: DecisionState) -> TypedTaking:
    """The form as it opens: empty, or what was recorded where it was taken before."""
    taking = found.taking
    if not found.is_taken or taking is None:
        return TypedTaking(version=str(found.state.version))
    return TypedTaking(
        option=str(taking.option_number or ""),
        outcome=taking.outcome,
        taken_on=f"{taking.taken_on:%d-%m-%Y}",
        reason=taking.reason,
        version=str(found.state.version),
        corrects=str(taking.id),
    )


async def typed_decision(request: Request) -> TypedDecision:
    """The form that was sent; a field that is not there counts as empty, each party has one of its own."""
    sent = await read_fields(request)
    rows = sorted({int(n[1]) for name in sent if (n := re.fullmatch(r"option-([0-9]{1,3})", name))})
    parts = {"number": "number", "title": "option", "description": "description", "withdrawn": "withdrawn"}
    return TypedDecision(
        options=tuple(
            TypedOption(**{part: sent.get(f"{field}-{row}", "") for part, field in parts.items()})
            for row in rows[:MOST]
        ),
        decided_by=tuple(name.removeprefix("party-") for name in sent if name.startswith("party-")),
        **{name: sent.get(name, "") for name in ("question", "adopts_id", "reason", "version")},
    )


async def typed_taking(request: Request) -> TypedTaking:
    """The form that was sent; a field that is not there counts as empty."""
    sent = await read_fields(request)
    return TypedTaking(**{name: sent[name] for name in TypedTaking.__slots__ if name in sent})


def asked_from(typed: TypedDecision) -> DecisionInput:
    """What is asked. Numbers of ours that cannot be read are numbers of nothing."""
    return DecisionInput(
        question=typed.question,
        version=number(typed.version),
        options=[
            OptionInput(o.title, number(o.number) if o.number else None, o.description, bool(o.withdrawn))
            for o in typed.options
            if not o.is_left_out
        ],
        decided_by=[number(party) for party in typed.decided_by],
        adopts_id=number(typed.adopts_id) if typed.adopts_id else None,
        reason=typed.reason,
    )


def taking_from(typed: TypedTaking) -> TakingInput:
    """What was decided. Refuses a day that is none or is missing."""
    taken_on = read_day_field(typed.taken_on, "taken_on")
    if taken_on is None:
        raise Invalid.because("taken_on", "Say on which day it was taken.")
    return TakingInput(
        taken_on=taken_on,
        version=number(typed.version),
        outcome=typed.outcome,
        option_number=number(typed.option) if typed.option else None,
        reason=typed.reason,
    )


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
            decision_taking.correct_taking(door.session, act, found.taking.id, taking, why=typed.why)
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
    return redirect_to(request, "deliverable.show", {"bewaard": door.id}, deliverable_id=door.id)
