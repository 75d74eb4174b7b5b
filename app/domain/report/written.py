"""What the office wrote in a section: it goes first, in its own language where nobody translated it."""

from dataclasses import replace

from app.domain.report.facts import Facts
from app.domain.report.tree import Block
from app.domain.wording import Words

MAIN = "nl"
"""The language in which the office writes."""


def written(facts: Facts, key: str, words: Words) -> list[Block]:
    """The blocks of a section in the language of the words; else those of the main one, marked as such."""
    own = facts.texts.get((key, words.language))
    if own is not None and own.text.strip():
        return list(own.blocks)
    other = facts.texts.get((key, MAIN))
    return [replace(block, language=MAIN) for block in other.blocks] if other else []
