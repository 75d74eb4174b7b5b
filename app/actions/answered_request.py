"""Carrying out a request of the API once, however often it is sent: its answer is kept with the change."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_one, insert_into
from app.domain.refusal import KeyUsed
from app.tables import AnsweredRequest

KEPT = timedelta(hours=24)
"""How long a key is known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered with; `programme_id` is the programme that the answer tells of."""

    status: int
    location: str = ""
    etag: str = ""
    content: bytes = b""
    programme_id: int | None = None


def claim(session: Session, at: datetime, request_hash: str, body_hash: str) -> Answer | None:
    """Claim a request for this transaction; returns None, or its answer when it was carried out before.

    A second one at the same moment waits here until the first has committed or was rolled back. Refuses
    (`KeyUsed`) the same key with another body.
    """
    old = sa.select(col(AnsweredRequest.of_hash)).where(col(AnsweredRequest.answered_at) <= at - KEPT)
    # Whoever forgets the same old ones at this moment holds them until all of theirs is saved: leave them.
    forgotten = old.with_for_update(skip_locked=True)
    session.execute(sa.delete(AnsweredRequest).where(col(AnsweredRequest.of_hash).in_(forgotten)))
    insert = insert_into(session, AnsweredRequest).values(
        of_hash=request_hash,
        body_hash=body_hash,
        status=0,
        location="",
        etag="",
        content=b"",
        answered_at=at,
    )
    if session.scalar(insert.on_conflict_do_nothing().returning(col(AnsweredRequest.of_hash))) is not None:
        return None
    is_it = col(AnsweredRequest.of_hash) == request_hash
    if session.scalar(sa.select(col(AnsweredRequest.body_hash)).where(is_it)) != body_hash:
        raise KeyUsed("This Idempotency-Key was used before, for a request with another body.")
    columns = (AnsweredRequest.status, AnsweredRequest.location, AnsweredRequest.etag)
    answer = sa.select(*map(col, columns), col(AnsweredRequest.content), col(AnsweredRequest.programme_id))
    return fetch_one(session, answer.where(is_it), Answer)


def forget(session: Session, names: Collection[str]) -> None:
    """Forget every kept answer that holds one of these names: who repeats that request is answered anew."""
    written = [json.dumps(name, ensure_ascii=False)[1:-1].encode() for name in names]
    answers = session.execute(sa.select(col(AnsweredRequest.of_hash), col(AnsweredRequest.content))).all()
    naming = [row.of_hash for row in answers if any(name in row.content for name in written)]
    session.execute(sa.delete(AnsweredRequest).where(col(AnsweredRequest.of_hash).in_(naming)))


def settle(session: Session, request_hash: str, answer: Answer | None) -> None:
    """Keep the answer of a claimed request; without one it may come again as if it never came."""
    is_it = col(AnsweredRequest.of_hash) == request_hash
    if answer is None:
        session.execute(sa.delete(AnsweredRequest).where(is_it))
        return
    session.execute(
        sa.update(AnsweredRequest)
        .where(is_it)
        .values(
            status=answer.status,
            location=answer.location,
            etag=answer.etag,
            content=answer.content,
            programme_id=answer.programme_id,
        )
    )
