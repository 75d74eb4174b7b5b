"""What is sent of an indicator and of what is measured of it."""

from typing import Annotated, ClassVar

from pydantic import Field

from app.domain.structure import Direction
from app.web.api.v1.bodies.amounts import Amount, OptionalAmount
from app.web.api.v1.bodies.values import (
    Body,
    Change,
    Code,
    Flag,
    GivenDay,
    Id,
    OptionalId,
    Saying,
    Text,
    Title,
)
from app.web.api.v1.filters import ProgrammeSlug

MOST_MEASUREMENTS = 200


class IndicatorFacts(Body):
    """What is counted; with a `numerator` and a `denominator` it is a ratio, computed and never typed."""

    pointers: ClassVar = {
        "action_line_id": "/actionLine",
        "numerator_id": "/numerator",
        "denominator_id": "/denominator",
    }

    name: Title = ""
    unit: Title = ""
    definition: Text = ""
    direction: Direction = Direction.NONE
    target: OptionalAmount = None
    action_line: Code = None
    numerator: OptionalId = None
    denominator: OptionalId = None
    caveat: Text = ""
    withdrawn: Flag = False


class NewIndicator(IndicatorFacts, Saying):
    """An indicator to add to a programme."""

    programme: ProgrammeSlug
    name: Title
    unit: Title


class IndicatorChange(IndicatorFacts, Change):
    """What changes of an indicator: what is absent stays, and null empties."""


class MeasuredPart(Body):
    """One part of a breakdown."""

    label: Title
    value: Amount


class MeasuredValue(Body):
    """One value on its reference date; `parts` must add up to it."""

    value: Amount
    reference_date: GivenDay
    parts: tuple[MeasuredPart, ...] = ()
    note: Text = ""


class NewMeasurement(MeasuredValue, Saying):
    """What was measured of an indicator; without a pilot site in the whole programme."""

    pointers: ClassVar = {"pilot_site_id": "/pilotSite"}

    pilot_site: OptionalId = None


class MeasurementInRound(MeasuredValue):
    """What was measured of one indicator in a round."""

    pointers: ClassVar = {"pilot_site_id": "/pilotSite"}

    indicator: Id
    pilot_site: OptionalId = None


class MeasurementRound(Saying):
    """Measurements that are recorded together: all of them, or none."""

    programme: ProgrammeSlug
    items: Annotated[tuple[MeasurementInRound, ...], Field(min_length=1, max_length=MOST_MEASUREMENTS)]


class MeasurementCorrection(MeasuredValue):
    """What should have been said; it takes the day and the pilot site of what it corrects."""


class MeasurementRetraction(Body):
    """Why a measurement is taken back; that may be left out."""

    pointers: ClassVar = {"note": "/reason"}

    reason: Text = ""
