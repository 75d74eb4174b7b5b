"""Finds which deliverables a sentence names: by title, by alias, and by the usual short forms of both."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from app.domain.report.facts import DeliverableFacts, Facts
from app.domain.stem import stem_words

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_QUOTED = re.compile(r"[“\"‘']([^”\"’']{3,})[”\"’']")
_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_EMPTY = frozenset(
    stem
    for words in (
        "de het een en of in op van voor met aan bij uit over tot om te naar per als die dat deze dit is",
        "zijn wordt worden ter ten the a an of and for with on to first eerste nieuw nieuwe",
    )
    for stem in stem_words(words)
)
_GENERAL = frozenset(
    stem
    for words in (
        "advies aanpak besluit bijeenkomst conferentie document evaluatie handboek handreiking jaarlijkse",
        "kader leidraad onderzoek opdracht overleg pilot plan proef programma project publicatie rapport",
        "resultaten start traject vaststelling verkenning verslag voorstel werkwijze",
    )
    for stem in stem_words(words)
)
"""First words of a title that name a sort of thing; they do not name this one."""
_LONG = 7
_SLACK = 4
_MANY, _MOST = 5, 0.75


@dataclass(frozen=True, slots=True)
class Mention:
    """A deliverable that is named, from `start` up to `end` in the stretch that was read."""

    deliverable: DeliverableFacts
    start: int
    end: int
    stems: frozenset[str]


_Way = tuple[DeliverableFacts, tuple[str, ...]]
"""A deliverable and the stems of one of its names."""


@dataclass(slots=True)
class DeliverableNames:
    """Every way to name each deliverable of a report, found by the rarest of its stems."""

    _by_stem: dict[str, list[_Way]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts) -> "DeliverableNames":
        """Collect the names of the deliverables in the facts; a name that fits several of them names none."""
        owners: dict[tuple[str, ...], set[int]] = defaultdict(set)
        ways: list[_Way] = []
        for deliverable in facts.deliverables():
            for way in {find_content_stems(name) for name in _called(deliverable)} - {()}:
                owners[tuple(sorted(way))].add(deliverable.id)
                ways.append((deliverable, way))
        own = [(deliverable, way) for deliverable, way in ways if len(owners[tuple(sorted(way))]) == 1]
        how_often = Counter(stem for _, way in own for stem in way)
        by_stem: dict[str, list[_Way]] = defaultdict(list)
        for deliverable, way in own:
            rarest = sorted(way, key=lambda stem: (how_often[stem], stem))
            # Who may miss some of its stems has at least one of these.
            for stem in rarest[: len(way) - _enough(way) + 1]:
                by_stem[stem].append((deliverable, way))
        return cls(by_stem)

    def mentions(self, text: str) -> list[Mention]:
        """Return what a text names, in order; where one name is part of another, the longer one counts."""
        words = [(match, stem_words(match.group())) for match in _WORD.finditer(text)]
        text_stems = {stem for _, of in words for stem in of}
        candidates = [
            mention
            for stem in text_stems
            for deliverable, way in self._by_stem.get(stem, ())
            if (wanted := _wanted(way, text_stems))
            for mention in _windows(deliverable, wanted, words)
        ]
        return sorted(_widest(candidates), key=lambda mention: mention.start)


def find_content_stems(name: str) -> tuple[str, ...]:
    """Return the stems of a name that carry its meaning; all of them where none does."""
    every = stem_words(name)
    return tuple(dict.fromkeys(stem for stem in every if stem not in _EMPTY)) or every


def _called(deliverable: DeliverableFacts) -> Iterator[str]:
    yield deliverable.title
    yield from (name for name in deliverable.aliases.splitlines() if name.strip())
    yield from _QUOTED.findall(deliverable.title)
    yield from _ABBREVIATED.findall(deliverable.title)
    yield re.sub(r"\s*\([^)]*\)", "", deliverable.title)
    head, comma, _rest = deliverable.title.partition(",")
    if comma and len(find_content_stems(head)) > 1:
        yield head
    first = deliverable.title.split()[0]
    if len(first) >= _LONG and not _GENERAL & {*stem_words(first)}:
        yield first


def _enough(way: Sequence[str]) -> int:
    """How many of its stems a text must have to name it: all of a short name, most of a long one."""
    return len(way) if len(way) < _MANY else ceil(_MOST * len(way))


def _wanted(way: Sequence[str], text_stems: set[str]) -> frozenset[str]:
    """The stems of a way that a text has, where these are enough."""
    present = frozenset(stem for stem in way if stem in text_stems)
    return present if len(present) >= _enough(way) else frozenset()


def _windows(
    deliverable: DeliverableFacts,
    wanted: frozenset[str],
    words: Sequence[tuple[re.Match[str], tuple[str, ...]]],
) -> Iterator[Mention]:
    """The first narrow stretch that has all these stems."""
    at = [place for place, (_, of) in enumerate(words) if wanted & {*of}]
    for first in at:
        covered: set[str] = set()
        for place in range(first, min(len(words), first + len(wanted) + _SLACK)):
            covered |= wanted & {*words[place][1]}
            if covered == wanted:
                yield Mention(deliverable, words[first][0].start(), words[place][0].end(), wanted)
                break


def _widest(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Each deliverable once, and none whose name lies inside that of another."""
    chosen: dict[int, Mention] = {}
    for mention in sorted(
        mentions, key=lambda other: (-len(other.stems), other.end - other.start, other.start)
    ):
        overlaps = any(other.start < mention.end and mention.start < other.end for other in chosen.values())
        if mention.deliverable.id not in chosen and not overlaps:
            chosen[mention.deliverable.id] = mention
    yield from chosen.values()
