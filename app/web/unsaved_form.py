"""A form that was not saved: what was typed goes back with the answer, and into the same form again.

Its fields travel with the page that answers it, so nothing is kept of who is not signed in. Sent with
`?herneem=1`, a form is drawn again as it was typed, and not saved.
"""

from urllib.parse import unquote

from fastapi import Request

from app.security import hash_secret
from app.web.auth import SAFE

RESUME = "herneem"
"""The query field of a form that is only to be shown again."""

_SECRET = frozenset({"password", "current", "again"})
"""Fields that are never sent back."""


def is_resumed(request: Request) -> bool:
    """Whether the form in the request is to be shown again as it was typed, and not saved."""
    return request.method not in SAFE and RESUME in request.query_params


def without_secrets(fields: dict[str, str]) -> dict[str, str]:
    """Return the fields of a form, none at all if one of them is a password."""
    return {} if _SECRET & fields.keys() else fields


def address_of_form(request: Request) -> str:
    """Return the address to which the form in the request was sent, with its query."""
    path, query = str(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    return path + (f"?{query}" if query else "")


def draft_place(action: str) -> str:
    """Return under what the draft of a form is kept, by the address to which the form is sent."""
    return f"form:{hash_secret(unquote(action))}"
