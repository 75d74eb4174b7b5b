"""The words of a language by the role that they play, and a phrase cut into tokens and read through them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Self

from app.domain.vague_date.occasion import KnownOccasion, NamedMoment, Occasion

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys('“”„«»"', " "),
        **dict.fromkeys("‐‑‒–—―−~⁓", "-"),
        "→": " > ",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<short>'[0-9]{2}(?![0-9a-z]))"  # '24
    r"|(?P<number>[0-9]+)(?:(?P<rank>ste|de|e|st|nd|rd|th)(?![a-z]))?"  # 12, 1e, 22nd
    r"|(?P<dotted>(?:[a-z]\.)+[a-z](?![a-z])\.?)"  # a.s., z.s.m.
    r"|'?(?P<word>[a-z]+(?:'[a-z]+)?)\.?"  # 't, z'n, jan.
    r"|(?P<mark>[-/.,&:>])"
    r")"
)
_CLOSING = (".", ",", ":")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark; `number` is None for what is no number.

    `is_short` is a year such as '24, `is_rank` an ordinal such as 1e or 22nd, `glued` stands against
    what comes before it.
    """

    text: str
    number: int | None = None
    is_short: bool = False
    is_rank: bool = False
    glued: bool = False


class WordRole(IntEnum):
    """What a word can do in a phrase about time; the value beside it says which one it is."""

    MONTH = auto()  # 1 to 12
    SEASON = auto()  # Season
    UNIT = auto()  # Unit, without saying which one
    UNITS = auto()  # Unit, more than one
    PART = auto()  # Part
    HALF_OF = auto()  # “half of” a longer time
    RANK = auto()  # first is 1, last is -1
    NUMBER = auto()  # 0 to 99
    AND_A_HALF = auto()  # one, and half of a unit
    YEAR = auto()  # a year, written out
    CENTURY = auto()  # what a number makes a year of: tweeduizend, nineteen
    TURN = auto()  # Turn: this, next, last
    SUFFIX = auto()  # Turn, said behind: jl., a.s.
    QUARTER = auto()  # the Q of Q3
    HALF = auto()  # the H of H2
    WEEK = auto()  # the word before the number of a week
    WEEKDAY = auto()  # 0 is Monday
    DAY = auto()  # today is 0
    OF = auto()
    ARTICLE = auto()
    AT = auto()  # words that place but do not limit: in, on, during
    HOW = auto()  # How: words that limit
    BEHIND = auto()  # How, said behind: or later
    BETWEEN = auto()  # opens a stretch
    TO = auto()  # stands between its ends
    WITHIN = auto()
    LATER_BY = auto()  # over twee weken, in two weeks
    FROM_NOW = auto()  # two weeks from now
    MOVED_FROM = auto()  # opens a move; its ends have TO or MOVED_TO between them
    MOVED_TO = auto()
    STILL = auto()  # what must be to come
    CLOSELY = auto()  # how near to what limits: net, kort, ruim
    BUT = auto()  # joins two statements
    OCCASION = auto()  # KnownOccasion, or what is beyond these: an entry of the register
    WITH = auto()  # places, but only what has a name: bij, met
    REST = auto()  # 1: later in, the rest of; -1: earlier in
    FOLLOWING = auto()  # after the next
    EVERY = auto()  # how many times in each: per is 1, twice a is 2
    OFTEN = auto()  # the months from one time to the next: yearly is 12, or NO_MONTHS
    TIMES = auto()
    LEAST = auto()  # Amount
    VAGUE = auto()  # Vague: words without any day


class Turn(IntEnum):
    """Which one, seen from the day on which it was said."""

    PREVIOUS = -2
    PAST = -1
    THIS = 0
    COMING = 1
    NEXT = 2
    AFTER_NEXT = 3
    AHEAD = 4  # the time that now begins: het komende jaar
    LATEST = 5  # the last that has begun: jl.
    NEAREST = 6  # the first that has not ended: a.s.


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


NO_MONTHS = 0
"""What recurs in days or weeks, or nobody says how often."""


class Approximation(IntEnum):
    """What stands before a number of times: no fewer, about so many, or “om de”: once in each so many."""

    AT_LEAST = 1
    ABOUT = 2
    EACH = 3


class How(IntEnum):
    """What is said of the days of a time."""

    BEFORE = 1
    BY = 2
    UNTIL = 3
    AFTER = 4
    FROM = 5
    PER = 6
    SINCE = 7
    AROUND = 8
    TOWARDS = 9
    WEEK_OF = 10
    WEEK_FROM = 11
    WEEK_TO = 12


_MARKS = frozenset("-/.,&:>")
_Words = Mapping[WordRole, Mapping[int, str]]


