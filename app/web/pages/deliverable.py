"""One deliverable with its whole life, and the row in which it stands elsewhere."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.structure import DeliverableKind
from app.domain.wording.promise import frequency_in_words
from app.queries.decision import DecisionState, decided
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import DeliverableHistory, deliverable_history
from app.queries.external_dependency import fits_of_deliverable
from app.queries.programme import action_line_title
from app.queries.risk import open_risks_of
from app.templating import drawn
from app.templating.wording import words_of
from app.web.deps.deliverable import DeliverableDoor, ReadableDeliverable
from app.web.deps.session import AsOf, AsOfDep
from app.web.responses import page
from app.web.views.decision import told
from app.web.views.deliverable import parts

router = APIRouter(include_in_schema=False)


class DrawnDeliverable(NamedTuple):
    """What is kept of a deliverable's page: nothing in it belongs to one visit."""

    title: str
    ways: Markup
    body: Markup


@router.get("/producten/{deliverable_id}", name="deliverable.show")
def show(request: Request, door: ReadableDeliverable, as_of: AsOfDep, bewaard: str = "") -> Response:
    """Everything that was said of it up to the day asked, and what follows from that."""
    drawn = _kept(request, door, as_of)
    return answer(request, door, as_of, drawn=drawn, saved=bool(bewaard))


def answer(
    request: Request, door: DeliverableDoor, as_of: AsOf, *, drawn: DrawnDeliverable, saved: bool = False
) -> Response:
    """The page around what was drawn; only the deliverable itself where htmx asks for that."""
    context = {
        "programme": door.programme,
        "active_tab": "overview.show",
        "as_of": as_of,
        "id": door.id,
        "drawn": drawn,
        "saved": saved,
    }
    return page(
        request,
        "deliverable/show.html",
        context,
        block="deliverable",
        viewer=door.viewer,
        status_code=as_of.status_code,
    )


def draw(request: Request, door: DeliverableDoor, as_of: AsOf) -> DrawnDeliverable:
    """The deliverable as it stands on the day. Eighteen queries, of a decision four more."""
    found = deliverable_history(door.session, door.programme.id, door.id, as_of.day)
    state = found.state
    decision = _decision(door, found, as_of)
    context: dict[str, object] = {
        "path": request.app.state.paths,
        "programme": door.programme,
        "as_of": as_of,
        "found": found,
        "state": state,
        "parts": parts(found, as_of.day),
        "line": action_line_title(door.session, state.action_line_id),
        "decision": decision,
        "told": told(decision, as_of.day) if decision else "",
        "may_decide": door.may_decide and not as_of.is_past,
        "risks": open_risks_of(door.session, door.programme.id, door.id, as_of.day),
        "external": fits_of_deliverable(door.session, door.programme.id, state, as_of.day),
        "frequency": _frequency(state, as_of),
        "may_update": door.may_update and not as_of.is_past,
        "id": door.id,
        "form": None,
        "closed": False,
        "saved": 0,
    }
    ways, body = (drawn(f"deliverable/_{name}.html", context, DEFAULT_LANGUAGE) for name in ("ways", "body"))
    return DrawnDeliverable(state.title, ways, body)


def _kept(request: Request, door: DeliverableDoor, as_of: AsOf) -> DrawnDeliverable:
    """What was drawn before of this version of the programme; a refused day is told in a page of its own."""
    if as_of.wrong:
        return draw(request, door, as_of)
    version = (door.programme.id, door.programme.revision)
    key = ("deliverable", *version, door.id, as_of.day, as_of.is_past, door.may_update, door.may_decide)
    return door.app_state.renders.get(key, lambda: draw(request, door, as_of))


def _decision(door: DeliverableDoor, found: DeliverableHistory, as_of: AsOf) -> DecisionState | None:
    """What is asked, of a decision."""
    if found.state.kind is not DeliverableKind.DECISION:
        return None
    states = {state.id: state for state in (found.state, *(n.state for n in found.inputs))}
    return decided(door.session, door.programme.id, as_of.day, states, [door.id])[0]


def _frequency(state: DeliverableState, as_of: AsOf) -> str:
    if state.frequency is None:
        return ""
    return frequency_in_words(state.frequency, words_of(DEFAULT_LANGUAGE, as_of.day))
