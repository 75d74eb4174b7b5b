"""Questions about a deliverable, for those who work on the programme: read, asked and answered."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from app.actions import question as questions
from app.actions.question import QuestionInput
from app.domain.question import QuestionKind
from app.domain.refusal import Forbidden
from app.queries.question import QuestionRow, questions_of
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.bodies.question import NewAnswer, NewQuestion
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.changes import Changeable
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.deliverable_access import DeliverableAccess, ReadableDeliverable
from app.web.api.v1.filters import SORT, Absent, Id, Paging, Parameters, SortedBy
from app.web.api.v1.pagination import Orders, cut_page, require_row
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Answer, Question, QuestionState, collection_of
from app.web.openapi import CREATED, PAGED

router = api_router("Deliverables")


ORDERS: Orders[Question] = {
    "saidOn": lambda row: (row.said_on, row.id),
    "id": lambda row: row.id,
}


class QuestionFilters(Paging):
    """Which questions about a deliverable are asked for."""

    state: QuestionState | Absent = Field(None, description="Only in this state.")
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("saidOn", description=SORT)


@router.get(
    "/deliverables/{id}/questions",
    name="api.question.index",
    response_model=collection_of(Question),
    responses=PAGED,
)
def index(id: Id, filters: Annotated[QuestionFilters, Query()], access: ReadableProgrammes) -> Response:
    """List what was asked of a deliverable and what was answered, the first question first.

    Readers are refused: no report prints a question.
    """

    def load() -> CachedResponse:
        programme = programme_of(access, id)
        if not access.viewer.rights.may_see_drafts(programme.id):
            raise Forbidden("Questions are for whoever works on the programme.")
        questions = [_shape(row) for row in reversed(questions_of(access.session, id))]
        matching = [question for question in questions if filters.state in (None, question.state)]
        page = cut_page(access, matching, filters, ORDERS)
        return write_page(page.rows, page.after)

    return respond(access, load)


async def load_questioned_deliverable(deliverable: ReadableDeliverable) -> DeliverableAccess:
    """Load the deliverable in the path. Refuses readers: questions are internal."""
    if not deliverable.access.viewer.rights.may_see_drafts(deliverable.programme.id):
        raise Forbidden("Questions are for whoever works on the programme.")
    return deliverable


QuestionedDeliverable = Annotated[DeliverableAccess, Depends(load_questioned_deliverable)]


async def load_askable_deliverable(deliverable: QuestionedDeliverable) -> DeliverableAccess:
    """Load the deliverable in the path. Refuses all but the office and the sponsors."""
    if not deliverable.access.viewer.rights.may_comment(deliverable.programme.id):
        raise Forbidden("Only a sponsor and the programme office ask questions here.")
    return deliverable


async def load_answerable_deliverable(deliverable: QuestionedDeliverable) -> DeliverableAccess:
    """Load the deliverable in the path. Refuses all but its lead, its project's lead and the office."""
    return deliverable.require_update()


AskableDeliverable = Annotated[DeliverableAccess, Depends(load_askable_deliverable)]
AnswerableDeliverable = Annotated[DeliverableAccess, Depends(load_answerable_deliverable)]


def load_question(deliverable: AnswerableDeliverable, question: Id) -> int:
    """Return the id of the question in the path. Refuses (`NotFound`) one about another deliverable."""
    return require_row(
        next(
            (row.id for row in questions_of(deliverable.session, deliverable.id) if row.id == question), None
        )
    )


AskedQuestion = Annotated[int, Depends(load_question)]


@router.get("/deliverables/{id}/questions/{question}", name="api.question.show", response_model=Question)
def show(
    deliverable: QuestionedDeliverable, question: Id, parameters: Annotated[Parameters, Query()]
) -> Response:
    """Get a question about a deliverable, with what was answered."""
    return respond(deliverable.access, lambda: _write(deliverable, question))


@router.post(
    "/deliverables/{id}/questions",
    name="api.question.create",
    status_code=HTTPStatus.CREATED,
    response_model=Question,
    responses=CREATED,
)
def create(access: Changeable, deliverable: AskableDeliverable, body: NewQuestion) -> Response:
    """Ask about a deliverable, or send its status update back for another; its lead is told by mail."""
    may_send_back = access.viewer.rights.may_run_round(deliverable.programme.id)
    if body.kind is QuestionKind.SEND_BACK and not may_send_back:
        raise Forbidden("Only the programme office sends an update back.")
    with body.faults():
        new = QuestionInput(body.text, body.kind, body.status_update)
        question_id = questions.ask(deliverable.session, deliverable.act, deliverable.id, new)
    return _answer_created(deliverable, question_id)


@router.post(
    "/deliverables/{id}/questions/{question}/_answer",
    name="api.question.answer",
    status_code=HTTPStatus.CREATED,
    response_model=Question,
    responses=CREATED,
)
def answer(
    access: Changeable, deliverable: AnswerableDeliverable, question: AskedQuestion, body: NewAnswer
) -> Response:
    """Answer a question, once."""
    with body.faults():
        questions.answer(deliverable.session, deliverable.act, question, body.text)
    return _answer_created(deliverable, question)


def _answer_created(deliverable: DeliverableAccess, question_id: int) -> Response:
    return deliverable.answer_created(
        "api.question.show", _write(deliverable, question_id), question=question_id
    )


def _write(deliverable: DeliverableAccess, question_id: int) -> CachedResponse:
    """Write a question. One query. Refuses (`NotFound`) one about another deliverable."""
    rows = questions_of(deliverable.session, deliverable.id)
    return write_one(_shape(require_row(next((row for row in rows if row.id == question_id), None))))


def _shape(row: QuestionRow) -> Question:
    return Question.of(
        row,
        deliverable=row.deliverable_id,
        state=QuestionState.OPEN if row.is_open else QuestionState.ANSWERED,
        author=row.asker,
        status_update=row.status_update_id,
        answer=_answer(row),
    )


def _answer(row: QuestionRow) -> Answer | None:
    if row.answer is None or row.answered_on is None or row.answerer is None:
        return None
    return Answer(text=row.answer, said_on=row.answered_on, author=row.answerer)
