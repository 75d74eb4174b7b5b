"""The documentation of the JSON API for people: how to begin, its operations, its terms and its rules."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.language import _
from app.domain.refusal import NotFound
from app.templating.environment import TEMPLATES
from app.web.api_address import API_VERSION, ASSISTANTS, BASE
from app.web.assistant.tools import TOOLS
from app.web.auth import CredentialsDep
from app.web.deprecation import DEPRECATED, NOTICE_MONTHS
from app.web.deps.session import SessionDep
from app.web.openapi import ANSWERS, describe_once
from app.web.pages.api_words import ABOUT, GLOSSARY, PLACES, RELEASES, RULES
from app.web.responses import render_page
from app.web.state import get_app_state
from app.web.views.api_reference import ApiResource, list_resources

router = APIRouter(include_in_schema=False)

BEGIN = TEMPLATES / "api_docs" / "begin"
"""The files of the quick start."""


@dataclass(frozen=True, slots=True)
class ApiParameter:
    """A documented parameter, with the values that it takes in terms of JSON Schema."""

    name: str
    description: str
    takes: str


@dataclass(frozen=True, slots=True)
class QuickStart:
    """The text of a file that begins with the API; what is shown is what the tests run."""

    name: str
    title: str
    text: str


@cache
def read_quick_starts() -> tuple[QuickStart, ...]:
    """Return the ways to begin, in the order in which they are shown."""
    return tuple(
        QuickStart(name, title, (BEGIN / name).read_text(encoding="utf-8").rstrip())
        for name, title in (
            ("curl.sh", _("With curl")),
            ("with_httpx.py", _("With Python and httpx")),
            ("with_generated_client.py", _("With a client that is written for you")),
        )
    )


@router.get("/api", name="api_docs.show")
def show(request: Request, session: SessionDep, credentials: CredentialsDep) -> Response:
    """Show the documentation to everybody, signed in or not."""
    site = credentials.app_state.settings.public_url.rstrip("/")
    context = {
        "version": API_VERSION,
        "base": site + BASE,
        "quick_starts": read_quick_starts(),
        "resources": _read_resources(request),
        "about": ABOUT,
        "parameters": list_parameters(describe_once(request.app)),
        "glossary": GLOSSARY,
        "rules": RULES,
        "releases": RELEASES,
        "deprecated": DEPRECATED,
        "notice_months": NOTICE_MONTHS,
        "assistants": site + ASSISTANTS,
        "tools": TOOLS.values(),
    }
    return render_page(request, "api_docs/show.html", context, viewer=credentials.find_viewer(session))


@router.get("/api/naslag/{resource}", name="api_docs.reference")
def reference(request: Request, session: SessionDep, credentials: CredentialsDep, resource: str) -> Response:
    """Show every operation on one kind of thing, with what it takes and answers."""
    resources = _read_resources(request)
    chosen = next((each for each in resources if each.slug == resource), None)
    if chosen is None:
        raise NotFound("There is nothing here, or not for you.")
    context = {
        "resource": chosen,
        "resources": resources,
        "about": ABOUT,
        "places": dict(PLACES),
        "base": BASE,
        "everywhere": frozenset(map(str, ANSWERS)) - {"200"},
    }
    return render_page(request, "api_docs/reference.html", context, viewer=credentials.find_viewer(session))


def _read_resources(request: Request) -> list[ApiResource]:
    renders = get_app_state(request).renders
    return renders.get(("api reference",), lambda: list_resources(describe_once(request.app)))


def list_parameters(description: dict[str, Any]) -> list[ApiParameter]:
    """Return every query parameter once, by name, with the values that it takes anywhere in the API."""
    documented: dict[str, tuple[str, list[str]]] = {}
    operations = [operation for item in description["paths"].values() for operation in item.values()]
    for operation in operations:
        for parameter in operation.get("parameters", ()):
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
