"""The Dutch words about time."""

from app.domain.vague_date.lexicon import NO_MONTHS, Approximation, How, Lexicon, Turn, Vague, WordRole
from app.domain.vague_date.occasion import KnownOccasion
from app.domain.vague_date.span import Season, Unit, UnitPart

_DIGITS = "een twee drie vier vijf zes zeven acht negen".split()
_TO_NINETEEN = [
    *_DIGITS,
    *"tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(),
]
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


DUTCH_VAGUE: dict[int, str] = {
    Vague.SHORT_TERM: "op korte termijn, op de korte termijn, op afzienbare termijn",
    Vague.SOON: "binnenkort, spoedig, weldra, gauw, op zeer korte termijn, eerdaags, dra, "
    "binnen afzienbare tijd, op afzienbare tijd",
    Vague.ASAP: "zo spoedig mogelijk, z.s.m, zsm, zo snel mogelijk, zo gauw mogelijk, zo vroeg mogelijk, "
    "zo snel als mogelijk, zodra mogelijk",
    Vague.COMING_PERIOD: "de komende periode, komende periode, in de komende periode, de aankomende periode, "
    "de komende tijd, komende tijd, deze periode, in de aankomende periode",
    Vague.COMING_WEEKS: "de komende weken, komende weken, de komende dagen, komende dagen, "
    "binnen enkele weken, binnen een paar weken, over enkele weken, over een paar weken, "
    "binnen enkele dagen, binnen een paar dagen, over enkele dagen, over een paar dagen",
    Vague.COMING_MONTHS: "de komende maanden, komende maanden, de aankomende maanden, "
    "binnen enkele maanden, binnen een paar maanden, over enkele maanden, over een paar maanden",
    Vague.COMING_YEARS: "de komende jaren, komende jaren, de aankomende jaren, "
    "binnen enkele jaren, binnen een paar jaar, over enkele jaren, over een paar jaar",
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
    "nnb, nog te plannen, nader te plannen, nog niet gepland, p.m, pm, nog te bezien, nader te bezien, "
    "datum volgt, nog nader te plannen",
    Vague.BEFORE_HOLIDAYS: "voor de vakantie, na de vakantie",
}
"""Each in Dutch, the canonical words first."""


def _numbers() -> dict[int, str]:
    words = dict(enumerate(_TO_NINETEEN, start=1))
    for tens, word in enumerate(_TENS, start=2):
        words[tens * 10] = word
        words |= {tens * 10 + unit: f"{digit}en{word}" for unit, digit in enumerate(_DIGITS, start=1)}
    return words


def _years(numbers: dict[int, str]) -> dict[int, str]:
    years = {2000: "tweeduizend"}
    years |= {2000 + number: f"tweeduizend{word}, tweeduizenden{word}" for number, word in numbers.items()}
    years |= {1900 + number: f"negentienhonderd{word}, negentien{word}" for number, word in numbers.items()}
    return years


_NUMBERS = _numbers()

