"""Asking about a deliverable or one of its updates, sending an update back to its lead, and answering."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.actions import audit_log, notice
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.notice import Notice, NoticeKind
from app.domain.question import QuestionKind, may_send_back
from app.domain.refusal import Conflict, Invalid, Message
from app.domain.round import choose_answerer
from app.queries.call_for_updates import office_members
from app.queries.history import is_uncorrected
from app.queries.lead import able_leads
from app.queries.question import open_questions, questioned_deliverables
from app.queries.reporting_period import round_under_way
from app.tables import Deliverable, DeliverableQuestion, Project, QuestionAnswer, StatusUpdate
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """What is asked; `update_id` is the status update that it is about, none for the whole deliverable."""

    text: str
    kind: QuestionKind = QuestionKind.QUESTION
    update_id: int | None = None


def ask(session: Session, act: AuditContext, deliverable_id: int, question: QuestionInput) -> int:
    """Ask about a deliverable, or send its update back for another; returns the id of the question.

    Whoever answers for it is told by mail. Refuses an empty text and an update of something else, and
    sending back from the review on.
    """
    row = get_for_update(session, Deliverable, deliverable_id)
    text = question.text.strip()
    wrong = length_objections(DeliverableQuestion, {"text": text})
    if not text:
        wrong["text"] = Message("Write what you want to know.")
    if question.update_id is not None and not _counts(session, deliverable_id, question.update_id):
        wrong["about"] = Message("Choose one of the given values.")
    if question.kind is QuestionKind.SEND_BACK:
        if question.update_id is None:
            wrong["about"] = Message("Choose the update that is sent back.")
        if not may_send_back(round_under_way(session, row.programme_id)):
            raise Conflict("The report is in review: no update can be sent back any more. Ask a question.")
    if wrong:
        raise Invalid(wrong)
    added = DeliverableQuestion(
        programme_id=row.programme_id,
        deliverable_id=deliverable_id,
        status_update_id=question.update_id,
        kind=question.kind,
        text=text,
        said_on=act.on,
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(added)
    session.flush()
    assert added.id is not None
    verb = "send_back" if question.kind is QuestionKind.SEND_BACK else "ask"
    audit_log.record(
        session,
        act,
        f"question.{verb}",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        asked=added.id,
        question=text,
        update=question.update_id,
    )
    leads = row.lead_id, session.get_one(Project, row.project_id).lead_id
    answerers = _Answerers(session, row.programme_id).of(*leads) - {act.person_id}
    notice.tell(session, act, answerers, Notice(NoticeKind.QUESTION, row.programme_id, record_id=added.id))
    return added.id


def answer(session: Session, act: AuditContext, question_id: int, text: str) -> None:
    """Answer a question, once. Refuses an empty text, and a question that was answered before."""
    row = session.get_one(DeliverableQuestion, question_id)
    get_for_update(session, Deliverable, row.deliverable_id)
    text = text.strip()
    if not text:
        raise Invalid.because("text", "Write your answer.")
    if wrong := length_objections(QuestionAnswer, {"text": text}):
        raise Invalid(wrong)
    if session.get(QuestionAnswer, question_id) is not None:
        raise Conflict("This question was answered already. Nothing of yours is lost: ask or answer anew.")
    session.add(
        QuestionAnswer(
            question_id=question_id,
            programme_id=row.programme_id,
            text=text,
            said_on=act.on,
            recorded_at=act.at,
            author_id=act.author_id,
        )
    )
    session.flush()
    audit_log.record(
        session,
        act,
        "question.answer",
        ("deliverable", row.deliverable_id),
        programme_id=row.programme_id,
        asked=question_id,
        answer=text,
    )


def open_answerers(session: Session, programme_id: int) -> dict[int, frozenset[int]]:
    """Return who has to answer each open question of a programme, by its id. At most five queries."""
    leads = questioned_deliverables(session, programme_id)
    waiting = open_questions(session, list(leads))
    if not waiting:
        return {}
    answerers = _Answerers(session, programme_id)
    return {row.id: answerers.of(*leads[row.deliverable_id]) for row in waiting}


def tell_new_answerers(
    session: Session, act: AuditContext, programme_id: int, before: Mapping[int, frozenset[int]]
) -> None:
    """Tell by mail whoever has to answer an open question from now on; `before` is who had to."""
    if not before:
        return
    session.flush()
    for question_id, person_ids in open_answerers(session, programme_id).items():
        new = person_ids - before.get(question_id, frozenset()) - {act.person_id}
        notice.tell(session, act, new, Notice(NoticeKind.QUESTION, programme_id, record_id=question_id))


class _Answerers:
    """Who answers in a programme: one person, or the office where nobody with access leads. Two queries."""

    def __init__(self, session: Session, programme_id: int) -> None:
        self._able = able_leads(session, [programme_id])[programme_id]
        self._office = frozenset(office_members(session, programme_id))

    def of(self, lead_id: int | None, project_lead_id: int | None) -> frozenset[int]:
        """Return who answers for what these lead."""
        answerer = choose_answerer(lead_id, project_lead_id, self._able)
        return self._office if answerer is None else frozenset([answerer])


def _counts(session: Session, deliverable_id: int, update_id: int) -> bool:
    """Whether this is an update of the deliverable that nobody corrected or took back."""
    statement = select(StatusUpdate.id).where(
        col(StatusUpdate.id) == update_id, col(StatusUpdate.deliverable_id) == deliverable_id
    )
    return session.exec(statement.where(is_uncorrected(StatusUpdate))).first() is not None
