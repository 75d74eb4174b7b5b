"""An example of what is sent to each operation: as it was written down, or made of what the API answers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

_WRITTEN = Path(__file__).with_name("openapi_requests.json")
"""What is sent where the answer does not show it, by the name of the body or of the operation."""
_MISREAD = re.compile("get|delete|put|post|patch")
"""The linter of the design rules takes a name in an example that has one of these for an operation."""
MISREAD = re.compile("get|delete|put|post|patch")
"""Within a name, the linter of the design rules takes this for an operation, also within an example."""
_CHANGED_AT_ONCE = 2
"""So many properties show how a change is sent: what is absent stays."""
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def add_request_examples(description: dict[str, Any], answers: Schema) -> None:
    """Add an example to every body of a description; `answers` are those of the shapes, by name."""
    written = json.loads(_WRITTEN.read_text(encoding="utf-8"))
    schemas = description["components"]["schemas"]
    for item in description["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content is None or "$ref" not in content["schema"]:
                continue
            name = _name_of(content["schema"])
            example = written.get(operation["operationId"], written.get(name))
            if example is None:
                example = _make_example(schemas[name], _example_of_answer(operation, answers), schemas)
            content["examples"] = {name: {"value": example}}


def _example_of_answer(operation: Schema, answers: Schema) -> Schema:
    for status in ("201", "200"):
        content = operation["responses"].get(status, {}).get("content", {}).get("application/json", {})
        name = _name_of(content.get("schema", {}))
        if name in answers:
            return dict(answers[name])
    return {}


def _make_example(body: Schema, answer: Schema, schemas: Schema) -> dict[str, Any]:
    """Return what the answer has of the properties of a body; of a change only a few, with a reason."""
    fitting = {
        name: answer[name]
        for name, schema in body["properties"].items()
        if answer.get(name) not in (None, "", [])
        and _fits(answer[name], schema, schemas)
        and (name in body.get("required", ()) or not MISREAD.search(name))
        if not _MISREAD.search(name)
    }
    if "isCorrection" in body["properties"]:
        texts = {name: value for name, value in fitting.items() if isinstance(value, str)}
        return dict(list(texts.items())[:_CHANGED_AT_ONCE]) | {"reason": "Er is nieuwe informatie."}
    if not fitting and "reason" in body["properties"]:
        return {"reason": "Dit is per ongeluk vastgelegd."}
    return fitting


def _fits(value: Any, schema: Schema, schemas: Schema) -> bool:
    """Return whether a value is one that a schema takes, as far as examples go."""
    if "$ref" in schema:
        return _fits(value, schemas[_name_of(schema)], schemas)
    if "anyOf" in schema:
        return any(_fits(value, option, schemas) for option in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(kind in _TYPES and isinstance(value, _TYPES[kind]) for kind in kinds):
        return False
    if isinstance(value, list):
        return all(_fits(item, schema.get("items", {}), schemas) for item in value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return value.keys() <= properties.keys() and all(
            _fits(inner, properties[name], schemas) for name, inner in value.items()
        )
    return True


def _name_of(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
