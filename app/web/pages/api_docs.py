"""The documentation of the JSON API for people: what there is, what its words mean, which rules it keeps."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.middleware import API_VERSION
from app.web.openapi import BASE, described
from app.web.pages.api_words import GLOSSARY, PLACES, RULES
from app.web.responses import page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """A parameter as it is documented, with what it takes, in the words of JSON Schema."""

    name: str
    description: str
    takes: str


@router.get("/api", name="api_docs.show")
def show(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """For everyone, signed in or not."""
    context = {
        "version": API_VERSION,
        "base": BASE,
        "places": PLACES,
        "parameters": parameters(described(request.app)),
        "glossary": GLOSSARY,
        "rules": RULES,
    }
    return page(request, "api_docs/show.html", context, viewer=credentials.viewer_or_none(session))


def parameters(description: dict[str, Any]) -> list[ApiParameter]:
    """Every query parameter once, by name; where nouns take different words, all of them."""
    found: dict[str, tuple[str, list[str]]] = {}
    for item in description["paths"].values():
        for asked in item["get"]["parameters"]:
            if asked["in"] == "query":
                _, takes = found.setdefault(asked["name"], (asked["description"], []))
                words = _taken(_resolve(asked["schema"], description))
                takes += [word for word in words if word not in takes]
    return [ApiParameter(name, said, ", ".join(takes)) for name, (said, takes) in sorted(found.items())]


def _resolve(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that a reference names, or the schema itself."""
    name = schema.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = description["components"]["schemas"][name] if name else schema
    return resolved


def _taken(schema: dict[str, Any]) -> list[str]:
    if "enum" in schema:
        return list(schema["enum"])
    if "maximum" in schema:
        return [f"{schema['minimum']}-{schema['maximum']}"]
    return [schema.get("format") or schema.get("pattern") or schema["type"]]
