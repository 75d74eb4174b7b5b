"""How often something recurs: from “twice in so many months” to the frequency that is judged."""

from app.domain.structure import Frequency

_MONTHS = {Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}


def count_frequency(times: int, months: int) -> tuple[int, Frequency] | None:
    """Return the frequency of so many times in each so many months, in the shortest period that holds them.

    None for what no calendar period of ours holds: each six weeks, every other year.
    """
    for per, length in _MONTHS.items():
        if times and months and length % months == 0:
            return times * (length // months), per
    return None
