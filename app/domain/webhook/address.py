"""Where events may go: an address outside every network of our own, however it is written."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from socket import inet_aton
from urllib.parse import SplitResult, urlsplit

from app.domain.refusal import Message

LONGEST_ADDRESS = 1000
"""Characters."""
Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

_TRANSLATED = ip_network("64:ff9b::/96")
"""Addresses of IPv6 that a gateway turns into one of IPv4 (RFC 6052)."""
_INSIDE = ("localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "arpa")
"""What names inside a network end in. Another is judged by what it leads to, when that is connected to."""


def read_networks(text: str) -> tuple[Network, ...]:
    """Return the networks in a text, with spaces between them. Raises `ValueError` for anything else."""
    return tuple(ip_network(word) for word in text.split())


def is_allowed(address: Address, allowed: Sequence[Network] = ()) -> bool:
    """Return whether events may go to this address: the internet has it, or it is in an `allowed` network."""
    return all(_is_public(ip) or is_inside(ip, allowed) for ip in _leads_to(address))


def is_inside(address: Address, networks: Sequence[Network]) -> bool:
    """Return whether an address is in one of these networks."""
    return any(address in network for network in networks)


def find_address_fault(text: str, allowed: Sequence[Network] = ()) -> Message | None:
    """Return what is wrong with the address of a webhook as it was typed, none where it can be used.

    A name is not looked up here: it can lead elsewhere by the time that something is sent.
    """
    if len(text) > LONGEST_ADDRESS:
        return Message("Use at most %(most)s characters.", {"most": LONGEST_ADDRESS})
    parts = _split(text)
    if parts is None:
        return Message("Write the whole address, such as https://ontvanger.voorbeeld.nl/mijlpaal.")
    if parts.username is not None or parts.password is not None:
        return Message("Leave the name and password out: each message is signed.")
    if parts.fragment:
        return Message("Leave out what stands behind the #.")
    host = parts.hostname or ""
    literal = _read_literal(host)
    is_ours = not is_allowed(literal, allowed) if literal else not allowed and _is_name_inside(host)
    if is_ours:
        return Message("This address lies inside the network, where Mijlpaal sends nothing.")
    if parts.scheme == "http" and not (is_inside(literal, allowed) if literal else allowed):
        return Message("Write an address that begins with https://.")
    return None


def _split(text: str) -> SplitResult | None:
    """Return the parts of an address that a message can be sent to."""
    if not text.isascii() or not text.isprintable() or " " in text or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_whole else None


def _read_literal(host: str) -> Address | None:
    """Return the address that a host is written as: also 2130706433, 0x7f.1 and 127.1, which systems read."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


def _is_name_inside(host: str) -> bool:
    labels = host.rstrip(".").split(".")
    return len(labels) < 2 or labels[-1] in _INSIDE


def _leads_to(ip: Address) -> tuple[Address, ...]:
    """Return the addresses of IPv4 that lie in one of IPv6, and that it leads to; else the address itself."""
    if isinstance(ip, IPv4Address):
        return (ip,)
    if ip.ipv4_mapped:
        return (ip.ipv4_mapped,)
    if ip.sixtofour:
        return (ip.sixtofour,)
    if ip.teredo:
        return ip.teredo
    if ip in _TRANSLATED:
        return (IPv4Address(int(ip) & 0xFFFFFFFF),)
    return (ip,)


def _is_public(ip: Address) -> bool:
    is_site = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or is_site)
