"""Commitments to parliament as of a day."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.db import fetch_all
from app.domain.parliamentary_commitment import AnswerState, judge_answer
from app.domain.structure import CommitmentKind
from app.domain.vague_date import BoundsBy
from app.queries.history import state_as_of
from app.tables.tracked import PARLIAMENTARY_COMMITMENT


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """An undertaking, a motion or a question; the window is that of the answer."""

    id: int
    programme_id: int
    kind: CommitmentKind
    text: str
    made_on: date
    reference: str
    phrase: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    bounds_by: BoundsBy
    deliverable_id: int | None
    section: str
    answered_on: date | None
    answered_in: str
    withdrawn: bool
    version: int

    def answer(self, on: date) -> AnswerState:
        """Return whether parliament has had its answer on a day."""
        return judge_answer(self.latest, self.answered_on, withdrawn=self.withdrawn, on=on)


def commitments(
    session: Session, programme_ids: Collection[int], as_of: date, commitment_id: int | None = None
) -> list[CommitmentRow]:
    """Return those of these programmes on a day, in the order in which they were made. One query."""
    statement = _select_commitments()
    if commitment_id is not None:
        statement = statement.where(state_as_of(PARLIAMENTARY_COMMITMENT).c.id == commitment_id)
    parameters = {"as_of": as_of, "programme_ids": list(programme_ids)}
    return fetch_all(session, statement, CommitmentRow, parameters)


@cache
def _select_commitments() -> sa.Select[*tuple[Any, ...]]:
    commitment = state_as_of(PARLIAMENTARY_COMMITMENT).c
    return (
        sa.select(*(commitment[field.name] for field in fields(CommitmentRow)))
        .where(commitment.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))
        .order_by(commitment.programme_id, commitment.made_on, commitment.id)
    )
