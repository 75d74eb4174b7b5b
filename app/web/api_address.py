"""Where programs ask: at the JSON API, whose documentation under `/api` is pages, and where assistants do."""

from starlette.types import Scope

BASE = "/api/v1"
API_VERSION = "1.1.0"
ASSISTANTS = "/mcp"


def is_of_api(scope: Scope) -> bool:
    """Whether a request is one to the API.

    Not read from `request.url`: that is built from the Host header, which may be no valid host.
    """
    return str(scope["path"]).startswith(f"{BASE}/")


def is_for_programs(scope: Scope) -> bool:
    """Whether a request is one of a program: it comes with a token, and is answered in JSON."""
    return is_of_api(scope) or scope["path"] == ASSISTANTS
