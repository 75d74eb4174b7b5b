"""People in the path, and what an administrator may do to them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.domain.refusal import Forbidden, NotFound
from app.queries.person import Viewer
from app.queries.role_grant import GrantRow, Holder, holders
from app.web.auth import CredentialsDep
from app.web.deps.session import Id, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class PeopleDoor:
    """An opened door: the people of the programmes that the viewer manages."""

    session: Session
    viewer: Viewer
    app_state: AppState

    @property
    def managed(self) -> frozenset[int] | None:
        """The programmes; none given means every one."""
        return self.viewer.rights.managed()


def managed_people(session: SessionDep, credentials: CredentialsDep) -> PeopleDoor:
    """One query. Does not exist for whoever may read nothing; closed to whoever manages nobody."""
    viewer = credentials.viewer(session)
    if viewer.rights.readable() == frozenset():
        raise NotFound("There is nothing here, or not for you.")
    if not viewer.rights.manages_people:
        raise Forbidden("Only the programme office and the administrator manage people.")
    return PeopleDoor(session, viewer, credentials.app_state)


ManagedPeople = Annotated[PeopleDoor, Depends(managed_people)]


@dataclass(frozen=True, slots=True)
class PersonDoor(PeopleDoor):
    """An opened door: one of these people, with the roles that the viewer may see."""

    person: Holder


def managed_person(door: ManagedPeople, person_id: Id) -> PersonDoor:
    """The person in the path. Two queries. Whoever holds no role that one manages does not exist."""
    found = holders(door.session, door.managed, person_id)
    if not found:
        raise NotFound("There is no such person.")
    return PersonDoor(door.session, door.viewer, door.app_state, found[0])


ManagedPerson = Annotated[PersonDoor, Depends(managed_person)]


def administered_person(door: ManagedPerson) -> PersonDoor:
    """The same, for who runs the installation."""
    if not door.viewer.rights.administers:
        raise Forbidden("Only an administrator decides who comes in.")
    return door


AdministeredPerson = Annotated[PersonDoor, Depends(administered_person)]


@dataclass(frozen=True, slots=True)
class GrantDoor(PersonDoor):
    """An opened door: one role of this person, which the viewer may take."""

    grant: GrantRow


def takeable_role(door: ManagedPerson, grant_id: Id) -> GrantDoor:
    """The role in the path. Two queries. Refuses one that the viewer could not give."""
    found = next((grant for grant in door.person.grants if grant.id == grant_id), None)
    if found is None:
        raise NotFound("This person no longer has this role.")
    if not door.viewer.rights.may_give(found.role, found.programme_id):
        raise Forbidden("Only whoever may give a role takes it.")
    return GrantDoor(door.session, door.viewer, door.app_state, door.person, found)


TakeableRole = Annotated[GrantDoor, Depends(takeable_role)]
