"""What changed between two texts: by the word, or by the sentence or paragraph where that takes too long.

To compare all words of two long texts takes a time that grows with the product of their lengths. So what is
the same at both ends is left out first; what is left is compared in ever smaller pieces, and a piece of which
the words repeat too often is told as one that went and one that came.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_WORD = re.compile(r"\s+|[^\s]+")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCE = re.compile(r"[^.!?]*[.!?]+\s*|[^.!?]+")
_PIECES = (_PARAGRAPH, _SENTENCE)
"""From large to small; what is smaller is compared by the word."""
MOST_PAIRS = 40_000
"""So many pairs of the same piece, one in each text, are compared: some hundredths of a second."""


class WordChange(StrEnum):
    """Whether words are in both texts, or only in one of them."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class WordRun:
    """A stretch of words that came, went or stayed."""

    change: WordChange
    text: str


def diff_words(before: str, after: str) -> list[WordRun]:
    """Return the runs of words that stayed, went or came, in order; together they hold both texts."""
    return list(_join_neighbours(_compare(before, after, _PIECES)))


def _compare(before: str, after: str, pieces: Sequence[re.Pattern[str]]) -> Iterator[WordRun]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    yield WordRun(WordChange.SAME, "".join(old[:head]))
    old_left, new_left = old[head : len(old) - tail], new[head : len(new) - tail]
    if _pairs(old_left, new_left) <= MOST_PAIRS:
        yield from _stretches(old_left, new_left)
    else:
        yield from _in_pieces("".join(old_left), "".join(new_left), pieces)
    yield WordRun(WordChange.SAME, "".join(old[len(old) - tail :]))


def _in_pieces(before: str, after: str, pieces: Sequence[re.Pattern[str]]) -> Iterator[WordRun]:
    """Compared in the largest pieces of which there are not too many alike, and each changed piece anew."""
    for place, piece in enumerate(pieces):
        old, new = piece.findall(before), piece.findall(after)
        if len(old) + len(new) > 1 and _pairs(old, new) <= MOST_PAIRS:
            smaller = pieces[place + 1 :]
            break
    else:
        yield from _mark_replaced(before, after)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield WordRun(WordChange.SAME, "".join(old[a:b]))
        else:
            for was, becomes in _opposite(old[a:b], new[c:d]):
                yield from _compare(was, becomes, smaller)


def _opposite(old: list[str], new: list[str]) -> Iterable[tuple[str, str]]:
    """Changed pieces with what came in their place: each its own where these are as many, else all."""
    return zip(old, new, strict=True) if len(old) == len(new) else [("".join(old), "".join(new))]


def _mark_replaced(before: str, after: str) -> Iterator[WordRun]:
    yield WordRun(WordChange.GONE, before)
    yield WordRun(WordChange.NEW, after)


def _stretches(old: list[str], new: list[str]) -> Iterator[WordRun]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield WordRun(WordChange.SAME, "".join(old[a:b]))
        else:
            yield from _mark_replaced("".join(old[a:b]), "".join(new[c:d]))


def _same(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (at for at, (word, other) in enumerate(zip(old, new, strict=False)) if word != other),
        min(len(old), len(new)),
    )


def _pairs(old: Iterable[str], new: Iterable[str]) -> int:
    """How often a piece of one is the same as a piece of the other: what there is to compare."""
    counts = Counter(new)
    return sum(counts[piece] for piece in old)


def _join_neighbours(stretches: Iterable[WordRun]) -> Iterator[WordRun]:
    """Neighbours of one kind are one stretch; of what was replaced, what went stands before what came."""
    runs = [run for run in stretches if run.text]
    for is_same, together in groupby(runs, lambda run: run.change is WordChange.SAME):
        neighbours = list(together)
        for change in (WordChange.SAME,) if is_same else (WordChange.GONE, WordChange.NEW):
            text = "".join(run.text for run in neighbours if run.change is change)
            if text:
                yield WordRun(change, text)
