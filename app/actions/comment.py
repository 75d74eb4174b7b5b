"""Remarking on a section of a report that is in review, perhaps in answer to another remark."""

from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.actions.belonging import refuse, remark_objections
from app.actions.section_in_review import Place, held_in_review
from app.domain.refusal import Message
from app.tables import Comment
from app.tables.lengths import length_objections


def comment(
    session: Session, act: AuditContext, place: Place, text: str, *, answers: int | None = None
) -> int:
    """Say something of a section as it reads; returns the id. What was said so already is not said again.

    Refuses an empty remark, a section that is gone or reads otherwise by now, and an answer to a remark
    that was not made on this section.
    """
    period = held_in_review(session, place)
    wrong = {} if text.strip() else {"text": Message("Write what you want to say.")}
    wrong |= length_objections(Comment, {"text": text.strip()})
    refuse(remark_objections(session, place.period_id, place.key, answers, "answers"), wrong)
    if (already := _find_same_remark(session, act, place, text.strip(), answers)) is not None:
        return already
    row = Comment(
        programme_id=period.programme_id,
        reporting_period_id=place.period_id,
        section_key=place.key,
        section_hash=place.hash,
        answers_id=answers,
        text=text.strip(),
        recorded_at=act.at,
        author_id=act.author_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session,
        act,
        "comment.make",
        ("reporting_period", place.period_id),
        programme_id=period.programme_id,
        section=place.key,
        text=text.strip(),
    )
    return row.id


def _find_same_remark(
    session: Session, act: AuditContext, place: Place, text: str, answers: int | None
) -> int | None:
    """The id of the same remark by the same person: the form was sent twice.

    The period is held by now, so that of two at once the second finds the first.
    """
    same = select(Comment.id).where(
        Comment.reporting_period_id == place.period_id,
        Comment.section_key == place.key,
        Comment.section_hash == place.hash,
        Comment.author_id == act.author_id,
        col(Comment.answers_id).is_not_distinct_from(answers),
        Comment.text == text,
    )
    return session.exec(same.limit(1)).first()
