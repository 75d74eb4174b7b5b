"""From where a request comes: which address guesses are counted by, this machine or not, which page."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from app.domain.refusal import Forbidden
from app.security import is_loopback


def address_of(request: Request) -> str:
    """The address of whoever asks; of IPv6 the network, since one house has a whole one (RFC 6177)."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def only_from_here(request: Request) -> None:
    """Refuses whoever is not on this machine, or calls it by a name that others can point at it."""
    client = request.client.host if request.client else ""
    called = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not (is_loopback(client) and is_loopback(called)):
        raise Forbidden("The demonstration can be entered on this machine only, at 127.0.0.1 or localhost.")


def query_of_page(request: Request) -> dict[str, list[str]]:
    """The query in the address of the page on which htmx asks; none where it names no address."""
    try:
        return parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    except ValueError:
        return {}
