"""Finds the amounts in a sentence: counts, shares and ratios, in digits or in words, exact or rounded."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.domain.editorial_check.words import stem_once


class Precision(StrEnum):
    """How exactly an amount is told."""

    EXACT = "exact"
    ABOUT = "about"
    ALMOST = "almost"
    OVER = "over"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount from `start` in the text; `counted` are the stems of the words behind it, nearest first.

    A percentage and a fraction are a `share`, in percents; “vijf van de zestien” also has its `whole`.
    """

    text: str
    start: int
    value: Decimal
    precision: Precision = Precision.EXACT
    counted: tuple[str, ...] = ()
    is_share: bool = False
    is_rough: bool = False
    """A fraction in words, “een derde”: always rounded."""
    whole: "Amount | None" = None

    @property
    def end(self) -> int:
        """Behind its last character; that of the whole where there is one."""
        own = self.start + len(self.text)
        return max(own, self.whole.end) if self.whole else own

    @property
    def is_digits(self) -> bool:
        """Written in digits."""
        return self.text[:1].isdigit()

    def fits(self, value: Decimal) -> bool:
        """Whether it may be told so, of this value."""
        written = self.value
        match self.precision:
            case Precision.ABOUT:
                return abs(value - written) <= self._find_leeway()
            case Precision.ALMOST:
                return written * Decimal("0.85") <= value < written
            case Precision.OVER:
                return written < value <= written * Decimal("1.3" if self.is_rough else "1.2")
            case Precision.AT_LEAST:
                return value >= written
            case Precision.AT_MOST:
                return value <= written
        if self.is_rough:
            return abs(value - written) <= written / 10
        return written == value or (self.is_share and written in _roundings(value, written))

    def _find_leeway(self) -> Decimal:
        """How far “ongeveer” reaches: of a share less, near nothing and near all."""
        leeway = max(self.value / 10, _half_step(self.value))
        rest = min(self.value, 100 - self.value)
        return min(leeway, max(rest / 4, Decimal("0.5"))) if self.is_share else leeway


def read_number(word: str) -> int | None:
    """Return the number that a Dutch word means: “vijfhonderddertien” is 513."""
    return _WORDS.get(word.lower().replace("é", "e"))


def write_number(value: int) -> str:
    """Write a number below a thousand as a Dutch word."""
    return "één" if value == 1 else _NAMES[value]


def keeps_number(amount: Amount, value: Decimal | int) -> bool:
    """Whether noun and verb stay as they are with another value: “twaalf mijlpalen zijn”, but one “is”."""
    return (amount.value == 1) == (value == 1) or amount.counted[:1] in _TIMES_STEMS


def read_ordinal(word: str) -> int | None:
    """Return the number of an ordinal: “derde” and “3e” are 3."""
    digits = re.fullmatch(r"(\d{1,3})(?:e|de|ste)", word)
    return int(digits[1]) if digits else _ORDINALS.get(word.lower())


def write_ordinal(value: int) -> str:
    """Write an ordinal up to the twentieth as a Dutch word, above that in digits."""
    return next((word for word, number in _ORDINALS.items() if number == value), f"{value}e")


def find_amounts(text: str, apart: Iterable[tuple[int, int]] = ()) -> list[Amount]:
    """Return the amounts of a text in order, except those inside `apart` (dates, names)."""
    left_out = list(apart)
    amounts: list[Amount] = []
    for amount in sorted([*_shares(text), *_counts(text)], key=lambda amount: (amount.start, -amount.end)):
        overlaps = bool(amounts) and amount.start < amounts[-1].end
        inside = any(start < amount.end and amount.start < end for start, end in left_out)
        if not overlaps and not inside:
            amounts.append(amount)
    return list(_join_parts(text, list(_join_ratios(text, amounts))))


def _is_year(text: str, match: re.Match[str]) -> bool:
    """“De wet uit 2019”: a year, and no number of anything."""
    return bool(_YEAR.fullmatch(match.group().strip()) and _OF_YEAR.search(text[: match.start()]))


_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(r"\b(?:uit|van|in|sinds|vanaf|over|sedert)\s+$", re.IGNORECASE)


