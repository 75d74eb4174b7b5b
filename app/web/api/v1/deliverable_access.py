"""The deliverable in the path of a change: loading it asks the right to do so."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, Path
from fastapi.responses import Response
from sqlmodel import Session, col

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden
from app.queries.access import DeliverablePlace, deliverable_place
from app.queries.deliverable import deliverables_by_id
from app.queries.programme import ProgrammeRow
from app.tables import Deliverable
from app.tables.tracked import DELIVERABLE
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, write_one
from app.web.api.v1.changes import answer_changed, answer_created
from app.web.api.v1.deliverable import deliverable_shapes
from app.web.api.v1.filters import Id, Number
from app.web.api.v1.pagination import require_row
from app.web.api.v1.part import PartAccess
from app.web.preconditions import ExpectedVersion


@dataclass(frozen=True, slots=True)
class DeliverableAccess:
    """A deliverable that the viewer may read."""

    access: ProgrammesAccess
    place: DeliverablePlace

    @property
    def id(self) -> int:
        """The id of the deliverable."""
        return self.place.id

    @property
    def session(self) -> Session:
        """The transaction of the request."""
        return self.access.session

    @property
    def act(self) -> AuditContext:
        """The viewer acting now."""
        return self.access.act

    @property
    def programme(self) -> ProgrammeRow:
        """The programme that the deliverable belongs to."""
        return self.place.programme

    @property
    def version(self) -> int:
        """The version of the deliverable by now. One query."""
        version = sa.select(col(Deliverable.version)).where(col(Deliverable.id) == self.id)
        return self.session.scalars(version).one()

    def show(self) -> CachedResponse:
        """Write the deliverable as it is by now. Refuses (`NotFound`) where it was taken back."""
        return write_deliverable(self.access, self.id)

    def judge(self, if_match: ExpectedVersion) -> AbstractContextManager[int]:
        """Let the block change it on the version that the request names (`ExpectedVersion.judge`)."""
        return if_match.judge(self.version, self.show)

    def answer(self) -> Response:
        """Answer with the deliverable as it is after the change (200)."""
        return answer_changed(self.access, self.show(), self.programme.id)

    def answer_created(self, name: str, content: CachedResponse, **row_id: int) -> Response:
        """Answer with a row that was made of it (201); the route `name` shows it, by the id in `row_id`."""
        return answer_created(self.access, name, content, self.programme.id, id=self.id, **row_id)

    @property
    def part(self) -> PartAccess:
        """The deliverable as a part of its programme, to take it back or to undo what was said of it."""
        return PartAccess(
            self.access,
            DELIVERABLE,
            self.id,
            self.programme.id,
            self.version,
            lambda: find_written(self.access, self.id),
        )

    def require_update(self) -> "DeliverableAccess":
        """Return it. Refuses all but its lead, its project's lead and the office."""
        leads = self.place.lead_id, self.place.project_lead_id
        if not self.access.viewer.rights.may_update(self.programme.id, *leads):
            raise Forbidden("Only its lead and the programme office say how this stands.")
        return self


def write_deliverable(access: ProgrammesAccess, deliverable_id: int) -> CachedResponse:
    """Write a deliverable as it is by now, with what changed in this request."""
    return require_row(find_written(access, deliverable_id))


def find_written(access: ProgrammesAccess, deliverable_id: int) -> CachedResponse | None:
    """Write the same, none where the deliverable was taken back."""
    for state in deliverables_by_id(access.session, [deliverable_id], access.today):
        if state.id == deliverable_id:
            return write_one(deliverable_shapes(access, [state], access.today)[0], state.version)
    return None


def find_deliverable(access: ProgrammesAccess, deliverable_id: int) -> DeliverableAccess:
    """Load a deliverable. One query. What the viewer may not read does not exist (`NotFound`)."""
    place = require_row(deliverable_place(access.session, deliverable_id))
    access.programme(place.programme.id)
    return DeliverableAccess(access, place)


def load_readable_deliverable(id: Id, access: ReadableProgrammes) -> DeliverableAccess:
    """Load the deliverable in the path. One query."""
    return find_deliverable(access, id)


ReadableDeliverable = Annotated[DeliverableAccess, Depends(load_readable_deliverable)]


async def load_updatable_deliverable(deliverable: ReadableDeliverable) -> DeliverableAccess:
    """Load the deliverable in the path. Refuses all but its lead, its project's lead and the office."""
    return deliverable.require_update()


UpdatableDeliverable = Annotated[DeliverableAccess, Depends(load_updatable_deliverable)]


async def load_structurable_deliverable(deliverable: ReadableDeliverable) -> DeliverableAccess:
    """Load the deliverable in the path. Refuses people who may not change the structure of its programme."""
    deliverable.access.require_structure(deliverable.programme.id)
    return deliverable


StructurableDeliverable = Annotated[DeliverableAccess, Depends(load_structurable_deliverable)]


def row_loader(table: Any, name: str) -> Callable[[DeliverableAccess, int], int]:
    """Return a dependency: the id of the row of this table in the path, where it is called `name`.

    It was said of the deliverable in the path, which the viewer may update; any other is not found.
    """
    number = Path(alias=name, description="The number of the thing.")

    def load(deliverable: UpdatableDeliverable, row_id: Annotated[Number, number]) -> int:
        row = deliverable.session.get(table, row_id)
        require_row(row if row is not None and row.deliverable_id == deliverable.id else None)
        return row_id

    return load
