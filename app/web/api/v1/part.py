"""What all operations on a part of a programme have in common: on which version, and the answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fastapi.responses import Response

from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.actions.undo import undo_last
from app.tables.tracked import TrackedEntity
from app.templating import translator
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.bodies import Body, Retraction
from app.web.api.v1.caching import CachedResponse
from app.web.api.v1.changes import answer_changed, answer_gone
from app.web.api.v1.pagination import require_row
from app.web.preconditions import ExpectedVersion


@dataclass(frozen=True, slots=True)
class PartAccess:
    """A part of a programme that the viewer may change; `find` writes it as it is by now, if it is there."""

    programmes: ProgrammesAccess
    tracked: TrackedEntity
    id: int
    programme_id: int
    version: int
    find: Callable[[], CachedResponse | None]

    def show(self) -> CachedResponse:
        """Write it as it is by now. Refuses (`NotFound`) where it was taken back."""
        return require_row(self.find())

    def judge(self, if_match: ExpectedVersion) -> AbstractContextManager[int]:
        """Let the block change it on the version that the request names (`ExpectedVersion.judge`)."""
        return if_match.judge(self.version, self.show)

    def run(self, if_match: ExpectedVersion, body: Body, action: Callable[[int], object]) -> Response:
        """Run an action on the version that the request names, and answer with what became of the part."""
        with body.faults(), self.judge(if_match) as version:
            action(version)
        return self.answer()

    def retract(self, if_match: ExpectedVersion, body: Retraction) -> Response:
        """Take it back: it was made by mistake."""
        session, act = self.programmes.session, self.programmes.act

        def take_back(version: int) -> None:
            retract_entity(session, act, self.tracked, self.id, StatementInput(version, body.reason))

        return self.run(if_match, body, take_back)

    def undo(self, if_match: ExpectedVersion) -> Response:
        """Undo what was said of it last, by whomever."""
        session, act = self.programmes.session, self.programmes.act
        reason = translator().gettext("Undone right after it was saved.")
        with self.judge(if_match) as version:
            undo_last(session, act, self.tracked, self.id, version, reason)
        return self.answer()

    def answer(self) -> Response:
        """Answer with it as it is by now (200), or that it is not there any more (204)."""
        content = self.find()
        if content is None:
            return answer_gone(self.programmes, self.programme_id)
        return answer_changed(self.programmes, content, self.programme_id)


class SteeredRow(Protocol):
    """Something that a programme steers by, as a query returns it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def programme_id(self) -> int:
        """The programme that it belongs to."""

    @property
    def version(self) -> int:
        """The version that a change must name."""


def require_steerable(
    access: ProgrammesAccess,
    tracked: TrackedEntity,
    row: SteeredRow,
    write: Callable[[ProgrammesAccess, int, date], CachedResponse | None],
) -> PartAccess:
    """Return it, to be changed. Refuses people who may not keep what its programme steers by."""
    access.require_steering(row.programme_id)
    return PartAccess(
        access, tracked, row.id, row.programme_id, row.version, lambda: write(access, row.id, access.today)
    )
