"""The deliverable or project in the path: loading it checks the viewer's right to it."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden, NotFound
from app.queries.access import (
    DeliverablePlace,
    ProjectPlace,
    deliverable_place,
    project_place,
    project_place_on,
)
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_on
from app.web.auth import CredentialsDep, read_credentials
from app.web.deps.session import AsOfDep, Id, SessionDep, find_as_of
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class DeliverableAccess:
    """A deliverable that the viewer may read, and whether they may update it."""

    session: Session
    viewer: Viewer
    app_state: AppState
    place: DeliverablePlace
    may_update: bool

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")

    @property
    def id(self) -> int:
        """The id of the deliverable."""
        return self.place.id

    @property
    def may_decide(self) -> bool:
        """Whether the viewer may record what is asked of the deciders, and what they decided."""
        return self.viewer.rights.may_decide(self.programme.id)

    @property
    def programme(self) -> ProgrammeRow:
        """The programme that the deliverable belongs to."""
        return self.place.programme

    def require_update(self) -> "DeliverableAccess":
        """Return it. Refuses all but its lead, its project's lead and the office."""
        if not self.may_update:
            raise Forbidden("Only its lead and the programme office say how this stands.")
        return self


def load_readable_deliverable(request: Request, session: SessionDep, deliverable_id: Id) -> DeliverableAccess:
    """Load the deliverable in the path. Two queries. 404 for strangers."""
    credentials = read_credentials(request)
    viewer = credentials.require_viewer(session)
    place = deliverable_place(session, deliverable_id)
    if place is None or not viewer.rights.may_read(place.programme.id):
        raise NotFound("There is no such deliverable.")
    if (as_of := find_as_of(request)).is_past:
        place = replace(place, programme=programme_on(session, place.programme, as_of.day))
    may_update = viewer.rights.may_update(place.programme.id, place.lead_id, place.project_lead_id)
    return DeliverableAccess(session, viewer, credentials.app_state, place, may_update)


ReadableDeliverable = Annotated[DeliverableAccess, Depends(load_readable_deliverable)]


async def require_update_right(access: ReadableDeliverable) -> DeliverableAccess:
    """Return the deliverable in the path. Refuses all but its lead, its project's lead and the office."""
    return access.require_update()


EditableDeliverable = Annotated[DeliverableAccess, Depends(require_update_right)]


async def require_decision_right(access: ReadableDeliverable) -> DeliverableAccess:
    """Return the deliverable in the path. Refuses people who may not record what is asked and decided."""
    if not access.may_decide:
        raise Forbidden("Only the programme office says what is asked, and how it was decided.")
    return access


ManagedDecision = Annotated[DeliverableAccess, Depends(require_decision_right)]


def load_editable_deliverable(session: Session, request: Request, deliverable_id: int) -> DeliverableAccess:
    """Load a deliverable that the viewer may update, outside the dependencies of a route."""
    return load_readable_deliverable(request, session, deliverable_id).require_update()


@dataclass(frozen=True, slots=True)
class ProjectAccess:
    """A project that the viewer may read."""

    session: Session
    viewer: Viewer
    app_state: AppState
    place: ProjectPlace

    @property
    def programme(self) -> ProgrammeRow:
        """The programme that the project belongs to."""
        return self.place.programme


def load_readable_project(
    session: SessionDep, credentials: CredentialsDep, as_of: AsOfDep, project_id: Id
) -> ProjectAccess:
    """Load the project in the path. Two queries. 404 for strangers."""
    viewer = credentials.require_viewer(session)
    place = project_place(session, project_id)
    if place is None or not viewer.rights.may_read(place.programme.id):
        raise NotFound("There is no such project.")
    if as_of.is_past:
        place = project_place_on(session, place, as_of.day)
    return ProjectAccess(session, viewer, credentials.app_state, place)


ReadableProject = Annotated[ProjectAccess, Depends(load_readable_project)]
