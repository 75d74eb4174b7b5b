"""How often something took place, of how many times that were promised, and in which period."""

from app.domain.half_year import HalfYear
from app.domain.language import _
from app.domain.recurrence import PeriodVerdict, RecurrencePeriod
from app.domain.structure import Frequency
from app.domain.wording.number import half_year_in_words
from app.domain.wording.words import Words

_QUARTERS = (
    _("the first quarter of %(year)s"),
    _("the second quarter of %(year)s"),
    _("the third quarter of %(year)s"),
    _("the fourth quarter of %(year)s"),
)


def period_in_words(period: RecurrencePeriod, words: Words) -> str:
    """“de tweede helft van 2023”."""
    match period.per:
        case Frequency.QUARTER:
            return words.say(_QUARTERS[period.starts_on.month // 3], year=period.starts_on.year)
        case Frequency.HALF_YEAR:
            return half_year_in_words(HalfYear.containing(period.starts_on), words)
        case _:
            return str(period.starts_on.year)


def held_in_words(period: RecurrencePeriod, words: Words) -> str:
    """“1 van 2 gehouden”."""
    return words.say("%(held)s of %(asked)s held", held=period.held, asked=period.asked)


def recurrence_in_words(period: RecurrencePeriod, words: Words) -> str:
    """“1 van 2 gehouden in de tweede helft van 2023, loopt nog”."""
    words_of_period = {"held": held_in_words(period, words), "period": period_in_words(period, words)}
    if period.verdict is PeriodVerdict.RUNNING:
        return words.say("%(held)s in %(period)s, still running", **words_of_period)
    return words.say("%(held)s in %(period)s", **words_of_period)
