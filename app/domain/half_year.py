"""The half-year, the rhythm in which programmes account for themselves."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.refusal import Invalid

_WRITTEN = re.compile(r"(?P<year>(?:19|20|21)\d\d)-H(?P<half>[12])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class HalfYear:
    """The first or second half of a calendar year; written `2023-H2`, ordered in time."""

    year: int
    half: int

    @classmethod
    def parse(cls, text: str) -> "HalfYear":
        """`2023-H2`, in either case; anything else is refused as Invalid, under the field `halfYear`."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise Invalid.because(
                "halfYear", "“%(text)s” is not a half-year. Write it as 2023-H1 or 2023-H2.", text=text
            )
        return cls(int(written["year"]), int(written["half"]))

    @classmethod
    def containing(cls, day: date) -> "HalfYear":
        """The half-year that a day falls in."""
        return cls(day.year, 1 if day.month <= 6 else 2)

    def __str__(self) -> str:
        return f"{self.year}-H{self.half}"

    @property
    def starts_on(self) -> date:
        """1 January or 1 July."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def ends_on(self) -> date:
        """30 June or 31 December, inclusive."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def next(self) -> "HalfYear":
        """The half-year after this one."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    def previous(self) -> "HalfYear":
        """The half-year before this one."""
        return HalfYear(self.year, 1) if self.half == 2 else HalfYear(self.year - 1, 2)
