"""The contract of people: their roles, how they are let in, and what ends when they leave."""

from app.domain.role import Role
from app.web.api.v1.shapes.values import Id, Shape, Text


class RoleHeld(Shape):
    """A role of a person; without a programme in the whole installation. A sponsor acts for a `party`."""

    id: int
    role: Role
    programme: Text
    party: Id


class Person(Shape):
    """Somebody with the roles that they hold in the programmes of which you manage the people."""

    id: int
    name: str
    email: str
    roles: tuple[RoleHeld, ...]


class InvitationMade(Shape):
    """An invitation that was mailed, or the `link` with which somebody sets a password: told this once."""

    mailed: bool
    link: Text


class HandedOver(Shape):
    """What somebody leads in a programme; of deliverables those that name them, beside a project."""

    programme: str
    projects: tuple[int, ...]
    deliverables: tuple[int, ...]


class Departure(Shape):
    """What ends when somebody leaves the programmes whose people you manage.

    `roles` and `tokens` are numbers of those, `sessions` how many browsers are signed out: none where the
    person has a role elsewhere too.
    """

    handed_over: tuple[HandedOver, ...]
    roles: tuple[int, ...]
    tokens: tuple[int, ...]
    sessions: int
    stays_elsewhere: bool


class PrintedIn(Shape):
    """A report that names somebody: an adopted one, or with a `version` one that is not adopted yet."""

    programme_title: str
    half_year: str
    version: Text


class Erasure(Shape):
    """Whose name and address were replaced by a number, and the reports in which the name stays."""

    id: int
    printed_in: tuple[PrintedIn, ...]
