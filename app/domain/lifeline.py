"""The life of one deadline: every statement of it, and what changed since the one before."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.assessment import DeadlineRecord
from app.domain.deadline_change import FirmnessChange, WindowChange, compare_firmness, compare_windows


@dataclass(frozen=True, slots=True)
class DeadlineStatement:
    """One deadline as it was said; `was` is the one before it, none for a first promise.

    A corrected statement no longer counts: it changes nothing, and what follows is not held against it.
    """

    deadline: DeadlineRecord
    was: DeadlineRecord | None
    change: WindowChange
    firmness_change: FirmnessChange
    is_corrected: bool

    @property
    def is_first(self) -> bool:
        """Whether this is the promise that all that follows is held against."""
        return self.was is None and not self.is_corrected


def trace_lifeline(deadlines: Sequence[DeadlineRecord]) -> tuple[DeadlineStatement, ...]:
    """Return every statement with its change, in the order given: said on, recorded at, id."""
    corrected = {deadline.corrects for deadline in deadlines}
    statements: list[DeadlineStatement] = []
    before: DeadlineRecord | None = None
    for deadline in deadlines:
        statements.append(_statement(deadline, before, deadline.id in corrected))
        if deadline.id not in corrected:
            before = deadline
    return tuple(statements)


def _statement(
    deadline: DeadlineRecord, before: DeadlineRecord | None, is_corrected: bool
) -> DeadlineStatement:
    if before is None or is_corrected:
        return DeadlineStatement(deadline, None, WindowChange.SAME, FirmnessChange.SAME, is_corrected)
    return DeadlineStatement(
        deadline=deadline,
        was=before,
        change=compare_windows(before.window, deadline.window),
        firmness_change=compare_firmness(before.firmness, deadline.firmness),
        is_corrected=False,
    )
