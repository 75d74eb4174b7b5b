"""Finds the words of time in a sentence of a report, and reads them as the sentence means them.

The words are those of a deadline; a report also tells what began or happened, and there a few of them mean
something else: “sinds september 2020” is a start in that month, “na de zomer” has no end.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.editorial_check.moments import WrittenMoment, find_moments
from app.domain.promise_extraction.sentences import Form, Sentence
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date import Register, VagueDate, read_in_text, read_recurrence
from app.domain.vague_date.dutch import DUTCH_VAGUE
from app.domain.vague_date.lexicon import Vague

_SINCE = re.compile(r"(?:sinds|sedert)\s+", re.IGNORECASE)
_AFTER_SUMMER = re.compile(r"(?:kort )?na\s+(?:de\s+|het\s+)?zomer", re.IGNORECASE)
_AFTER_START = re.compile(r"na (?:de|het) (?=start |begin |aanvang )", re.IGNORECASE)
_START = re.compile(r"(?:start|begin|aanvang) (?=in |op |van |per )", re.IGNORECASE)
_FOR_TOMORROW = re.compile(r"voor\s+(?=(?:over)?morgen\b|vandaag\b)", re.IGNORECASE)
_LIMITED = re.compile(
    r"\b(?:tot(?: en met)?|voor|vóór|uiterlijk(?: op| bij)?)\s+(?:(?:de|het|een)\s+)?(?:[\w/-]+\s+){1,3}"
    r"(?:\(\s*|d\.d\.\s*)(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?$",
    re.IGNORECASE,
)
"""“Tot de volgende bijeenkomst (7 september)”: the day behind it limits as the words before it say."""
_MEANT_FOR = re.compile(
    r"\b(?:gepland|ingepland|voorzien|geagendeerd|beoogd|bedoeld|planning|staat|staan|stond|stonden|"
    r"afspraken)\s+$",
    re.IGNORECASE,
)
_FOR = re.compile(r"voor\s+", re.IGNORECASE)
"""“Gepland voor maart” is in March; “klaar voor maart” is before it."""
_MOVED = re.compile(r"\b(?:uitgesteld|verschoven|doorgeschoven|verplaatst|opgeschoven)\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"tot\s+", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_SHORTENED = re.compile(r"(?<!\w)(?:jl|a\.s|l\.l|j\.l|e\.v)\.$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:&|en)\s+", re.IGNORECASE)
_OWN_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(
    r"\b(?:tijdens|bij|op|in)\s+(?:de|het)\s+(?:[\w-]+\s+){1,4}van\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
_BARE_YEAR = re.compile(r"\s*((?:19|20)\d\d)(?=:?\s+(?!tot\b|t/m\b|en\b)[^\W\d])")
_NEXT_OCCASION = re.compile(
    r"\b(?:bij|tijdens|in|op)\s+(?:de|het)\s+(?:eerst)?volgende\s+[\w-]+|"
    r"\b(?:tijdens|gedurende)\s+(?:de|het)\s+[\w-]+|"
    r"\b(?:voor|vóór|na|tijdens|rond)\s+(?:de|het)\s+\w*(?:reces|verkiezingen|formatie|vakantie)\b|"
    r"\bna\s+(?:(?:afronding|afloop|behandeling|vaststelling|publicatie|oplevering|goedkeuring|instemming)"
    r"\s+(?:van|door|met)\s+)?(?:de|het)\s+(?:[\w-]+\s+){0,2}?(?:rondes?\s+)?\w*(?:gesprekken|overleggen|"
    r"overleg|vergadering|consultatie|behandeling|besluitvorming|evaluatie|vaststelling|publicatie|oplevering|"
    r"inwerkingtreding|afronding|pilots?|proef|goedkeuring|instemming|aanbesteding|toetsing|ronde)\b|"
    r"\bzodra\s+[^,;.]{3,80}",
    re.IGNORECASE,
)
"""An occasion of which neither the rules nor the register know the days."""
_DAY_BEFORE = re.compile(r"(?<![\w-])\d{1,2}\s+$")
_MONTH_FIRST = re.compile(
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b",
    re.IGNORECASE,
)
_WORD_OF_HOUR = re.compile(r"\d\d?[:.]\s*$")
_NEARLY_A_YEAR, _JUST_PAST = timedelta(days=300), timedelta(days=31)
_VAGUE_KINDS = (
    Vague.SHORT_TERM,
    Vague.SOON,
    Vague.ASAP,
    Vague.COMING_PERIOD,
    Vague.COMING_WEEKS,
    Vague.COMING_MONTHS,
    Vague.COMING_YEARS,
    Vague.RECENTLY,
    Vague.MEANWHILE,
    Vague.IMMEDIATELY,
    Vague.AFTERWARDS,
    Vague.LATER,
    Vague.BEFORE_HOLIDAYS,
)
_EVERYDAY = frozenset("al reeds nu direct meteen recent later eerder vervolgens hierna".split())
"""Words that are vague about time but stand in any sentence."""
_PAST_KINDS = (Vague.RECENTLY, Vague.MEANWHILE, Vague.BEFORE_HOLIDAYS)


_VAGUE_WAYS = {
    way: kind for kind in _VAGUE_KINDS for way in DUTCH_VAGUE[kind].split(", ") if way not in _EVERYDAY
}
_VAGUE = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_VAGUE_WAYS, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Words of time as they stand in a sentence; `moment` is None where nobody can read them."""

    phrase: str
    start: int
    moment: VagueDate | None
    recurs: bool = False

    @property
    def end(self) -> int:
        """Behind their last character."""
        return self.start + len(self.phrase)

    @property
    def is_dated(self) -> bool:
        """Whether they name any day."""
        return self.moment is not None and not self.moment.is_undated

    @property
    def is_of_past(self) -> bool:
        """Whether they say, without a day, that something is past."""
        return not self.is_dated and _VAGUE_WAYS.get(self.phrase.lower()) in _PAST_KINDS


