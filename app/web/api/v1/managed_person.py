"""A person in the path, for those who manage people: who may do what with them, and how they are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.actions import person
from app.domain.refusal import Forbidden
from app.queries.role_grant import GrantRow, Holder
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.bodies.person import NewRole
from app.web.api.v1.caching import CachedResponse, write_one
from app.web.api.v1.filters import Id
from app.web.api.v1.shapes import Person, RoleHeld
from app.web.deps.people import (
    PeopleAccess,
    load_managed_account,
    load_managed_person,
    require_allowed,
)
from app.web.preconditions import ExpectedVersion


@dataclass(frozen=True, slots=True)
class ManagedPerson:
    """Somebody with the roles that the viewer manages."""

    access: ProgrammesAccess
    holder: Holder

    @property
    def id(self) -> int:
        """The number of the person."""
        return self.holder.id

    def show(self) -> CachedResponse:
        """Write them as they are by now. Refuses (`NotFound`) who has no role here any more."""
        holder = load_managed_person(_people(self.access), self.id).person
        return write_one(person_shape(holder, self.access))

    @contextmanager
    def judge(self, if_match: ExpectedVersion) -> Iterator[None]:
        """Let the block change them, if they are as the request read them; nobody else changes them then."""
        person.hold(self.access.session, self.id)
        if_match.judge_whole(self.show())
        yield


def find_managed_person(access: ProgrammesAccess, person_id: int) -> ManagedPerson:
    """Load somebody with a role that the viewer manages. Refuses everybody else."""
    return ManagedPerson(access, load_managed_person(_people(access), person_id).person)


def require_manager(access: ReadableProgrammes) -> None:
    """Refuse whoever manages nobody."""
    require_allowed(
        access.viewer,
        access.viewer.rights.manages_people,
        Forbidden("Only the programme office and the administrator manage people."),
    )


def require_role_to_give(access: ProgrammesAccess, role: NewRole) -> int | None:
    """Return the id of the programme of a role, if it has one. Refuses whoever may not give it there."""
    programme_id = None if role.programme is None else access.programme_called(role.programme).id
    if not access.viewer.rights.may_give(role.role, programme_id):
        raise Forbidden("Only whoever may give a role gives it.")
    return programme_id


def load_person(access: ReadableProgrammes, id: Id) -> ManagedPerson:
    """Load the person in the path, for whoever manages people of a programme in which they hold a role."""
    require_manager(access)
    return find_managed_person(access, id)


def load_account(access: ReadableProgrammes, id: Id) -> ManagedPerson:
    """Load the person in the path. Refuses whom others let in too."""
    require_manager(access)
    people = _people(access)
    return ManagedPerson(access, load_managed_account(load_managed_person(people, id)).person)


def load_administered(access: ReadableProgrammes, id: Id) -> ManagedPerson:
    """Load the person in the path. Refuses everybody but administrators."""
    require_manager(access)
    people = _people(access)
    return ManagedPerson(access, load_managed_person(people, id).require_administrator().person)


PersonToManage = Annotated[ManagedPerson, Depends(load_person)]
AccountToManage = Annotated[ManagedPerson, Depends(load_account)]
PersonToAdminister = Annotated[ManagedPerson, Depends(load_administered)]


def person_shape(row: Holder, access: ProgrammesAccess) -> Person:
    """Return a person with the roles that the viewer manages."""
    return Person.of(row, roles=tuple(role_shape(grant, access) for grant in row.grants))


def role_shape(grant: GrantRow, access: ProgrammesAccess) -> RoleHeld:
    """Return a role that somebody holds."""
    programme = None if grant.programme_id is None else access.slug(grant.programme_id)
    return RoleHeld.of(grant, programme=programme, party=grant.party_id)


def _people(access: ProgrammesAccess) -> PeopleAccess:
    return PeopleAccess(access.session, access.viewer, access.app_state)
