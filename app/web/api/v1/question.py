"""Questions about a deliverable, for those who work on the programme."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.refusal import Forbidden
from app.queries.question import QuestionRow, questions_of
from app.web.api.v1.access import ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_page
from app.web.api.v1.deliverable import programme_of
from app.web.api.v1.filters import SORT, Absent, Id, Paging, SortedBy
from app.web.api.v1.pagination import Orders, cut_page
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Answer, Question, QuestionState, collection_of
from app.web.openapi import PAGED

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
