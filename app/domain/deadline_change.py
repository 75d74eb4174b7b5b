"""What changed between two deadlines: the window, the firmness, and by how much the last day slipped."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.firmness import Firmness
from app.domain.month import add_months, last_of_month
from app.domain.vague_date.value import VagueDate


class WindowChange(StrEnum):
    """How the window moved (domain/README.md, Changes of a deadline); a new deadline is not always a slip."""

    SAME = "same"
    SHARPENED = "sharpened"
    WIDENED = "widened"
    LATER = "later"
    EARLIER = "earlier"
    DATE_DROPPED = "date_dropped"
    DATED = "dated"
    WITHDRAWN = "withdrawn"


class FirmnessChange(StrEnum):
    """Whether it is now said more or less firmly."""

    SAME = "same"
    FIRMER = "firmer"
    LESS_FIRM = "less_firm"


@dataclass(frozen=True, slots=True)
class Slip:
    """The shift of the last day: in days, and as whole months with the days that are left over.

    All three have the sign of the shift: negative is earlier. The end of one month to the end of
    another is a number of whole months.
    """

    days: int
    months: int
    rest_days: int


def compare_windows(old: VagueDate | None, new: VagueDate | None) -> WindowChange:
    """Return how a window changed; an open side counts as infinitely far away.

    No new deadline at all (None) is a withdrawal. No old one counts as undated: what gets its first
    days is dated.
    """
    if new is None:
        return WindowChange.WITHDRAWN
    if old is None or old.is_undated:
        return WindowChange.SAME if new.is_undated else WindowChange.DATED
    if new.is_undated:
        return WindowChange.DATE_DROPPED
    opens = _compare(_opening(old), _opening(new))
    closes = _compare(_closing(old), _closing(new))
    if opens == closes:
        return (WindowChange.EARLIER, WindowChange.SAME, WindowChange.LATER)[opens + 1]
    return WindowChange.SHARPENED if opens >= 0 >= closes else WindowChange.WIDENED


def compare_firmness(old: Firmness | None, new: Firmness | None) -> FirmnessChange:
    """Return how the firmness changed; the same where either is unknown."""
    if old is None or new is None or old == new:
        return FirmnessChange.SAME
    return FirmnessChange.FIRMER if new > old else FirmnessChange.LESS_FIRM


def counts_against(old: VagueDate | None, new: VagueDate | None) -> bool:
    """Whether a change breaks the promise: withdrawn, its date dropped, or its last day moved later."""
    if new is None:
        return True
    if old is None or old.is_undated:
        return False
    return new.is_undated or _closing(new) > _closing(old)


def count_slip_days(old: VagueDate | None, new: VagueDate | None) -> int | None:
    """Return the days between the two last days, positive for later; None where either is open."""
    if old is None or new is None or old.latest is None or new.latest is None:
        return None
    return (new.latest - old.latest).days


def measure_slip(old: VagueDate | None, new: VagueDate | None) -> Slip | None:
    """Return the shift of the last day: from begin 2024 to Q2 2024 is 91 days, 3 months. None where open."""
    days = count_slip_days(old, new)
    if days is None or old is None or new is None or old.latest is None or new.latest is None:
        return None
    if days < 0:
        months, rest = _months_between(new.latest, old.latest)
        return Slip(days, -months, -rest)
    return Slip(days, *_months_between(old.latest, new.latest))


def count_slip_months(old: VagueDate | None, new: VagueDate | None) -> int | None:
    """Return the whole months between the two last days, positive for later; None where either is open."""
    shift = measure_slip(old, new)
    return None if shift is None else shift.months


def _opening(value: VagueDate) -> date:
    return value.earliest or date.min


def _closing(value: VagueDate) -> date:
    return value.latest or date.max


def _compare(old: date, new: date) -> int:
    return (new > old) - (new < old)


def _months_between(first: date, last: date) -> tuple[int, int]:
    months = (last.year - first.year) * 12 + last.month - first.month
    if first == last_of_month(first) and last == last_of_month(last):
        return months, 0
    reached = add_months(first, months)
    if reached > last:
        months -= 1
        reached = add_months(first, months)
    return months, (last - reached).days
