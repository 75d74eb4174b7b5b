"""The forms of a decision: the question with its options, and what was decided."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import decision, decision_taking
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.domain.refusal import Conflict, Invalid, Message, NotFound, Stale
from app.domain.report import Record
from app.domain.status import Status
from app.queries.decision import DecisionState, decision_states
from app.queries.party import parties
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.web.deps.deliverable import DeliverableAccess, ManagedDecision
from app.web.deps.session import read_day_field
from app.web.forms import Typed, TypedDep, all_or_nothing, read_fields, read_number, require_own_form
from app.web.responses import redirect_to, render_page
from app.web.views.conflict import compare
from app.web.views.decision import describe_readiness
from app.web.views.related import ADOPTED, build_related, search_asked

NEW_AT_ONCE = 3
"""Number of empty rows for new options that the form opens with."""
MOST = 60
"""Most options that are read from a form."""


@dataclass(frozen=True, slots=True)
class TypedOption:
    """One row of the form: an existing option by its number, or a new one."""

    number: str = ""
    title: str = ""
    description: str = ""
    withdrawn: str = ""

    @property
    def is_left_out(self) -> bool:
        """Whether this is an unused row for a new option."""
        return not self.number and not self.title.strip() and not self.description.strip()


@dataclass(frozen=True, slots=True)
class TypedDecision:
    """The form of the question, as typed."""

    question: str = ""
    options: tuple[TypedOption, ...] = ()
    decided_by: tuple[str, ...] = ()
    adopts_id: str = ""
    reason: str = ""
    said_on: str = ""
    version: str = ""
    search: Typed = field(default_factory=Typed)
    """The fields of the form as they were sent, for what is searched in it."""

    def place_errors(self, errors: Mapping[str, Message]) -> dict[str, Message]:
        """Return messages about options under the field names of their rows; the form counts empty rows."""
        rows = [n for n, option in enumerate(self.options, start=1) if not option.is_left_out]
        kinds = ("option", "description")
        names = {f"{kind}-{at}": f"{kind}-{n}" for kind in kinds for at, n in enumerate(rows, start=1)}
        return {names.get(name, name): message for name, message in errors.items()}

    def with_current_version(self, state: DecisionState) -> "TypedDecision":
        """Return the same form for the present version of the question, with options that others added."""
        now = fill_decision_form(state)
        shown = {option.number for option in self.options}
        added = [option for option in now.options if option.number not in shown]
        return replace(self, version=now.version, options=(*self.options, *added))

    def values(self) -> dict[str, str]:
        """Return the fields as the form names them, but for its rows of options."""
        parties = {f"party-{party}": "on" for party in self.decided_by}
        return {"question": self.question, "adopts_id": self.adopts_id, **parties}

    def compare_options(self, state: DecisionState) -> dict[str, Message]:
        """Return for each option that differs from what was typed what holds now, by its row."""
        now = {option.number: option for option in fill_decision_form(state).options if option.number}
        differences: dict[str, Message] = {}
        for n, option in enumerate(self.options, start=1):
            if option.number in now:
                row = {
                    f"option-{n}": "title",
                    f"description-{n}": "description",
                    f"withdrawn-{n}": "withdrawn",
                }
                differences |= compare(
                    {name: getattr(now[option.number], part) for name, part in row.items()},
                    {name: getattr(option, part) for name, part in row.items()},
                    boxes=(f"withdrawn-{n}",),
                )
        return differences


@dataclass(frozen=True, slots=True)
class TypedTaking:
    """The form of what was decided, as typed; `corrects` is the id of the record that it corrects."""

    option: str = ""
    outcome: str = ""
    taken_on: str = ""
    said_on: str = ""
    reason: str = ""
    adopts: str = ""
    why: str = ""
    version: str = ""
    corrects: str = ""
    decided_by: tuple[str, ...] = ()

    def with_current_version(self, state: DecisionState) -> "TypedTaking":
        """Return the same form for the present version of the decision."""
        corrects = str(state.taking.id) if state.is_taken and state.taking else ""
        return replace(self, version=str(state.state.version), corrects=corrects)

    def values(self) -> dict[str, str]:
        """Return the fields of what was decided, as the form names them."""
        names = ("option", "outcome", "taken_on", "reason")
        parties = {f"party-{party}": "on" for party in self.decided_by}
        return {name: getattr(self, name) for name in names} | parties


def fill_decision_form(state: DecisionState) -> TypedDecision:
    """Return the form of the question as it opens: the present question, with empty rows for new options."""
    rows = (
        TypedOption(str(o.number), o.title, o.description, "on" if o.is_withdrawn else "")
        for o in state.options
    )
    return TypedDecision(
        question=state.question,
        options=(*rows, *([TypedOption()] * NEW_AT_ONCE)),
        decided_by=tuple(str(party.id) for party in state.deciders),
        adopts_id=str(state.adopts_id or ""),
        version=str(state.version),
    )


def fill_taking_form(state: DecisionState) -> TypedTaking:
    """Return the form of what was decided as it opens: empty, or with the record to correct."""
    taking = state.taking
    deciders = tuple(str(party.id) for party in state.deciders)
    if not state.is_taken or taking is None:
        return TypedTaking(version=str(state.state.version), adopts="on", decided_by=deciders)
    adopted = [n.state for n in state.needed if n.state.id == state.adopts_id]
    return TypedTaking(
        adopts="on" if adopted and adopted[0].assessment.status is Status.ADOPTED else "",
        decided_by=deciders,
        option=str(taking.option_number or ""),
        outcome=taking.outcome,
        taken_on=f"{taking.taken_on:%d-%m-%Y}",
        reason=taking.reason,
        version=str(state.state.version),
        corrects=str(taking.id),
    )


async def read_typed_decision(request: Request) -> TypedDecision:
    """Return the form in the request; absent fields count as empty, and each ticked party is a field."""
    fields = await read_fields(request)
    rows = sorted({int(n[1]) for name in fields if (n := re.fullmatch(r"option-([0-9]{1,3})", name))})
    parts = {"number": "number", "title": "option", "description": "description", "withdrawn": "withdrawn"}
    return TypedDecision(
        search=Typed(fields),
        options=tuple(
            TypedOption(**{part: fields.get(f"{field}-{row}", "") for part, field in parts.items()})
            for row in rows[:MOST]
        ),
        decided_by=tuple(name.removeprefix("party-") for name in fields if name.startswith("party-")),
        **{name: fields.get(name, "") for name in ("question", "adopts_id", "reason", "said_on", "version")},
    )


async def read_typed_taking(request: Request) -> TypedTaking:
    """Return the form in the request; absent fields count as empty."""
    fields = await read_fields(request)
    return TypedTaking(
        **{name: fields[name] for name in TypedTaking.__slots__ if name in fields and name != "decided_by"},
        decided_by=tuple(name.removeprefix("party-") for name in fields if name.startswith("party-")),
    )


def to_decision_input(typed: TypedDecision, today: date) -> DecisionInput:
    """Convert the form of the question; an id that cannot be read becomes 0, which no row has."""
    return DecisionInput(
        question=typed.question,
        version=read_number(typed.version),
        options=[
            OptionInput(
                o.title, read_number(o.number) if o.number else None, o.description, bool(o.withdrawn)
            )
            for o in typed.options
            if not o.is_left_out
        ],
        decided_by=[read_number(party) for party in typed.decided_by],
        adopts_id=read_number(typed.adopts_id) if typed.adopts_id else None,
        reason=typed.reason,
        said_on=read_day_field(typed.said_on, "said_on", today),
    )


def to_taking_input(typed: TypedTaking, today: date) -> TakingInput:
    """Convert the form of what was decided. Refuses a day that is missing or cannot be read."""
    taken_on = read_day_field(typed.taken_on, "taken_on", today)
    if taken_on is None:
        raise Invalid.because("taken_on", "Say on which day it was taken.")
    return TakingInput(
        taken_on=taken_on,
        version=read_number(typed.version),
        outcome=typed.outcome,
        option_number=read_number(typed.option) if typed.option else None,
        reason=typed.reason,
        said_on=read_day_field(typed.said_on, "said_on", today),
        adopts=bool(typed.adopts),
        decided_by=tuple(read_number(party) for party in typed.decided_by),
    )


router = APIRouter(prefix="/producten/{deliverable_id}/besluit", include_in_schema=False)

OWN_FORM = [Depends(require_own_form)]
Errors = dict[str, Message]


@router.get("", name="decision.edit")
def edit(request: Request, access: ManagedDecision) -> Response:
    """Show the question, its options and who decides."""
    return _render_question_form(request, access, fill_decision_form(_load_decision(access)))


@router.post("", name="decision.ask", dependencies=OWN_FORM)
def ask(
    request: Request, access: ManagedDecision, typed: Annotated[TypedDecision, Depends(read_typed_decision)]
) -> Response:
    """Save the question; a refusal shows the form again, with a message beside each field."""
    _load_decision(access)
    act = access.act
    if search_asked(typed.search):
        return _render_question_form(request, access, typed)
    try:
        with all_or_nothing(access.session):
            decision.ask(access.session, act, access.id, to_decision_input(typed, access.app_state.today()))
    except Invalid as refused:
        errors = typed.place_errors(refused.fields)
        return _render_question_form(request, access, typed, errors, status=HTTPStatus.BAD_REQUEST)
    except Stale:
        return _render_question_form(request, access, typed, is_stale=True, status=HTTPStatus.CONFLICT)
    return _redirect_saved(request, access)


@router.get("/genomen", name="decision_taking.new")
def new(request: Request, access: ManagedDecision) -> Response:
    """Show the form to record what was decided, or to correct that."""
    return _render_taking_form(request, access, fill_taking_form(_load_decision(access)))


@router.post("/genomen", name="decision_taking.create", dependencies=OWN_FORM)
def create(
    request: Request, access: ManagedDecision, typed: Annotated[TypedTaking, Depends(read_typed_taking)]
) -> Response:
    """Record what was decided, or correct the record."""
    state, act = _load_decision(access), access.act
    try:
        taking = to_taking_input(typed, access.app_state.today())
        with all_or_nothing(access.session):
            if typed.corrects and state.taking is not None and str(state.taking.id) == typed.corrects:
                taking_id = decision_taking.correct_taking(
                    access.session, act, state.taking.id, taking, why=typed.why
                )
            else:
                taking_id = decision_taking.take(access.session, act, access.id, taking)
    except Invalid as refused:
        return _render_taking_form(request, access, typed, refused.fields, status=HTTPStatus.BAD_REQUEST)
    except Conflict:
        return _render_taking_form(request, access, typed, is_stale=True, status=HTTPStatus.CONFLICT)
    saved = f"besluit-{taking_id}"
    return redirect_to(request, "deliverable.show", {"bewaard": saved}, deliverable_id=access.id)


@router.post("/genomen/ongedaan", name="decision_taking.undo", dependencies=OWN_FORM)
def undo(request: Request, access: ManagedDecision, typed: TypedDep) -> Response:
    """Take back that the decision was taken, with what was said in the same form."""
    state = _load_decision(access)
    if state.taking is None:
        raise Conflict("It is no longer said that this decision was taken.")
    opened = fill_taking_form(state)
    try:
        with all_or_nothing(access.session):
            decision_taking.retract_taking(
                access.session, access.act, state.taking.id, read_number(typed["version"]), why=typed["why"]
            )
    except Invalid as refused:
        errors = {f"take-back-{name}".replace("reason", "why"): text for name, text in refused.fields.items()}
        return _render_taking_form(request, access, opened, errors, status=HTTPStatus.BAD_REQUEST)
    except Conflict:
        return _render_taking_form(request, access, opened, is_stale=True, status=HTTPStatus.CONFLICT)
    return redirect_to(request, "deliverable.show", {"bewaard": "teruggenomen"}, deliverable_id=access.id)


def _load_decision(access: DeliverableAccess) -> DecisionState:
    """Load the decision. 404 for a deliverable of another kind."""
    states = decision_states(access.session, access.programme.id, access.app_state.today(), [access.id])
    if not states:
        raise NotFound("There is no such decision.")
    return states[0]


def _render_question_form(
    request: Request,
    access: DeliverableAccess,
    typed: TypedDecision,
    errors: Errors | None = None,
    *,
    is_stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    state = _load_decision(access)
    deciders = [(str(party.id), party.name) for party in parties(access.session, [access.programme.id])]
    inputs = [(str(n.state.id), n.state.title) for n in state.needed]
    if is_stale:
        typed = typed.with_current_version(state)
        now, ticks = fill_decision_form(state).values(), {"party": ("decided_by", dict(deciders))}
        errors = compare(now, typed.values(), {"adopts_id": inputs}, ticks) | typed.compare_options(state)
    chosen = Typed({**typed.search.values, "adopts_id": typed.adopts_id})
    adopted = build_related(access.session, access.programme.id, ADOPTED, chosen, access.id)
    context = {"typed": typed, "parties": deciders, "adopted": adopted}
    return _render_form(request, access, "decision/edit.html", state, context, errors, is_stale, status)


def _render_taking_form(
    request: Request,
    access: DeliverableAccess,
    typed: TypedTaking,
    errors: Errors | None = None,
    *,
    is_stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    state = _load_decision(access)
    adopts = [n.state for n in state.needed if n.state.id == state.adopts_id]
    deciders = [(str(party.id), party.name) for party in parties(access.session, [access.programme.id])]
    if is_stale:
        typed = typed.with_current_version(state)
        now, ticks = fill_taking_form(state).values(), {"party": ("decided_by", dict(deciders))}
        options = [(str(option.number), option.title) for option in state.options]
        errors = compare(now, typed.values(), {"option": options}, ticks) if state.is_taken else {}
    context = {
        "typed": typed,
        "adopts": adopts[0] if adopts else None,
        "parties": deciders,
        "unready": [n for n in state.needed if not n.state.assessment.timeliness.is_closed],
        "printed": _list_printed(access, state) if typed.corrects else [],
        "readiness_text": describe_readiness(state, access.app_state.today()),
    }
    return _render_form(request, access, "decision/take.html", state, context, errors, is_stale, status)


def _list_printed(access: DeliverableAccess, state: DecisionState) -> list[FrozenRow]:
    """Return the adopted reports that tell how the decision was taken."""
    last = state.state.last
    records = [Record("status_update", last.id)] if last else []
    return reports_that_print(access.session, access.programme.id, records)


def _render_form(
    request: Request,
    access: DeliverableAccess,
    template: str,
    state: DecisionState,
    context: Mapping[str, object],
    errors: Errors | None,
    is_stale: bool,
    status: HTTPStatus,
) -> Response:
    common = {
        "programme": access.programme,
        "active_tab": "decision.index",
        "decision": state,
        "state": state.state,
        "errors": errors or {},
        "is_stale": is_stale,
    }
    return render_page(request, template, {**common, **context}, viewer=access.viewer, status_code=status)


def _redirect_saved(request: Request, access: DeliverableAccess) -> Response:
    return redirect_to(request, "deliverable.show", {"bewaard": access.id}, deliverable_id=access.id)
