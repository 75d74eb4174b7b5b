"""The audit log in the path: that of a programme, of a person, of the installation."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from sqlmodel import Session

from app.domain.refusal import Forbidden, Invalid, NotFound
from app.queries.audit_trail import KINDS, TrailFilter
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.tables.columns import LARGEST_ID
from app.web.auth import CredentialsDep
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class TrailDoor:
    """An opened door: a chain that the viewer may see, of a programme or else of the installation."""

    session: Session
    viewer: Viewer
    app_state: AppState
    programme: ProgrammeRow | None = None

    @property
    def programme_id(self) -> int | None:
        """None for the chain of the installation."""
        return self.programme.id if self.programme else None


async def auditable_programme(door: ReadableProgramme) -> TrailDoor:
    """The programme in the path, for who may see who did what in it."""
    if not door.viewer.rights.may_audit(door.programme.id):
        raise Forbidden("Only the programme office and an administrator read the audit trail.")
    return TrailDoor(door.session, door.viewer, door.app_state, door.programme)


AuditableProgramme = Annotated[TrailDoor, Depends(auditable_programme)]


def auditable_installation(session: SessionDep, credentials: CredentialsDep) -> TrailDoor:
    """One query. Does not exist for whoever may read nothing; closed to all but administrators."""
    viewer = credentials.viewer(session)
    if viewer.rights.readable() == frozenset():
        raise NotFound("There is nothing here, or not for you.")
    if not viewer.rights.administers:
        raise Forbidden("Only an administrator reads the audit trail of the installation.")
    return TrailDoor(session, viewer, credentials.app_state)


AuditableInstallation = Annotated[TrailDoor, Depends(auditable_installation)]


async def asked(
    soort: str = "", id: str = "", persoon: str = "", voor: Annotated[str, Query()] = ""
) -> TrailFilter:
    """What is asked for in the address; everything that cannot be read is refused."""
    if soort and soort not in KINDS:
        raise Invalid.because("soort", "Choose one of the given values.")
    return TrailFilter(soort or None, _number("id", id), _number("persoon", persoon), _number("voor", voor))


Asked = Annotated[TrailFilter, Depends(asked)]


def _number(name: str, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:12]) <= LARGEST_ID):
        raise Invalid.because(name, "Give a whole number from 1 to %(most)s.", most=LARGEST_ID)
    return int(typed)
