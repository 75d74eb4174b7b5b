"""Links between operations (OpenAPI 3.1, 4.8.20): what can be asked next, with what the answer just told.

They follow from the paths and from the shapes of the answers. An operation belongs to the thing whose
path its own path begins with: `POST /risks/{id}/_retract` to `/risks/{id}`. Whoever read or changed a thing
can ask each of its operations, on the version in the `ETag` of the answer; whoever listed things can ask for
the first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Schema = Mapping[str, Any]

_PARAMETER = re.compile(r"\{(\w+)\}")
_REF = "#/components/links/{name}"


class _Operation(NamedTuple):
    """An operation, and the parameter of its query that says of which thing it is asked, if it has one."""

    path: str
    described: Schema
    filter: str = ""


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a GET shows: its path, its shape, and the property by which its path names it, if one does."""

    path: str
    shape: str
    key: str
    show: _Operation
    operations: list[_Operation] = field(default_factory=list)
    """What else can be asked of it."""

    @property
    def collection(self) -> str:
        """The path of what it is listed or stands in."""
        return self.path.rpartition("/")[0]

    @property
    def owner(self) -> str:
        """The path of the thing that it belongs to; empty where it stands by itself."""
        return self.collection.rpartition("/")[0] if self.key else self.collection

    @property
    def parameters(self) -> list[str]:
        """The parameters of its path; the last one names the thing itself, if it has a key."""
        return _PARAMETER.findall(self.path)


class _Answer(NamedTuple):
    """An answer of an operation: the name of its shape, or of the shape of each of its items."""

    path: str
    method: str
    shape: str
    is_list: bool
    has_tag: bool


def add_links(description: dict[str, Any]) -> None:
    """Add to every answer the links to what can be asked next."""
    paths, schemas = description["paths"], description["components"]["schemas"]
    things = _list_things(paths, schemas)
    links: dict[str, Any] = {}
    for path, item in paths.items():
        for method, operation in item.items():
            for response in operation["responses"].values():
                shape, is_list = _read_shape(response, schemas)
                answer = _Answer(path, method, shape, is_list, "ETag" in response.get("headers", {}))
                thing = _choose_thing(things, answer, schemas)
                named = dict(_link(thing, answer)) if thing else {}
                if named:
                    links |= named
                    refs = {link["operationId"]: _REF.format(name=name) for name, link in named.items()}
                    response["links"] = {name: {"$ref": ref} for name, ref in refs.items()}
    description["components"]["links"] = dict(sorted(links.items()))


def _list_things(paths: Schema, schemas: Schema) -> Sequence[_Thing]:
    """Return every thing with its operations."""
    things: dict[str, _Thing] = {}
    for path, item in paths.items():
        shape, is_list = _read_shape(item.get("get", {}).get("responses", {}).get("200", {}), schemas)
        last = _PARAMETER.fullmatch(path.rpartition("/")[2])
        names = ("id", last[1]) if last else ()
        key = next((name for name in names if name in schemas.get(shape, {}).get("properties", ())), "")
        if shape and not is_list and (key or not last):
            things[path] = _Thing(path, shape, key, _Operation(path, item["get"]))
    for path, item in paths.items():
        for method, operation in item.items():
            start = path.rpartition("/")[0] if method == "get" else path
            while start and start not in things:
                start = start.rpartition("/")[0]
            if start and _PARAMETER.findall(path) == things[start].parameters:
                things[start].operations.append(_Operation(path, operation))
    for thing in things.values():
        thing.operations.extend(_list_filters(thing, paths, schemas))
    return list(things.values())


def _list_filters(thing: _Thing, paths: Schema, schemas: Schema) -> Iterator[_Operation]:
    """Yield the lists of what belongs to a thing, which name it in their query: `/risks?programme=…`."""
    if not thing.key:
        return
    called = thing.shape[0].lower() + thing.shape[1:]
    kind = schemas[thing.shape]["properties"][thing.key].get("type")
    for path, item in paths.items():
        for parameter in item.get("get", {}).get("parameters", ()):
            known = (parameter["in"], parameter["name"], parameter["schema"].get("type"))
            if known == ("query", called, kind):
                yield _Operation(path, item["get"], called)


def _read_shape(response: Schema, schemas: Schema) -> tuple[str, bool]:
    """Return the name of the shape of an answer, or of each of its items; empty where it has none."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    name = _name_of(schema)
    items = schemas.get(name, {}).get("properties", {}).get("items", {}).get("items")
    return (_name_of(items), True) if items else (name, False)


def _name_of(schema: Schema) -> str:
    """Return the name of a schema: of a thing, or what `fields` names of it, that of the thing."""
    return str(schema.get("anyOf", [schema])[0].get("$ref", "")).rpartition("/")[2]


def _choose_thing(things: Sequence[_Thing], answer: _Answer, schemas: Schema) -> _Thing | None:
    """Return the thing that an answer shows, where the request names what that belongs to."""

    def shows(thing: _Thing) -> bool:
        if answer.method == "get":
            return answer.path == (thing.collection if answer.is_list else thing.path)
        if answer.shape == thing.shape:
            return answer.path.startswith(thing.owner)
        # What is told only once, such as a secret, is told beside the whole of the thing.
        whole, shown = (schemas[name].get("properties", {}).keys() for name in (thing.shape, answer.shape))
        return answer.path.startswith(thing.collection) and whole <= shown

    if not answer.shape:
        return None
    return next((thing for thing in things if shows(thing) and (thing.key or not answer.is_list)), None)


def _link(thing: _Thing, answer: _Answer) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each link from an answer that shows a thing, by its name among the components."""
    of_path = {name: f"$request.path.{name}" for name in thing.parameters}
    suffix, own = "", {}
    if answer.is_list:
        suffix, own = "OfFirst", {thing.parameters[-1]: f"$response.body#/items/0/{thing.key}"}
    elif answer.method != "get" and thing.key:
        suffix, own = "OfAnswer", {thing.parameters[-1]: f"$response.body#/{thing.key}"}
    named = of_path | own
    next_ones = [] if answer.is_list else thing.operations
    for operation in (thing.show, *next_ones) if answer.method != "get" or answer.is_list else next_ones:
        parameters = {operation.filter: named[thing.parameters[-1]]} if operation.filter else dict(named)
        if any(parameter["name"] == "If-Match" for parameter in operation.described.get("parameters", ())):
            if not answer.has_tag:
                continue
            parameters["If-Match"] = "$response.header.ETag"
        name, summary = operation.described["operationId"], operation.described["summary"]
        filtered = f"Of{thing.shape}" if operation.filter else ""
        yield (
            name + filtered + suffix,
            {"operationId": name, "parameters": parameters, "description": summary},
        )