DUTCH = Lexicon(
    "nl",
    {
        WordRole.MONTH: {
            1: "januari, jan",
            2: "februari, feb, febr",
            3: "maart, mrt, maa",
            4: "april, apr",
            5: "mei",
            6: "juni, jun",
            7: "juli, jul",
            8: "augustus, aug",
            9: "september, sept, sep",
            10: "oktober, okt",
            11: "november, nov",
            12: "december, dec",
        },
        WordRole.SEASON: {
            Season.SPRING: "voorjaar, lente",
            Season.SUMMER: "zomer, zomervakantie, zomerperiode",
            Season.AUTUMN: "najaar, herfst",
            Season.WINTER: "winter",
        },
        WordRole.UNIT: {
            Unit.DAY: "dag",
            Unit.WEEK: "week",
            Unit.MONTH: "maand",
            Unit.QUARTER: "kwartaal, kw, kwrt, kwart, kwt",
            Unit.HALF: "halfjaar, half jaar, helft, jaarhelft, hj, halfj",
            Unit.YEAR: "jaar, kalenderjaar",
        },
        WordRole.UNITS: {
            Unit.DAY: "dagen",
            Unit.WEEK: "weken, wk, wkn",
            Unit.MONTH: "maanden, mnd",
            Unit.QUARTER: "kwartalen",
            Unit.YEAR: "jaren",
        },
        WordRole.PART: {
            UnitPart.BEGIN: "begin, aanvang, start, vroege, vroeg, beg",
            UnitPart.MID: "medio, midden, halverwege, half, med",
            UnitPart.END: "eind, einde, late, laat, jaareinde, eindejaar",
        },
        WordRole.HALF_OF: {1: "helft"},
        WordRole.RANK: {
            1: "eerste",
            2: "tweede",
            3: "derde",
            4: "vierde",
            5: "vijfde",
            -1: "laatste",
        },
        WordRole.NUMBER: _NUMBERS,
        WordRole.AND_A_HALF: {1: "anderhalf, anderhalve"},
        WordRole.YEAR: _years(_NUMBERS),
        WordRole.CENTURY: {2000: "tweeduizend, tweeduizend en", 1900: "negentienhonderd"},
        WordRole.TURN: {
            Turn.PREVIOUS: "vorig, vorige, voorgaand, voorgaande, voorafgaande, verleden",
            Turn.PAST: "afgelopen, laatstleden",
            Turn.THIS: "dit, deze, huidig, huidige, lopende, lopend",
            Turn.COMING: "komend, komende, aankomend, aankomende, aanstaand, aanstaande, eerstkomende",
            Turn.NEXT: "volgend, volgende, eerstvolgend, eerstvolgende",
            Turn.AHEAD: "het komende, het komend, de komende, het aankomende, de aankomende",
        },
        WordRole.SUFFIX: {
            Turn.LATEST: "jl, j.l, jongstleden, l.l, ll, laatstleden",
            Turn.NEAREST: "a.s, as, aanstaande, eerstkomend",
        },
        WordRole.QUARTER: {1: "q, k, kw, kwrt, kwartaal"},
        WordRole.HALF: {1: "h, halfjaar, half jaar"},
        WordRole.WEEK: {1: "week, wk, w, weeknummer, weeknr"},
        WordRole.WEEKDAY: {
            0: "maandag, ma",
            1: "dinsdag, di",
            2: "woensdag, wo",
            3: "donderdag, do",
            4: "vrijdag, vr",
            5: "zaterdag, za",
            6: "zondag, zo",
        },
        WordRole.DAY: {-1: "gisteren", 0: "vandaag, heden", 1: "morgen", 2: "overmorgen"},
        WordRole.OF: {1: "van, in"},
        WordRole.ARTICLE: {1: "de, het, t, een, v/h, v.h"},
        WordRole.AT: {
            1: "in, op, aan, tijdens, gedurende, in de loop van, ergens in, ergens, d.d, dd, pas, "
            "in elk geval, in ieder geval, pas in, al in, reeds in, alweer in, "
            "heel, hele, geheel, maand, maanden"
        },
        WordRole.HOW: {
            How.BEFORE: "voor, voorafgaand aan, eerder dan, vroeger dan",
            How.BY: "uiterlijk, ten laatste, op zijn laatst, op z'n laatst, niet later dan, uiterl, "
            "voor of op, op of voor, voor of in, in of voor, tot uiterlijk, uiterlijk tot, "
            "uiterlijk tot en met",
            How.UNTIL: "tot, tot en met, t/m, tm, t.e.m",
            How.AFTER: "na, later dan, na afloop van",
            How.FROM: "vanaf, met ingang van, m.i.v, ingaande, ingaand, beginnend, beginnend op, startend, "
            "startend op, te beginnen, niet eerder dan, niet voor, op zijn vroegst, "
            "op z'n vroegst, op of na, in of na, pas vanaf, v.a, niet vroeger dan",
            How.PER: "per",
            How.SINCE: "sinds, sedert",
            How.AROUND: "rond, rondom, omstreeks, circa, ca, ongeveer, om en nabij, zo rond",
            How.TOWARDS: "tegen, richting",
            How.WEEK_OF: "week van, de week van, in de week van, in week van",
            How.WEEK_FROM: "de week vanaf, in de week vanaf, de week die begint op, de week beginnend op",
            How.WEEK_TO: "de week tot en met, de week die eindigt op, de week eindigend op",
        },
        WordRole.BEHIND: {
            How.FROM: "of later, en later, en daarna, of daarna, en verder, en volgende jaren, en volgend, "
            "en volgende, e.v, ev, e.v.j, evj, e.v.jr, op zijn vroegst, op z'n vroegst",
            How.BY: "of eerder, en eerder, en daarvoor, of daarvoor, uiterlijk, op zijn laatst, "
            "op z'n laatst, zo mogelijk eerder, en zo mogelijk eerder, en liefst eerder, liefst eerder, "
            "bij voorkeur eerder",
        },
        WordRole.BETWEEN: {
            1: "van, tussen, vanaf, in de periode, de periode, periode, in het tijdvak, in de periode van, "
            "in de periode tussen, over de periode, voor de periode, gedurende de periode, "
            "in de jaren, de jaren"
        },
        WordRole.TO: {1: "tot, tot en met, t/m, tm, tot aan, en, of, tot uiterlijk, a, tot in, t.e.m, en/of"},
        WordRole.WITHIN: {1: "binnen, binnen nu en, binnen maximaal, binnen ongeveer, binnen circa"},
        WordRole.LATER_BY: {1: "over, over ongeveer, over circa, over zo'n"},
        WordRole.FROM_NOW: {1: "vanaf nu, vanaf vandaag, na vandaag, na nu"},
        WordRole.MOVED_FROM: {
            1: "verschoven van, verplaatst van, uitgesteld van, doorgeschoven van, opgeschoven van, "
            "verschuift van, bijgesteld van, verzet van, vervroegd van"
        },
        WordRole.MOVED_TO: {
            1: "naar, verschoven naar, verplaatst naar, uitgesteld naar, uitgesteld tot, doorgeschoven naar, "
            "doorgeschoven tot, opgeschoven naar, schuift naar, schuift op naar, schuift door naar, "
            "verschuift naar, bijgesteld naar, verzet naar, vervroegd naar, vertraagd naar, vertraagd tot"
        },
        WordRole.STILL: {1: "nog"},
        WordRole.CLOSELY: {
            1: "net, kort, vlak, direct, meteen, spoedig, snel, ruim, ruimschoots, pas, al, zo snel mogelijk"
        },
        WordRole.BUT: {1: "maar, doch, maar wel, en, en wel, te weten, namelijk"},
        WordRole.OCCASION: {
            KnownOccasion.BUDGET_DAY: "prinsjesdag",
            KnownOccasion.CHRISTMAS: "kerst, kerstmis, kerstdagen, feestdagen",
            KnownOccasion.EASTER: "pasen, paasdagen",
            KnownOccasion.TURN_OF_YEAR: "jaarwisseling, oud en nieuw",
            KnownOccasion.SUMMER_RECESS: "zomerreces",
            KnownOccasion.CHRISTMAS_RECESS: "kerstreces, kerstvakantie",
            KnownOccasion.MAY_RECESS: "meireces, meivakantie",
        },
        WordRole.WITH: {1: "bij, met"},
        WordRole.REST: {
            1: "later, verderop, de rest van, rest van, het restant van, in de rest van, nog later",
            -1: "eerder, al eerder, vroeger",
        },
        WordRole.FOLLOWING: {1: "na de volgende, na het volgende, na volgende"},
        WordRole.EVERY: {
            1: "ieder, iedere, elk, elke, per, een keer per, eens per, eenmaal per",
            2: "tweemaal per",
            3: "driemaal per",
            4: "viermaal per",
        },
        WordRole.OFTEN: {
            1: "maandelijks, maandelijkse",
            2: "tweemaandelijks",
            3: "driemaandelijks, kwartaallijks",
            6: "halfjaarlijks, halfjaarlijkse",
            12: "jaarlijks, jaarlijkse",
            24: "tweejaarlijks",
            36: "driejaarlijks",
            48: "vierjaarlijks",
            NO_MONTHS: "wekelijks, wekelijkse, tweewekelijks, dagelijks, periodiek",
        },
        WordRole.TIMES: {1: "maal per, keer per, maal in het, keer in het, x per, maal, keer, x"},
        WordRole.LEAST: {
            Approximation.AT_LEAST: "minstens, ten minste, tenminste, minimaal",
            Approximation.ABOUT: "circa, ongeveer, maximaal",
            Approximation.EACH: "om de",
        },
        WordRole.VAGUE: DUTCH_VAGUE,
    },
)
