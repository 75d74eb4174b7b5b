"""Deliverables and projects in the path: to load one is to check the right to it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.refusal import Forbidden, NotFound
from app.queries.access import DeliverablePlace, ProjectPlace, deliverable_place, project_place
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow
from app.web.auth import CredentialsDep, credentials_of
from app.web.deps.session import Id, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class DeliverableDoor:
    """An opened door: a deliverable that the viewer may read, and perhaps may update."""

    session: Session
    viewer: Viewer
    app_state: AppState
    place: DeliverablePlace
    may_update: bool

    @property
    def id(self) -> int:
        """Of the deliverable."""
        return self.place.id

    @property
    def may_decide(self) -> bool:
        """Whether the viewer says what is asked of those who decide."""
        return self.viewer.rights.may_decide(self.programme.id)

    @property
    def programme(self) -> ProgrammeRow:
        """To which the deliverable belongs."""
        return self.place.programme


def readable_deliverable(request: Request, session: SessionDep, deliverable_id: Id) -> DeliverableDoor:
    """The deliverable in the path. Two queries. It does not exist for strangers."""
    return _open_deliverable(session, request, deliverable_id)


ReadableDeliverable = Annotated[DeliverableDoor, Depends(readable_deliverable)]


def editable_deliverable(door: ReadableDeliverable) -> DeliverableDoor:
    """The same, for who may say how it stands: its lead, that of its project, the office."""
    return _for_update(door)


EditableDeliverable = Annotated[DeliverableDoor, Depends(editable_deliverable)]


def decision_to_manage(door: ReadableDeliverable) -> DeliverableDoor:
    """The same, for who says what is asked of those who decide, and what these decided."""
    if not door.may_decide:
        raise Forbidden("Only the programme office says what is asked, and how it was decided.")
    return door


ManagedDecision = Annotated[DeliverableDoor, Depends(decision_to_manage)]


def opened_for_update(session: Session, request: Request, deliverable_id: int) -> DeliverableDoor:
    """The same door, for whoever has the session in hand already."""
    return _for_update(_open_deliverable(session, request, deliverable_id))


@dataclass(frozen=True, slots=True)
class ProjectDoor:
    """An opened door: a project that the viewer may read."""

    session: Session
    viewer: Viewer
    app_state: AppState
    place: ProjectPlace

    @property
    def programme(self) -> ProgrammeRow:
        """To which the project belongs."""
        return self.place.programme


def readable_project(session: SessionDep, credentials: CredentialsDep, project_id: Id) -> ProjectDoor:
    """The project in the path. Two queries. It does not exist for strangers."""
    viewer = credentials.viewer(session)
    place = project_place(session, project_id)
    if place is None or not viewer.rights.may_read(place.programme.id):
        raise NotFound("There is no such project.")
    return ProjectDoor(session, viewer, credentials.app_state, place)


ReadableProject = Annotated[ProjectDoor, Depends(readable_project)]


def _open_deliverable(session: Session, request: Request, deliverable_id: int) -> DeliverableDoor:
    credentials = credentials_of(request)
    viewer = credentials.viewer(session)
    place = deliverable_place(session, deliverable_id)
    if place is None or not viewer.rights.may_read(place.programme.id):
        raise NotFound("There is no such deliverable.")
    may_update = viewer.rights.may_update(place.programme.id, place.lead_id, place.project_lead_id)
    return DeliverableDoor(session, viewer, credentials.app_state, place, may_update)


def _for_update(door: DeliverableDoor) -> DeliverableDoor:
    if not door.may_update:
        raise Forbidden("Only its lead and the programme office say how this stands.")
    return door