def find_time_words(
    sentence: Sentence, on: date, register: Register, tells_of_past: Callable[[str, int, int], bool]
) -> list[TimeWords]:
    """Return the words of time of a sentence that have days or recur, from left to right.

    `tells_of_past` says of a place in a sentence whether it tells there what has happened: “in november” is
    then the last one.
    """
    words = list(_of_years(sentence, on))
    for written in find_moments(sentence.plain, on, register):
        if _WORD_OF_HOUR.search(sentence.plain[: written.start]):
            continue
        is_past = tells_of_past(sentence.plain, written.start, written.end)
        words += _read_written(sentence, written, on, is_past)
    return _join(sorted(words, key=lambda other: other.start))


def find_vague_words(sentence: Sentence) -> list[TimeWords]:
    """Return the words of time without any day that can go with a promise: “binnenkort”, “onlangs”."""
    vague = [
        TimeWords(match.group(), match.start(), VagueDate(match.group(), None, None, None))
        for match in _VAGUE.finditer(sentence.plain)
    ]
    occasions = [
        TimeWords(match.group(), match.start(), None) for match in _NEXT_OCCASION.finditer(sentence.plain)
    ]
    return sorted([*vague, *occasions], key=lambda words: words.start)


def _of_years(sentence: Sentence, on: date) -> Iterator[TimeWords]:
    """A year that begins an item, and the year of an occasion: “het eerste overleg van 2021”."""
    if sentence.form is Form.ITEM and sentence.is_first and (led := _BARE_YEAR.match(sentence.plain)):
        yield TimeWords(led[1], led.start(1), read_in_text(led[1], on))
    for match in _OF_YEAR.finditer(sentence.plain):
        if not any(True for _ in find_moments(match.group(), on)):
            window = replace(read_in_text(match["year"], on), phrase=match.group())
            yield TimeWords(match.group(), match.start(), window)


def _read_written(sentence: Sentence, written: WrittenMoment, on: date, is_past: bool) -> Iterator[TimeWords]:
    if not written.is_dated:
        recurrence = read_recurrence(written.phrase)
        if recurrence is not None and recurrence.frequency is not None:
            yield TimeWords(written.phrase, written.start, written.window, recurs=True)
        return
    if impossible := _find_impossible_day(sentence.plain, written, on):
        yield impossible
        return
    if two := _read_two(written, on):
        yield from two
        return
    if is_past or _lies_just_behind(written, on):
        written = written.as_past(on)
    window = _limit(sentence, written, _read_as_told(written, on), on)
    recurs = read_recurrence(written.phrase) is not None
    end = written.end + 1 if _SHORTENED.search(sentence.plain[: written.end + 1]) else written.end
    phrase = sentence.plain[written.start : end]
    yield TimeWords(phrase, written.start, replace(window, phrase=" ".join(phrase.split())), recurs)


