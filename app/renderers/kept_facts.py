"""The facts of a version in review as they are kept beside its tree, so that the gate weighs those."""

import json
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from app.domain.report.facts import Facts

_FACTS = TypeAdapter(Facts)
_APART = {"texts", "_by_id"}
"""Texts have versions of their own, and do not change in review."""


def write_facts(facts: Facts) -> str:
    """Return the facts as JSON, as they are stored."""
    return _FACTS.dump_json(facts, exclude=_APART).decode()


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON has them."""
    plain: dict[str, Any] = _FACTS.dump_python(facts, mode="json", exclude=_APART)
    return plain


def read_plain_facts(text: str) -> dict[str, Any]:
    """Return stored facts as JSON has them, also those of another release."""
    plain: dict[str, Any] = json.loads(text)
    return plain


def read_facts(text: str | None, current: Facts) -> Facts | None:
    """Return stored facts with the texts of `current`; none where an earlier release kept none, or others."""
    if text is None:
        return None
    try:
        return replace(_FACTS.validate_json(text), texts=current.texts)
    except ValidationError:
        return None
