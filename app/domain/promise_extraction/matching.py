"""What a proposal may belong to: what is called nearly the same, and where its section points."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.promise_extraction.document import SECTION_JOINT
from app.domain.promise_extraction.judgement import split_heading
from app.domain.stem import stem_words


@dataclass(frozen=True, slots=True)
class KnownDeliverable:
    """A deliverable that is there already, with the other names by which texts call it."""

    id: int
    title: str
    action_line_id: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A deliverable to which a proposal may belong."""

    deliverable_id: int
    likeness: float
    """1 where it is called the same, word for word."""
    same_line: bool


@dataclass(frozen=True, slots=True)
class KnownLine:
    """An action line of the programme."""

    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class KnownProject:
    """A project of the programme."""

    id: int
    action_line_id: int
    title: str


_EMPTY_WORDS = frozenset(
    stem_words("de het een van voor en in op met bij naar tot om the a an of for and to")
)
_NEARLY_SAME = 0.6
"""In the same action line so many of all words of both are shared; in another line more."""
_SAME_ELSEWHERE = 0.75
_FEWEST_LETTERS = 8
"""A single word names a thing by itself from so many letters on: “Rekenmodel”, and not “Plan”."""
_LONGEST_ENDING = 2
_MOST = 3
_BEGINNING = 5
"""So many letters two words share at least, or all of a shorter one, where they are the same word."""
_CODE = r"\b(?:actielijn|programmalijn|lijn|spoor|action line|line)\s+{}\b"


class DeliverableNames:
    """The names of the deliverables of a programme, found by how their words begin."""

    def __init__(self, deliverables: Iterable[KnownDeliverable]) -> None:
        self._by_beginning: dict[str, list[_Name]] = defaultdict(list)
        for deliverable in deliverables:
            for text in (deliverable.title, *deliverable.aliases):
                name = _Name(deliverable, _content_words(text))
                for beginning in {word[:_BEGINNING] for word in name.words}:
                    self._by_beginning[beginning].append(name)

    def find_matches(self, title: str, action_line_id: int | None) -> tuple[Match, ...]:
        """Return the deliverables that may be meant, the likeliest first, at most three."""
        words = _content_words(title)
        matches: dict[int, Match] = {}
        for name in {id(name): name for word in words for name in self._with_beginning(word)}.values():
            line_id = name.deliverable.action_line_id
            likeness = _compare(words, name.words, same_line=action_line_id in (None, line_id))
            known = matches.get(name.deliverable.id)
            if likeness and (known is None or likeness > known.likeness):
                match = Match(name.deliverable.id, likeness, line_id == action_line_id)
                matches[match.deliverable_id] = match
        by_likeness = sorted(
            matches.values(), key=lambda match: (-match.likeness, not match.same_line, match.deliverable_id)
        )
        return tuple(by_likeness[:_MOST])

    def _with_beginning(self, word: str) -> Sequence["_Name"]:
        return self._by_beginning.get(word[:_BEGINNING], ())


@dataclass(frozen=True, slots=True)
class _Name:
    deliverable: KnownDeliverable
    words: tuple[str, ...]


def propose_place(
    section: str, lines: Sequence[KnownLine], projects: Sequence[KnownProject]
) -> tuple[int | None, int | None]:
    """Return the action line and the project to which the headings of a section point, none where to no one.

    The innermost heading that points anywhere counts. Of a line with one project that is the project.
    """
    places = (_place(heading, lines, projects) for heading in reversed(section.split(SECTION_JOINT)))
    return next((place for place in places if place[0] is not None), (None, None))


def _place(
    section: str, lines: Sequence[KnownLine], projects: Sequence[KnownProject]
) -> tuple[int | None, int | None]:
    _number, heading = split_heading(section)
    words = _content_words(heading)
    named = [project for project in projects if _is_named(words, project.title)]
    if len(named) == 1:
        return named[0].action_line_id, named[0].id
    coded = [
        line for line in lines if line.code and re.search(_CODE.format(re.escape(line.code)), section, re.I)
    ]
    line = next(iter(coded or [line for line in lines if _is_named(words, line.title)]), None)
    if line is None:
        return None, None
    inside = [project.id for project in projects if project.action_line_id == line.id]
    return line.id, inside[0] if len(inside) == 1 else None


def _is_named(words: tuple[str, ...], title: str) -> bool:
    return _compare(words, _content_words(title), same_line=False) >= _SAME_ELSEWHERE


def _content_words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in stem_words(text) if word not in _EMPTY_WORDS))


def _compare(words: tuple[str, ...], others: tuple[str, ...], *, same_line: bool) -> float:
    """Return the part of all words that both share, 0 where that is too little to be meant.

    What differs in a figure is another thing. In one action line a name may be a part of the other.
    """
    if not words or not others or _figures(words) != _figures(others):
        return 0
    shared = [word for word in words if any(_is_same(word, other) for other in others)]
    likeness = len(shared) / (len(words) + len(others) - len(shared))
    if likeness >= (_NEARLY_SAME if same_line else _SAME_ELSEWHERE):
        return likeness
    is_part = len(shared) == min(len(words), len(others))
    names_by_itself = len(shared) > 1 or (shared and len(shared[0]) >= _FEWEST_LETTERS)
    return likeness if same_line and is_part and names_by_itself else 0


def _figures(words: tuple[str, ...]) -> set[str]:
    return {word for word in words if word.isdigit()}


def _is_same(word: str, other: str) -> bool:
    """Whether two stems are one word: an ending that the stem kept (coach, coaches) makes no other."""
    shorter, longer = sorted((word, other), key=len)
    return longer == shorter or (
        len(shorter) >= _BEGINNING
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= _LONGEST_ENDING
    )
