"""The links of the API's description: with what an answer holds, these operations can be asked next.

They follow from the addresses, so that a new resource has them too. A collection, and what makes a thing in
it, lead to the thing; a thing leads to what can be done with it and to what it has, with its ETag where a
change asks for one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_TOLD = ("200", "201")


def add_links(description: dict[str, Any]) -> None:
    """Add to each answer of a thing or collection the links to what can be asked next."""
    paths, schemas = description["paths"], description["components"]["schemas"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            for status in _TOLD:
                answer = operation["responses"].get(status, {})
                schema = answer.get("content", {}).get("application/json", {}).get("schema")
                properties = _list_properties(schema, schemas) if schema else {}
                links = dict(_link(paths, schemas, path, method, answer, properties))
                links.pop(operation["operationId"], None)
                if links:
                    answer["links"] = links


def _link(
    paths: Mapping[str, Any],
    schemas: Mapping[str, Any],
    path: str,
    method: str,
    answer: Mapping[str, Any],
    properties: Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    """Yield the links of one answer, by the operation to which each leads."""
    own = {name: f"$request.path.{name}" for name in _list_parameters(path)}
    tag = "$response.header.ETag" if "ETag" in answer.get("headers", {}) else ""
    key = _find_key(paths, path)
    if "items" in properties:
        item = _list_properties(properties["items"].get("items", {}), schemas)
        if key and (name := _choose(key, item)):
            yield from _lead(paths, f"{path}/{{{key}}}", own | {key: f"$response.body#/items/0/{name}"})
    elif method == "post" and key:
        if name := _choose(key, properties):
            yield from _lead(paths, f"{path}/{{{key}}}", own | {key: f"$response.body#/{name}"}, tag)
    elif (thing := path.partition("/_")[0]).endswith("}") and "get" in paths.get(thing, {}):
        shown = paths[thing]["get"]["responses"]["200"].get("content", {}).get("application/json", {})
        tells_thing = properties == _list_properties(shown.get("schema", {}), schemas)
        yield from _lead(paths, thing, own, tag if tells_thing else "")


def _lead(
    paths: Mapping[str, Any], thing: str, values: dict[str, str], tag: str = ""
) -> Iterator[tuple[str, Any]]:
    """Yield a link to each operation on a thing, and on what it has, that these values suffice for.

    A part of a thing is changed with the ETag of the whole or with its own, which the address does not tell.
    """
    is_part = thing.count("{") > 1
    for path, operations in paths.items():
        below = path.removeprefix(thing).removeprefix("/") if f"{path}/".startswith(f"{thing}/") else None
        if below is None or "/" in below or "{" in below:
            continue
        for operation in operations.values():
            parameters = dict(values)
            if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", ())):
                if not tag or (is_part and below):
                    continue
                parameters["If-Match"] = tag
            identifier = operation["operationId"]
            yield identifier, {"operationId": identifier, "parameters": parameters}


def _find_key(paths: Mapping[str, Any], path: str) -> str:
    """The parameter that tells one thing of a collection from the others; empty where it has none."""
    return next(
        (
            rest[2:-1]
            for other in paths
            if (rest := other.removeprefix(path)) != other and rest.startswith("/{") and "/" not in rest[1:]
        ),
        "",
    )


def _list_parameters(path: str) -> Iterator[str]:
    return (part[1:-1] for part in path.split("/") if part.startswith("{"))


def _choose(key: str, properties: Mapping[str, Any]) -> str:
    """The property that a parameter of the address takes."""
    return next((name for name in (key, "id") if name in properties), "")


def _list_properties(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    whole = schema.get("anyOf", [schema])[0]
    if "$ref" in whole:
        whole = schemas[whole["$ref"].rpartition("/")[2]]
    properties: Mapping[str, Any] = whole.get("properties", {})
    return properties