def _counts(text: str) -> Iterator[Amount]:
    for match in _DIGITS.finditer(text):
        if _NUMBERED.search(text[: match.start()]) or _is_year(text, match):
            continue
        integer = re.sub(r"[.  ]", "", match["number"])
        value = Decimal(f"{integer}.{match['decimals'] or 0}")
        value = value.to_integral_value() if not match["decimals"] else value
        written = match.group().rstrip()
        yield _amount(text, match.start(), written, value, is_share=bool(match["percent"]))
    for match in _LETTERS.finditer(text):
        number = read_number(match.group())
        if number is None or (number == 1 and match.group().lower() not in ("één", "eén")):
            continue
        percent = _PERCENT.match(text, match.end())
        written = text[match.start() : percent.end()] if percent else match.group()
        yield _amount(text, match.start(), written, Decimal(number), is_share=bool(percent))


def _shares(text: str) -> Iterator[Amount]:
    for match in _FRACTION.finditer(text):
        value = _FRACTIONS[" ".join(match.group().lower().replace("é", "e").split())]
        yield _amount(text, match.start(), match.group(), value, is_share=True, is_rough=True)
    for match in _ONE_IN.finditer(text):
        part, whole = (_read(match[name]) for name in ("part", "whole"))
        if part and whole and part < whole:
            share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
            yield _amount(text, match.start(), match.group(), share, is_share=True, is_rough=True)


def _amount(
    text: str, start: int, written: str, value: Decimal, *, is_share: bool, is_rough: bool = False
) -> Amount:
    lead = _PRECISION.search(text[max(0, start - 30) : start])
    precision = _PRECISIONS[" ".join(lead[1].lower().split())] if lead else Precision.EXACT
    counted = _read_counted(text, start + len(written))
    return Amount(written, start, value, precision, counted, is_share, is_rough)


