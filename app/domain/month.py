"""Arithmetic with whole months."""

from calendar import monthrange
from datetime import date


def first_of_month(year: int, month: int) -> date:
    """The first day of a month; a month outside 1 to 12 counts on into another year."""
    years, index = divmod(year * 12 + month - 1, 12)
    return date(years, index + 1, 1)


def last_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, count: int) -> date:
    """The same day a number of months on, or the last day of a month that is too short."""
    last = last_of_month(first_of_month(day.year, day.month + count))
    return last.replace(day=min(day.day, last.day))
