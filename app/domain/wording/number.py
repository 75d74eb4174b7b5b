"""Numbers as people say them: small ones in words, percentages rounded, reports by their ordinal."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.domain.half_year import HalfYear
from app.domain.language import _
from app.domain.wording.words import Words

_CARDINALS = {
    "nl": (
        "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
        "zeventien achttien negentien twintig"
    ).split(),
    "en": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty"
    ).split(),
}
_ORDINALS = {
    "nl": (
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende "
        "veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste"
    ).split(),
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ).split(),
}


_ORDINAL_BY_ENDING = {1: _("%(number)sst"), 2: _("%(number)snd"), 3: _("%(number)srd")}
"""What English puts behind a number that ends so, except behind 11, 12 and 13."""


def number_in_words(number: int, words: Words) -> str:
    """Return a number up to twenty in words, a larger one in digits."""
    names = _CARDINALS[words.language]
    return names[number] if 0 <= number < len(names) else words.number(Decimal(number))


def ordinal_in_words(number: int, words: Words) -> str:
    """Return “derde” for 3; beyond twenty “21e”."""
    names = _ORDINALS[words.language]
    if 0 < number <= len(names):
        return names[number - 1]
    ending = 0 if number // 10 % 10 == 1 else number % 10
    return words.say(_ORDINAL_BY_ENDING.get(ending, "%(number)sth"), number=number)


def half_year_in_words(half_year: HalfYear, words: Words) -> str:
    """Return “de eerste helft van 2024”."""
    if half_year.half == 1:
        return words.say("the first half of %(year)s", year=half_year.year)
    return words.say("the second half of %(year)s", year=half_year.year)


def rounded_percentage_in_words(part: Decimal, whole: Decimal, words: Words, *, is_first: bool = True) -> str:
    """Return “ongeveer 5%”, and for what it is compared with “zo'n 4%”; exact where nothing is rounded."""
    percentage = part * 100 / whole
    rounded = percentage.quantize(Decimal(1), ROUND_HALF_UP)
    text = words.number(rounded)
    if rounded == percentage:
        return words.say("%(number)s%%", number=text)
    if rounded < 1:
        return words.say("less than 1%%", number=text)
    if is_first:
        return words.say("about %(number)s%%", number=text)
    return words.say("some %(number)s%%", number=text)


def reference_day_in_words(day: date, words: Words) -> str:
    """Return “eind maart 2023” for the last day of a month, and other days as they are."""
    if (day + timedelta(days=1)).day == 1:
        month = words.day(day).split(" ", 1)[1]
        return words.say("at the end of %(month)s", month=month)
    return words.say("on %(day)s", day=words.day(day))
