"""The Dutch words about time."""

from app.domain.vague_date.lexicon import How, Lexicon, Role, Turn
from app.domain.vague_date.span import Part, Season, Unit
from app.domain.vague_date.vagueness import DUTCH_VAGUE

_DIGITS = "een twee drie vier vijf zes zeven acht negen".split()
_TO_NINETEEN = [
    *_DIGITS,
    *"tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(),
]
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def _numbers() -> dict[int, str]:
    words = dict(enumerate(_TO_NINETEEN, start=1))
    for tens, word in enumerate(_TENS, start=2):
        words[tens * 10] = word
        words |= {tens * 10 + one: f"{digit}en{word}" for one, digit in enumerate(_DIGITS, start=1)}
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
        Role.MONTH: {
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
        Role.SEASON: {
            Season.SPRING: "voorjaar, lente",
            Season.SUMMER: "zomer, zomervakantie, zomerperiode",
            Season.AUTUMN: "najaar, herfst",
            Season.WINTER: "winter",
        },
        Role.UNIT: {
            Unit.DAY: "dag",
            Unit.WEEK: "week",
            Unit.MONTH: "maand",
            Unit.QUARTER: "kwartaal",
            Unit.HALF: "halfjaar, half jaar, helft, jaarhelft",
            Unit.YEAR: "jaar, kalenderjaar",
        },
        Role.UNITS: {
            Unit.DAY: "dagen",
            Unit.WEEK: "weken",
            Unit.MONTH: "maanden",
            Unit.QUARTER: "kwartalen",
            Unit.YEAR: "jaren",
        },
        Role.PART: {
            Part.BEGIN: "begin, aanvang, start, vroege, vroeg",
            Part.MID: "medio, midden, halverwege, half",
            Part.END: "eind, einde, late, laat",
        },
        Role.HALF_OF: {1: "helft"},
        Role.RANK: {
            1: "eerste",
            2: "tweede",
            3: "derde",
            4: "vierde",
            -1: "laatste",
        },
        Role.NUMBER: _NUMBERS,
        Role.YEAR: _years(_NUMBERS),
        Role.CENTURY: {2000: "tweeduizend, tweeduizend en", 1900: "negentienhonderd"},
        Role.TURN: {
            Turn.PREVIOUS: "vorig, vorige, voorgaand, voorgaande, voorafgaande, verleden",
            Turn.PAST: "afgelopen, laatstleden",
            Turn.THIS: "dit, deze, huidig, huidige, lopende, lopend",
            Turn.COMING: "komend, komende, aankomend, aankomende, aanstaand, aanstaande, eerstkomende",
            Turn.NEXT: "volgend, volgende, eerstvolgend, eerstvolgende",
            Turn.AHEAD: "het komende, het komend, de komende, het aankomende, de aankomende",
        },
        Role.SUFFIX: {
            Turn.LATEST: "jl, j.l, jongstleden, l.l, ll, laatstleden",
            Turn.NEAREST: "a.s, as, aanstaande, eerstkomend",
        },
        Role.QUARTER: {1: "q, k, kw, kwrt, kwartaal"},
        Role.HALF: {1: "h, halfjaar, half jaar"},
        Role.WEEK: {1: "week, wk, weeknummer, weeknr"},
        Role.WEEKDAY: {
            0: "maandag, ma",
            1: "dinsdag, di",
            2: "woensdag, wo",
            3: "donderdag, do",
            4: "vrijdag, vr",
            5: "zaterdag, za",
            6: "zondag, zo",
        },
        Role.DAY: {-1: "gisteren", 0: "vandaag, heden", 1: "morgen", 2: "overmorgen"},
        Role.OF: {1: "van, in"},
        Role.ARTICLE: {1: "de, het, t, een"},
        Role.AT: {
            1: "in, op, aan, tijdens, gedurende, in de loop van, ergens in, ergens, d.d, dd, nog, nog in, "
            "pas in, al in, reeds in, alweer in, heel, hele, geheel, maand"
        },
        Role.HOW: {
            How.BEFORE: "voor, nog voor, voorafgaand aan, eerder dan, vroeger dan, ruim voor, nog ruim voor",
            How.BY: "uiterlijk, ten laatste, op zijn laatst, op z'n laatst, niet later dan, tegen, "
            "voor of op, op of voor, voor of in, in of voor, tot uiterlijk, uiterlijk tot, "
            "uiterlijk tot en met",
            How.UNTIL: "tot, tot en met, t/m, tm, t.e.m",
            How.AFTER: "na, later dan, na afloop van, pas na",
            How.FROM: "vanaf, met ingang van, m.i.v, ingaande, ingaand, beginnend, beginnend op, startend, "
            "startend op, te beginnen, niet eerder dan, niet voor, op zijn vroegst, "
            "op z'n vroegst, op of na, in of na, pas vanaf, v.a, niet vroeger dan",
            How.PER: "per",
            How.SINCE: "sinds, sedert",
            How.AROUND: "rond, rondom, omstreeks, circa, ca, ongeveer, om en nabij, zo rond",
        },
        Role.BEHIND: {
            How.FROM: "of later, en later, en daarna, of daarna, en verder, en volgende jaren, "
            "op zijn vroegst",
            How.BY: "of eerder, en eerder, en daarvoor, of daarvoor, uiterlijk, op zijn laatst",
        },
        Role.BETWEEN: {
            1: "van, tussen, vanaf, in de periode, de periode, periode, in het tijdvak, in de periode van, "
            "in de periode tussen, over de periode, voor de periode, gedurende de periode, "
            "in de jaren, de jaren"
        },
        Role.TO: {
            1: "tot, tot en met, t/m, tm, tot aan, en, of, tot uiterlijk, naar, a, tot in, t.e.m, en/of"
        },
        Role.WITHIN: {1: "binnen, binnen nu en"},
        Role.REST: {
            1: "later, verderop, de rest van, rest van, het restant van, in de rest van, nog later",
            -1: "eerder, al eerder, vroeger",
        },
        Role.FOLLOWING: {1: "na de volgende, na het volgende, na volgende"},
        Role.EVERY: {
            1: "ieder, iedere, elk, elke, per, een keer per, eens per, eenmaal per, tweemaal per, "
            "driemaal per, viermaal per"
        },
        Role.OFTEN: {
            1: "jaarlijks, jaarlijkse, halfjaarlijks, halfjaarlijkse, maandelijks, maandelijkse, wekelijks, "
            "wekelijkse, tweejaarlijks, driejaarlijks, vierjaarlijks, periodiek, driemaandelijks, "
            "kwartaallijks, tweemaandelijks, tweewekelijks, dagelijks"
        },
        Role.TIMES: {1: "maal per, keer per, maal in het, keer in het, x per, maal, keer"},
        Role.LEAST: {1: "minstens, ten minste, tenminste, minimaal, circa, ongeveer, om de, maximaal"},
        Role.VAGUE: DUTCH_VAGUE,
    },
)
