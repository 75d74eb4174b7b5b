"""The connection over which events leave: only to addresses that were looked at, and only for so long.

A name is looked up once, right before connecting, and what is connected to is the address that was looked at:
it cannot lead elsewhere in between. Redirects are not followed, and no proxy of the environment is asked.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from ipaddress import ip_address
from time import monotonic
from types import TracebackType
from typing import Any, Self

import httpcore

from app.domain.webhook.address import Address, Network, is_allowed, is_inside
from app.domain.webhook.retry import (
    INSIDE,
    LONGEST,
    TIMEOUT,
    UNKNOWN_NAME,
    UNREACHABLE,
    UNTRUSTED,
    Outcome,
    judge_answer,
)

_LONGEST_ANSWER = 64 * 1024
"""Bytes that are read of an answer; a longer one costs its receiver another connection."""
Resolve = Callable[[str, int], Sequence[Address]]


def look_up(host: str, port: int) -> list[Address]:
    """Return the addresses that a name leads to, in the order in which they are to be tried.

    Raises `OSError` for an unknown one.
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(row[4][0]).partition("%")[0]) for row in rows))


class AddressInside(Exception):
    """An address leads inside a network of our own."""


class UnknownName(Exception):
    """Nobody knows where a name leads."""


@dataclass(slots=True)
class TimeLimit:
    """When an exchange must be over; nothing waits beyond it."""

    seconds: float = LONGEST
    clock: Callable[[], float] = monotonic
    at: float = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self.at = self.clock() + self.seconds

    def remaining_seconds(self) -> float:
        """Return the seconds that are left. Raises `ReadTimeout` where there are none."""
        left = self.at - self.clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class BoundedStream(httpcore.NetworkStream):
    """A stream on which no reading or writing outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: TimeLimit) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, self._deadline.remaining_seconds())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._deadline.remaining_seconds())

    def close(self) -> None:
        """Close the stream below; that waits for nothing."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "BoundedStream":
        """Encrypt it from here on."""
        encrypted = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining_seconds())
        return BoundedStream(encrypted, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection says of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """What connects: to an address that was looked at, and to no other."""

    def __init__(
        self, allowed: Sequence[Network], deadline: TimeLimit, *, is_plain: bool, resolve: Resolve = look_up
    ) -> None:
        self._allowed, self._deadline, self._is_plain, self._resolve = allowed, deadline, is_plain, resolve
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises `AddressInside` where any of them lies inside, and `UnknownName` where there is none.
        """
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as unknown:
            raise UnknownName from unknown
        if not all(self._may_connect(address) for address in addresses):
            raise AddressInside
        failure: Exception = UnknownName()
        for address in addresses:
            try:
                stream = self._backend.connect_tcp(str(address), port, self._deadline.remaining_seconds())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                failure = failed
            else:
                return BoundedStream(stream, self._deadline)
        raise failure

    def _may_connect(self, address: Address) -> bool:
        """Return whether it is allowed; what is not encrypted only inside a network that is allowed."""
        return is_inside(address, self._allowed) if self._is_plain else is_allowed(address, self._allowed)


@cache
def _trust() -> ssl.SSLContext:
    """Return what certificates are judged by: those that this machine trusts. It is slow to make."""
    return ssl.create_default_context()


class Connection:
    """A connection to one receiver, kept for the events that follow each other."""

    def __init__(
        self, address: str, allowed: Sequence[Network], resolve: Resolve = look_up, seconds: float = LONGEST
    ) -> None:
        self._address, self._deadline = address, TimeLimit(seconds)
        is_plain = address.startswith("http://")
        self._pool = httpcore.ConnectionPool(
            ssl_context=None if is_plain else _trust(),
            max_connections=1,
            keepalive_expiry=10.0,
            network_backend=GuardedBackend(allowed, self._deadline, is_plain=is_plain, resolve=resolve),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pool.close()

    def post(self, headers: Mapping[str, str], content: bytes, now: datetime) -> Outcome:
        """Send one message, and return what became of it; of what a receiver says only the status counts."""
        self._deadline.begin()
        try:
            with self._pool.stream(
                "POST", self._address, headers=list(headers.items()), content=content
            ) as answer:
                answer_headers = {name.lower(): value for name, value in answer.headers}
                _drain(answer)
                return judge_answer(
                    answer.status, answer_headers.get(b"retry-after", b"").decode("latin-1"), now
                )
        except AddressInside:
            return Outcome(INSIDE, is_outage=True)
        except UnknownName:
            return Outcome(UNKNOWN_NAME, is_outage=True)
        except (httpcore.TimeoutException, TimeoutError):
            return Outcome(TIMEOUT, is_outage=True)
        except httpcore.ConnectError as failed:
            is_untrusted = isinstance(failed.__context__, ssl.SSLCertVerificationError)
            return Outcome(UNTRUSTED if is_untrusted else UNREACHABLE, is_outage=True)
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            return Outcome(UNREACHABLE, is_outage=True)


def _drain(answer: httpcore.Response) -> None:
    """Read a short answer to its end, so that the connection can be used again; what it says is dropped."""
    size = 0
    with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        for part in answer.iter_stream():
            size += len(part)
            if size > _LONGEST_ANSWER:
                return
