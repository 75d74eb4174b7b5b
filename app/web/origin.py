"""Where a request comes from: its client address, whether that is this machine, and its page."""

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from app.domain.refusal import Forbidden
from app.security import is_loopback


def read_client_address(request: Request) -> str:
    """Return the address of the client; for IPv6 its /64 network, which one household has (RFC 6177)."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def require_this_machine(request: Request) -> None:
    """Refuse other machines, and names of this one that could be anybody's (DNS rebinding)."""
    client = request.client.host if request.client else ""
    hostname = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not (is_loopback(client) and is_loopback(hostname)):
        raise Forbidden("The demonstration can be entered on this machine only, at 127.0.0.1 or localhost.")


def query_of_page(request: Request) -> dict[str, list[str]]:
    """Return the query of the page from which htmx sends a request, empty without a valid address."""
    try:
        return parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    except ValueError:
        return {}
