"""What a programme in which nothing is promised yet lacks first."""

from collections.abc import Sequence
from enum import StrEnum

from app.queries.programme import ActionLineRow, projects
from app.web.deps.programme import ProgrammeAccess
from app.web.deps.session import AsOf


class FirstStep(StrEnum):
    """What is added next: an action line, a project in one, a promise in one of these."""

    LINE = "line"
    PROJECT = "project"
    PROMISE = "promise"


def find_first_step(
    access: ProgrammeAccess, as_of: AsOf, promises: int, lines: Sequence[ActionLineRow]
) -> FirstStep | None:
    """Return what a programme lacks first, None where something is promised. One query at the most."""
    if promises:
        return None
    if not lines:
        return FirstStep.LINE
    return (
        FirstStep.PROMISE if projects(access.session, access.programme.id, as_of.day) else FirstStep.PROJECT
    )
