"""The ways to promise without a day; the same in every language, so that one can stand for another."""

from enum import IntEnum, auto


class Vague(IntEnum):
    """What words such as “soon” say, where no day follows from it."""

    SHORT_TERM = auto()
    SOON = auto()
    ASAP = auto()
    COMING_PERIOD = auto()
    COMING_WEEKS = auto()
    COMING_MONTHS = auto()
    COMING_YEARS = auto()
    RECENTLY = auto()
    MEANWHILE = auto()
    IMMEDIATELY = auto()
    AFTERWARDS = auto()
    LATER = auto()
    FUTURE = auto()
    ONGOING = auto()
    UNKNOWN = auto()
    BEFORE_HOLIDAYS = auto()


DUTCH_VAGUE: dict[int, str] = {
    Vague.SHORT_TERM: "op korte termijn, op de korte termijn, op afzienbare termijn",
    Vague.SOON: "binnenkort, spoedig, weldra, gauw, op zeer korte termijn, eerdaags, dra",
    Vague.ASAP: "zo spoedig mogelijk, z.s.m, zsm, zo snel mogelijk, zo gauw mogelijk, zo vroeg mogelijk, "
    "zo snel als mogelijk, zodra mogelijk",
    Vague.COMING_PERIOD: "de komende periode, komende periode, in de komende periode, de aankomende periode, "
    "de komende tijd, komende tijd, deze periode, in de aankomende periode",
    Vague.COMING_WEEKS: "de komende weken, komende weken, de komende dagen, komende dagen",
    Vague.COMING_MONTHS: "de komende maanden, komende maanden, de aankomende maanden",
    Vague.COMING_YEARS: "de komende jaren, komende jaren, de aankomende jaren",
    Vague.RECENTLY: "onlangs, recent, recentelijk, zeer recent, zojuist, kort geleden, kortgeleden, "
    "enige tijd geleden, de afgelopen periode, afgelopen periode, de afgelopen tijd, "
    "afgelopen tijd, de afgelopen maanden, afgelopen maanden, de afgelopen jaren, afgelopen jaren, "
    "eerder, al eerder",
    Vague.MEANWHILE: "inmiddels, intussen, ondertussen, reeds, al",
    Vague.IMMEDIATELY: "per direct, direct, onmiddellijk, meteen, per ommegaande, nu",
    Vague.AFTERWARDS: "daarna, aansluitend, vervolgens, hierna, daaropvolgend, aansluitend daarop, nadien, "
    "daaropvolgend",
    Vague.LATER: "later, op een later moment, op termijn, in een later stadium, te zijner tijd, t.z.t, tzt, "
    "mettertijd, op enig moment",
    Vague.FUTURE: "in de toekomst, de toekomst, op langere termijn, op lange termijn, op de lange termijn, "
    "op middellange termijn, op de langere termijn, op de middellange termijn, "
    "in de nabije toekomst, de nabije toekomst",
    Vague.ONGOING: "doorlopend, continu, voortdurend, structureel, regelmatig, lopend, steeds",
    Vague.UNKNOWN: "nader te bepalen, n.t.b, ntb, nog te bepalen, nog niet bekend, nog onbekend, onbekend, "
    "wordt nog bepaald, zonder datum, geen datum, nog niet bepaald, nog nader te bepalen, n.n.b, "
    "nnb, nog te plannen, nader te plannen, nog niet gepland, p.m",
    Vague.BEFORE_HOLIDAYS: "voor de vakantie, na de vakantie",
}
"""Each in Dutch, the canonical words first."""

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
