"""Cutting the text of a section into sentences, and a sentence into clauses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Spaces within a line only: \s would look at all empty lines that follow, from each of them.
_BLOCK = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n|[^\S\n]*(?:#{1,6}|>|[-*+]|\d+[.)])\s))+")
_MARKS = re.compile(r"\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+")
_SPACE = re.compile(r"\s*")
_SHORT = (
    *("jl", "a.s", "o.a", "m.b.t", "t.a.v", "bijv", "m.n", "d.w.z", "e.d", "z.s.m", "nr", "art", "blz", "ca"),
    *("jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "i.v.m", "e.g"),
)
_END = re.compile(r"[.!?]+[”\")\]]*(?=\s+[^\W\d_]|\s*$|\s+\d)")
_JOINT = re.compile(
    r"\s*[;:]\s+|,?\s+\b(?:en|maar|terwijl|waarna|want|omdat|zodat|waarbij|and|but|while|whereas)\b\s+|,\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; `start` is where it stands in the text of the section."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Stretch]:
    """The sentences of a Markdown text, without the marks of lists, quotes and headings."""
    for block in _BLOCK.finditer(text):
        marks = _MARKS.match(block.group())
        led = marks.end() if marks else len(block.group()) - len(block.group().lstrip())
        start = block.start() + led
        yield from _cut(text, start, block.end())


def clauses(sentence: Stretch, whole: Iterable[tuple[int, int]]) -> list[Stretch]:
    """The parts of a sentence that say something of their own; no joint is cut inside `whole` (names)."""
    kept = list(whole)
    found, at = [], 0
    for joint in _JOINT.finditer(sentence.text):
        inside = any(start < joint.end() and joint.start() < end for start, end in kept)
        if not inside and joint.start() > at:
            found.append(Stretch(sentence.text[at : joint.start()], sentence.start + at))
            at = joint.end()
    found.append(Stretch(sentence.text[at:], sentence.start + at))
    return found


def _cut(text: str, start: int, end: int) -> Iterator[Stretch]:
    at = start
    for stop in _END.finditer(text, start, end):
        before = text[at : stop.start()].rsplit(maxsplit=1)
        last = before[-1].lower().lstrip('(“"') if before else ""
        goes_on = last in _SHORT and not text[stop.end() : stop.end() + 2].strip()[:1].isupper()
        if goes_on or not before:
            continue
        yield Stretch(text[at : stop.end()], at)
        at = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]
    if text[at:end].strip():
        yield Stretch(text[at:end].rstrip(), at)
