"""What a vague deadline is once it has been read: the words as said, and the days that they can mean."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BoundsBy(StrEnum):
    """Who says what the words mean; the values are stored."""

    RULES = "rules"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class VagueDate:
    """One moment as promised (domain/README.md, Deadlines): show `phrase`, sort and count with the bounds.

    `edtf` is ISO 8601-2 / EDTF where that can say it. Either bound is inclusive and may be open (None);
    both are open only for what has no date at all. `bounds_by` says whether the rules read them in the
    words, or the person who said it gave them.
    """

    phrase: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    bounds_by: BoundsBy = BoundsBy.RULES

    @property
    def is_undated(self) -> bool:
        """Words such as “soon”: a promise without any day."""
        return self.earliest is None and self.latest is None
