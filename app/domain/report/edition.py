"""What an edition may print: no sentence in another language, and no address of a person."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from app.domain.language import DEFAULT_LANGUAGE
from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Report, Row, Run
from app.domain.wording import Words

_SENTENCES = frozenset(
    {
        *("purpose", "narrative", "text", "reason", "reasons", "answer", "question", "outcome", "options"),
        *("description", "definition", "note", "cause", "consequence", "measure"),
    }
)
"""The fields in which people write sentences, in the language of the programme."""
_NAMED_BY = frozenset({"commitments"})
"""What is called by its text."""
_PICTURES = ("milestones", "trend", "chain", "series")
_ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")

Value = TypeVar("Value")


def prepare_facts(facts: Facts, language: str) -> Facts:
    """Return the facts as an edition tells them: without what people wrote in another language.

    Titles and names stay: they are what things are called. Sections have texts of their own in each language.
    """
    if language == DEFAULT_LANGUAGE:
        return facts
    choices = {fact: replace(choice, text="") for fact, choice in facts.choices.items()}
    return replace(
        _leave_out_sentences(replace(facts, texts={})), texts=facts.texts, choices=choices, _by_id={}
    )


def _leave_out_sentences(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_leave_out_sentences(item) for item in value)  # type: ignore[return-value]  # of the same type
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        was = getattr(value, field.name)
        if field.name in _NAMED_BY or isinstance(was, Mapping):
            continue
        becomes = type(was)() if field.name in _SENTENCES else _leave_out_sentences(was)
        if becomes is not was and becomes != was:
            changed[field.name] = becomes
    return replace(value, **changed) if changed else value


def leave_out_addresses(report: Report, addresses: Collection[str], words: Words) -> Report:
    """Return the report with no address of a person in it, wherever that was written."""
    left_out = words.say("[e-mail address left out]")

    def clean_text(text: str) -> str:
        return _ADDRESS.sub(lambda match: left_out if match[0].casefold() in addresses else match[0], text)

    def clean_run(run: Run) -> Run:
        return replace(run, text=clean_text(run.text)) if "@" in run.text else run

    def clean_row(row: Row) -> Row:
        return replace(row, cells=tuple(map(clean_run, row.cells)))

    def clean_picture(value: Any) -> Any:
        if isinstance(value, str):
            return clean_text(value) if "@" in value else value
        if isinstance(value, tuple):
            return tuple(map(clean_picture, value))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        members = {field.name: getattr(value, field.name) for field in fields(value)}
        cleaned = {name: clean_picture(member) for name, member in members.items()}
        return replace(value, **cleaned) if cleaned != members else value

    def clean_block(block: Block) -> Block:
        drawn = {name: clean_picture(getattr(block, name)) for name in _PICTURES}
        return replace(
            block, runs=tuple(map(clean_run, block.runs)), rows=tuple(map(clean_row, block.rows)), **drawn
        )

    def has_address(block: Block) -> bool:
        runs = (*block.runs, *(cell for row in block.rows for cell in row.cells))
        return block.picture is not None or any("@" in run.text for run in runs)

    sections = tuple(
        replace(
            section,
            blocks=tuple(clean_block(block) if has_address(block) else block for block in section.blocks),
        )
        for section in report.sections
    )
    return replace(report, sections=sections)
