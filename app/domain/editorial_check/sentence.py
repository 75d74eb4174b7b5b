"""Cuts a Markdown text into sentences, without the marks of lists, and finds what somebody else says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Spaces within a line only: \s would look at all empty lines that follow, from each of them.
_BLOCK = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n|[^\S\n]*(?:#{1,6}|>|[-*+]|\d+[.)])\s))+")
_MARKS = re.compile(r"\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+")
_SPACE = re.compile(r"\s*")
_SHORT = frozenset(
    "jl a.s d.d o.a m.b.t n.a.v t.a.v t.b.v i.p.v bijv m.n d.w.z e.d z.s.m nr nrs art blz ca i.v.m e.g dr "
    "mr prof "
    "jan feb mrt apr jun jul aug sep sept okt nov dec".split()
)
_END = re.compile(r"[.!?]+[”’\")\]]*[¹²³⁰⁴-⁹]*(?:\[\^?\d+\])*(?=\s+[“‘\"'(]?[^\W_]|\s*$)")
_QUOTED = re.compile(r"“[^“”]{1,2000}”|‘[^‘]{1,2000}?’(?!\w)|(?<!\w)\"[^\"\n]{1,2000}\"")
_SPOKEN = re.compile(
    r"\b(?:is|was|zijn|waren|heb|hebben|heeft|had|hadden|moet|moeten|moest|wordt|worden|werd|kan|konden|kunnen|wil|"
    r"willen|zou|zouden|zal|zullen|gaat|gaan|vind|vinden|mag|mogen|komt|kwam|weet|ik|wij|we)\b",
    re.IGNORECASE,
)
_SPEAKING_LENGTH = 3
_LONGEST = 1000
"""Letters; what goes on for longer is read in pieces: every word of a sentence is held against the others."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A piece of a text; `start` is its position in the text of the section."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.text)


def split_sentences(text: str) -> Iterator[TextSpan]:
    """Yield the sentences of a Markdown text, without the marks of lists, quotes and headings."""
    for block in _BLOCK.finditer(text):
        marks = _MARKS.match(block.group())
        led = marks.end() if marks else len(block.group()) - len(block.group().lstrip())
        yield from _cut_sentences(text, block.start() + led, block.end())


def find_speech(text: str) -> list[tuple[int, int]]:
    """Return where somebody is quoted: the report states nothing there. A quoted title is no speech."""
    return [
        quote.span()
        for quote in _QUOTED.finditer(text)
        if len(quote.group().split()) >= _SPEAKING_LENGTH and _SPOKEN.search(quote.group())
    ]


def _cut_sentences(text: str, start: int, end: int) -> Iterator[TextSpan]:
    at = start
    for stop in _END.finditer(text, start, end):
        before = text[at : stop.start()].rsplit(maxsplit=1)
        last = before[-1].lower().lstrip('(“"') if before else ""
        goes_on = last in _SHORT and not text[stop.end() : stop.end() + 2].strip()[:1].isupper()
        if goes_on or not before:
            continue
        yield from _cut_pieces(text, at, stop.end())
        at = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]  # it also matches nothing
    if text[at:end].strip():
        yield from _cut_pieces(text, at, at + len(text[at:end].rstrip()))


def _cut_pieces(text: str, start: int, end: int) -> Iterator[TextSpan]:
    """Yield a sentence, or pieces of one that is too long, cut between words where there are any."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield TextSpan(text[start:cut].rstrip(), start)
        start = _SPACE.match(text, cut, end).end()  # type: ignore[union-attr]  # it also matches nothing
    yield TextSpan(text[start:end], start)
