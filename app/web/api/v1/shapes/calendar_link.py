"""Links with which a calendar fetches milestones."""

from datetime import datetime

from app.domain.calendar_feed import CalendarKind
from app.web.api.v1.shapes.values import Moment, Shape, Text


class CalendarLink(Shape):
    """A link of one's own: to one `programme` (its slug), to what one leads, or to what one sponsors.

    `lastUsedAt` is when a calendar last fetched it.
    """

    id: int
    kind: CalendarKind
    programme: Text
    created_at: datetime
    last_used_at: Moment
    version: int


class CalendarAddress(CalendarLink):
    """A link that was just made or renewed, with the `address` to give to a calendar: shown this once."""

    address: str
