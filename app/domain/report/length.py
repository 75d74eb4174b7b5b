"""How long a report may be, in words: runs of letters and digits, tables and captions apart."""

import re
from collections.abc import Iterable

from app.domain.report.tree import Block, BlockKind, Report

SUMMARY = 1100
LARGE_SUMMARY = 1500
LARGE_PROGRAMME = 100
"""From more deliverables than this the summary may be as long as `LARGE_SUMMARY`."""
ACTION_LINE = 300
WHOLE = 4000

_WORD = re.compile(r"[^\W_]+")


def count_words(text: str) -> int:
    """Return the number of runs of letters and digits in a text."""
    return len(_WORD.findall(text))


def count_block_words(blocks: Iterable[Block]) -> int:
    """Return the number of words in these blocks, marks of notes too, tables and their captions apart."""
    running = [block for block in blocks if block.kind is not BlockKind.TABLE]
    marks = sum(bool(run.note) for block in running for run in block.runs)
    return marks + sum(count_words(block.text) + bool(block.note) for block in running)


def count_report_words(report: Report) -> int:
    """Return the number of words in the blocks of all sections, tables and their captions apart."""
    return sum(count_block_words(section.blocks) for section in report.sections)


def limit_summary(deliverables: int) -> int:
    """Return how many words the summary of a programme with so many deliverables may have."""
    return LARGE_SUMMARY if deliverables > LARGE_PROGRAMME else SUMMARY
