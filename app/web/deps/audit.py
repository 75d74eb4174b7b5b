"""Access to the audit log of a programme or of the installation, and the filter in its address."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from sqlmodel import Session

from app.domain.refusal import Forbidden, Invalid
from app.queries.audit_trail import KINDS, TrailFilter
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.tables.columns import LARGEST_ID
from app.web.auth import CredentialsDep
from app.web.deps.people import require_allowed
from app.web.deps.programme import ReadableProgramme
from app.web.deps.session import SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class TrailAccess:
    """An audit chain that the viewer may read: that of a programme, or else that of the installation."""

    session: Session
    viewer: Viewer
    app_state: AppState
    programme: ProgrammeRow | None = None

    @property
    def programme_id(self) -> int | None:
        """The id of the programme, None for the chain of the installation."""
        return self.programme.id if self.programme else None


async def require_audit_right(access: ReadableProgramme) -> TrailAccess:
    """Return the audit chain of the programme in the path. Refuses people who may not audit it."""
    if not access.viewer.rights.may_audit(access.programme.id):
        raise Forbidden("Only the programme office and an administrator read the audit trail.")
    return TrailAccess(access.session, access.viewer, access.app_state, access.programme)


AuditableProgramme = Annotated[TrailAccess, Depends(require_audit_right)]


def load_auditable_installation(session: SessionDep, credentials: CredentialsDep) -> TrailAccess:
    """Return the audit chain of the installation. One query.

    404 for people without any role, 403 for all others but administrators.
    """
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer,
        viewer.rights.administers,
        Forbidden("Only an administrator reads the audit trail of the installation."),
    )
    return TrailAccess(session, viewer, credentials.app_state)


AuditableInstallation = Annotated[TrailAccess, Depends(load_auditable_installation)]


async def read_trail_filter(
    soort: str = "", id: str = "", persoon: str = "", voor: Annotated[str, Query()] = ""
) -> TrailFilter:
    """Read the filter from the address. Refuses every value that cannot be read."""
    if soort and soort not in KINDS:
        raise Invalid.because("soort", "Choose one of the given values.")
    return TrailFilter(
        soort or None, _read_number("id", id), _read_number("persoon", persoon), _read_number("voor", voor)
    )


TrailFilterDep = Annotated[TrailFilter, Depends(read_trail_filter)]


def _read_number(name: str, typed: str) -> int | None:
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:12]) <= LARGEST_ID):
        raise Invalid.because(name, "Give a whole number from 1 to %(most)s.", most=LARGEST_ID)
    return int(typed)
