"""The door to what a programme steers by: everybody who may read sees it, the office keeps it."""

from typing import Annotated

from fastapi import Depends

from app.domain.refusal import Forbidden
from app.web.deps import ProgrammeDoor, ReadableProgramme


def steered_programme(door: ReadableProgramme) -> ProgrammeDoor:
    """The programme in the path, for who keeps what it steers by."""
    if not door.viewer.rights.may_steer(door.programme.id):
        raise Forbidden("Only the programme office keeps what the programme steers by.")
    return door


SteeredProgramme = Annotated[ProgrammeDoor, Depends(steered_programme)]
