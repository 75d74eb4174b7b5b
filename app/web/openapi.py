"""The description of the JSON API (OpenAPI 3.1), as it is served and as the command line prints it."""

import json
import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.web.api_address import API_VERSION, BASE
from app.web.auth import cookie_name
from app.web.deprecation import DEPRECATED
from app.web.openapi_links import add_links
from app.web.openapi_requests import MISREAD, add_request_examples
from app.web.problem import MEDIA_TYPE, Problem
from app.web.state import AppState

_EXAMPLE = "mijlpaal.example"
EXAMPLES = Path(__file__).with_name("openapi_examples.json")
"""An answer for each shape, as the API gave it of an invented programme."""
# FastAPI warns that the package to validate e-mail addresses is absent; nothing here needs it.
logging.getLogger("fastapi").addFilter(lambda record: "email-validator" not in record.getMessage())

_REFS = "#/components/schemas/{model}"
_VERSION = {"API-Version": {"$ref": "#/components/headers/ApiVersion"}}
_REFUSALS = {
    400: "Something in the request cannot be read; `errors` names all of it.",
    401: "Nobody is signed in.",
    403: "You may read the programme, but not do this.",
    404: "There is no such thing, or not for you.",
    429: "That is too much in a short time; `Retry-After` says after how many seconds it is not.",
    503: "It is too busy, or the data cannot be reached; `Retry-After` says how many seconds to wait.",
}
_COMES_BACK = {429, 503}


def document_refusal(status: int, description: str) -> dict[str, Any]:
    """Return the OpenAPI response of a refusal."""
    schema = {"$ref": _REFS.format(model=Problem.__name__)}
    headers = _VERSION | (
        {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}} if status in _COMES_BACK else {}
    )
    return {"description": description, "headers": headers, "content": {MEDIA_TYPE: {"schema": schema}}}


_CURRENT: dict[str, Any] = _VERSION | {"ETag": {"$ref": "#/components/headers/ETag"}}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "What was asked for.", "headers": _CURRENT},
    304: {"description": "It is as `If-None-Match` says it was.", "headers": _CURRENT},
    **{status: document_refusal(status, description) for status, description in _REFUSALS.items()},
}
"""The responses of every GET, as OpenAPI documents them."""
PAGED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What was asked for.",
        "headers": _CURRENT | {"Link": {"$ref": "#/components/headers/Link"}},
    }
}
"""Added where the response is a page of a collection."""
MAY_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: document_refusal(409, "It cannot be done in the state that things are in.")
}
"""Added where the state of the record may prevent the action."""
OUTDATED: dict[int | str, dict[str, Any]] = {
    412: document_refusal(
        412,
        "Somebody changed it since: `yourVersion` is yours, `currentVersion` that of now, and `current` how "
        "it is now.",
    ),
    428: document_refusal(428, "`If-Match` does not say which version is changed."),
}
"""Added where a request names the version on which it is made."""
_SENT: dict[int | str, dict[str, Any]] = {
    **MAY_CONFLICT,
    413: document_refusal(413, "The body is larger than what is taken."),
    415: document_refusal(415, "The body is not sent as `application/json`."),
}
CREATED: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "It was made; `Location` is where it is.",
        "headers": _CURRENT | {"Location": {"$ref": "#/components/headers/Location"}},
    },
    **_SENT,
}
"""Added where something new is made."""
MADE: dict[int | str, dict[str, Any]] = {
    201: {"description": "They were made.", "headers": _VERSION},
    **_SENT,
}
"""Added where several things are made at once."""
CHANGED: dict[int | str, dict[str, Any]] = {
    200: {"description": "How it is after the change.", "headers": _CURRENT},
    **_SENT,
    **OUTDATED,
}
"""Added where the answer is the thing after its change."""
ENDED: dict[int | str, dict[str, Any]] = {
    204: {"description": "It is not there any more.", "headers": _VERSION},
    **_SENT,
}
"""Added where a thing ends that never changes, so that no version of it is asked for."""
GONE = ENDED | OUTDATED
"""Added where a thing that has a version is taken back."""


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description as a JSON object; it is the same for everybody."""
    app_state: AppState = app.state.app_state
    return _describe(app, app_state.settings.public_url, cookie_name(app_state))


def describe_once(app: FastAPI) -> dict[str, Any]:
    """Return the description, built once for an application at its address: not to be changed."""
    app_state: AppState = app.state.app_state
    return _describe_once(app, app_state.settings.public_url, cookie_name(app_state))


def _describe(app: FastAPI, public_url: str, cookie: str) -> dict[str, Any]:
    description = get_openapi(
        title="Mijlpaal",
        version=API_VERSION,
        summary="Milestones and half-yearly progress reports of policy programmes.",
        description="What was said is kept, and what it means is derived: ask for any past day with `asOf`.",
        routes=app.routes,
        servers=[_document_server(public_url)],
        contact=_document_contact(public_url),
    )
    description["paths"] = {path.removeprefix(BASE): item for path, item in description["paths"].items()}
    for item in description["paths"].values():
        for method, operation in item.items():
            operation["responses"].pop("422", None)
            if method != "get":
                _describe_change(operation)
            if operation["operationId"] in DEPRECATED:
                operation["deprecated"] = True
            _split_summary(operation)
    _add_components(description, cookie)
    for item in description["paths"].values():
        for operation in item.values():
            _describe_fields(operation, description["components"]["schemas"])
    add_request_examples(description, read_examples())
    add_links(description)
    return description


_describe_once = lru_cache(maxsize=2)(_describe)


def _describe_change(operation: dict[str, Any]) -> None:
    """Leave out what only a GET answers; a change asks for a token."""
    responses = operation["responses"]
    responses.pop("304", None)
    if responses.get("200", {}).get("description") == ANSWERS[200]["description"]:
        del responses["200"]
    operation["security"] = [{"token": []}]
    for parameter in operation.get("parameters", ()):
        # Without it 428 tells what lacks, where a parameter that FastAPI requires gives 400.
        if parameter["name"] == "If-Match":
            parameter["required"] = True


def _split_summary(operation: dict[str, Any]) -> None:
    """Make the first line of a route's docstring its summary, and the rest its description."""
    if "description" not in operation:
        return
    operation["summary"], _, rest = operation.pop("description").partition("\n")
    if rest.strip():
        operation["description"] = rest.strip()


