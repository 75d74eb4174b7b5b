"""Who may do what, in one table; loading a thing asks it, templates never do."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a programme."""

    LEAD = "lead"
    OFFICE = "office"
    SPONSOR = "sponsor"
    READER = "reader"
    ADMIN = "admin"


class Ability(StrEnum):
    """What a door asks."""

    READ = "read"
    UPDATE_OWN = "update_own"
    UPDATE_ALL = "update_all"
    AUDIT = "audit"


MAY: dict[Role, frozenset[Ability]] = {
    Role.OFFICE: frozenset({Ability.READ, Ability.UPDATE_ALL, Ability.AUDIT}),
    Role.LEAD: frozenset({Ability.READ, Ability.UPDATE_OWN}),
    Role.SPONSOR: frozenset({Ability.READ}),
    Role.READER: frozenset({Ability.READ}),
    Role.ADMIN: frozenset({Ability.READ, Ability.AUDIT}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person: in a programme (none for the whole installation), perhaps for a party."""

    role: Role
    programme_id: int | None = None
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do, from every grant they hold."""

    person_id: int
    grants: tuple[Grant, ...] = ()

    def may_read(self, programme_id: int) -> bool:
        """Whether the programme exists for this person at all."""
        return Ability.READ in self._abilities(programme_id)

    def may_audit(self, programme_id: int) -> bool:
        """Whether they may see who did what in a programme."""
        return Ability.AUDIT in self._abilities(programme_id)

    def may_update(self, programme_id: int, *lead_ids: int | None) -> bool:
        """Whether they may say how a deliverable stands: the office of any, a lead of their own.

        `lead_ids` are the leads of the deliverable and of its project.
        """
        abilities = self._abilities(programme_id)
        if Ability.UPDATE_ALL in abilities:
            return True
        return Ability.UPDATE_OWN in abilities and self.person_id in lead_ids

    def readable(self) -> frozenset[int] | None:
        """The programmes that exist for this person; none given means every one."""
        if any(g.programme_id is None and Ability.READ in MAY[g.role] for g in self.grants):
            return None
        return frozenset(g.programme_id for g in self.grants if g.programme_id is not None)

    def _abilities(self, programme_id: int) -> frozenset[Ability]:
        held = [MAY[g.role] for g in self.grants if g.programme_id in (None, programme_id)]
        return frozenset().union(*held)
