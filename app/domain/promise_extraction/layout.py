"""From printed lines to whole paragraphs: what a page adds is taken away, what it cut is put together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from statistics import median, quantiles

from app.domain.promise_extraction.document import Paragraph, PlainLine, ReportText

_BULLET = re.compile(r"(?:[•▪◦‣·–*+-]|\d{1,2}[.)]|[a-z]\))\s+\S")
_MARKED_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*$")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\S")
_RULE = re.compile(r"[-=_*\s]{3,}")
_PAGE_NUMBER = re.compile(
    r"(?:pagina|pag\.|blz\.|bladzijde|page)?\s*\d{1,4}(?:\s*(?:van|of|/)\s*\d{1,4})?", re.I
)
_FOOTNOTE = re.compile(r"(?P<number>\d{1,2})\s+(?P<text>[A-Z“‘(].*)")
_ENDED = re.compile(r"[.!?:;…][”’\"')\]]*(?:\s?\d{1,2})?$")
_CUT = re.compile(r"(?P<before>[^\W\d_]+)(?P<space>\s?)[-\u2010]$")
_HYPHENATED = re.compile(r"\w[-\u2010]$")
_LEADS_ON = re.compile(r"(?:en|of|en/of|tot|dan wel|and|or)\b")
_FUNCTION_WORDS = frozenset(
    "de het een en of in op van voor met tot per bij aan als dan is zijn niet".split()
)
_COUNTING = frozenset(
    "de het een en of in op van voor met tot per bij aan als binnen ongeveer circa ruim de alle deze die "
    "vanaf artikel fase tranche versie actielijn hoofdstuk paragraaf bijlage tabel figuur januari februari "
    "maart april mei juni juli augustus september oktober november december week kwartaal eind begin".split()
)
_LONGEST_HEADING = 110
_MOST_HEADING_WORDS = 15
_LARGER = 1.12
"""A heading's letters are so many times as large as those of the text, where the file tells."""
_AT_EDGE = 2
"""So many lines from the top or the bottom of a page stands what repeats on every one."""


def build_report_text(lines: Sequence[PlainLine], title: str) -> ReportText:
    """Return the paragraphs of a report as it was printed, in the order of its lines.

    Words that were cut at the end of a line are whole again. What repeats on every page, page numbers and the
    numbers that refer to footnotes are left out; the footnotes themselves come last.
    """
    printed = [PlainLine(_clean(line.text), line.page, line.size) for line in lines]
    running, notes = _take_notes_apart(_drop_furniture(printed))
    blocks = list(_join(running))
    _drop_references(blocks, [number for number, _ in notes])
    usual = _find_usual_size(running)
    larger = sorted({block.size for block in blocks if usual and block.size > usual * _LARGER}, reverse=True)
    is_marked = any(_MARKED_HEADING.fullmatch(block.text) for block in blocks)
    paragraphs = [_finish(block, larger, is_marked=is_marked) for block in blocks]
    paragraphs += [Paragraph(note.text, note.page) for _, note in notes]
    return ReportText(title, tuple(paragraph for paragraph in paragraphs if paragraph.text))


@dataclass(slots=True)
class _Block:
    """Lines that belong together, as one text."""

    text: str
    page: int | None
    size: float
    lines: int = 1
    is_closed: bool = field(default=False)
    """Nothing more comes behind it: a heading with its marks, a row of a table."""


