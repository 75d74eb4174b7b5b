"""A real receiver of webhooks (HTTP) on this machine: it keeps what it is sent and answers as it is told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from standardwebhooks import Webhook

from app.domain.webhook.address import read_networks


@dataclass
class Message:
    """What came in at once: headers by their name in small letters, and the body."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """What it says."""
        event: dict[str, Any] = json.loads(self.body)
        return event

    def is_signed(self, secret: str) -> bool:
        """Whether one of its signatures was made with this secret, whenever that was."""
        at = datetime.fromtimestamp(int(self.headers["webhook-timestamp"]), UTC)
        signature = Webhook(secret).sign(self.headers["webhook-id"], at, self.body.decode())
        return signature in self.headers["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """What came in, and the answers that are to be given next: a status, and headers."""

    port: int
    came: list[Message] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Given first; then 204."""
    on_message: Callable[[], None] = lambda: None
    """Done before an answer is given."""
    server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def settings(self) -> dict[str, Any]:
        """Those that allow it to be told of anything."""
        return {"webhook_networks": "127.0.0.0/8", "public_url": "https://mijlpaal.example"}

    @property
    def allowed(self) -> Any:
        """The same as networks."""
        return read_networks("127.0.0.0/8")

    def start(self) -> None:
        """Listen."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.came.append(Message(headers, body))
                receiver.on_message()
                status, extra = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in ({"content-length": "0"} | extra).items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        """Be gone; nobody listens on its port."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """One that listens."""
    listening = Receiver(0)
    listening.start()
    yield listening
    listening.stop()
