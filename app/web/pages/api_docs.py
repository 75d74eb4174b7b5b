"""The documentation of the JSON API for people: its paths, its terms, and the rules it follows."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.web.api_address import API_VERSION, ASSISTANTS, BASE
from app.web.assistant.tools import TOOLS
from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.openapi import describe_once
from app.web.pages.api_words import GLOSSARY, PLACES, RULES
from app.web.responses import render_page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """A documented parameter, with the values that it takes in terms of JSON Schema."""

    name: str
    description: str
    takes: str


@router.get("/api", name="api_docs.show")
def show(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """Show the documentation to everybody, signed in or not."""
    context = {
        "version": API_VERSION,
        "base": BASE,
        "places": PLACES,
        "parameters": list_parameters(describe_once(request.app)),
        "glossary": GLOSSARY,
        "rules": RULES,
        "assistants": credentials.app_state.settings.public_url.rstrip("/") + ASSISTANTS,
        "tools": TOOLS.values(),
    }
    return render_page(request, "api_docs/show.html", context, viewer=credentials.find_viewer(session))


def list_parameters(description: dict[str, Any]) -> list[ApiParameter]:
    """Return every query parameter once, by name, with the values that it takes anywhere in the API."""
    documented: dict[str, tuple[str, list[str]]] = {}
    for item in description["paths"].values():
        for parameter in item.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query":
                _, takes = documented.setdefault(parameter["name"], (parameter["description"], []))
                words = _list_accepted(_resolve(parameter["schema"], description))
                takes += [word for word in words if word not in takes]
    return [
        ApiParameter(name, description, ", ".join(takes))
        for name, (description, takes) in sorted(documented.items())
    ]


def _resolve(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    """Return the schema that a reference names, or the schema itself."""
    name = schema.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = description["components"]["schemas"][name] if name else schema
    return resolved


def _list_accepted(schema: dict[str, Any]) -> list[str]:
    for words in ("enum", "examples"):
        if words in schema:
            return list(schema[words])
    if "maximum" in schema:
        return [f"{schema['minimum']}-{schema['maximum']}"]
    return [schema.get("format") or schema.get("pattern") or schema["type"]]
