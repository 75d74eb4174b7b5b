"""Finds the parties in a clause, and which of them does what the clause tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.editorial_check.knowledge import Knowledge
from app.domain.editorial_check.words import DETERMINERS, PREPOSITIONS, Part, Word

_SHORTEST = 3
_LONG = 8
_SHORTEST_TAIL = 6
_THE = re.compile(r"\b(?:de|het)\s+$", re.IGNORECASE)
_STATE = (
    r"Tweede Kamer|Eerste Kamer|Raad van State|Europese Commissie|Algemene Rekenkamer|[Kk]abinet|[Rr]egering|"
    r"[Pp]rovincie|[Ww]aterschap|"
    r"[Mm]inister|[Ss]taatssecretaris|OCW|SZW|BZK|EZK?|LNV|LVVN|IenW|BuZa"
)
_INSTITUTES = (
    r"(?:[A-Z][^\W\d_]*[ -])*(?:[A-Z][^\W\d_]*-)?[A-Z]?[^\W\d_]*"
    r"(?:[Ii]nstituut|[Bb]ureau|[Rr]aad|[Uu]niversiteit|[Hh]ogeschool|[Ss]tichting|[Ii]nspectie|[Ff]onds)"
)
_OTHERS = re.compile(rf"(?<![\w-])(?:{_STATE}|(?=[A-Z]){_INSTITUTES})(?![\w-])")
"""Bodies that any report may name, and institutes by the form of their name."""
_ACRONYM = re.compile(r"(?<![\w(-])[A-Z]{2,6}(?![\w)-])")
"""A body that is only known by its initials."""
_COMMON = frozenset(
    "PDF AVG ICT AI EU NL GGZ MBO HBO BV NV URL API CAO BTW II III IV VI VII HVO RVT KPI EUR".split()
)
"""Initials that are no body."""
_UNION = re.compile(r"(?:Vereniging|Stichting|Bond|Federatie) (?:van|voor) (\w{8,})$")
_NO_COUNCILS = ("leidraad", "voorraad", "draad")
_BETWEEN = frozenset("en de het ministerie ministeries van".split())


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party in a text, by its short name; the sponsors together have none."""

    short: str
    text: str
    start: int
    is_known: bool = True
    """Whether the programme knows it as a party of its own."""

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)


class PartyNames:
    """Every name of every party of a programme."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._short_of: dict[str, str] = {}
        for name, short in knowledge.parties:
            union = _UNION.match(name)  # “de kwekers”, of the union of them
            tail = self._find_tail(union[1].lower(), knowledge) if union else ""
            for called in (
                *(name, short, re.sub(r"\s*\([^)]*\)", "", name)),
                *(union[1] if union else "", tail),
            ):
                if len(called) >= _SHORTEST:
                    self._short_of.setdefault(called.lower(), short)
        self._performers = knowledge.performers
        self._common = _COMMON | {word for text in knowledge.words for word in _ACRONYM.findall(text)}
        names = sorted(self._short_of, key=len, reverse=True)
        self._pattern = re.compile(
            rf"(?<![\w-])(?:ministeries? van )?(?P<name>{'|'.join(map(re.escape, names))})(?![\w-])",
            re.IGNORECASE,
        )
        self._has_names = bool(names)

    def find(self, text: str) -> Iterator[PartyMention]:
        """Yield the parties in a text, from left to right. A short name counts only as it is spelt."""
        own = list(self._find_own(text))
        others = [
            PartyMention(match.group(), match.group(), match.start(), is_known=False)
            for match in _OTHERS.finditer(text)
            if not match.group().lower().endswith(_NO_COUNCILS)
            and not any(match.start() < party.end and party.start < match.end() for party in own)
        ]
        taken = [(party.start, party.end) for party in (*own, *others)]
        others += [
            PartyMention(match.group(), match.group(), match.start(), is_known=False)
            for match in _ACRONYM.finditer(text)
            if match.group() not in self._common
            and not any(match.start() < end and start < match.end() for start, end in taken)
        ]
        yield from sorted([*own, *others], key=lambda party: party.start)

    def _find_tail(self, members: str, knowledge: Knowledge) -> str:
        """“Kwekers” of “Boomkwekers”, where the texts of the programme call them so."""
        spoken_of = {word for text in knowledge.words for word in text.lower().split()}
        tails = [members[at:] for at in range(3, len(members) - _SHORTEST_TAIL + 1)]
        return next((tail for tail in tails if tail in spoken_of), "")

    def _find_own(self, text: str) -> Iterator[PartyMention]:
        for match in self._pattern.finditer(text) if self._has_names else ():
            name = match["name"]
            short = self._short_of[name.lower()]
            is_spelt = name.isupper() or name == short or name.lower() != short.lower()
            if is_spelt or (
                short in self._performers and len(short) >= _LONG and _THE.search(text[: match.start()])
            ):
                yield PartyMention(short, match.group(), match.start())


def are_listed(text: str, party: PartyMention, other: PartyMention) -> bool:
    """Whether nothing but “and” stands between two parties: “JenV, VWS en de VNG”."""
    return {*text[party.end : other.start].replace(",", " ").split()} <= _BETWEEN


def find_lists(text: str, parties: Sequence[PartyMention]) -> list[tuple[int, int]]:
    """Return the stretch of each list of parties, and of each party that stands alone."""
    lists: list[tuple[int, int]] = []
    for place, party in enumerate(parties):
        if place and are_listed(text, parties[place - 1], party):
            lists[-1] = (lists[-1][0], party.end)
        else:
            lists.append((party.start, party.end))
    return lists


def find_preposition(words: Sequence[Word], start: int, reach: int = 3) -> str:
    """Return the preposition before the noun at `start`, over its article and adjectives; empty if none."""
    before = [word for word in words if word.end <= start]
    if len(before) > 1 and before[-1].lower in ("en", "of"):
        return find_preposition(words, before[-2].start, reach)  # “na workshops en gesprekken”
    for word in reversed(before[-reach:]):
        if word.lower in PREPOSITIONS and word.part is not Part.MOMENT:
            return word.lower
        is_article = word.lower in DETERMINERS
        if not is_article and not word.lower.endswith("e"):
            return ""
    return ""
