"""The HTTP protocol of uvicorn, with a limit on the head of a request."""

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LONGEST_HEAD = 32 * 1024
"""In bytes, request line and headers together; httptools itself has no limit."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"Content-Length: 0\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
)


class BoundedHttp(HttpToolsProtocol):
    """Count the bytes of a head while it is read; the middleware limits bodies."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._head: int | None = 0

    def data_received(self, data: bytes) -> None:
        """Read on, or close the connection over the limit; the middleware checks a head that ends in time."""
        if self._head is not None:
            self._head += len(data)
        super().data_received(data)
        if self._head is not None and self._head > LONGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """Stop counting: what follows is the body."""
        self._head = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Count again: what follows is another head."""
        self._head = 0
        super().on_message_complete()
