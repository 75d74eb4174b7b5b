"""Parts of a programme in the path, for whoever changes them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.actions.audit_log import AuditContext
from app.domain.refusal import NotFound
from app.web.deps.programme import ProgrammeDoor, StructuredProgramme
from app.web.deps.session import Id
from app.web.pages.structure_part import Opened, Part
from app.web.pages.structure_parts import PARTS


@dataclass(frozen=True, slots=True)
class PartDoor:
    """An opened door: a kind of part of a programme, to add one."""

    door: ProgrammeDoor
    part: Part

    @property
    def act(self) -> AuditContext:
        """By the viewer, now."""
        return self.door.app_state.act(self.door.viewer.id, "web")


@dataclass(frozen=True, slots=True)
class OpenedPart(PartDoor):
    """An opened door: one part of a programme, as it is now."""

    id: int
    now: Opened


def part_to_add(door: StructuredProgramme, soort: str) -> PartDoor:
    """The kind of part in the path."""
    if soort not in PARTS:
        raise NotFound("There is nothing here, or not for you.")
    return PartDoor(door, PARTS[soort])


PartToAdd = Annotated[PartDoor, Depends(part_to_add)]


def part_to_change(kind: PartToAdd, part_id: Id) -> OpenedPart:
    """The part in the path. One query more, two for a deliverable."""
    now = kind.part.open(kind.door.session, kind.door.programme.id, part_id)
    if now is None:
        raise NotFound("There is nothing here, or not for you.")
    return OpenedPart(kind.door, kind.part, part_id, now)


PartToChange = Annotated[OpenedPart, Depends(part_to_change)]
