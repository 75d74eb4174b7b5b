"""Cuts a text into sentences and clauses, and reads what each clause names, says and claims."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.editorial_check.claims import Claim, is_delivering, read_claim
from app.domain.editorial_check.figures import Figure, find_figures
from app.domain.editorial_check.finding import ReportText
from app.domain.editorial_check.moments import WrittenMoment, find_moments
from app.domain.editorial_check.names import DeliverableNames, Mention
from app.domain.report.facts import DeliverableFacts

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
class TextSpan:
    """A piece of a text; `start` is its position in the text of the section."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a sentence; its moments and figures are positioned from the start of the clause."""

    text: ReportText
    sentence: TextSpan
    span: TextSpan
    spoken: str
    """The clause with those before it that it leans on."""
    about: Sequence[DeliverableFacts]
    moments: Sequence[WrittenMoment]
    figures: Sequence[Figure]
    claim: Claim


_POINTS_BACK = re.compile(
    r"\W*(?:dit|deze|die|dat|het|hij|zij|ze|daarvan|hiervan|daarmee|this|that|it|they|these)\b", re.IGNORECASE
)
_NEW_SUBJECT = re.compile(r"\W*(?:het|dat|dit|die|deze)\s+[^\W\d_]+", re.IGNORECASE)
_SMALL = frozenset("de het een ook nog en van op in the a and of on also".split())
_VERBS = re.compile(
    r"\W*(?:het|dat|dit|die|deze)\s+(?:is|was|wordt|werd|zal|komt|volgt|verschijnt|gaat|moet|ligt|staat|heeft|zijn|"
    r"worden|waren|vervalt|vervallen)\b",
    re.IGNORECASE,
)


def split_sentences(text: str) -> Iterator[TextSpan]:
    """Yield the sentences of a Markdown text, without the marks of lists, quotes and headings."""
    for block in _BLOCK.finditer(text):
        marks = _MARKS.match(block.group())
        led = marks.end() if marks else len(block.group()) - len(block.group().lstrip())
        start = block.start() + led
        yield from _cut_sentences(text, start, block.end())


def split_clauses(sentence: TextSpan, uncut: Iterable[tuple[int, int]]) -> list[TextSpan]:
    """Return the parts of a sentence that say something of their own; never cuts inside `uncut` (names)."""
    uncut_ranges = list(uncut)
    spans, at = [], 0
    for joint in _JOINT.finditer(sentence.text):
        inside = any(start < joint.end() and joint.start() < end for start, end in uncut_ranges)
        if not inside and joint.start() > at:
            spans.append(TextSpan(sentence.text[at : joint.start()], sentence.start + at))
            at = joint.end()
    spans.append(TextSpan(sentence.text[at:], sentence.start + at))
    return spans


def read_clauses(text: ReportText, names: DeliverableNames, on: date) -> Iterator[Clause]:
    """Yield every clause of a text; words such as “next month” count from the day `on`.

    A sentence that begins with “this” is about what the sentence before it named.
    """
    before: Sequence[DeliverableFacts] = ()
    for sentence in split_sentences(text.text):
        mentions = names.mentions(sentence.text)
        about = [mention.deliverable for mention in mentions]
        if not about and points_back(sentence.text) and len(before) == 1:
            about = list(before)
        yield from _clauses(text, sentence, mentions, about, on)
        before = about


def points_back(sentence: str) -> bool:
    """Whether a sentence begins with “this” or “it”, alone: “this handbook” names something itself."""
    if not _POINTS_BACK.match(sentence):
        return False
    return not _NEW_SUBJECT.match(sentence) or bool(_VERBS.match(sentence))


def _cut_sentences(text: str, start: int, end: int) -> Iterator[TextSpan]:
    at = start
    for stop in _END.finditer(text, start, end):
        before = text[at : stop.start()].rsplit(maxsplit=1)
        last = before[-1].lower().lstrip('(“"') if before else ""
        goes_on = last in _SHORT and not text[stop.end() : stop.end() + 2].strip()[:1].isupper()
        if goes_on or not before:
            continue
        yield TextSpan(text[at : stop.end()], at)
        at = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]
    if text[at:end].strip():
        yield TextSpan(text[at:end].rstrip(), at)


def _clauses(
    text: ReportText,
    sentence: TextSpan,
    mentions: Sequence[Mention],
    about: Sequence[DeliverableFacts],
    on: date,
) -> Iterator[Clause]:
    names = [(mention.start, mention.end) for mention in mentions]
    moments = [
        moment for moment in find_moments(sentence.text, on) if not _touches(moment.start, moment.end, names)
    ]
    current: Sequence[DeliverableFacts] = about[:1] if mentions else about
    before = ""
    for span in split_clauses(sentence, [*names, *((moment.start, moment.end) for moment in moments)]):
        at = span.start - sentence.start
        inside = [mention for mention in mentions if at <= mention.start < at + len(span.text)]
        current = [mention.deliverable for mention in inside] or current
        mine = _within(moments, at, len(span.text))
        apart = [(moment.start, moment.end) for moment in mine]
        apart += [(mention.start - at, mention.end - at) for mention in inside]
        spoken = f"{before} {span.text}" if before and _leans(span.text, apart) else span.text
        figures = tuple(find_figures(span.text, apart))
        yield Clause(text, sentence, span, spoken, tuple(current), tuple(mine), figures, read_claim(spoken))
        before = spoken


def _touches(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in others)


def _leans(text: str, apart: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause has no verb of its own: beside names, moments and small words at most a participle."""
    words = [word for word in re.finditer(r"\w+", text) if not _touches(word.start(), word.end(), apart)]
    telling = [word.group().lower() for word in words if word.group().lower() not in _SMALL]
    return not telling or (len(telling) == 1 and is_delivering(telling[0]))


def _within(moments: Sequence[WrittenMoment], at: int, length: int) -> list[WrittenMoment]:
    return [
        WrittenMoment(moment.phrase, moment.start - at, moment.window)
        for moment in moments
        if at <= moment.start < at + length
    ]
