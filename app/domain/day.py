"""A day as people type it in a field: in digits or in words, within the years of programmes."""

from datetime import date

from app.domain.refusal import Message, UnreadablePhrase
from app.domain.vague_date import read

FIRST_DAY = date(1990, 1, 1)
"""Nothing that is tracked here happened before: an earlier year is a slip of the pen."""
YEARS_AHEAD = 30


def read_day(typed: str, today: date) -> date | Message:
    """Return the day that somebody typed, or what is wrong with it.

    A day field reads what the promise field reads, as long as it is one day: “1 december 2023”, 1-12-2023,
    2023-12-01, “gisteren”. A day without its year is refused, since it may lie on either side of today.
    """
    words = " ".join(typed.split())
    # Digits are a date, which must name its year; only words alone count from today.
    on = None if any(letter.isdigit() for letter in words) else today
    try:
        value = read(words, on)
    except UnreadablePhrase:
        return Message("“%(typed)s” is no day. Write 18-12-2023.", {"typed": typed})
    if value.earliest is None or value.earliest != value.latest:
        return Message("“%(typed)s” is not one day. Write 18-12-2023.", {"typed": typed})
    last_day = date(today.year + YEARS_AHEAD, 12, 31)
    if not FIRST_DAY <= value.earliest <= last_day:
        years = {"typed": typed, "first": FIRST_DAY.year, "last": last_day.year}
        return Message("“%(typed)s” cannot be right: choose a day from %(first)s up to %(last)s.", years)
    return value.earliest
