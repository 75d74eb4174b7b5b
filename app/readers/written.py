"""What the office wrote in a section, from Markdown to the blocks of a report; nobody's HTML comes through.

Paragraphs, lists, headings, quotes (`>`), strong words, notes (`[^1]` and `[^1]: …`) and references to
another section (`[text](#decisions)`) mean something; a link to elsewhere is printed with its address.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.domain.report.tree import Block, BlockKind, Record, Run

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_NOTE = re.compile(r"^\[\^(?P<name>[\w-]{1,20})\]:[ \t]*(?P<text>[^\n]*(?:\n[ \t]+[^\n]+)*)\n?", re.MULTILINE)
_REFERS = re.compile(r"\[\^(?P<name>[\w-]{1,20})\]")
_SAFE = re.compile(r"https?://|mailto:", re.IGNORECASE)


def read_blocks(text: str, record: Record) -> tuple[Block, ...]:
    """Return the blocks of a written text, each with its record; notes come last, in order of mention."""
    notes = {match["name"]: " ".join(match["text"].split()) for match in _NOTE.finditer(text)}
    order: dict[str, int] = {}
    paragraphs = list(_blocks(_MARKDOWN.parse(_NOTE.sub("", text)), record, _Notes(notes, order)))
    noted = [
        Block(BlockKind.NOTE, tuple(_inline(notes[name], _Notes({}, {}))), (record,), note=number)
        for name, number in order.items()
    ]
    return (*paragraphs, *noted)


_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BLANKS = re.compile("[ \t-\r\x1c-\x1f\x85\u2028\u2029]+")
_OPENINGS = {BlockKind.SUBHEADING: "### ", BlockKind.BULLET: "- ", BlockKind.QUOTE: "> "}


def write_blocks(blocks: Sequence[Block]) -> str:
    """Return the text that `read_blocks` makes these blocks of; signs that mean something are escaped."""
    text, before = "", None
    for block in blocks:
        if text:
            in_row = block.kind is before and block.kind in (BlockKind.BULLET, BlockKind.NOTE)
            text += "\n" if in_row else "\n\n"
        text += _write_block(block)
        before = block.kind
    return text


def _write_block(block: Block) -> str:
    runs = join_runs(block.runs)
    if block.kind is BlockKind.NOTE:
        text = _write_runs(runs, escaped=False)
        kept = BlockKind.PARAGRAPH, f"[^{block.note}]: "
    else:
        text = _OPENINGS.get(block.kind, "") + _write_runs(runs, escaped=False)
        kept = block.kind, _OPENINGS.get(block.kind, "")
    kind, opening = kept
    defined = "".join(f"\n\n[^{number}]: x" for number in {run.note: 0 for run in runs if run.note})
    read = [other for other in read_blocks(text + defined, Record("", 0)) if other.kind is not BlockKind.NOTE]
    if [(other.kind, [_look(run) for run in join_runs(other.runs)]) for other in read] != [
        (kind, [_look(run) for run in runs])
    ]:
        text = _write_runs(runs, escaped=True)
        return opening + text
    return f"{opening}{text}" if block.kind is BlockKind.NOTE else text


def join_runs(runs: Iterable[Run]) -> list[Run]:
    """Return runs without records, one space between words; neighbours that look the same are one."""
    joined: list[Run] = []
    for run in runs:
        plain = Run(_BLANKS.sub(" ", run.text), is_strong=run.is_strong, target=run.target, note=run.note)
        if joined and not plain.note and replace(joined[-1], text="") == replace(plain, text=""):
            joined[-1] = replace(plain, text=_BLANKS.sub(" ", joined[-1].text + plain.text))
        elif plain.text:
            joined.append(plain)
    if joined and not joined[0].note:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip())
    if joined and not joined[-1].note:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return [run for run in joined if run.text]


def _look(run: Run) -> tuple[str, bool, str, bool]:
    """A run as it looks: whatever number a note has."""
    return "" if run.note else run.text, run.is_strong, run.target, bool(run.note)


def _write_runs(runs: Sequence[Run], *, escaped: bool) -> str:
    """A space at either end stays outside what is strong."""
    text = ""
    for is_strong, group in groupby(runs, key=lambda run: run.is_strong):
        words = "".join(_write_run(run, escaped=escaped) for run in group)
        if is_strong and words.strip():
            before, after = (words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :])
            words = f"{before}**{words.strip()}**{after}"
        text += words
    return text


def _write_run(run: Run, *, escaped: bool) -> str:
    if run.note:
        return f"[^{run.note}]"
    words = _PUNCTUATION.sub(r"\\\1", run.text) if escaped else run.text
    return f"[{words}](#{run.target})" if run.target else words


class _Notes:
    """The notes that a text has, numbered as they are referred to."""

    def __init__(self, texts: dict[str, str], order: dict[str, int]) -> None:
        self._texts, self._order = texts, order

    def number(self, name: str) -> int:
        """The number of a note; 0 where there is none of that name."""
        if name not in self._texts:
            return 0
        return self._order.setdefault(name, len(self._order) + 1)


_KINDS = {"heading_open": BlockKind.SUBHEADING, "blockquote_open": BlockKind.QUOTE}


def _blocks(tokens: Sequence[Token], record: Record, notes: _Notes) -> Iterator[Block]:
    """A block for every piece of running text, of the kind of what it stands in."""
    around: list[BlockKind] = []
    for token in tokens:
        if token.type in ("list_item_open", *_KINDS):
            around.append(_KINDS.get(token.type, BlockKind.BULLET))
        elif token.type in ("list_item_close", "heading_close", "blockquote_close"):
            around.pop()
        elif token.type == "inline" or token.type in ("fence", "code_block"):
            runs = tuple(_runs(token.children or [], notes)) or (Run(token.content.strip()),)
            yield Block(around[-1] if around else BlockKind.PARAGRAPH, runs, (record,))


def _inline(text: str, notes: _Notes) -> Iterator[Run]:
    (token,) = _MARKDOWN.parseInline(text)
    yield from _runs(token.children or [], notes)


def _runs(tokens: Sequence[Token], notes: _Notes) -> Iterator[Run]:
    strong, target, elsewhere = 0, "", ""
    for token in tokens:
        if token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "link_open":
            leads = str(token.attrs.get("href", ""))
            target = leads[1:] if leads.startswith("#") else ""
            elsewhere = leads if _SAFE.match(leads) else ""
        elif token.type == "link_close":
            if elsewhere:
                yield Run(f" ({elsewhere})")
            target = elsewhere = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ")
        elif token.content:
            yield from _place_notes(token.content, strong > 0, target, notes)


def _place_notes(text: str, is_strong: bool, target: str, notes: _Notes) -> Iterator[Run]:
    """The words, and between them the numbers of the notes."""
    at = 0
    for match in _REFERS.finditer(text):
        number = notes.number(match["name"])
        if number:
            if text[at : match.start()]:
                yield Run(text[at : match.start()], is_strong=is_strong, target=target)
            yield Run(str(number), note=number)
            at = match.end()
    if text[at:]:
        yield Run(text[at:], is_strong=is_strong, target=target)
