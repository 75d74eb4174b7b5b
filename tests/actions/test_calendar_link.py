"""Links of calendars: one that was revoked or renewed meanwhile."""

import pytest

from app.actions import calendar_link
from app.domain.calendar_feed import CalendarKind
from app.domain.refusal import Stale
from app.tables import CalendarLinkUse
from tests.cast import TODAY, at

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def link(session, office, cast):
    """The id of Noor's link to the calendar of the programme."""
    calendar_link.create(session, office, cast.noor, CalendarKind.PROGRAMME, cast.programme)
    return 1


def test_the_use_of_a_link_that_was_revoked_meanwhile_is_not_kept(session, office, cast, link):
    calendar_link.revoke(session, office, cast.noor, link, 1)
    calendar_link.note_use(session, link, at(TODAY))
    assert session.get(CalendarLinkUse, link) is None


def test_of_two_who_renew_a_link_at_once_the_second_is_told(session, office, cast, link):
    calendar_link.renew(session, office, cast.noor, link, 1)
    with pytest.raises(Stale):
        calendar_link.renew(session, office, cast.noor, link, 1)