def _clean(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def _drop_furniture(lines: Sequence[PlainLine]) -> list[PlainLine]:
    """Leave out what repeats at the edge of pages, and the numbers of pages."""
    edges = _find_edges(lines)
    pages = {line.page for line in lines}
    times = Counter(_mask_digits(lines[place].text) for place in edges)
    repeats = {text for text, count in times.items() if count > 2 and count * 2 >= len(pages)}
    return [
        line
        for place, line in enumerate(lines)
        if not (place in edges and _mask_digits(line.text) in repeats)
        and not (_PAGE_NUMBER.fullmatch(line.text) and (place in edges or line.page is None))
    ]


def _find_edges(lines: Sequence[PlainLine]) -> set[int]:
    """The places of the first and last lines of each page."""
    by_page: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.page is not None and line.text:
            by_page.setdefault(line.page, []).append(place)
    return {place for places in by_page.values() for place in (*places[:_AT_EDGE], *places[-_AT_EDGE:])}


def _mask_digits(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _take_notes_apart(lines: Sequence[PlainLine]) -> tuple[list[PlainLine], list[tuple[int, _Block]]]:
    """Part the running text from the footnotes: lines with a number in front that the text refers to."""
    text = "\n".join(line.text for line in lines)
    running: list[PlainLine] = []
    notes: list[tuple[int, _Block]] = []
    note: _Block | None = None
    for line in lines:
        match = _FOOTNOTE.fullmatch(line.text)
        if match and _is_note(match["text"]) and _is_referred_to(int(match["number"]), text):
            note = _Block(match["text"], line.page, line.size)
            notes.append((int(match["number"]), note))
        elif note is not None and line.text and not _ENDED.search(note.text) and line.page == note.page:
            _append(note, line)
        elif line.text or note is None or _ENDED.search(note.text):
            note = None if line.text or note is None or _ENDED.search(note.text) else note
            running.append(line)
    return running, notes


def _is_note(text: str) -> bool:
    return len(text) > 40 or bool(re.search(r"[.;]$", text))


def _is_referred_to(number: int, text: str) -> bool:
    return bool(re.search(rf"[^\W\d_][.,;:)”’\"']*\s?{number}(?=[\s;.,:)]|$)(?!\s+[A-Z][^\n]{{40}})", text))


def _join(lines: Iterable[PlainLine]) -> Iterator[_Block]:
    lines = list(lines)
    full = _find_full_length(lines)
    block: _Block | None = None
    is_apart = False
    for line, following in zip_longest(lines, lines[1:]):
        if not line.text or _RULE.fullmatch(line.text):
            is_apart = True
            continue
        if (
            block is not None
            and _continues(block, line, full, is_apart=is_apart)
            and not (following and _opens_section(block, line, following, full))
        ):
            _append(block, line)
        else:
            if block is not None:
                yield block
            block = _Block(line.text, line.page, line.size, is_closed=_stands_alone(line.text))
        is_apart = False
    if block is not None:
        yield block


def _stands_alone(text: str) -> bool:
    return bool(_MARKED_HEADING.fullmatch(text)) or text.startswith("|") or " | " in text


def _continues(block: _Block, line: PlainLine, full: float, *, is_apart: bool) -> bool:
    """Whether a line goes on with what stands before it."""
    text = line.text
    if block.is_closed or _stands_alone(text):
        return False
    if _BULLET.match(text) and not (not is_apart and _is_dash_in_sentence(block.text, text)):
        return False
    if block.size and line.size and not 1 / _LARGER < line.size / block.size < _LARGER:
        return False
    if _is_cut(block.text, text) or _HYPHENATED.search(block.text):
        return True
    has_ended = bool(_ENDED.search(block.text))
    if is_apart:
        return not has_ended and text[:1].islower()
    # A line that the next word would have fitted on was ended by somebody, as behind a heading.
    had_room = block.lines == 1 and len(f"{block.text} {text.split()[0]}") < full
    return not (had_room and not has_ended and text[:1].isupper() and not _BULLET.match(block.text))


def _opens_section(block: _Block, line: PlainLine, following: PlainLine, full: float) -> bool:
    """Whether a line behind the end of a sentence is a heading: it had room for the word that follows."""
    return (
        bool(_ENDED.search(block.text) and following.text)
        and _looks_like_heading(line.text)
        and (bool(_BULLET.match(following.text)) or following.text[:1].isupper())
        and len(f"{line.text} {following.text.split()[0]}") < full
    )


def _is_dash_in_sentence(before: str, text: str) -> bool:
    """Whether a dash at the start of a line stands between the words of a sentence, and begins no item."""
    return text[0] in "–-" and text[2:3].islower() and not _ENDED.search(before) and before[0] != text[0]


def _is_cut(before: str, after: str) -> bool:
    return before.endswith("\N{SOFT HYPHEN}") or bool(_CUT.search(before) and after[:1].islower())


def _append(block: _Block, line: PlainLine) -> None:
    block.lines += 1
    cut = _CUT.search(block.text)
    if block.text.endswith("\N{SOFT HYPHEN}"):
        block.text = block.text[:-1] + line.text
    elif cut and line.text[:1].islower() and not _LEADS_ON.match(line.text) and _is_part_of_word(cut):
        block.text = block.text[: cut.end("before")] + line.text
    elif _HYPHENATED.search(block.text) and not _LEADS_ON.match(line.text):
        block.text += line.text
    else:
        block.text += f" {line.text}"


def _is_part_of_word(cut: re.Match[str]) -> bool:
    """Whether a hyphen at the end of a line only cuts a word: “GGZ-” and “e-” are themselves part of one."""
    before = cut["before"]
    if cut["space"]:
        return before.lower() not in _FUNCTION_WORDS
    return len(before) > 1 and not before.isupper()


def _drop_references(blocks: Sequence[_Block], numbers: Sequence[int]) -> None:
    """Leave out of the text, once each, the numbers that refer to these footnotes."""
    start = 0
    for number in sorted(numbers):
        candidates = [
            (_rank(block.text, match, block_place < start), block_place, match)
            for block_place, block in enumerate(blocks)
            for match in re.finditer(
                rf"(?<=[^\W\d_.,;:)”’\"'%])?\s?(?<!\d){number}(?!\d)(?=[\s;.,:)]|$)", block.text
            )
        ]
        candidates = [candidate for candidate in candidates if candidate[0] is not None]
        if candidates:
            _, start, match = min(candidates, key=lambda candidate: (candidate[0], candidate[1]))
            text = blocks[start].text
            blocks[start].text = text[: match.start()] + text[match.end() :]


def _rank(text: str, match: re.Match[str], is_before: bool) -> int | None:
    """How likely a number in the text refers to a footnote, 0 the likeliest; none where it counts."""
    before, after = text[: match.start()], text[match.end() :]
    word = re.search(r"[^\W\d_]+$", before)
    if not before or (_NUMBERED.match(text) and match.start() == 0):
        return None
    if re.search(r"[.!?;:,)”’\"']$", before):
        rank = 0 if not after or re.match(r"\s+[A-Z•]|\s*$", after) else 1
    elif word is None or word.group().lower() in _COUNTING or (len(word.group()) < 3 and match[0][0] != " "):
        return None
    else:
        rank = 1 if not after or re.match(r"[;.,:)]|\s+\(", after) else 2
    return rank + 3 * is_before


def _finish(block: _Block, larger: Sequence[float], *, is_marked: bool) -> Paragraph:
    """A paragraph, or a heading with its level; a text that marks some headings marks all of them."""
    marked = _MARKED_HEADING.fullmatch(block.text)
    if marked:
        return Paragraph(marked["text"], block.page, len(marked["marks"]))
    text = block.text
    if is_marked or not _looks_like_heading(text):
        return Paragraph(text, block.page)
    if block.size in larger:
        return Paragraph(text, block.page, larger.index(block.size) + 1)
    if larger and not _NUMBERED.match(text):
        return Paragraph(text, block.page)
    numbered = _NUMBERED.match(text)
    return Paragraph(text, block.page, numbered["number"].count(".") + 1 if numbered else 2)


def _looks_like_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_HEADING_WORDS
        and (text[:1].isupper() or bool(_NUMBERED.match(text)))
        and not re.search(r"[.!;:,…]$", text)
        and " | " not in text
    )


def _find_full_length(lines: Sequence[PlainLine]) -> float:
    """Characters of a line on which nothing more fits."""
    lengths = [len(line.text) for line in lines if line.text]
    return quantiles(lengths, n=10)[8] if len(lengths) > 1 else 80


def _find_usual_size(lines: Sequence[PlainLine]) -> float:
    """The size of most letters; 0 where the file tells none."""
    sizes = [line.size for line in lines for _ in range(len(line.text) // 20 + 1) if line.size]
    return median(sizes) if sizes else 0
