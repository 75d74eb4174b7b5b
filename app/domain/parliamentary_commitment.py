"""Whether parliament has had its answer, and whether in time; derived on a day."""

from datetime import date
from enum import StrEnum


class AnswerState(StrEnum):
    """How a commitment to parliament stands."""

    OPEN = "open"
    LATE = "late"
    ANSWERED = "answered"
    ANSWERED_LATE = "answered_late"
    WITHDRAWN = "withdrawn"


def judge_answer(latest: date | None, answered_on: date | None, *, withdrawn: bool, on: date) -> AnswerState:
    """Return how a commitment stands on a day; `latest` is the last day for an answer in time, if any."""
    if withdrawn:
        return AnswerState.WITHDRAWN
    if answered_on is not None and answered_on <= on:
        late = latest is not None and answered_on > latest
        return AnswerState.ANSWERED_LATE if late else AnswerState.ANSWERED
    return AnswerState.LATE if latest is not None and latest < on else AnswerState.OPEN
