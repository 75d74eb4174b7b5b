"""Status updates of many deliverables in one request: all are saved, or none."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.responses import Response

from app.actions import status_update
from app.actions.status_update import StatusUpdateInput
from app.domain.refusal import Forbidden, Message, NotFound, Stale
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.bodies.status_update import StatusUpdateItem, StatusUpdateItems
from app.web.api.v1.caching import write_page
from app.web.api.v1.changes import Changeable, answer_made
from app.web.api.v1.deliverable_access import find_deliverable, write_deliverable
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import StatusUpdate, collection_of
from app.web.api.v1.status_update import load_update
from app.web.faults import ForbiddenItems, InvalidRequest, OutdatedItems
from app.web.openapi import MADE
from app.web.problem import Fault

router = api_router("Deliverables")


@dataclass(slots=True)
class Objections:
    """What stands against the items of a request, each fault at the pointer of its item."""

    invalid: list[Fault] = field(default_factory=list)
    forbidden: list[Fault] = field(default_factory=list)
    outdated: list[Fault] = field(default_factory=list)
    current: list[Any] = field(default_factory=list)
    """The deliverables that somebody changed since they were read, as they are now."""

    def refuse(self) -> None:
        """Refuse all items where anything stands against one of them, and tell all of it."""
        faults = [*self.invalid, *self.forbidden, *self.outdated]
        if self.invalid:
            raise InvalidRequest(faults)
        if self.forbidden:
            raise ForbiddenItems(faults)
        if self.outdated:
            raise OutdatedItems(faults, self.current)


@router.post(
    "/status-updates",
    name="api.status_update.create_several",
    status_code=HTTPStatus.CREATED,
    response_model=collection_of(StatusUpdate),
    responses=MADE,
)
def create(access: Changeable, body: StatusUpdateItems) -> Response:
    """Say how several deliverables stand, of whatever programmes: all is saved, or nothing.

    Each item names the version at which its deliverable was read. What is wrong is told of all items, at
    pointers such as `/items/3/status`; where only versions are outdated (409) `current` holds those
    deliverables as they are now.
    """
    objections, saved = Objections(), dict[int, tuple[int, int]]()
    # In one order for everybody: two requests that name the same deliverables would else wait for each other.
    for index, item in sorted(enumerate(body.items), key=lambda entry: entry[1].deliverable):
        update_id = _submit(access, item, f"/items/{index}", objections)
        if update_id is not None:
            saved[index] = item.deliverable, update_id
    objections.refuse()
    deliverables = [
        (find_deliverable(access, deliverable_id), update_id)
        for _index, (deliverable_id, update_id) in sorted(saved.items())
    ]
    content = write_page(load_update(deliverable, update_id) for deliverable, update_id in deliverables)
    return answer_made(access, content, deliverables[0][0].programme.id)


def _submit(
    access: ProgrammesAccess, item: StatusUpdateItem, pointer: str, objections: Objections
) -> int | None:
    """Say one of them; returns its id, or none where something stands against it, which is noted."""
    act, said_on = access.act, item.said_on or access.act.on
    try:
        with item.faults(pointer), access.session.begin_nested():
            deliverable = find_deliverable(access, item.deliverable).require_update()
            new = StatusUpdateInput(version=item.version, said_on=said_on, **item.facts())
            return status_update.submit(access.session, act, deliverable.id, new, today=act.on)
    except InvalidRequest as refused:
        objections.invalid += refused.faults
    except NotFound:
        there_is_none = Message("There is no such deliverable.")
        objections.invalid.append(Fault(there_is_none, pointer=f"{pointer}/deliverable"))
    except Forbidden as refused:
        objections.forbidden.append(Fault(refused.message, pointer=f"{pointer}/deliverable"))
    except Stale:
        changed = Message("Somebody changed this since you read it. Give the version that it has now.")
        objections.outdated.append(Fault(changed, pointer=f"{pointer}/version"))
        objections.current.append(json.loads(write_deliverable(access, item.deliverable).body))
    return None
