"""Saving how a deliverable stands: what was typed, or once more what was said last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.actions import draft, status_update
from app.actions.statement import Before, checked
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.queries.deliverable import DeliverableState, deliverable_states
from app.web.answer import is_partial
from app.web.doors import DeliverableDoor
from app.web.form import number
from app.web.pages.status_update_answer import at_place, saved_at
from app.web.pages.status_update_asking import ask, ask_again, state_of
from app.web.pages.status_update_typed import Place, TypedUpdate, beginning, draft_place, read_form


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved, and where it was typed; `state` is how it stands now, read back where that is drawn."""

    door: DeliverableDoor
    where: Place
    is_part: bool
    state: DeliverableState | None = None

    @property
    def is_row(self) -> bool:
        """Whether it is answered by how it stands, as a row among others."""
        return self.is_part and self.where is not Place.DELIVERABLE


Answer = Response | Saved
"""What is answered; what was saved is drawn when the next writer has its turn already."""


def saved(request: Request, door: DeliverableDoor, typed: TypedUpdate) -> Answer:
    """The place where it was typed, with what is said now; the form again where that cannot be saved."""
    said, wrong = read_form(typed, door.world.today())
    act = door.world.act(door.viewer.id, "web")
    try:
        if wrong:
            raise Invalid(wrong)
        status_update.submit(door.session, act, door.id, said, today=door.world.today())
    except Invalid as refused:
        state = state_of(door)
        found = _objections(said, state, door) | refused.fields
        return ask(request, door, state, typed, found, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, typed)
    if typed.concept:
        draft.drop(door.session, door.viewer.id, draft_place(door.id))
    return Saved(door, typed.place, is_partial(request))


def confirm(door: DeliverableDoor, version: int) -> None:
    """Say today what was said last. Refuses where nothing was, and what saying it anew would be refused."""
    last = state_of(door).last
    if last is None:
        raise Conflict("Nothing was said of this yet. Give an update instead.")
    said = status_update.Said(
        status=last.status,
        version=version,
        said_on=door.world.today(),
        confidence=last.confidence,
        text=last.text,
        reason=last.reason,
        answer=last.answer,
        answer_in_report=last.answer_in_report,
        delivered_on=last.delivered_on,
        submission=f"confirm-{door.id}-{version}",
    )
    act = door.world.act(door.viewer.id, "web")
    status_update.submit(door.session, act, door.id, said, today=door.world.today())


def confirmed(request: Request, door: DeliverableDoor, typed: TypedUpdate) -> Answer:
    """The same as an answer; of what was typed only the version and the place are read."""
    try:
        confirm(door, number(typed.version))
    except Invalid as refused:  # the rules see more than when it was said last
        state = state_of(door)
        opened = beginning(state, typed.place)
        return ask(request, door, state, opened, refused.fields, HTTPStatus.BAD_REQUEST)
    except Stale:
        return ask_again(request, door, beginning(state_of(door), typed.place))
    return Saved(door, typed.place, is_partial(request))


def _objections(
    said: status_update.Said, state: DeliverableState, door: DeliverableDoor
) -> dict[str, Message]:
    """Everything else that is wrong, so that nobody is sent back twice."""
    try:
        checked(said, Before(state.last, state.deadlines, state.needed), door.world.today())
    except Invalid as refused:
        return refused.fields
    return {}


def read_back(session: Session, answers: Sequence[Answer]) -> list[Answer]:
    """The same, and with each row how it stands now: one look a programme, however many rows there are."""
    rows: dict[tuple[int, date], set[int]] = defaultdict(set)
    for one in answers:
        if isinstance(one, Saved) and one.is_row:
            rows[one.door.programme.id, one.door.world.today()].add(one.door.id)
    states = {
        state.id: state
        for (programme_id, today), ids in rows.items()
        for state in deliverable_states(session, programme_id, today, ids)
    }
    return [
        replace(one, state=states[one.door.id]) if isinstance(one, Saved) and one.is_row else one
        for one in answers
    ]


def shown(request: Request, answer: Answer) -> Response:
    """What was saved at the place where it was typed; a whole page goes there."""
    if isinstance(answer, Response):
        return answer
    if not answer.is_part:
        return RedirectResponse(saved_at(request, answer.door, answer.where), HTTPStatus.SEE_OTHER)
    return at_place(request, answer.door, None, where=answer.where, saved=True, state=answer.state)
