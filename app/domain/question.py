"""Questions about a deliverable: who asks, who answers, and until when an update can be sent back."""

from enum import StrEnum

from app.domain.structure import PeriodState


class QuestionKind(StrEnum):
    """What is asked; the values are stored."""

    QUESTION = "question"
    """An answer in words."""
    SEND_BACK = "send_back"
    """Another status update, in the place of the one that was given."""


def may_send_back(round_state: PeriodState | None) -> bool:
    """Whether an update can be sent back: until the round goes into review, or while there is no round."""
    return round_state in (None, PeriodState.PLANNED, PeriodState.OPEN, PeriodState.EDITING)
