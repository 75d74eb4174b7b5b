"""The English words about time."""

from app.domain.vague_date.lexicon import NO_MONTHS, Approximation, How, Lexicon, Turn, Vague, WordRole
from app.domain.vague_date.occasion import KnownOccasion
from app.domain.vague_date.span import Season, Unit, UnitPart

_DIGITS = "one two three four five six seven eight nine".split()
_TO_NINETEEN = [
    *_DIGITS,
    *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


ENGLISH_VAGUE: dict[int, str] = {
    Vague.SHORT_TERM: "in the short term, short term, on short notice, at short notice",
    Vague.SOON: "soon, shortly, before long, very soon, very shortly",
    Vague.ASAP: "as soon as possible, asap, a.s.a.p, as early as possible, as quickly as possible",
    Vague.COMING_PERIOD: "in the coming period, the coming period, coming period, in the next period, "
    "in the period ahead",
    Vague.COMING_WEEKS: "in the coming weeks, the coming weeks, coming weeks, the next few weeks, "
    "in the coming days, the coming days, in the next few weeks",
    Vague.COMING_MONTHS: "in the coming months, the coming months, coming months, the next few months, "
    "in the next few months",
    Vague.COMING_YEARS: "in the coming years, the coming years, coming years, the next few years, "
    "in the next few years",
    Vague.RECENTLY: "recently, very recently, some time ago, just now, in recent months, a while ago, "
    "in recent years, lately, in the past period, earlier",
    Vague.MEANWHILE: "meanwhile, in the meantime, already, by now",
    Vague.IMMEDIATELY: "immediately, with immediate effect, at once, right away, now",
    Vague.AFTERWARDS: "afterwards, after that, subsequently, thereafter, then, following that",
    Vague.LATER: "later, at a later date, at a later stage, in due course, in due time, in time, "
    "at some point",
    Vague.FUTURE: "in the future, the future, in the long term, in the longer term, in the medium term, "
    "in the near future, the near future, in the foreseeable future",
    Vague.ONGOING: "ongoing, continuous, continuously, regularly",
    Vague.UNKNOWN: "to be determined, tbd, t.b.d, to be decided, not yet known, unknown, no date, "
    "date unknown, to be announced, tba, t.b.a, to be confirmed, tbc, t.b.c, not yet planned",
    Vague.BEFORE_HOLIDAYS: "before the holidays, after the holidays",
}
"""Each in English, the canonical words first."""


def _numbers() -> dict[int, str]:
    words = dict(enumerate(_TO_NINETEEN, start=1))
    for tens, word in enumerate(_TENS, start=2):
        words[tens * 10] = word
        words |= {
            tens * 10 + unit: f"{word} {digit}, {word}-{digit}" for unit, digit in enumerate(_DIGITS, start=1)
        }
    return words


_NUMBERS = _numbers()

ENGLISH = Lexicon(
    "en",
    {
        WordRole.MONTH: {
            1: "january, jan",
            2: "february, feb",
            3: "march, mar",
            4: "april, apr",
            5: "may",
            6: "june, jun",
            7: "july, jul",
            8: "august, aug",
            9: "september, sept, sep",
            10: "october, oct",
            11: "november, nov",
            12: "december, dec",
        },
        WordRole.SEASON: {
            Season.SPRING: "spring, springtime",
            Season.SUMMER: "summer, summertime, summer holidays, summer holiday",
            Season.AUTUMN: "autumn, fall",
            Season.WINTER: "winter, wintertime",
        },
        WordRole.UNIT: {
            Unit.DAY: "day",
            Unit.WEEK: "week",
            Unit.MONTH: "month",
            Unit.QUARTER: "quarter",
            Unit.HALF: "half, half year, half-year, half of the year",
            Unit.YEAR: "year, calendar year",
        },
        WordRole.UNITS: {
            Unit.DAY: "days",
            Unit.WEEK: "weeks",
            Unit.MONTH: "months",
            Unit.QUARTER: "quarters",
            Unit.YEAR: "years",
        },
        WordRole.PART: {
            UnitPart.BEGIN: "early, early in, beginning, begin, start, the beginning, the start",
            UnitPart.MID: "mid, middle, the middle, halfway, halfway through, midway, midway through",
            UnitPart.END: "end, late, late in, the end, year end, year-end",
        },
        WordRole.HALF_OF: {1: "half"},
        WordRole.RANK: {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last, final"},
        WordRole.NUMBER: _NUMBERS | {1: "one, a, an"},
        WordRole.YEAR: {2000: "two thousand"},
        WordRole.CENTURY: {2000: "two thousand, two thousand and, twenty", 1900: "nineteen"},
        WordRole.TURN: {
            Turn.PREVIOUS: "previous, preceding",
            Turn.PAST: "last, past",
            Turn.THIS: "this, current, the current",
            Turn.COMING: "coming, upcoming",
            Turn.NEXT: "next",
            Turn.AHEAD: "the coming, the next",
        },
        WordRole.SUFFIX: {Turn.LATEST: "last, past, ult", Turn.NEAREST: "next, coming"},
        WordRole.QUARTER: {1: "q, quarter, qtr"},
        WordRole.HALF: {1: "h, half, half year, half-year"},
        WordRole.WEEK: {1: "week, wk"},
        WordRole.WEEKDAY: {
            0: "monday, mon",
            1: "tuesday, tue, tues",
            2: "wednesday, wed",
            3: "thursday, thu, thur, thurs",
            4: "friday, fri",
            5: "saturday, sat",
            6: "sunday, sun",
        },
        WordRole.DAY: {-1: "yesterday", 0: "today", 1: "tomorrow"},
        WordRole.OF: {1: "of, in"},
        WordRole.ARTICLE: {1: "the, a, an"},
        WordRole.AT: {
            1: "in, on, at, during, in the course of, over the course of, throughout, sometime in, sometime, "
            "some time in, dated, in any case, in any event, all of, "
            "within the course of, only in, as early as, as soon as, month of"
        },
        WordRole.HOW: {
            How.BEFORE: "before, prior to, ahead of, earlier than, well before",
            How.BY: "by, no later than, not later than, by or before, on or before, in or before, "
            "at the latest by, at the latest in, at the latest on, at the latest, "
            "latest by",
            How.UNTIL: "until, till, up to, up to and including, up until, through, until the",
            How.AFTER: "after, later than, following, not until after",
            How.FROM: "from, as of, as from, starting, starting in, starting from, starting on, "
            "beginning in, beginning on, with effect from, effective, effective from, not before, "
            "no earlier than, not earlier than, at the earliest in, at the earliest on, "
            "at the earliest, on or after, in or after, onwards from, not until",
            How.PER: "per",
            How.SINCE: "since, ever since",
            How.AROUND: "around, about, circa, ca, approximately, round, around the",
            How.TOWARDS: "towards, toward",
            How.WEEK_OF: "week of",
            How.WEEK_FROM: "week commencing, week beginning, week starting, w/c, wc",
            How.WEEK_TO: "week ending, w/e",
        },
        WordRole.BEHIND: {
            How.FROM: "or later, and later, onwards, onward, and onwards, and after, or after, and beyond, "
            "ff, at the earliest",
            How.BY: "or earlier, or before, and before, at the latest",
        },
        WordRole.BETWEEN: {
            1: "from, between, in the period, the period, period, in the period from, in the period between, "
            "for the period, over the period, during the period, in the years, the years"
        },
        WordRole.TO: {1: "to, until, till, through, up to, and, or, up to and including, thru, and/or"},
        WordRole.WITHIN: {1: "within, within the next, in less than, in the next"},
        WordRole.LATER_BY: {1: "in, in about, in around"},
        WordRole.FROM_NOW: {1: "from now, from today, hence"},
        WordRole.MOVED_FROM: {
            1: "moved from, moves from, postponed from, delayed from, shifted from, rescheduled from, "
            "slipped from, pushed from, brought forward from"
        },
        WordRole.MOVED_TO: {
            1: "moved to, moves to, postponed to, postponed until, delayed to, delayed until, shifted to, "
            "rescheduled to, rescheduled for, slipped to, pushed to, pushed back to, moved back to, "
            "brought forward to, deferred to, deferred until"
        },
        WordRole.STILL: {1: "still"},
        WordRole.CLOSELY: {
            1: "just, shortly, right, directly, immediately, soon, well, straight, only, as soon as possible"
        },
        WordRole.BUT: {1: "but, and, namely, that is"},
        WordRole.OCCASION: {
            KnownOccasion.BUDGET_DAY: "prinsjesdag, budget day",
            KnownOccasion.CHRISTMAS: "christmas, christmas day",
            KnownOccasion.EASTER: "easter",
            KnownOccasion.TURN_OF_YEAR: "turn of the year, new year",
            KnownOccasion.SUMMER_RECESS: "summer recess",
            KnownOccasion.CHRISTMAS_RECESS: "christmas recess, christmas holidays",
            KnownOccasion.MAY_RECESS: "may recess",
        },
        WordRole.WITH: {1: "with"},
        WordRole.REST: {
            1: "later, later in, the rest of, rest of, the remainder of, remainder of, in the rest of",
            -1: "earlier, earlier in",
        },
        WordRole.FOLLOWING: {1: "after next, after the next"},
        WordRole.EVERY: {
            1: "every, each, per, once a, once per, once every, once each, a, an",
            2: "twice a, twice per, twice every, twice each",
        },
        WordRole.OFTEN: {
            1: "monthly",
            3: "quarterly",
            6: "half-yearly, half yearly, biannually, semi-annually, semiannually, every six months",
            12: "yearly, annually, annual",
            24: "every other year",
            NO_MONTHS: "weekly, daily, periodically",
        },
        WordRole.TIMES: {1: "times a, times per, times each, times every, times"},
        WordRole.LEAST: {
            Approximation.AT_LEAST: "at least, a minimum of",
            Approximation.ABOUT: "about, at most",
        },
        WordRole.VAGUE: ENGLISH_VAGUE,
    },
)
