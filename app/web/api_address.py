"""Where the JSON API stands among the addresses; its documentation, under `/api`, is pages."""

from starlette.types import Scope

BASE = "/api/v1"
API_VERSION = "1.1.0"


def is_of_api(scope: Scope) -> bool:
    """Whether a request is one to the API.

    Not read from `request.url`: that is built from the Host header, which may be no valid host.
    """
    return str(scope["path"]).startswith(f"{BASE}/")
