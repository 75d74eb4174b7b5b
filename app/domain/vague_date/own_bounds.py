"""The days that a person means by their words, where the rules refuse these or would read them otherwise."""

from dataclasses import dataclass
from datetime import date

from app.domain.refusal import Invalid
from app.domain.vague_date import edtf
from app.domain.vague_date import span as spans
from app.domain.vague_date.value import BoundsBy, VagueDate


@dataclass(frozen=True, slots=True)
class OwnBounds:
    """The first and last day as a person gives them, either of which may be open; both open is undated."""

    earliest: date | None = None
    latest: date | None = None


def take_bounds(phrase: str, own: OwnBounds) -> VagueDate:
    """Return the words with the bounds that a person gives them.

    Raises Invalid where the last day comes before the first.
    """
    if own.earliest and own.latest and own.latest < own.earliest:
        raise Invalid.because("own_latest", "The last day comes before the first.")
    return VagueDate(" ".join(phrase.split()), _write(own), own.earliest, own.latest, BoundsBy.PERSON)


def _write(own: OwnBounds) -> str | None:
    if own.earliest and own.latest:
        return spans.days(own.earliest, own.latest).edtf
    if own.earliest:
        return edtf.since(own.earliest)
    return edtf.until(own.latest) if own.latest else None
