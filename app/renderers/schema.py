"""The JSON Schema of a report as JSON and of one as it is kept for ever: published, and in every ZIP."""

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.domain.language import LANGUAGES
from app.domain.report import BlockKind, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MEDIA_TYPE = "application/schema+json"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


@cache
def write_report_schema() -> bytes:
    """Return the schema of `bestand.json` and of the API's report."""
    records = {"type": "array", "items": {"$ref": "#/$defs/record"}}
    text = {"type": "string"}
    return _write(
        {
            "$schema": DIALECT,
            "$id": "urn:mijlpaal:schema:report:1",
            "title": "Voortgangsrapportage",
            **_object(
                {
                    "programme": text,
                    "halfYear": {"type": "string", "pattern": "^[0-9]{4}-H[12]$"},
                    "language": {"enum": list(LANGUAGES)},
                    "version": text,
                    "state": {"enum": ["planned", "open", "editing", "review", "adopted", "published"]},
                    "hash": {"anyOf": [_HASH, {"type": "null"}]},
                    "sections": {"type": "array", "items": {"$ref": "#/$defs/section"}},
                },
                {"unverified": {"type": "boolean"}},
            ),
            "$defs": {
                "section": _object(
                    {
                        "key": text,
                        "title": text,
                        "blocks": {"type": "array", "items": {"$ref": "#/$defs/block"}},
                    }
                ),
                "block": _object(
                    {
                        "kind": {"enum": [kind.value for kind in BlockKind]},
                        "text": text,
                        "records": records,
                    },
                    {
                        "language": {"enum": list(LANGUAGES)},
                        "columns": {"type": "array", "items": text},
                        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
                    },
                ),
                "row": _object({"cells": {"type": "array", "items": text}, "records": records}),
                "record": _object({"type": text, "id": {"type": "integer"}}),
            },
        }
    )


@cache
def write_frozen_schema() -> bytes:
    """Return the schema of the text that is hashed at an adoption; it follows the tree itself."""
    definitions: dict[str, Any] = {}
    editions = {
        "type": "object",
        "propertyNames": {"enum": list(LANGUAGES)},
        "minProperties": 1,
        "additionalProperties": _describe(Report, definitions),
    }
    return _write(
        {
            "$schema": DIALECT,
            "$id": "urn:mijlpaal:schema:frozen-report:1",
            "title": "Vastgestelde rapportage, zoals bevroren",
            **_object({"editions": editions}, {"previousHash": {"anyOf": [_HASH, {"const": ""}]}}),
            "$defs": definitions,
        }
    )


def _describe(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a value of this type; that of each part of a tree goes into `definitions`."""
    if get_origin(kind) in (Union, UnionType):
        options = [_describe(option, definitions) for option in get_args(kind) if option is not NoneType]
        return {"anyOf": [*options, {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _describe(get_args(kind)[0], definitions)}
    if is_dataclass(kind):
        name = getattr(kind, "__name__", "")
        if name not in definitions:
            definitions[name] = {}  # it may hold itself
            definitions[name] = _describe_part(kind, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if kind is date:
        return {"type": "string", "format": "date"}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": {str: "string", bool: "boolean", int: "integer"}[kind]}


def _describe_part(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """What has a default is left out where it has that value."""
    hints = get_type_hints(kind)
    described = {field.name: (field, _describe(hints[field.name], definitions)) for field in fields(kind)}
    return _object(
        {name: shape for name, (field, shape) in described.items() if not _has_default(field)},
        {name: shape for name, (field, shape) in described.items() if _has_default(field)},
    )


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


def _write(schema: dict[str, Any]) -> bytes:
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()
