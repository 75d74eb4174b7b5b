"""Who may do what, in one table, with the words for it; loading a thing asks it, templates never do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.refusal import Message


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
    SEE_DRAFTS = "see_drafts"
    UPDATE_OWN = "update_own"
    UPDATE_ALL = "update_all"
    MANAGE_DECISIONS = "manage_decisions"
    RUN_ROUND = "run_round"
    COMMENT = "comment"
    SIGN = "sign"
    MANAGE_STRUCTURE = "manage_structure"
    MANAGE_STEERING = "manage_steering"
    AUDIT = "audit"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_WEBHOOKS = "manage_webhooks"
    ADMINISTER = "administer"


MAY: Mapping[Role, frozenset[Ability]] = {
    Role.OFFICE: frozenset(
        {
            *(Ability.READ, Ability.SEE_DRAFTS, Ability.UPDATE_ALL, Ability.MANAGE_DECISIONS),
            *(Ability.MANAGE_STRUCTURE, Ability.MANAGE_STEERING),
            *(Ability.RUN_ROUND, Ability.COMMENT),
            *(Ability.AUDIT, Ability.MANAGE_PEOPLE, Ability.MANAGE_WEBHOOKS),
        }
    ),
    Role.LEAD: frozenset({Ability.READ, Ability.SEE_DRAFTS, Ability.UPDATE_OWN}),
    Role.SPONSOR: frozenset({Ability.READ, Ability.SEE_DRAFTS, Ability.COMMENT, Ability.SIGN}),
    Role.READER: frozenset({Ability.READ}),
    Role.ADMIN: frozenset(
        {
            *(Ability.READ, Ability.SEE_DRAFTS, Ability.AUDIT, Ability.MANAGE_PEOPLE),
            *(Ability.MANAGE_WEBHOOKS, Ability.ADMINISTER),
        }
    ),
}
"""A role holds where it was given: in one programme, an administrator's in every one.

