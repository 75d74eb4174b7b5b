"""Where a request comes from: its client address, its site, whether that is this machine, and its page."""

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, parse_qs, urlsplit

from fastapi import HTTPException, Request

from app.domain.refusal import Forbidden
from app.security import is_loopback


def require_own_site(request: Request, public_url: str) -> None:
    """Refuse a request for another host (421), and one that a page of another site sends (403).

    A name that leads here by DNS rebinding makes a browser send what its user may see to the page of another.
    """
    own = urlsplit(public_url)
    if not _is_same_site(f"{own.scheme}://{request.headers.get('host', '')}", own):
        raise HTTPException(HTTPStatus.MISDIRECTED_REQUEST)
    origin = request.headers.get("origin")
    if origin is not None and not _is_same_site(origin, own):
        raise HTTPException(HTTPStatus.FORBIDDEN)


def _is_same_site(address: str, own: SplitResult) -> bool:
    """Whether an address has the scheme, host and port of our own; the names of this machine are one."""
    try:
        site = urlsplit(address)
        same_port = (site.port or _PORTS.get(site.scheme)) == (own.port or _PORTS.get(own.scheme))
    except ValueError:
        return False
    host, own_host = site.hostname or "", own.hostname or ""
    same_host = host == own_host or (is_loopback(host) and is_loopback(own_host))
    return site.scheme == own.scheme and same_host and same_port


_PORTS = {"http": 80, "https": 443}


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
