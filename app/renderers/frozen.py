"""A report as it is kept for ever: its editions as RFC 8785 JSON without floats, read back as the same trees.

What is hashed is this text, so the same report gives the same hash on any machine.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import rfc8785

from app.domain.language import DEFAULT_LANGUAGE, LANGUAGES
from app.domain.report import Report, Section

Editions = Mapping[str, Report]
"""The same report in each language, by its code."""


def freeze(editions: Editions) -> str:
    """Return the editions as RFC 8785 JSON, as they are stored."""
    return _canonical({"editions": editions}).decode()


def thaw(text: str, id_shifts: str = "") -> dict[str, Report]:
    """Return the editions from stored text: the same trees as were frozen.

    `id_shifts` says (as JSON) what to add to the ids of records, by type: those of a report that came in with
    a file are the ids of elsewhere.
    """
    editions: dict[str, Any] = json.loads(text)["editions"]
    if id_shifts:
        editions = _shift_ids(editions, json.loads(id_shifts))
    return {language: _read(Report, edition) for language, edition in editions.items()}


OPENING = 40
"""So many characters of stored text say in which languages it has editions."""


def read_languages(opening: str) -> tuple[str, ...]:
    """Return the languages of stored text by how it opens: in RFC 8785 JSON English stands before Dutch."""
    return LANGUAGES if opening.startswith('{"editions":{"en":') else (DEFAULT_LANGUAGE,)


def hash_frozen(text: str, previous: str) -> str:
    """The SHA-256 (hexadecimal) of what was kept and the hash of the report adopted before, empty for none.

    It is that of RFC 8785 JSON again: the object that was kept, with `previousHash` as one member more. The
    text is not read as a tree for it, so that whatever was altered in it shows.
    """
    return _sha256(add_previous_hash(text, previous))


def add_previous_hash(text: str, previous: str) -> bytes:
    """Return the bytes that are hashed: what was kept, and last the hash of the report before."""
    return f'{text.removesuffix("}")},"previousHash":"{previous}"}}'.encode()


def hash_sections(editions: Editions) -> dict[str, str]:
    """Return the SHA-256 of each section over all editions, by key: what sponsors sign."""
    by_section: dict[str, dict[str, Section]] = {}
    for language, report in editions.items():
        for section in report.sections:
            by_section.setdefault(section.key, {})[language] = section
    return {key: _sha256(_canonical(of)) for key, of in by_section.items()}


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _canonical(value: object) -> bytes:
    return rfc8785.dumps(_plain(value))


def _plain(value: object) -> Any:
    """A value as JSON has it; what a part of a tree has where nobody says otherwise is left out."""
    kind = type(value)
    if kind is str:
        return value
    if is_dataclass(kind):
        members = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: _plain(member) for name, member, default in members if member != default}
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case _:
            return value


_IDS = {"deliverable_id": "deliverable", "deadline_id": "deadline"}
"""Members that are an id by themselves; elsewhere a record says its type."""


def _shift_ids(value: Any, shifts: Mapping[str, int]) -> Any:
    if isinstance(value, list):
        return [_shift_ids(item, shifts) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id", "type"}:
        return value | {"id": value["id"] + shifts.get(value["type"], 0)}
    return {
        name: member + shifts.get(_IDS[name], 0)
        if name in _IDS and isinstance(member, int)
        else _shift_ids(member, shifts)
        for name, member in value.items()
    }


@cache
def _defaults(kind: Any) -> list[tuple[str, object]]:
    return [(field.name, field.default) for field in fields(kind)]


def _read(kind: Any, value: Any) -> Any:
    """The value that such JSON was made from, of a type that a tree has."""
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (argument for argument in get_args(kind) if argument is not NoneType)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if kind is date:
        return date.fromisoformat(value)
    hints = _hints(kind)
    if not hints:
        return kind(value)
    return kind(**{name: _read(hint, value[name]) for name, hint in hints.items() if name in value})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of the fields of a part of a tree; none for what has no fields."""
    return get_type_hints(kind) if is_dataclass(kind) else {}
