"""What is sent of a person: who they are, which role they hold, and who takes over from them."""

from enum import StrEnum

from app.domain.role import Role
from app.web.api.v1.bodies.values import Address, Body, OptionalId, Title
from app.web.api.v1.filters import ProgrammeSlug


class NewRole(Body):
    """A role to give: in a programme, unless it is that of an administrator; a sponsor acts for a `party`."""

    role: Role
    programme: ProgrammeSlug | None = None
    party: OptionalId = None


class NewPerson(NewRole):
    """Somebody to add, with a first role; who is known by this address is given the role."""

    email: Title
    name: Title


class PersonChange(Body):
    """What somebody is called, and their address."""

    email: Title = ""
    name: Title = ""


class InvitationWay(StrEnum):
    """How somebody is invited: by mail, or with a link to hand on."""

    MAIL = "mail"
    LINK = "link"


class NewInvitation(Body):
    """An invitation to set a password; earlier ones stop working."""

    by: InvitationWay


class HandOver(Body):
    """Who takes over everything that somebody leads, by e-mail address."""

    to: str


class Successor(Body):
    """Who takes over in one programme; null leaves it to the lead of each project, or else to the office."""

    programme: ProgrammeSlug
    to: Address


class Leaving(Body):
    """Who takes over, in each programme in which somebody leads something; elsewhere nobody does."""

    successors: tuple[Successor, ...] = ()
