"""The programme in the path: loading it checks the viewer's right to it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden, NotFound
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_by_slug, programme_on
from app.web.auth import CredentialsDep
from app.web.deps.session import AsOfDep, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class ProgrammeAccess:
    """A programme that the viewer may read."""

    session: Session
    viewer: Viewer
    app_state: AppState
    programme: ProgrammeRow

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")

    def require_structure(self) -> "ProgrammeAccess":
        """Return it. Refuses people who may not change the structure of the programme."""
        if not self.viewer.rights.may_structure(self.programme.id):
            raise Forbidden("Only the programme office says what the programme is made of.")
        return self


def load_readable_programme(
    session: SessionDep, credentials: CredentialsDep, as_of: AsOfDep, slug: str
) -> ProgrammeAccess:
    """Load the programme by the slug in the path, as it was on the day. Two queries. 404 for strangers."""
    viewer = credentials.require_viewer(session)
    programme = programme_by_slug(session, slug)
    if programme is None or not viewer.rights.may_read(programme.id):
        raise NotFound("There is no such programme.")
    if as_of.is_past:
        programme = programme_on(session, programme, as_of.day)
    return ProgrammeAccess(session, viewer, credentials.app_state, programme)


ReadableProgramme = Annotated[ProgrammeAccess, Depends(load_readable_programme)]


async def require_structure_right(access: ReadableProgramme) -> ProgrammeAccess:
    """Return the programme in the path. Refuses people who may not change its structure."""
    return access.require_structure()


StructurableProgramme = Annotated[ProgrammeAccess, Depends(require_structure_right)]


async def require_steering_right(access: ReadableProgramme) -> ProgrammeAccess:
    """Return the programme in the path. Refuses people who may not edit its indicators, risks and so on."""
    if not access.viewer.rights.may_steer(access.programme.id):
        raise Forbidden("Only the programme office keeps what the programme steers by.")
    return access


SteerableProgramme = Annotated[ProgrammeAccess, Depends(require_steering_right)]