def _describe_fields(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Name the properties that `fields` can choose from, and describe the answer that has only those."""
    parameter = next((p for p in operation.get("parameters", ()) if p["name"] == "fields"), None)
    if parameter is None:
        return
    answer = operation["responses"]["200"]["content"]["application/json"]
    schema = _resolve(answer["schema"], schemas)
    items = schema["properties"].get("items")
    whole = items["items"] if items else answer["schema"]
    whole = whole.get("anyOf", [whole])[0]  # two operations may answer with the same collection
    part = _describe_part(whole["$ref"].rpartition("/")[2], schemas)
    if items:
        items["items"] = part
    else:
        answer["schema"] = part
    names = "|".join(_resolve(whole, schemas)["properties"])
    parameter["schema"] = {"type": "string", "pattern": f"^({names})(,({names}))*$"}


def _describe_part(name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """Describe a thing, or of it only the properties that `fields` names."""
    schema, part = schemas[name], f"{name}Part"
    described = {"type": "object", "title": part, "description": f"Of a {name} what `fields` names."}
    schemas[part] = described | {"properties": schema["properties"], "additionalProperties": False}
    return {"anyOf": [{"$ref": _REFS.format(model=model)} for model in (name, part)]}


def _resolve(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    resolved: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return resolved


def _add_components(description: dict[str, Any], cookie: str) -> None:
    """Add the components that every operation refers to."""
    problem = Problem.model_json_schema(ref_template=_REFS)
    schemas = description["components"]["schemas"]
    # No operation answers with FastAPI's own errors, and a half-year is written as text.
    for unused in ("ValidationError", "HTTPValidationError", "HalfYear"):
        schemas.pop(unused, None)
    schemas |= problem.pop("$defs") | {Problem.__name__: problem}
    # Here, and not in the shapes: FastAPI leaves what is null out of what it describes.
    for name, example in read_examples().items():
        _add_example(schemas[name], example)
    description["components"] |= {
        "headers": {
            "ApiVersion": _document_header("The full version of the API.", API_VERSION),
            "ETag": _document_header("A strong validator of this answer.", '"4-90ab12cd34ef5678"'),
            "RetryAfter": _document_header("After how many seconds it may be asked again.", "1"),
            "Location": _document_header("Where it is.", f"{BASE}/risks/7"),
            "Link": _document_header("The next page, where there is one.", '<…?after=17>; rel="next"'),
        },
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "signedIn": {"type": "apiKey", "in": "cookie", "name": cookie},
        },
    }
    description["security"] = [{"token": []}, {"signedIn": []}]


@cache
def read_examples() -> dict[str, Any]:
    """Return the example of each shape, by its name."""
    examples: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return examples


def _add_example(schema: dict[str, Any], example: dict[str, Any]) -> None:
    """Add the example of a shape: whole, or each of its values to the property that has it.

    The linter of the design rules takes whatever has “put” or “get” in its name for an operation, also within
    an example: “inputs” and “target” among them.
    """
    if not any(map(MISREAD.search, _list_names(example))):
        schema["examples"] = [example]
        return
    for name, value in example.items():
        described = schema["properties"][name]
        if "$ref" not in json.dumps(described):
            described["examples"] = [value]


def _list_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _list_names(inner)


def _document_header(description: str, example: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}, "example": example}


def _document_server(public_url: str) -> dict[str, Any]:
    """Return the server; without a public https address a variable one, since the rules require TLS."""
    if public_url.startswith("https://"):
        return {"url": public_url.rstrip("/") + BASE}
    host = {"default": _EXAMPLE, "description": "Where your organisation has installed Mijlpaal."}
    return {"url": f"https://{{host}}{BASE}", "variables": {"host": host}}


def _document_contact(public_url: str) -> dict[str, str]:
    host = urlsplit(public_url).hostname or ""
    domain = host if host.rpartition(".")[2].isalpha() and "." in host else _EXAMPLE
    return {"name": "Mijlpaal", "url": f"{public_url.rstrip('/')}/api", "email": f"beheer@{domain}"}
