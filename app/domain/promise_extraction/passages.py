"""Where the sentences of proposals stand in the text of their report, to be marked there."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.promise_extraction.document import Paragraph, ReportText
from app.domain.promise_extraction.sentences import list_places

Key = TypeVar("Key", bound=Hashable)

_CONTEXT = 2
"""So many paragraphs without a passage are shown whole; more in a row are folded."""
_MOST_FOLDED = 40
"""So many of them can be unfolded: a report may have hundreds."""


@dataclass(frozen=True, slots=True)
class Quote(Generic[Key]):
    """A sentence to look for; `place` is where it was read."""

    key: Key
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Run(Generic[Key]):
    """A piece of a paragraph, with the keys of the quotes that stand there: none between passages."""

    text: str
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedParagraph(Generic[Key]):
    """A paragraph in pieces. A heading has its level."""

    level: int
    runs: tuple[Run[Key], ...]


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Key]):
    """Paragraphs that follow each other; `folded` counts them where none of them has a passage."""

    paragraphs: tuple[MarkedParagraph[Key], ...]
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt(Generic[Key]):
    """The part of a text in which some quotes stand, from the heading above the first of them."""

    stretches: tuple[Stretch[Key], ...] = ()
    pages: tuple[int, int] | None = None
    """The first and the last page of it, where the text has pages."""
    missing: tuple[Key, ...] = ()
    """Those whose words stand nowhere as they were read."""


def cut_excerpt(report: ReportText, quotes: Sequence[Quote[Key]]) -> Excerpt[Key]:
    """Return the part of a report in which these quotes stand, with each of them marked."""
    passages = _find_passages(report, quotes)
    missing = tuple(quote.key for quote in quotes if quote.key not in passages)
    if not passages:
        return Excerpt(missing=missing)
    by_paragraph = dict[int, dict[tuple[int, int], list[Key]]]()
    for key, (index, start, end) in passages.items():
        by_paragraph.setdefault(index, {}).setdefault((start, end), []).append(key)
    first, last = min(by_paragraph), max(by_paragraph)
    first = next((i for i in range(first, -1, -1) if report.paragraphs[i].level), first)
    shown = range(first, last + 1)
    pages = [page for i in shown if (page := report.paragraphs[i].page) is not None]
    marked = [(i, _mark(report.paragraphs[i], by_paragraph.get(i, {}))) for i in shown]
    return Excerpt(tuple(_fold(marked)), (min(pages), max(pages)) if pages else None, missing)


def _find_passages(report: ReportText, quotes: Sequence[Quote[Key]]) -> Mapping[Key, tuple[int, int, int]]:
    """Return paragraph, start and end of each quote: where it was read, else where its words first stand."""
    at_place = {place: index for index, place in enumerate(list_places(report))}
    passages = dict[Key, tuple[int, int, int]]()
    for quote in quotes:
        if not quote.text:
            continue
        known = at_place.get(quote.place)
        for index in (*(() if known is None else (known,)), *range(len(report.paragraphs))):
            start = report.paragraphs[index].text.find(quote.text)
            if start >= 0:
                passages[quote.key] = index, start, start + len(quote.text)
                break
    return passages


def _mark(paragraph: Paragraph, passages: Mapping[tuple[int, int], list[Key]]) -> MarkedParagraph[Key]:
    text, runs, done = paragraph.text, list[Run[Key]](), 0
    for (start, end), keys in sorted(passages.items()):
        if start < done:  # two readings of nearly the same words: both stand behind the first
            runs[-1] = Run(runs[-1].text, (*runs[-1].keys, *keys))
            continue
        if start > done:
            runs.append(Run(text[done:start]))
        runs.append(Run(text[start:end], tuple(keys)))
        done = end
    if done < len(text):
        runs.append(Run(text[done:]))
    return MarkedParagraph(paragraph.level, tuple(runs))


def _fold(marked: Sequence[tuple[int, MarkedParagraph[Key]]]) -> Iterator[Stretch[Key]]:
    shown, plain = list[MarkedParagraph[Key]](), list[MarkedParagraph[Key]]()
    for _index, paragraph in marked:
        if not paragraph.level and not any(run.keys for run in paragraph.runs):
            plain.append(paragraph)
            continue
        if len(plain) > _CONTEXT:
            if shown:
                yield Stretch(tuple(shown))
            yield Stretch(tuple(plain[:_MOST_FOLDED]), len(plain))
            shown = []
        else:
            shown += plain
        plain = []
        shown.append(paragraph)
    yield Stretch((*shown, *plain))