def _join_ratios(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """“Vijf van de zestien meetpunten”: one amount with its whole."""
    waiting: Amount | None = None
    for amount in amounts:
        if waiting is None:
            waiting = amount
            continue
        between = text[waiting.start + len(waiting.text) : amount.start]
        if _OF.fullmatch(between) and not waiting.is_share and not amount.is_share and not waiting.whole:
            whole = Amount(amount.text, amount.start, amount.value, amount.precision, amount.counted)
            waiting = Amount(
                waiting.text, waiting.start, waiting.value, waiting.precision, amount.counted, whole=whole
            )
            continue
        if _OF.fullmatch(between) and waiting.is_share and waiting.is_rough and not amount.is_share:
            waiting = take_share(waiting, amount)
            continue
        yield waiting
        waiting = amount
    if waiting is not None:
        yield waiting


def take_share(share: Amount, whole: Amount) -> Amount:
    """Return how many “half of the sixteen” are, which is about so many."""
    value = share.value * whole.value / 100
    return replace(share, value=value, counted=whole.counted, is_share=False, whole=whole)


def _join_parts(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """“Van de zestien meetpunten liggen er vijf boven de norm”: the whole comes first, and counts for all."""
    whole: Amount | None = None
    for place, amount in enumerate(amounts):
        is_bare = amount.whole is None and not amount.is_share
        if is_bare and _WHOLE_FIRST.search(text[: amount.start]) and place + 1 < len(amounts):
            whole = amount
        elif is_bare and whole is not None and amount.value <= whole.value:
            yield replace(amount, whole=whole, counted=whole.counted)
        else:
            yield amount


def _read_counted(text: str, at: int) -> tuple[str, ...]:
    behind = _AFTER.match(text, at)
    return (
        tuple(stem for word in behind.groups() if word for stem in stem_once(re.sub(r"[()]", "", word))[-1:])
        if behind
        else ()
    )


def _read(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return read_number(word)


def _half_step(written: Decimal) -> Decimal:
    """Half of the last place that a round number shows: 50 for 300, 0.5 for 5."""
    zeros = (
        len(str(int(written))) - len(str(int(written)).rstrip("0"))
        if written == int(written) and written
        else 0
    )
    return Decimal(10) ** zeros / 2


def _roundings(value: Decimal, written: Decimal) -> set[Decimal]:
    exponent = written.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    return {value.quantize(places, rounding) for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN)} | (
        {value.quantize(places, ROUND_DOWN)} if value == value.quantize(places, ROUND_DOWN) else set()
    )


def _name_numbers() -> dict[int, str]:
    low = (
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
        "zeventien achttien negentien"
    ).split()
    tens = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
    below = [*low]
    for ten in tens:
        below += [ten, *(f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}" for unit in low[1:10])]
    names = dict(enumerate(below))
    for hundred in range(1, 10):
        head = ("" if hundred == 1 else low[hundred]) + "honderd"
        names[100 * hundred] = head
        names |= {100 * hundred + number: head + word for number, word in enumerate(below) if number}
    return names


_NAMES = _name_numbers()
_WORDS = {name: number for number, name in _NAMES.items()} | {
    f"{'' if thousands == 1 else _NAMES[thousands]}duizend": 1000 * thousands for thousands in range(1, 100)
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
        "dertiende veertiende "
        "vijftiende zestiende zeventiende achttiende negentiende twintigste".split(),
        start=1,
    )
}
_FRACTIONS = {
    phrase: Decimal(percents)
    for phrase, percents in (
        *(("de helft", "50"), ("een derde", "33.3"), ("twee derde", "66.7"), ("een kwart", "25")),
        *(("driekwart", "75"), ("drie kwart", "75"), ("een vijfde", "20"), ("een tiende", "10")),
        *(("een twintigste", "5"), ("een zesde", "16.7"), ("een achtste", "12.5"), ("twee vijfde", "40")),
    )
}
_PRECISIONS = {
    word: precision
    for precision, words in {
        Precision.ABOUT: "ongeveer, circa, ca, zo'n, zo’n, rond de, om en nabij de, grofweg, naar schatting",
        Precision.ALMOST: "bijna, een kleine, krap, net geen, nog geen, ruwweg, nagenoeg, tegen de",
        Precision.OVER: "ruim, meer dan, dik, boven de, iets meer dan",
        Precision.AT_LEAST: "minstens, ten minste, tenminste, minimaal, zeker",
        Precision.AT_MOST: "hooguit, hoogstens, maximaal, ten hoogste, minder dan, niet meer dan",
    }.items()
    for word in words.split(", ")
}
_PRECISION = re.compile(
    rf"(?<!\w)({'|'.join(sorted(map(re.escape, _PRECISIONS), key=len, reverse=True))})\s+$", re.IGNORECASE
)
_DIGITS = re.compile(
    r"(?<![\w.,–/-])(?P<number>\d{1,3}(?:[.  ]\d{3})+|\d+)(?:,(?P<decimals>\d+))?"
    r"(?P<percent>\s*(?:%|procent\b|percent\b))?(?![\w]|[-/–]\d)"
)
_NUMBERED = re.compile(
    r"\b(?:actielijn|hoofdstuk|paragraaf|fase|variant|artikel|bijlage|figuur|tabel|nummer|nr\.)\s+$",
    re.IGNORECASE,
)
"""Before a number that is a name: “actielijn 3”."""
_LETTERS = re.compile(r"[^\W\d_]+")
_PERCENT = re.compile(r"\s+(?:procent|percent)\b")
_TIMES_STEMS = tuple((stem,) for word in ("keer", "maal") for stem in stem_once(word))
_FRACTION = re.compile(
    r"(?<!\w)(?:de helft|(?:een|één|twee) derde|(?:een|één) (?:kwart|vijfde|zesde|achtste|tiende|twintigste)|"
    r"drie ?kwart|twee vijfde)(?!\w)(?! (?:van (?:20|het jaar)|kwartaal|keer|rapportage|voortgang|helft))",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"(?<!\w)(?:(?P<part>[^\W\d_]+|\d+) op (?:de |elke |iedere )?(?P<whole>[^\W\d_]+|\d+))(?!\w)",
    re.IGNORECASE,
)
_WHOLE_FIRST = re.compile(
    r"(?:^|[,;:]\s+|\b(?:zijn|waren|liggen|lagen|hebben|kregen)\s+)van (?:de|het|deze|alle|"
    r"onze|elke|iedere)\s+$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:van de|van het|van alle|van onze|van)\s+", re.IGNORECASE)
_AFTER = re.compile(r"\s+((?:\([^\W\d_]+\))?[^\W\d_]+(?:-[^\W\d_]+)*)(?:\s+([^\W\d_]+))?(?:\s+([^\W\d_]+))?")
