"""A form that is sent twice: known by its own token and its fields, and answered as the first time."""

from collections.abc import Mapping
from hashlib import sha256

from fastapi import Request

from app.security import hash_secret


class AlreadySent(Exception):
    """This form was saved before; `address` is the page that answered it."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


def remember_form(request: Request, fields: Mapping[str, str]) -> None:
    """Store on the request by which its form is known; one without a token of its own is not."""
    if fields.get("csrf_token"):
        sent = [request.scope["path"], *(f"{name}={fields[name]}" for name in sorted(fields))]
        uploaded: bytes = getattr(request.state, "uploaded", b"")
        request.state.form_hash = hash_secret("\0".join([*sent, sha256(uploaded).hexdigest()]))


def form_hash(request: Request) -> str:
    """Return the hash of the form in the request, empty if it carries none."""
    return getattr(request.state, "form_hash", "")


def remember_answer(request: Request, address: str) -> None:
    """Store on the request which page shows what its form saved; the same form is led there from now on.

    A redirect does so by itself (`redirect_to`); a page that answers a form with a part of itself calls this.
    """
    request.state.form_answer = address


def form_answer(request: Request) -> str:
    """Return the page that shows what the form saved, empty if it saved nothing."""
    return getattr(request.state, "form_answer", "")
