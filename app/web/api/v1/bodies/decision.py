"""What is sent of a decision: what it asks of whom, and what was decided."""

from typing import Annotated, ClassVar

from pydantic import Field

from app.web.api.v1.bodies.values import (
    Body,
    Flag,
    GivenDay,
    Ids,
    OptionalId,
    OptionalIds,
    Partial,
    Saying,
    Text,
    Title,
)

MOST_OPTIONS = 60


class OptionAsked(Body):
    """An option as it should be: one that is there by its number, and without a number a new one."""

    number: OptionalId = None
    title: Title
    description: Text = ""
    withdrawn: Flag = False


class DecisionChange(Saying, Partial):
    """What is asked of those who decide: what is absent stays. An option that is not named stays too."""

    pointers: ClassVar = {"adopts_id": "/adopts"} | {
        f"{field}-{place}": f"/options/{place - 1}/{name}"
        for field, name in (("option", "title"), ("description", "description"))
        for place in range(1, MOST_OPTIONS + 1)
    }

    question: Title = ""
    options: Annotated[tuple[OptionAsked, ...], Field(max_length=MOST_OPTIONS)] = ()
    decided_by: Ids = ()
    adopts: OptionalId = None
    reason: Text = ""


class Outcome(Body):
    """What was decided: an option by its number, or words; with both the words are what people read.

    `adopts` says whether the outcome adopts the product that the decision is about; without it, it does, and
    a correction leaves that as it is. Without `decidedBy` those decided of whom it was asked.
    """

    pointers: ClassVar = {"option_number": "/option", "why": "/correctionReason"}

    taken_on: GivenDay
    outcome: Text = ""
    option: OptionalId = None
    reason: Text = ""
    adopts: Flag | None = None
    decided_by: OptionalIds = None


class Taking(Outcome, Saying):
    """A decision that was taken."""


class TakingCorrection(Outcome):
    """What should have been said of a decision that was taken; it takes the day of what it corrects."""

    correction_reason: Text = ""


class TakingRetraction(Body):
    """Why it is taken back that a decision was taken; that may be left out."""

    reason: Text = ""
