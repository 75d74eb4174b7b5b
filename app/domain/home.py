"""Which page somebody lands on: that of the role in which most is asked of them."""

from enum import StrEnum

from app.domain.role import Rights, Role


class Home(StrEnum):
    """The page behind `/`."""

    ROUND = "round"
    """The office: where the rounds of its programmes stand."""
    ANSWERS = "answers"
    """A lead: what is asked of them."""
    SPONSOR = "sponsor"
    """A sponsor: what is to be decided, moved and coming."""
    PORTFOLIO = "portfolio"
    """An administrator: every programme."""
    REPORTS = "reports"
    """A reader, and whoever is not signed in: the published reports."""


_OF_ROLE = {
    Role.OFFICE: Home.ROUND,
    Role.LEAD: Home.ANSWERS,
    Role.SPONSOR: Home.SPONSOR,
    Role.ADMIN: Home.PORTFOLIO,
}
"""In the order in which a person with several roles lands."""


def choose_home(rights: Rights | None) -> Home:
    """Return where somebody lands; nobody is signed in where there are no rights."""
    held = {grant.role for grant in rights.grants} if rights else set()
    return next((home for role, home in _OF_ROLE.items() if role in held), Home.REPORTS)