Which projects are a lead's own stands at the projects and deliverables, not at the role: a handing over
is then one change, and the two cannot contradict each other.
"""

GIVES: Mapping[Role, frozenset[Role]] = {
    Role.OFFICE: frozenset({Role.LEAD, Role.OFFICE, Role.SPONSOR, Role.READER}),
    Role.LEAD: frozenset(),
    Role.SPONSOR: frozenset(),
    Role.READER: frozenset(),
    Role.ADMIN: frozenset(Role),
}
"""Which roles each role gives and takes, where it holds itself: nobody reaches further than they stand."""


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

    def may_see_drafts(self, programme_id: int) -> bool:
        """Whether they read a report before it has been adopted, and its review."""
        return Ability.SEE_DRAFTS in self._abilities(programme_id)

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

    def may_decide(self, programme_id: int) -> bool:
        """Whether they say what is asked of those who decide, and record what these decided."""
        return Ability.MANAGE_DECISIONS in self._abilities(programme_id)

    def may_run_round(self, programme_id: int) -> bool:
        """Whether they take the round of a programme from step to step."""
        return Ability.RUN_ROUND in self._abilities(programme_id)

    def may_comment(self, programme_id: int) -> bool:
        """Whether they remark on a report that is in review."""
        return Ability.COMMENT in self._abilities(programme_id)

    def may_structure(self, programme_id: int) -> bool:
        """Whether they say what the programme is made of."""
        return Ability.MANAGE_STRUCTURE in self._abilities(programme_id)

    def may_steer(self, programme_id: int) -> bool:
        """Whether they keep what it steers by: indicators, risks, what others bring, commitments."""
        return Ability.MANAGE_STEERING in self._abilities(programme_id)

    def may_connect(self, programme_id: int | None) -> bool:
        """Whether they have other systems told of changes; without a programme, of those in all of them."""
        return Ability.MANAGE_WEBHOOKS in self._abilities(programme_id)

    def connected(self) -> frozenset[int] | None:
        """The programmes of which they manage the webhooks; none given means every one."""
        return self._where(Ability.MANAGE_WEBHOOKS)

    def may_give(self, role: Role, programme_id: int | None) -> bool:
        """Whether they give and take this role there; without a programme, in the whole installation."""
        held = [grant for grant in self.grants if grant.programme_id in (None, programme_id)]
        return any(role in GIVES[grant.role] for grant in held)

    @property
    def held_in(self) -> frozenset[int]:
        """The programmes in which they hold a role; that of an administrator is held in none of them."""
        return frozenset(grant.programme_id for grant in self.grants if grant.programme_id is not None)

    @property
    def sponsors_anywhere(self) -> bool:
        """Whether they are a sponsor of any programme."""
        return any(grant.role is Role.SPONSOR for grant in self.grants)

    @property
    def updates_anywhere(self) -> bool:
        """Whether they may say in any programme how things stand."""
        return self._where(Ability.UPDATE_OWN, Ability.UPDATE_ALL) != frozenset()

    def manages_all(self, grants: Iterable[Grant]) -> bool:
        """Whether every one of these roles is theirs to give: whoever holds only such is let in by them.

        Who holds a role elsewhere too is not: a new address or link would open that as well.
        """
        held = tuple(grants)
        return self.administers or (
            bool(held) and all(self.may_give(grant.role, grant.programme_id) for grant in held)
        )

    def readable(self) -> frozenset[int] | None:
        """The programmes that exist for this person; none given means every one."""
        return self._where(Ability.READ)

    def managed(self) -> frozenset[int] | None:
        """The programmes of which they manage the people; none given means every one."""
        return self._where(Ability.MANAGE_PEOPLE)

    @property
    def manages_people(self) -> bool:
        """Whether they manage the people of any programme."""
        return self.managed() != frozenset()

    @property
    def administers(self) -> bool:
        """Whether they run the installation itself; who is an administrator of one programme does not."""
        return Ability.ADMINISTER in self._abilities(None)

    def may_sign(self, programme_id: int) -> bool:
        """Whether they sign a report on behalf of any party."""
        return Ability.SIGN in self._abilities(programme_id)

    def acts_for(self, programme_id: int) -> frozenset[int]:
        """The parties on whose behalf they are a sponsor of the programme."""
        held = [grant for grant in self.grants if grant.programme_id == programme_id]
        return frozenset(g.party_id for g in held if g.role is Role.SPONSOR and g.party_id is not None)

    def _where(self, *abilities: Ability) -> frozenset[int] | None:
        where = {grant.programme_id for grant in self.grants if MAY[grant.role].intersection(abilities)}
        return None if None in where else frozenset(where - {None})  # type: ignore[arg-type]

    def _abilities(self, programme_id: int | None) -> frozenset[Ability]:
        held = [MAY[g.role] for g in self.grants if g.programme_id in (None, programme_id)]
        return frozenset().union(*held)


MEANS: Mapping[Ability, Message] = {
    Ability.READ: Message(
        "Read the facts of the programme, also on a past day, and its reports once they have been adopted."
    ),
    Ability.SEE_DRAFTS: Message(
        "Read a report before it has been adopted: its draft, what is signed and what is remarked."
    ),
    Ability.UPDATE_OWN: Message("Say how the deliverables stand that they lead, themselves or by project."),
    Ability.UPDATE_ALL: Message("Say how every deliverable of the programme stands."),
    Ability.MANAGE_DECISIONS: Message("Say what a decision asks and of whom, and record how it was taken."),
    Ability.RUN_ROUND: Message(
        "Take the half-yearly round from step to step: send the report into review, adopt and publish it."
    ),
    Ability.COMMENT: Message("Remark on the sections of a report that is in review."),
    Ability.SIGN: Message(
        "Sign the sections of a report, on behalf of the party that is named with the role."
    ),
    Ability.MANAGE_STRUCTURE: Message(
        "Say what the programme is made of: add, rename, move, merge, split and withdraw its parts."
    ),
    Ability.MANAGE_STEERING: Message(
        "Keep indicators, risks, external dependencies and commitments to parliament."
    ),
    Ability.AUDIT: Message("See in the audit trail who did what."),
    Ability.MANAGE_PEOPLE: Message(
        "Add, invite and rename people, give and take roles, hand over what a lead leads, end access."
    ),
    Ability.MANAGE_WEBHOOKS: Message("Have other systems told of what changes."),
    Ability.ADMINISTER: Message(
        "Let in and out whoever has a role anywhere, erase names, rename parties for every programme, "
        "and see the audit trail of the installation itself."
    ),
}

IS: Mapping[Role, Message] = {
    Role.LEAD: Message("Leads projects or deliverables in one programme."),
    Role.OFFICE: Message("Runs one programme: the half-yearly round, its texts and its people."),
    Role.SPONSOR: Message("Commissions one programme, on behalf of the party that is named with the role."),
    Role.READER: Message("Follows one programme."),
    Role.ADMIN: Message("Runs this installation, and sees every programme in it."),
}
