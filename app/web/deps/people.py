"""The person or role in the path, for those who manage people."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden, NotFound
from app.queries.person import Viewer
from app.queries.role_grant import GrantRow, Holder, grants_of, holders
from app.web.auth import CredentialsDep
from app.web.deps.session import Id, SessionDep
from app.web.state import AppState


@dataclass(frozen=True, slots=True)
class PeopleAccess:
    """The people of the programmes that the viewer manages."""

    session: Session
    viewer: Viewer
    app_state: AppState

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, from a page."""
        return self.app_state.act(self.viewer.id, "web")

    @property
    def managed(self) -> frozenset[int] | None:
        """The ids of those programmes; None means all programmes."""
        return self.viewer.rights.managed()


def require_allowed(viewer: Viewer, is_allowed: bool, refusal: Forbidden) -> None:
    """Raise the refusal unless the viewer is allowed to go on.

    People without any role get 404 instead: for them a page outside the programmes does not exist.
    """
    if viewer.rights.readable() == frozenset():
        raise NotFound("There is nothing here, or not for you.")
    if not is_allowed:
        raise refusal


def load_managed_people(session: SessionDep, credentials: CredentialsDep) -> PeopleAccess:
    """Return access to the people that the viewer manages. One query.

    404 for people without any role, 403 for those who manage nobody.
    """
    viewer = credentials.require_viewer(session)
    require_allowed(
        viewer,
        viewer.rights.manages_people,
        Forbidden("Only the programme office and the administrator manage people."),
    )
    return PeopleAccess(session, viewer, credentials.app_state)


ManagedPeople = Annotated[PeopleAccess, Depends(load_managed_people)]


@dataclass(frozen=True, slots=True)
class PersonAccess(PeopleAccess):
    """One of these people, with the roles that the viewer may see."""

    person: Holder

    def require_administrator(self) -> "PersonAccess":
        """Return it. Refuses everybody but administrators."""
        if not self.viewer.rights.administers:
            raise Forbidden("Only an administrator decides who comes in.")
        return self


def load_managed_person(access: ManagedPeople, person_id: Id) -> PersonAccess:
    """Load the person in the path. Two queries. 404 for anyone without a role that the viewer manages."""
    people = holders(access.session, access.managed, person_id)
    if not people:
        raise NotFound("There is no such person.")
    return PersonAccess(access.session, access.viewer, access.app_state, people[0])


ManagedPerson = Annotated[PersonAccess, Depends(load_managed_person)]


def load_managed_account(access: ManagedPerson) -> PersonAccess:
    """Return the person in the path. One query more. Refuses whom others let in too."""
    if not access.viewer.rights.manages_all(grants_of(access.session, access.person.id)):
        raise Forbidden("This person has a role elsewhere too. Only an administrator can do this.")
    return access


ManagedAccount = Annotated[PersonAccess, Depends(load_managed_account)]


async def require_administrator(access: ManagedPerson) -> PersonAccess:
    """Return the person in the path. Refuses everybody but administrators."""
    return access.require_administrator()


AdministeredPerson = Annotated[PersonAccess, Depends(require_administrator)]


@dataclass(frozen=True, slots=True)
class GrantAccess(PersonAccess):
    """One role of this person, which the viewer may revoke."""

    grant: GrantRow


async def require_revoke_right(access: ManagedPerson, grant_id: Id) -> GrantAccess:
    """Return the role in the path. Refuses a role that the viewer could not give."""
    grant = next((grant for grant in access.person.grants if grant.id == grant_id), None)
    if grant is None:
        raise NotFound("This person no longer has this role.")
    if not access.viewer.rights.may_give(grant.role, grant.programme_id):
        raise Forbidden("Only whoever may give a role takes it.")
    return GrantAccess(access.session, access.viewer, access.app_state, access.person, grant)


RevocableRole = Annotated[GrantAccess, Depends(require_revoke_right)]
