"""The reference of the JSON API, read from its own OpenAPI description: resources, operations and shapes."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.web.openapi import read_examples

Schema = Mapping[str, Any]

_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class ApiValue:
    """A parameter or a property: what it takes, in words of JSON Schema; `shapes` are the shapes it names."""

    name: str
    takes: str
    description: str
    is_required: bool
    place: str = ""
    """Where a parameter goes: path, query or header."""
    shapes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApiShape:
    """An object that is sent or answered, with an example as JSON text (empty without one)."""

    name: str
    description: str
    values: tuple[ApiValue, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """What an operation answers with a status, and the shape of it where it has one of its own."""

    status: str
    description: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class ApiOperation:
    """One method on one path."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ApiValue, ...]
    body: ApiShape | None
    answers: tuple[ApiAnswer, ...]
    example: str
    """What it answers where it succeeds, as JSON text."""
    is_deprecated: bool

    @property
    def changes(self) -> bool:
        """Whether it changes something: that takes a token with the scope `write`."""
        return self.method != "GET"


@dataclass(frozen=True, slots=True)
class ApiResource:
    """Everything that can be done with one kind of thing; `name` is its tag, `slug` that in an address."""

    name: str
    slug: str
    operations: tuple[ApiOperation, ...]
    shapes: tuple[ApiShape, ...]

    @property
    def paths(self) -> Mapping[str, Sequence[ApiOperation]]:
        """The operations by path, in their order."""
        by_path: dict[str, list[ApiOperation]] = {}
        for operation in self.operations:
            by_path.setdefault(operation.path, []).append(operation)
        return by_path


def list_resources(description: Schema) -> list[ApiResource]:
    """Return the resources of a description, in the order in which it names them."""
    by_tag: dict[str, list[tuple[str, str, Schema]]] = {}
    for path, item in description["paths"].items():
        for method, operation in item.items():
            by_tag.setdefault(operation["tags"][0], []).append((path, method, operation))
    return [_resource(tag, operations, description) for tag, operations in by_tag.items()]


def describe_type(schema: Schema, description: Schema) -> str:
    """Return what a value may be: “integer, 1-5”, “[Deadline]” for a list, “risk | issue” for words."""
    if "$ref" in schema:
        name = _name_of(schema)
        target = description["components"]["schemas"][name]
        return _list_words(target) if "enum" in target else name
    if "anyOf" in schema:
        return " | ".join(describe_type(option, description) for option in schema["anyOf"])
    if "enum" in schema:
        return _list_words(schema)
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"[{describe_type(schema.get('items', {}), description)}]"
    kinds = schema.get("type", "any")
    text = " | ".join(kinds) if isinstance(kinds, list) else kinds
    if "format" in schema:
        text = text.replace("string", schema["format"], 1)
    return text + _bounds(schema)


def _resource(tag: str, operations: Sequence[tuple[str, str, Schema]], description: Schema) -> ApiResource:
    described = tuple(_operation(*operation, description) for operation in operations)
    named = dict.fromkeys(
        name
        for _, _, operation in operations
        for schema in _schemas_of(operation)
        for name in _walk(schema, description, set())
    )
    schemas = description["components"]["schemas"]
    bodies = {operation.body.name for operation in described if operation.body}
    held = {
        inner
        for name in named
        for property_schema in schemas[name].get("properties", {}).values()
        for inner in _named_objects(property_schema, description)
    }
    shapes = tuple(
        _shape(name, description)
        for name in named
        if "properties" in schemas[name] and not name.endswith("Collection")
        if name not in bodies or name in held
    )
    return ApiResource(tag, re.sub(r"[^a-z]+", "-", tag.lower()), described, shapes)


def _operation(path: str, method: str, operation: Schema, description: Schema) -> ApiOperation:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    shape = None
    succeeded: Schema = next((a for s, a in operation["responses"].items() if s.startswith("2")), {})
    if body and "$ref" in body:
        sent = operation["requestBody"]["content"]["application/json"].get("examples", {})
        example = next((_as_text(example["value"]) for example in sent.values()), "")
        shape = replace(_shape(_name_of(body), description), example=example)
    return ApiOperation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(_parameter(parameter, description) for parameter in operation.get("parameters", ())),
        body=shape,
        answers=tuple(_answers(operation)),
        example=_example(_schema_of_answer(succeeded), description),
        is_deprecated=operation.get("deprecated", False),
    )


def _answers(operation: Schema) -> Iterator[ApiAnswer]:
    for status, answer in sorted(operation["responses"].items()):
        name = _name_of(_schema_of_answer(answer))
        yield ApiAnswer(status, answer["description"], "" if name == "Problem" else name)


def _parameter(parameter: Schema, description: Schema) -> ApiValue:
    schema = parameter["schema"]
    default = f" = {json.dumps(schema['default'])}" if "default" in schema else ""
    return ApiValue(
        parameter["name"],
        describe_type(schema, description) + default,
        parameter.get("description", ""),
        parameter.get("required", False),
        parameter["in"],
    )


def _shape(name: str, description: Schema) -> ApiShape:
    schema = description["components"]["schemas"][name]
    required = schema.get("required", ())
    values = tuple(
        ApiValue(
            property_name,
            describe_type(inner, description),
            inner.get("description", ""),
            property_name in required,
            shapes=tuple(_named_objects(inner, description)),
        )
        for property_name, inner in schema.get("properties", {}).items()
    )
    return ApiShape(name, schema.get("description", ""), values, _example({"$ref": _REF + name}, description))


def _example(schema: Schema, description: Schema) -> str:
    """Return the example of an answer as text; that of a collection is one of its items."""
    name, examples = _name_of(schema), read_examples()
    if name in examples:
        return _as_text(examples[name])
    properties = description["components"]["schemas"].get(name, {}).get("properties", {})
    item = _name_of(properties.get("items", {}).get("items", {}))
    return _as_text({"items": [examples[item]]}) if item in examples else ""


def _as_text(example: object) -> str:
    return json.dumps(example, ensure_ascii=False, indent=2)


def _schemas_of(operation: Schema) -> Iterator[Schema]:
    for answer in operation["responses"].values():
        yield _schema_of_answer(answer)
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield content.get("schema", {})


def _schema_of_answer(answer: Schema) -> Schema:
    schemas = [content.get("schema", {}) for content in answer.get("content", {}).values()]
    return schemas[0] if schemas else {}


def _walk(schema: Any, description: Schema, seen: set[str]) -> Iterator[str]:
    """Yield the names of every shape that a schema leads to, problems apart."""
    if isinstance(schema, list):
        for part in schema:
            yield from _walk(part, description, seen)
    if not isinstance(schema, dict):
        return
    name = _name_of(schema)
    if name and name not in seen and name != "Problem":
        seen.add(name)
        yield name
        yield from _walk(description["components"]["schemas"][name], description, seen)
    for key, inner in schema.items():
        if key not in ("examples", "description", "default"):
            yield from _walk(inner, description, seen)


def _named_objects(schema: Schema, description: Schema) -> Iterator[str]:
    """Yield the names of the objects that a property holds."""
    schemas = description["components"]["schemas"]
    for part in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        name = _name_of(part)
        if name and "properties" in schemas[name]:
            yield name


def _name_of(schema: Schema) -> str:
    return str(schema.get("$ref", "")).removeprefix(_REF)


def _list_words(schema: Schema) -> str:
    return " | ".join(map(str, schema["enum"]))


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None or high is None or high >= 2**31 - 1:
        return ""
    return f", {low:g}-{high:g}"