class Lexicon:
    """The words of one language, found by their first."""

    def __init__(self, language: str, words: _Words) -> None:
        """`words` maps a role and a value to all ways to say it, with a comma between them."""
        self.language = language
        self._starts: dict[str, list[tuple[tuple[str, ...], WordRole, int]]] = {}
        self._occasions = {int(known): Occasion(known=known) for known in KnownOccasion}
        for role, values in words.items():
            for value, ways in values.items():
                for way in ways.split(", "):
                    self._add(tuple(way.split()) if way.isalpha() else _texts(way), role, value)
        self._sort()

    def starting(self, text: str) -> list[tuple[tuple[str, ...], WordRole, int]]:
        """Everything that can begin with this word, longest first."""
        return self._starts.get(text, [])

    def occasion(self, value: int) -> Occasion:
        """Return the occasion that the words in the role OCCASION stand for."""
        return self._occasions[value]

    def find_occasion(self, name: str) -> int | None:
        """Return which occasion these words, all of them, are a name of."""
        texts = _texts(name)
        entries = self.starting(texts[0]) if texts else []
        values = [value for words, role, value in entries if (words, role) == (texts, WordRole.OCCASION)]
        return values[0] if values else None

    def with_register(self, occasions: Mapping[str, tuple[NamedMoment, ...]], of: "Lexicon") -> Self:
        """Return this lexicon with the occasions of a register, by name; `of` is the one that knows them.

        A name that the language `of` the register has for a known occasion adds its days to that.
        """
        extended = copy(self)
        extended._starts = {text: list(entries) for text, entries in self._starts.items()}
        extended._occasions = dict(self._occasions)
        for name, rows in occasions.items():
            known = of.find_occasion(name)
            value = len(extended._occasions) + 1 if known is None else known
            extended._occasions[value] = Occasion(rows, KnownOccasion(known) if known else None)
            if known is None:
                extended._add(_texts(name), WordRole.OCCASION, value)
        extended._sort()
        return extended

    def _add(self, texts: tuple[str, ...], role: WordRole, value: int) -> None:
        self._starts.setdefault(texts[0], []).append((texts, role, value))

    def _sort(self) -> None:
        for entries in self._starts.values():
            entries.sort(key=lambda entry: -len(entry[0]))


class Phrase:
    """The tokens of a phrase, and at each position what the words of a language can be there."""

    def __init__(self, tokens: tuple[Token, ...], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.end = len(tokens)
        self.known = 0
        texts = tuple(token.text for token in tokens)
        self._found: list[dict[WordRole, list[tuple[int, int]]]] = []
        reached = 0
        self.has_strange_word = False
        """Whether some word has no meaning in any role: then there is no way to understand them all."""
        for at, text in enumerate(texts):
            roles_here: dict[WordRole, list[tuple[int, int]]] = {}
            for words, role, value in lexicon.starting(text):
                if texts[at : at + len(words)] == words:
                    roles_here.setdefault(role, []).append((value, at + len(words)))
            self._found.append(roles_here)
            reached = max(reached, at, *(end for ways in roles_here.values() for _, end in ways))
            is_word = tokens[at].number is None and text not in _MARKS
            self.has_strange_word = self.has_strange_word or (is_word and reached <= at)
            self.known += bool(roles_here)

    def take(self, role: WordRole, at: int) -> Iterator[tuple[int, int]]:
        """Each value that the words from here can have in this role, and where they end."""
        if at < self.end:
            yield from self._found[at].get(role, ())

    def skip(self, at: int, *roles: WordRole) -> Iterator[int]:
        """Here, and behind each word here that has one of these roles."""
        yield at
        for role in roles:
            for _, behind in self.take(role, at):
                yield behind

    def mark(self, at: int, marks: str) -> bool:
        """Whether one of these marks stands here."""
        return at < self.end and self.tokens[at].text in marks

    def number(self, at: int) -> Token | None:
        """The number that stands here in digits."""
        if at < self.end and self.tokens[at].number is not None:
            return self.tokens[at]
        return None


def tokenise(phrase: str) -> tuple[Token, ...] | None:
    """Cut a phrase into lower-case tokens without closing marks; None where a character has no meaning."""
    if len(phrase) > _LONGEST:
        return None
    text, at, tokens = simplify(phrase), 0, list[Token]()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        tokens.append(_token(match, at))
        at = match.end()
    while tokens and tokens[-1].text in _CLOSING:
        tokens.pop()
    return tuple(tokens)


def simplify(phrase: str) -> str:
    """Return a phrase in lower case without accents, with plain quotes and dashes, trimmed at both ends.

    What stands between brackets stands behind a comma.
    """
    apart = unicodedata.normalize("NFKD", phrase.translate(_ALIKE))
    text = "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
    inner = text.strip(" ();!?\t\n\r").removesuffix("'")
    plain = inner.replace("(", ", ").replace(")", " ")
    return re.sub(r"^'(?![0-9]{2}(?![0-9]))", "", plain)


def _token(match: re.Match[str], at: int) -> Token:
    kind = match.lastgroup if match["rank"] is None else "number"
    glued = 0 < at == match.start(kind or 0)
    if match["short"]:
        return Token(match["short"], int(match["short"][1:]), is_short=True, glued=glued)
    if match["number"]:
        return Token(match["number"], int(match["number"]), is_rank=match["rank"] is not None, glued=glued)
    return Token(match["mark"] or (match["dotted"] or match["word"]).rstrip("."), glued=glued)


def _texts(way: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(way) or ())
