"""What is sent of a commitment to parliament."""

from typing import ClassVar

from app.domain.structure import CommitmentKind
from app.web.api.v1.bodies.values import Body, Change, Day, Flag, GivenDay, OptionalId, Saying, Text, Title
from app.web.api.v1.bodies.window import WordsOfWindow, point_at_window
from app.web.api.v1.filters import ProgrammeSlug


class CommitmentFacts(Body):
    """What was promised to parliament or asked by it; `deadline` is that of the answer."""

    pointers: ClassVar = {"deliverable_id": "/deliverable", **point_at_window("deadline")}

    kind: CommitmentKind = CommitmentKind.UNDERTAKING
    text: Title = ""
    made_on: Day = None
    reference: Text = ""
    deadline: WordsOfWindow | None = None
    deliverable: OptionalId = None
    section: Text = ""
    answered_on: Day = None
    answered_in: Text = ""
    withdrawn: Flag = False


class NewCommitment(CommitmentFacts, Saying):
    """A commitment to add to a programme."""

    programme: ProgrammeSlug
    kind: CommitmentKind
    text: Title
    made_on: GivenDay


class CommitmentChange(CommitmentFacts, Change):
    """What changes of a commitment: what is absent stays, and null empties."""
