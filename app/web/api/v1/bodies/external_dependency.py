"""What is sent of what others must bring."""

from typing import ClassVar

from app.domain.structure import ExternalState
from app.web.api.v1.bodies.values import Body, Change, Day, Id, Ids, Saying, Text, Title
from app.web.api.v1.bodies.window import FirmWindow, point_at_window
from app.web.api.v1.filters import ProgrammeSlug


class ExternalDependencyFacts(Body):
    """What a party must bring, by when in its own words, and which deliverables wait for it."""

    pointers: ClassVar = {"owner_party_id": "/party", **point_at_window("window")}

    title: Title = ""
    description: Text = ""
    party: Id = 0
    window: FirmWindow | None = None
    confirmed_on: Day = None
    state: ExternalState = ExternalState.EXPECTED
    delivered_on: Day = None
    deliverables: Ids = ()


class NewExternalDependency(ExternalDependencyFacts, Saying):
    """Something that others must bring, to add to a programme."""

    programme: ProgrammeSlug
    title: Title
    party: Id


class ExternalDependencyChange(ExternalDependencyFacts, Change):
    """What changes of it: what is absent stays, and null empties."""
