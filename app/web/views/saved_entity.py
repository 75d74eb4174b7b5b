"""What was just saved of a risk, an indicator and so on: how it is undone, and where it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.report import Record
from app.queries.last_recorded import Undoable, find_undoable
from app.queries.report.archive import FrozenRow
from app.queries.report.printed import reports_that_print
from app.tables.tracked import TrackedEntity
from app.web.deps.programme import ProgrammeAccess
from app.web.forms import read_number


@dataclass(frozen=True, slots=True)
class SavedEntity:
    """What was just saved; `undo` is none if somebody else has changed it since, or it was taken back."""

    noun: str
    id: int
    undo: Undoable | None
    printed: Sequence[FrozenRow]


def name_saved(tracked: TrackedEntity, entity_id: int) -> str:
    """Return how an address names what was just saved: `risk-3`."""
    return f"{tracked.name}-{entity_id}"


def find_saved(access: ProgrammeAccess, tracked: TrackedEntity, named: str) -> SavedEntity | None:
    """Return what an address names as just saved, None if it names nothing of this kind."""
    kind, _, number = named.rpartition("-")
    if kind != tracked.name:
        return None
    entity_id, programme_id = read_number(number), access.programme.id
    undo = find_undoable(access.session, tracked, programme_id, entity_id, access.viewer.id)
    printed = reports_that_print(access.session, programme_id, [Record(kind, entity_id)]) if undo else []
    return SavedEntity(kind, entity_id, undo, printed)
