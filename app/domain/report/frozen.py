"""The frozen form of a report: every edition as canonical JSON (RFC 8785), there and back, and its hashes.

The JSON has no numbers but whole ones and no keys but ours, so that sorting, escaping and separators are
all that RFC 8785 asks. Reading follows the types of the tree: what a tree can hold comes back as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from app.domain.report.tree import Report

Editions = Mapping[str, Report]
"""A report by language; every edition has the same sections."""


def freeze(editions: Editions) -> str:
    """The editions as they are kept for ever."""
    return _canonical({"editions": _plain(editions)})


def thaw(text: str) -> dict[str, Report]:
    """The editions that were frozen."""
    return {language: _read(Report, tree) for language, tree in json.loads(text)["editions"].items()}


def report_hash(editions: Editions, previous_hash: str = "") -> str:
    """SHA-256, in hexadecimals, of the editions and the hash of the report adopted before."""
    return _digest({"editions": _plain(editions), "previousHash": previous_hash})


def hash_of_frozen(text: str, previous_hash: str) -> str:
    """The same of what was kept, without reading it as a tree: whatever was altered shows."""
    return _digest({**json.loads(text), "previousHash": previous_hash})


def section_hashes(editions: Editions) -> dict[str, str]:
    """By section key the hash of that section in every edition: what is signed."""
    found: dict[str, dict[str, object]] = {}
    for language, report in editions.items():
        for section in report.sections:
            found.setdefault(section.key, {})[language] = _plain(section)
    return {key: _digest(sections) for key, sections in found.items()}


def _digest(value: object) -> str:
    return sha256(_canonical(value).encode()).hexdigest()


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(inner) for inner in value]
        case Mapping():
            return {str(name): _plain(inner) for name, inner in value.items()}
        case float():
            raise TypeError("a report holds no fractions: they are written as text")
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _read(kind: Any, value: Any) -> Any:
    """A plain value as what the tree holds in its place."""
    if get_origin(kind) is UnionType:
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _read(kind, value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], inner) for inner in value)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return kind(**{name: _read(of, value[name]) for name, of in _kinds(kind).items()})
    if issubclass(kind, date):
        return date.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value


@cache
def _kinds(kind: type) -> dict[str, Any]:
    """What stands in each field of a part of the tree."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
