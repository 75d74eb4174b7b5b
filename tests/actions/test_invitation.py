"""A link with which somebody chooses a password: once, and not for ever."""

import pytest

from app.actions import invitation
from app.actions.audit_log import AuditContext
from app.domain.refusal import NotFound
from tests.cast import TODAY, at


@pytest.fixture
def later(cast):
    """Nobody who is signed in yet, on the day after a link was made."""
    return AuditContext(None, at(TODAY), "test")


def test_a_link_is_used_once(session, office, cast, later):
    secret = invitation.issue(session, office, cast.vera)
    assert invitation.accept(session, later, secret, "a hash") == cast.vera
    with pytest.raises(NotFound, match="used before"):
        invitation.accept(session, later, secret, "another hash")


def test_a_link_that_nobody_made_opens_nothing(session, later):
    with pytest.raises(NotFound):
        invitation.accept(session, later, "niets", "a hash")
