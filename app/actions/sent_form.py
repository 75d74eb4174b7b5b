"""Saving a form once, however often it is sent: it is remembered in the transaction of the change."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import insert_into
from app.tables import SentForm

KEPT = timedelta(days=2)
"""How long a form is known again: long enough for a page that stayed open overnight."""


def claim(session: Session, at: datetime, form_hash: str) -> str | None:
    """Claim a form for this transaction; returns None, or the page that answered it when it was saved before.

    A second one at the same moment waits here until the first has committed or was rolled back.
    """
    # Whoever forgets the same old forms at this moment holds them until all of theirs is saved: leave them.
    old = sa.select(col(SentForm.of_hash)).where(col(SentForm.sent_at) <= at - KEPT)
    forgotten = old.with_for_update(skip_locked=True)
    session.execute(sa.delete(SentForm).where(col(SentForm.of_hash).in_(forgotten)))
    insert = insert_into(session, SentForm).values(of_hash=form_hash, address="", sent_at=at)
    if session.scalar(insert.on_conflict_do_nothing().returning(col(SentForm.of_hash))) is not None:
        return None
    address = sa.select(col(SentForm.address)).where(col(SentForm.of_hash) == form_hash)
    return session.scalar(address) or ""


def settle(session: Session, form_hash: str, address: str) -> None:
    """Remember which page answered a claimed form; without one nothing was saved and it may come again."""
    is_it = col(SentForm.of_hash) == form_hash
    if address:
        session.execute(sa.update(SentForm).where(is_it).values(address=address))
    else:
        session.execute(sa.delete(SentForm).where(is_it))