def _find_impossible_day(text: str, written: WrittenMoment, on: date) -> TimeWords | None:
    """Words such as “31 februari 2024”, of which the month alone can be read: nothing is guessed of these."""
    number = _DAY_BEFORE.search(text, 0, written.start)
    if number is not None and _MONTH_FIRST.match(written.phrase):
        phrase = text[number.start() : written.end]
        try:
            read_in_text(phrase, on)
        except UnreadablePhrase:
            return TimeWords(phrase, number.start(), None)
    return None


def _read_two(written: WrittenMoment, on: date) -> list[TimeWords]:
    """“Q3 2022 & Q3 2023” are two moments: each has its year, and they do not touch."""
    match = _AND.search(written.phrase)
    parts = [written.phrase[: match.start()], written.phrase[match.end() :]] if match else []
    if not match or not all(map(_OWN_YEAR.search, parts)):
        return []
    try:
        first, second = (read_in_text(part, on) for part in parts)
    except UnreadablePhrase:
        return []
    if not first.latest or not second.earliest or second.earliest - first.latest < timedelta(days=2):
        return []
    return [
        TimeWords(parts[0], written.start, first),
        TimeWords(parts[1], written.start + match.end(), second),
    ]


def _lies_just_behind(written: WrittenMoment, on: date) -> bool:
    """Days without a year that ended last month are not those of next year: minutes tell in the present."""
    first = written.window.earliest
    if first is None or first - on < _NEARLY_A_YEAR or _OWN_YEAR.search(written.phrase):
        return False
    last = written.as_past(on).window.latest
    return last is not None and timedelta(0) < on - last <= _JUST_PAST


def _read_as_told(written: WrittenMoment, on: date) -> VagueDate:
    window = written.window
    if led := _SINCE.match(written.phrase) or _AFTER_START.match(written.phrase):
        rest = written.phrase[led.end() :]
        rest = rest[start.end() :] if (start := _START.match(rest)) else rest
        began = read_in_text(rest, window.earliest or on)
        return began if window.latest is None else window
    if window.earliest and window.latest and _AFTER_SUMMER.match(written.phrase):
        return read_in_text(f"vanaf {window.earliest.isoformat()}", on)
    if led := _FOR_TOMORROW.match(written.phrase):
        return read_in_text(written.phrase[led.end() :], on)
    return window


def _limit(sentence: Sentence, written: WrittenMoment, window: VagueDate, on: date) -> VagueDate:
    meant = _FOR.match(written.phrase)
    if meant and _MEANT_FOR.search(sentence.plain[: written.start]):
        return read_in_text(written.phrase[meant.end() :], on)
    until = _UNTIL.match(written.phrase)
    if until and _MOVED.search(sentence.plain[: written.start]):  # put off until then is: then
        return read_in_text(written.phrase[until.end() :], on)
    is_day = window.latest is not None and window.earliest == window.latest
    led = sentence.plain[: written.start] + _FIGURE.split(written.phrase, maxsplit=1)[0]
    if is_day and _LIMITED.search(led):
        return read_in_text(f"uiterlijk {window.latest}", on)
    return window


def _join(words: list[TimeWords]) -> list[TimeWords]:
    """One for what is said twice: “morgen 18 december”, “30 april … uiterlijk 30 april”."""
    kept = list[TimeWords]()
    for current in words:
        same = next((at for at, other in enumerate(kept) if _says_the_same(other, current)), None)
        if same is None:
            kept.append(current)
        elif _begins(kept[same]):
            kept[same] = current
    return kept


def _begins(words: TimeWords) -> bool:
    return words.moment is not None and words.moment.earliest is not None


def _says_the_same(first: TimeWords, second: TimeWords) -> bool:
    if first.moment is None or second.moment is None or not (first.is_dated and second.is_dated):
        return False
    if first.moment.latest is None:
        return False
    return first.moment.latest == second.moment.latest and (
        first.moment.earliest == second.moment.earliest
        or None in (first.moment.earliest, second.moment.earliest)
    )
