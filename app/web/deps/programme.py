"""Programmes in the path: to load one is to check the right to it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.domain.refusal import Forbidden, NotFound
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_by_slug
from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class ProgrammeDoor:
    """An opened door: a programme that the viewer may read."""

    session: Session
    viewer: Viewer
    app_state: AppState
    programme: ProgrammeRow


def readable_programme(session: SessionDep, credentials: CredentialsDep, slug: str) -> ProgrammeDoor:
    """The programme of the slug in the path. Two queries. It does not exist for strangers."""
    viewer = credentials.viewer(session)
    programme = programme_by_slug(session, slug)
    if programme is None or not viewer.rights.may_read(programme.id):
        raise NotFound("There is no such programme.")
    return ProgrammeDoor(session, viewer, credentials.app_state, programme)


ReadableProgramme = Annotated[ProgrammeDoor, Depends(readable_programme)]


def structured_programme(door: ReadableProgramme) -> ProgrammeDoor:
    """The programme in the path. Two queries. Closed to whoever does not say what it is made of."""
    if not door.viewer.rights.may_structure(door.programme.id):
        raise Forbidden("Only the programme office says what the programme is made of.")
    return door


StructuredProgramme = Annotated[ProgrammeDoor, Depends(structured_programme)]


def steered_programme(door: ReadableProgramme) -> ProgrammeDoor:
    """The programme in the path, for who keeps what it steers by."""
    if not door.viewer.rights.may_steer(door.programme.id):
        raise Forbidden("Only the programme office keeps what the programme steers by.")
    return door


SteeredProgramme = Annotated[ProgrammeDoor, Depends(steered_programme)]
