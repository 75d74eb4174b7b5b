"""Two reports of a programme side by side: what disappeared comes first, then what moved, and every word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.domain.deadline_change import WindowChange, compare_windows
from app.domain.report.tree import Block, BlockKind, Promised, Report, Row, Section
from app.domain.status import Status
from app.domain.vague_date import VagueDate
from app.domain.word_diff import WordChange, WordRun, diff_words

FIGURES = "indicators"
"""The section that holds the figures."""


class PromiseChange(StrEnum):
    """What became of a promise between two reports, in the order in which it is told."""

    GONE = "gone"
    """It stands in the earlier report and not in the later one: nobody said why."""
    DROPPED = "dropped"
    MOVED = "moved"
    DELIVERED = "delivered_since"
    NEW = "new_promise"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class PromisePair:
    """A promise as both reports have it; one of them may not."""

    became: PromiseChange
    before: Promised | None
    after: Promised | None
    change: WindowChange | None = None

    @property
    def promise(self) -> Promised:
        """As it stands last."""
        promised = self.after or self.before
        assert promised is not None
        return promised


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A row of figures, its cells then and now; empty where it stands in one report only."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """The paragraphs of a section in which words came or went; `same` counts the others."""

    key: str
    number: str
    title: str
    changed: tuple[tuple[WordRun, ...], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two reports."""

    promises: Mapping[PromiseChange, tuple[PromisePair, ...]]
    figures: tuple[FigureChange, ...]
    sections: tuple[SectionDiff, ...]


def compare_reports(before: Report, after: Report) -> Comparison:
    """Compare the later report with the earlier one; both must be in the same language."""
    pairs = list(_pairs(before, after))
    return Comparison(
        promises={kind: tuple(pair for pair in pairs if pair.became is kind) for kind in PromiseChange},
        figures=tuple(_figures(_rows(before), _rows(after))),
        sections=tuple(_sections(before, after)),
    )


def diff_section(before: Section | None, after: Section | None) -> tuple[tuple[WordRun, ...], ...]:
    """Return each paragraph, and each row of a table, in which words came or went."""
    return tuple(
        words
        for words in _paragraphs(_lines(before), _lines(after))
        if any(run.change is not WordChange.SAME for run in words)
    )


def _lines(section: Section | None) -> list[str]:
    """Every paragraph as one text, and of a table every row, its cells one after the other."""
    lines: list[str] = []
    for block in section.blocks if section else ():
        if block.kind is not BlockKind.TABLE:
            lines.append(_text(block))
        lines += [
            " · ".join(cell.text.strip() for cell in row.cells if cell.text.strip()) for row in block.rows
        ]
    return lines


def _pairs(before: Report, after: Report) -> Iterator[PromisePair]:
    then = {promised.deliverable_id: promised for promised in before.promised}
    now = {promised.deliverable_id: promised for promised in after.promised}
    for key in then.keys() | now.keys():
        old, new = then.get(key), now.get(key)
        if old is None:
            yield PromisePair(PromiseChange.NEW, None, new)
        elif new is None:
            yield PromisePair(PromiseChange.GONE, old, None)
        elif not _is_over(old):
            yield _between(old, new)


def _between(old: Promised, new: Promised) -> PromisePair:
    if new.status is Status.CANCELLED:
        return PromisePair(PromiseChange.DROPPED, old, new)
    if new.status is not None and new.status.is_done:
        return PromisePair(PromiseChange.DELIVERED, old, new)
    change = compare_windows(_window(old), _window(new) or _UNDATED)
    became = PromiseChange.STANDING if change is WindowChange.SAME else PromiseChange.MOVED
    return PromisePair(became, old, new, change)


def _is_over(old: Promised) -> bool:
    """Whether the earlier report told of it as delivered or dropped: that promises nothing any more."""
    return old.status is not None and old.status.is_closed


_UNDATED = VagueDate("", None, None, None)


def _window(promised: Promised) -> VagueDate | None:
    if not promised.phrase:
        return None
    days = promised.earliest, promised.latest
    return VagueDate(promised.phrase, promised.edtf, *days, promised.bounds_by)


def _rows(report: Report) -> dict[str, tuple[str, ...]]:
    section = next((candidate for candidate in report.sections if candidate.key == FIGURES), None)
    rows: list[Row] = [row for block in section.blocks for row in block.rows] if section else []
    return {row.cells[0].text: tuple(cell.text for cell in row.cells[1:]) for row in rows}


def _figures(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> Iterator[FigureChange]:
    for name in dict.fromkeys((*before, *after)):
        then, now = before.get(name, ()), after.get(name, ())
        if then != now:
            yield FigureChange(name, then, now)


def _sections(before: Report, after: Report) -> Iterator[SectionDiff]:
    then = {section.key: section for section in before.sections}
    now = {section.key: section for section in after.sections}
    for key in dict.fromkeys((*then, *now)):
        shown = now.get(key) or then[key]
        paragraphs = list(_paragraphs(_texts(then.get(key)), _texts(now.get(key))))
        changed = tuple(
            words for words in paragraphs if any(run.change is not WordChange.SAME for run in words)
        )
        if changed:
            yield SectionDiff(key, shown.number, shown.title, changed, len(paragraphs) - len(changed))


def _texts(section: Section | None) -> list[str]:
    return [_text(block) for block in section.blocks if block.kind is not BlockKind.TABLE] if section else []


def _text(block: Block) -> str:
    return block.text.strip()


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[WordRun, ...]]:
    """Paragraph beside paragraph; what took the place of something is held against it word by word."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((WordRun(WordChange.SAME, text),) for text in after[c:d])
            continue
        old, new = list(before[a:b]), list(after[c:d])
        both = min(len(old), len(new))
        yield from (tuple(diff_words(o, n)) for o, n in zip(old[:both], new[:both], strict=True))
        yield from ((WordRun(WordChange.GONE, text),) for text in old[both:])
        yield from ((WordRun(WordChange.NEW, text),) for text in new[both:])
