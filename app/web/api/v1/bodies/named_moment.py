"""What is sent of a named moment."""

from typing import Annotated, ClassVar

from pydantic import Field

from app.web.api.v1.bodies.values import Body, Day, Title

Year = Annotated[int, Field(strict=True, ge=1990, le=2100)]


class NamedMomentFacts(Body):
    """A name and its days, both counted; without a year it is that of the first day."""

    pointers: ClassVar = {"first": "/startsOn", "last": "/endsOn"}

    name: Title = ""
    year: Year | None = None
    starts_on: Day = None
    ends_on: Day = None


class NewNamedMoment(NamedMomentFacts):
    """A named moment to record."""

    name: Title


class NamedMomentChange(NamedMomentFacts):
    """What changes of a named moment; promises that were read before keep their days."""
