"""What is sent of a party, of how it stands to a programme, and of a pilot site."""

from typing import Annotated, ClassVar

from pydantic import Field

from app.domain.structure import PartyKind
from app.web.api.v1.bodies.part import Place
from app.web.api.v1.bodies.values import Body, Day, Text, Title
from app.web.api.v1.filters import ProgrammeSlug


class NewParty(Body):
    """A party to involve in a programme; one that the installation knows by this name is taken over."""

    programme: ProgrammeSlug
    name: Title
    abbreviation: Text = ""
    kind: PartyKind


class PartyChange(Body):
    """What a party is called in every programme that has no words of its own for it."""

    name: Title = ""
    abbreviation: Text = ""


class InvolvementChange(Body):
    """How a party stands to a programme, what that calls it (null: as everywhere), and in which place.

    Several parties may have the same place; 0 comes first.
    """

    pointers: ClassVar = {"place": "/position"}

    kind: PartyKind = PartyKind.PARTNER
    wording: Text = ""
    position: Annotated[int, Field(strict=True, ge=0, le=9999)] = 0


class NewPilotSite(Body):
    """A pilot site to add to a programme."""

    programme: ProgrammeSlug
    name: Title


class PilotSiteChange(Body):
    """What changes of a pilot site; since `withdrawnOn` it takes no part any more."""

    pointers: ClassVar = {"place": "/position"}

    name: Title = ""
    position: Place | None = None
    withdrawn_on: Day = None
