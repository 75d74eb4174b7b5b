"""The facts of a version in review as they are kept beside its tree, so that the gate weighs those."""

import json
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.report.facts import Facts

_FACTS = TypeAdapter(Facts)
_APART = {"texts", "choices", "private_addresses", "_by_id"}
"""Texts and choices for the summary have rows of their own, and do not change in review."""
_PEOPLE = ("author", "lead")
"""Fields with the name of a person: what is stored names nobody, so that whoever leaves can be forgotten."""


def write_facts(facts: Facts) -> str:
    """Return the facts as JSON, as they are stored."""
    return json.dumps(plain_facts(facts), ensure_ascii=False, separators=(",", ":"))


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON has them, without the names of people."""
    plain: dict[str, Any] = _without_people(_FACTS.dump_python(facts, mode="json", exclude=_APART))
    return plain


def _without_people(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "" if name in _PEOPLE else _without_people(item) for name, item in value.items()}
    return [_without_people(item) for item in value] if isinstance(value, list) else value


def read_plain_facts(text: str) -> dict[str, Any]:
    """Return stored facts as JSON has them, also those of another release."""
    plain: dict[str, Any] = json.loads(text)
    return plain


def read_facts(text: str | None, current: Facts) -> Facts | None:
    """Return stored facts with the texts, the choices and the people of `current`.

    None where an earlier release kept none, or others than this one reads.
    """
    if text is None:
        return None
    try:
        kept = _FACTS.validate_json(text)
    except ValidationError:
        return None
    leads = {project.id: project.lead for line in current.lines for project in line.projects}
    lines = tuple(
        replace(
            line,
            projects=tuple(replace(project, lead=leads.get(project.id, "")) for project in line.projects),
        )
        for line in kept.lines
    )
    return replace(
        kept,
        lines=lines,
        texts=current.texts,
        choices=current.choices,
        private_addresses=current.private_addresses,
        _by_id={},
    )
