"""Questions about a deliverable: asking, sending an update back to its lead, and answering."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.actions import question
from app.actions.question import QuestionInput
from app.domain import question as rules
from app.domain.question import QuestionKind
from app.domain.refusal import Conflict, Forbidden, Invalid, Message, NotFound
from app.queries.deliverable_history import deliverable_history
from app.queries.question import QuestionRow, questions_of
from app.queries.reporting_period import round_under_way
from app.web.deps.deliverable import DeliverableAccess, ReadableDeliverable
from app.web.deps.session import Id
from app.web.forms import Typed, TypedDep, all_or_nothing, read_member, require_own_form
from app.web.responses import redirect_to, render_page

router = APIRouter(prefix="/producten/{deliverable_id}/vragen", include_in_schema=False)
OWN_FORM = [Depends(require_own_form)]


async def require_insight(access: ReadableDeliverable) -> DeliverableAccess:
    """Return the deliverable in the path. Refuses readers: questions are internal."""
    if not access.viewer.rights.may_see_drafts(access.programme.id):
        raise Forbidden("Questions are for whoever works on the programme.")
    return access


QuestionedDeliverable = Annotated[DeliverableAccess, Depends(require_insight)]


async def require_asker(access: QuestionedDeliverable) -> DeliverableAccess:
    """Return the deliverable in the path. Refuses all but the office and the sponsors."""
    if not access.viewer.rights.may_comment(access.programme.id):
        raise Forbidden("Only a sponsor and the programme office ask questions here.")
    return access


async def require_answerer(access: QuestionedDeliverable) -> DeliverableAccess:
    """Return the deliverable in the path. Refuses all but its lead, its project's lead and the office."""
    if not access.may_update:
        raise Forbidden("Only its lead and the programme office answer.")
    return access


AskedDeliverable = Annotated[DeliverableAccess, Depends(require_asker)]
AnsweredDeliverable = Annotated[DeliverableAccess, Depends(require_answerer)]


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """A form with what was typed and what is wrong; `question_id` is that of an answer, 0 for a question."""

    typed: Typed
    errors: Mapping[str, Message]
    question_id: int = 0


@router.get("", name="question.index")
def index(request: Request, access: QuestionedDeliverable) -> Response:
    """Show what was asked and answered, with the forms that the viewer may use."""
    return _render(request, access)


@router.post("", name="question.create", dependencies=OWN_FORM)
def create(request: Request, access: AskedDeliverable, typed: TypedDep) -> Response:
    """Ask a question or send an update back; a refusal shows the form again with what was typed."""
    try:
        kind = read_member(QuestionKind, typed["kind"], "kind") or QuestionKind.QUESTION
        question_input = QuestionInput(typed["text"], kind, typed.id("about"))
        if question_input.kind is QuestionKind.SEND_BACK and not access.viewer.rights.may_run_round(
            access.programme.id
        ):
            raise Forbidden("Only the programme office sends an update back.")
        with all_or_nothing(access.session):
            question_id = question.ask(access.session, access.act, access.id, question_input)
    except Invalid as refused:
        return _render(request, access, RefusedForm(typed, refused.fields))
    except Conflict as refused:
        return _render(request, access, RefusedForm(typed, {"kind": refused.message}))
    return redirect_to(request, "question.index", None, f"question-{question_id}", deliverable_id=access.id)


@router.post("/{question_id}/antwoord", name="question.answer", dependencies=OWN_FORM)
def answer(request: Request, access: AnsweredDeliverable, question_id: Id, typed: TypedDep) -> Response:
    """Answer a question; a refusal shows the form again with what was typed."""
    if question_id not in {row.id for row in questions_of(access.session, access.id)}:
        raise NotFound("There is nothing here, or not for you.")
    try:
        with all_or_nothing(access.session):
            question.answer(access.session, access.act, question_id, typed["text"])
    except Invalid as refused:
        return _render(request, access, RefusedForm(typed, refused.fields, question_id))
    except Conflict as refused:
        return _render(request, access, RefusedForm(typed, {"text": refused.message}, question_id))
    return redirect_to(request, "question.index", None, f"question-{question_id}", deliverable_id=access.id)


def _render(request: Request, access: DeliverableAccess, refused: RefusedForm | None = None) -> Response:
    today, rights = access.app_state.today(), access.viewer.rights
    history = deliverable_history(access.session, access.programme.id, access.id, today)
    updates = [update for update in history.updates if update.id not in history.corrected]
    may_return = rights.may_run_round(access.programme.id) and bool(updates)
    rows: list[QuestionRow] = questions_of(access.session, access.id)
    context = {
        "programme": access.programme,
        "active_tab": "overview.show",
        "deliverable": history.state,
        "questions": rows,
        "updates": updates,
        "may_ask": rights.may_comment(access.programme.id),
        "may_answer": access.may_update,
        "may_send_back": may_return
        and rules.may_send_back(round_under_way(access.session, access.programme.id)),
        "refused": refused or RefusedForm(Typed(), {}),
    }
    status = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK
    return render_page(request, "question/index.html", context, viewer=access.viewer, status_code=status)
