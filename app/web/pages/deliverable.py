"""The page of one deliverable, with its whole history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report import Record
from app.domain.structure import DeliverableKind
from app.domain.wording.promise import frequency_in_words
from app.queries.decision import DecisionState, decisions_taken
from app.queries.deliverable import DeliverableState
from app.queries.deliverable_history import DeliverableHistory, deliverable_history
from app.queries.external_dependency import fits_of_deliverable
from app.queries.programme import action_line_title
from app.queries.question import questions_of
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.queries.risk import open_risks_of
from app.queries.saved_statement import find_saved_statement
from app.renderers.picture import draw_charts
from app.templating import render_markup
from app.templating.wording import words_of
from app.web.deps.deliverable import DeliverableAccess, ReadableDeliverable
from app.web.deps.session import AsOf, AsOfDep
from app.web.forms import read_number
from app.web.responses import render_page
from app.web.views.decision import describe_readiness, draw_decision_chain
from app.web.views.deliverable import draw_deliverable

router = APIRouter(include_in_schema=False)


class DrawnDeliverable(NamedTuple):
    """The cached parts of a deliverable's page; nothing in them depends on a single visit."""

    title: str
    ways: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class SavedStatement:
    """What was just saved: how it can be undone, and the adopted reports that print what it corrects."""

    undo: str = ""
    """The address to send to; empty where it cannot be undone here."""
    version: int = 0
    printed: Sequence[FrozenRow] = ()


@router.get("/producten/{deliverable_id}", name="deliverable.show")
def show(request: Request, access: ReadableDeliverable, as_of: AsOfDep, bewaard: str = "") -> Response:
    """Show everything that was said of the deliverable up to the day shown, and what follows from it.

    `bewaard` names what was just saved: `stand-van-zaken-17`.
    """
    drawn = _draw_once(request, access, as_of)
    saved = _find_saved(request, access, bewaard) if access.may_update and not as_of.is_past else None
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "as_of": as_of,
        "id": access.id,
        "drawn": drawn,
        "saved": bool(bewaard),
        "taken_back": bewaard == "teruggenomen",
        "statement": saved,
        **_find_questions(access, as_of),
    }
    return render_page(
        request,
        "deliverable/show.html",
        context,
        block="deliverable",
        viewer=access.viewer,
        status_code=as_of.status_code,
    )


def _find_questions(access: DeliverableAccess, as_of: AsOf) -> dict[str, object]:
    """Return what was asked of the deliverable, for whoever works on the programme. One query."""
    rights, programme_id = access.viewer.rights, access.programme.id
    if as_of.is_past or not rights.may_see_drafts(programme_id):
        return {"asks": None}
    key = ("questions", programme_id, access.programme.revision, access.id)
    rows = access.app_state.renders.get(key, lambda: questions_of(access.session, access.id))
    asks = {
        "may_ask": rights.may_comment(programme_id),
        "may_answer": access.may_update,
        "is_waiting": any(row.is_open for row in rows),
    }
    return {"asks": asks, "questions": rows, "may_answer": False}


def _find_saved(request: Request, access: DeliverableAccess, saved: str) -> SavedStatement | None:
    """Return what was just saved by the viewer, as long as nobody corrected it since."""
    word, _, typed_id = saved.rpartition("-")
    paths = request.app.state.paths
    row = find_saved_statement(access.session, word, read_number(typed_id), access.id)
    if row is None or row.author_id != access.viewer.id:
        return None
    if word == "besluit" and not access.may_decide:
        return None
    address = (
        paths("decision_taking.undo", deliverable_id=access.id)
        if word == "besluit"
        else paths("correction.undo", deliverable_id=access.id, soort=word, row_id=row.id)
    )
    printed = (
        reports_that_print(access.session, access.programme.id, [Record(row.record, row.corrects)])
        if row.corrects
        else []
    )
    return SavedStatement(address, row.version, printed)


def _draw(request: Request, access: DeliverableAccess, as_of: AsOf) -> DrawnDeliverable:
    """Draw the deliverable on a day. Twenty queries, four more for a decision."""
    history = deliverable_history(access.session, access.programme.id, access.id, as_of.day)
    state = history.state
    decision = _find_decision(access, history, as_of)
    context: dict[str, object] = {
        "path": request.app.state.paths,
        "programme": access.programme,
        "as_of": as_of,
        "history": history,
        "state": state,
        "parts": draw_deliverable(history, as_of.day),
        "line": action_line_title(access.session, state.action_line_id, as_of.day),
        "decision": decision,
        "readiness_text": describe_readiness(decision, as_of.day) if decision else "",
        "decision_chain": draw_decision_chain(decision, as_of.day) if decision else None,
        "draw_charts": draw_charts,
        "may_decide": access.may_decide and not as_of.is_past,
        "risks": open_risks_of(access.session, access.programme.id, access.id, as_of.day),
        "external": fits_of_deliverable(access.session, access.programme.id, state, as_of.day),
        "frequency": _describe_frequency(state, as_of),
        "may_update": access.may_update and not as_of.is_past,
        "id": access.id,
        "form": None,
        "closed": False,
        "saved": 0,
    }
    ways, body = (
        render_markup(f"deliverable/_{name}.html", context, DEFAULT_LANGUAGE) for name in ("ways", "body")
    )
    return DrawnDeliverable(state.title, ways, body)


def _draw_once(request: Request, access: DeliverableAccess, as_of: AsOf) -> DrawnDeliverable:
    """Draw the deliverable once per revision of the programme; not cached with a day that was refused."""
    version = (access.programme.id, access.programme.revision)
    key = ("deliverable", *version, access.id, as_of.day, as_of.is_past, access.may_update, access.may_decide)
    return access.app_state.renders.get(key, lambda: _draw(request, access, as_of), keep=not as_of.wrong)


def _find_decision(
    access: DeliverableAccess, history: DeliverableHistory, as_of: AsOf
) -> DecisionState | None:
    """Return the state of the decision, None for other kinds of deliverables."""
    if history.state.kind is not DeliverableKind.DECISION:
        return None
    states = {state.id: state for state in (history.state, *(n.state for n in history.inputs))}
    return decisions_taken(access.session, access.programme.id, as_of.day, states, [access.id])[0]


def _describe_frequency(state: DeliverableState, as_of: AsOf) -> str:
    if state.frequency is None:
        return ""
    return frequency_in_words(state.frequency, words_of(DEFAULT_LANGUAGE, as_of.day))
