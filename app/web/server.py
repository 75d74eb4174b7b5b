"""The HTTP that is served: uvicorn's own, with an end to how long the head of a request may be."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 32 * 1024
"""Bytes of request line and headers together; the parser itself would gather them without end."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
)


class BoundedHttp(HttpToolsProtocol):
    """Counts what comes in while a head is read; how much body is too much, the application says."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._head: int | None = 0

    def data_received(self, data: bytes) -> None:
        """Read on, or close where a head has no end; one that ends within a piece is weighed by the gate."""
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > LONGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """From here on it is a body."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes next is another head."""
        self._head = 0
        super().on_message_complete()
