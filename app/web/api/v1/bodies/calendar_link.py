"""What is sent to make a link for a calendar."""

from typing import Annotated

from app.domain.calendar_feed import CalendarKind
from app.web.api.v1.bodies.values import Body
from app.web.api.v1.filters import ProgrammeSlug
from app.web.api.v1.shapes.values import or_null


class NewCalendarLink(Body):
    """A link to one programme, to what one leads, or to what one sponsors."""

    kind: CalendarKind
    programme: Annotated[ProgrammeSlug | None, or_null("string")] = None
