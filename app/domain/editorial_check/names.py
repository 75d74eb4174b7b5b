"""Finds which deliverables a sentence names: by title, by alias, and by the usual short forms of both."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import ceil

from app.domain.editorial_check.words import stem_once
from app.domain.report.facts import DeliverableFacts
from app.domain.stem import stem_words

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_QUOTED = re.compile(r"[“\"‘']([^”\"’']{3,})[”\"’']")
_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z]{1,9})\)")
_YEARS = re.compile(r"\s*\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b")
_EMPTY = frozenset(
    stem
    for words in (
        "de het een en of in op van voor met aan bij uit over tot om te naar per als die dat deze dit is",
        "zijn wordt worden ter ten eruit erin erbij ervan the a an of and for with on to first nieuw nieuwe",
    )
    for stem in stem_words(words)
)
_SLACK = 3
_MANY, _MOST = 5, 0.75


@dataclass(frozen=True, slots=True)
class Mention:
    """A deliverable that is named; `spans` are the stretches that its name takes in what was read."""

    deliverable: DeliverableFacts
    spans: tuple[tuple[int, int], ...]
    stems: frozenset[str]
    missing: int = 0
    """How many stems of the name are not there."""
    head: int = 0
    """Where the word begins that says what sort of thing it is."""

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Behind its last word."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    stems: tuple[str, ...]


_Way = tuple[DeliverableFacts, tuple[str, ...]]
"""A deliverable and the stems of one of its names."""


@dataclass(slots=True)
class DeliverableNames:
    """Every way to name each deliverable of a report, found by the rarest of its stems."""

    _by_stem: dict[str, list[_Way]] = field(default_factory=dict)

    @classmethod
    def of(cls, deliverables: Iterable[DeliverableFacts]) -> "DeliverableNames":
        """Collect the names of these deliverables; a name that fits several of them names none."""
        owners: dict[tuple[str, ...], set[int]] = defaultdict(set)
        ways: list[_Way] = []
        for deliverable in deliverables:
            for way in {find_content_stems(name) for name in _list_names(deliverable)} - {()}:
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
        words = [
            _Word(match.start(), match.end(), stem_once(match.group())) for match in _WORD.finditer(text)
        ]
        text_stems = {stem for word in words for stem in word.stems}
        candidates = [
            mention
            for stem in text_stems
            for deliverable, way in self._by_stem.get(stem, ())
            if (wanted := _match_way(way, text_stems))
            for near in _nearest(way, wanted, words)
            for mention in _windows(deliverable, near, words, len(way) - len(near), way[0])
            if not _is_torn(mention, text)
        ]
        return sorted(_widest(candidates), key=lambda mention: mention.start)


@lru_cache(maxsize=16_384)
def find_content_stems(name: str) -> tuple[str, ...]:
    """Return the stems of a name that carry its meaning; all of them where none does."""
    every = stem_words(name)
    return tuple(dict.fromkeys(stem for stem in every if stem not in _EMPTY)) or every


def _is_torn(mention: Mention, text: str) -> bool:
    """Whether a comma tears a name apart before the word that says what it is: “… de gids, het plan …”."""
    gaps = (text[end:start] for (_, end), (start, _) in pairwise(mention.spans))
    return mention.head > mention.start and any("," in gap or ";" in gap for gap in gaps)


def _list_names(deliverable: DeliverableFacts) -> Iterator[str]:
    yield deliverable.title
    yield from (name for name in deliverable.aliases.splitlines() if name.strip())
    yield from _QUOTED.findall(deliverable.title)
    yield from _ABBREVIATED.findall(deliverable.title)
    yield re.sub(r"\s*\([^)]*\)", "", deliverable.title)
    yield _YEARS.sub("", deliverable.title)
    head, comma, _rest = deliverable.title.partition(",")
    if comma and len(find_content_stems(head)) > 1:
        yield head


def _enough(way: Sequence[str]) -> int:
    """How many of its stems a text must have to name it: all of a short name, most of a long one."""
    return len(way) if len(way) < _MANY else ceil(_MOST * len(way))


def _match_way(way: Sequence[str], text_stems: set[str]) -> frozenset[str]:
    """The stems of a way that a text has, where these are enough; its first word says what it is."""
    present = frozenset(stem for stem in way if stem in text_stems)
    return present if way[0] in present and len(present) >= _enough(way) else frozenset()


def _nearest(way: Sequence[str], wanted: frozenset[str], words: Sequence[_Word]) -> list[frozenset[str]]:
    """These stems, or all but one of them: a word of a long name may stand elsewhere for something else."""
    if len(wanted) <= _enough(way) or any(True for _ in _stretches(wanted, words)):
        return [wanted]
    fewer = [wanted - {stem} for stem in way[1:] if stem in wanted]
    return [near for near in fewer if any(True for _ in _stretches(near, words))][:1]


def _windows(
    deliverable: DeliverableFacts,
    wanted: frozenset[str],
    words: Sequence[_Word],
    missing: int,
    first: str,
) -> Iterator[Mention]:
    """A mention for each narrow stretch that has all these stems."""
    for named in _stretches(wanted, words):
        spans = tuple(_join(named, words))
        head = next((word.start for word in named if first in word.stems), spans[0][0])
        yield Mention(deliverable, spans, wanted, missing, head)


def _stretches(wanted: frozenset[str], words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """The words of each narrow stretch that has all these stems; small words between them do not count."""
    telling = [word for word in words if not {*word.stems} <= _EMPTY]
    at = [place for place, word in enumerate(telling) if wanted & {*word.stems}]
    for first in at:
        covered: set[str] = set()
        for place in range(first, min(len(telling), first + len(wanted) + _SLACK)):
            covered |= wanted & {*telling[place].stems}
            if covered == wanted:
                yield [word for word in telling[first : place + 1] if wanted & {*word.stems}]
                break


def _join(named: Sequence[_Word], words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """The stretches of a name: what only small words keep apart is one."""
    start, end = named[0].start, named[0].end
    for word in named[1:]:
        between = [other for other in words if end <= other.start and other.end <= word.start]
        if any(not {*other.stems} <= _EMPTY for other in between):
            yield start, end
            start = word.start
        end = word.end
    yield start, end


def _widest(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Each deliverable once, and none whose name lies inside that of another."""
    chosen: dict[int, Mention] = {}
    for mention in sorted(
        mentions,
        key=lambda other: (-len(other.stems), other.missing, other.end - other.start, other.start),
    ):
        overlaps = any(other.start < mention.end and mention.start < other.end for other in chosen.values())
        if mention.deliverable.id not in chosen and not overlaps:
            chosen[mention.deliverable.id] = mention
    yield from chosen.values()
