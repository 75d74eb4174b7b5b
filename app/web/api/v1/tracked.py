"""Taking back or undoing a thing of which statements are kept, whatever it is."""

from collections.abc import Callable
from dataclasses import dataclass

from fastapi.responses import Response

from app.actions.history import StatementInput
from app.actions.mistake import retract_entity
from app.actions.structure import find_row
from app.actions.undo import undo_last
from app.tables.tracked import TrackedEntity
from app.templating import translator
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.bodies import Retraction
from app.web.api.v1.caching import CachedResponse
from app.web.api.v1.changes import answer_changed, answer_gone
from app.web.preconditions import ExpectedVersion


@dataclass(frozen=True, slots=True)
class TrackedThing:
    """A thing of which statements are kept, and that the viewer may change; `show` writes it as it is."""

    access: ProgrammesAccess
    tracked: TrackedEntity
    id: int
    programme_id: int
    version: int
    show: Callable[[], CachedResponse]


def retract_thing(thing: TrackedThing, if_match: ExpectedVersion, body: Retraction) -> Response:
    """Take back a thing that was made by mistake."""
    access = thing.access
    with body.faults(), if_match.judge(thing.version, thing.show) as version:
        retract_entity(
            access.session, access.act, thing.tracked, thing.id, StatementInput(version, body.reason)
        )
    return answer_gone(access, thing.programme_id)


def undo_thing(thing: TrackedThing, if_match: ExpectedVersion) -> Response:
    """Undo what was said last of a thing; one of which nothing was said before is gone then."""
    access, reason = thing.access, translator().gettext("Undone right after it was saved.")
    with if_match.judge(thing.version, thing.show) as version:
        undo_last(access.session, access.act, thing.tracked, thing.id, version, reason)
    if find_row(access.session, thing.tracked, thing.id) is None:
        return answer_gone(access, thing.programme_id)
    return answer_changed(access, thing.show(), thing.programme_id)
