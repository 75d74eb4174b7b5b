"""What is refused of a question about a deliverable, and of its answer."""

import pytest
import sqlalchemy as sa

from app.actions import question
from app.actions.question import QuestionInput
from app.domain.refusal import Invalid
from app.tables import DeliverableQuestion, QuestionAnswer

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


def test_a_question_is_about_an_update_of_the_same_deliverable(session, office, cast, state):
    elsewhere = QuestionInput("Waarom?", update_id=state("handbook").last.id)
    with pytest.raises(Invalid) as refusal:
        question.ask(session, office, cast["opening"], elsewhere)
    assert set(refusal.value.fields) == {"about"}
    assert question.ask(session, office, cast["handbook"], elsewhere)


@pytest.mark.parametrize("text", [" ", "x" * 100_000])
def test_an_answer_has_words_and_no_more_than_are_kept(session, office, cast, text):
    question_id = question.ask(session, office, cast["handbook"], QuestionInput("Waarom?"))
    with pytest.raises(Invalid) as refusal:
        question.answer(session, office, question_id, text)
    assert set(refusal.value.fields) == {"text"}
    counts = [
        session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in (DeliverableQuestion, QuestionAnswer)
    ]
    assert counts == [1, 0]
