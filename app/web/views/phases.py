"""The phases of a round, as a row of steps."""

from collections.abc import Mapping
from datetime import date

from app.domain.structure import PeriodState
from app.templating import translator
from app.templating.vocabulary import word

Phase = tuple[str, str, date | None]
"""Its word, whether it is done, current or open, and since when."""


def list_phases(state: PeriodState, step_days: Mapping[PeriodState, date]) -> list[Phase]:
    """Return every phase of a round that is in a state.

    A phase after the current one is open, even if the round was in it before.
    """
    words, order = translator(), list(PeriodState)
    at = order.index(state)
    return [
        (word(words, phase), "done" if n < at else "current", step_days.get(phase))
        if n <= at
        else (word(words, phase), "open", None)
        for n, phase in enumerate(order)
    ]
