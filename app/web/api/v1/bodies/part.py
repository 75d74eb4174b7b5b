"""What is sent of any part of a programme that is merged, withdrawn, taken up again or split."""

from typing import Annotated, ClassVar

from pydantic import Field

from app.actions.history import StatementInput
from app.web.api.v1.bodies.values import Flag, Id, Saying, Title

Code = Annotated[str, Field(max_length=40)]
"""Of an action line, as its address has it."""
Place = Annotated[int, Field(strict=True, ge=1, le=9999)]
"""Which place it takes among what it stands beside, counted from 1."""


class Step(Saying):
    """Why something becomes of a part, and on which day that was said."""

    reason: Title

    def statement(self, version: int) -> StatementInput:
        """Return the version that was read, why, and the day."""
        return StatementInput(version, self.reason, self.said_on)


class PartMerging(Step):
    """Into which other one a part is merged, by number."""

    pointers: ClassVar = {"target": "/into"}

    into: Id


class Withdrawal(Step):
    """That a part is withdrawn; with `withAll` everything that still runs in it too."""

    with_all: Flag = False
