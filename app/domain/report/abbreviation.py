"""Writes an abbreviation out where the running text of a report first uses it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.domain.report.tree import Block, BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.BULLET)
_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z]{2,6}")


class AbbreviationWriter:
    """Writes “Centraal Bureau voor de Statistiek (CBS)” where CBS first stands alone, block after block.

    An abbreviation that is written out already, before that or there, is left as it is.
    """

    def __init__(self, abbreviations: Iterable[tuple[str, str]]) -> None:
        self._waiting = {
            short: (name, re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])"))
            for short, name in abbreviations
            if _ABBREVIATION.fullmatch(short)
        }

    def copy(self) -> "AbbreviationWriter":
        """Return a writer that still has to write out what this one has."""
        other = AbbreviationWriter(())
        other._waiting = dict(self._waiting)
        return other

    def write(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """Return the next blocks of the report, with what first stands there written out."""
        return tuple(self._write_block(block) for block in blocks)

    def _write_block(self, block: Block) -> Block:
        if block.kind not in _TEXT or block.language or not self._waiting:
            return block
        runs = list(block.runs)
        for short, (name, pattern) in list(self._waiting.items()):
            for place, run in enumerate(runs):
                if pattern.search(run.text):
                    del self._waiting[short]
                    if name not in block.text:
                        runs[place] = replace(run, text=_write_out(run.text, short, name, pattern))
                    break
        return replace(block, runs=tuple(runs))


def _write_out(text: str, short: str, name: str, pattern: re.Pattern[str]) -> str:
    """Write the name before the abbreviation: inside brackets behind a comma, elsewhere in brackets."""
    match = pattern.search(text)
    assert match is not None
    is_bracketed = text[: match.start()].rpartition(")")[2].count("(") > 0
    written = f"{name}, {short}" if is_bracketed else f"{name} ({short})"
    return text[: match.start()] + written + text[match.end() :]
