"""What is sent of a programme."""

from typing import Annotated

from pydantic import Field

from app.actions.programme_copy import CopyChoice
from app.web.api.v1.bodies.values import Body, Change, Day, Flag, Text, Title
from app.web.api.v1.filters import ProgrammeSlug


class ProgrammeFacts(Body):
    """All that is said of a programme."""

    title: Title = ""
    purpose: Text = ""
    starts_on: Day = None
    ends_on: Day = None


class StructureCopy(Body):
    """The programme of which a new one takes over action lines, projects and, unless refused, parties.

    Nothing that was promised or said comes along, and no leads.
    """

    programme: ProgrammeSlug
    with_parties: Flag = True
    with_sponsors: Flag = True

    @property
    def choice(self) -> CopyChoice:
        """Return what of the parties comes along."""
        return CopyChoice(self.with_parties, self.with_sponsors)


class NewProgramme(ProgrammeFacts):
    """A programme to begin; `office` is the e-mail address of who runs its office.

    Without a slug it gets the words of its title.
    """

    title: Title
    slug: Annotated[str, Field(max_length=60)] = ""
    office: str
    copy_of: StructureCopy | None = None


class ProgrammeChange(ProgrammeFacts, Change):
    """What changes of a programme; its slug stays, since addresses hang on it."""
