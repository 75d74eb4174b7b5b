"""A real mail server (SMTP) on this machine, that keeps what it is handed and refuses whom it is told to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class MailServer:
    """What came in, the answers for some addresses, and who may sign in."""

    port: int = 0
    came: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """By address, such as `550 no such person`; any other is welcome."""
    users: dict[str, str] = field(default_factory=dict)
    something_came: Event = field(default_factory=Event)

    @property
    def settings(self) -> dict[str, Any]:
        """Those that lead there."""
        return {"smtp_host": "127.0.0.1", "smtp_port": self.port, "smtp_security": "none"}

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Welcome or refuse an address."""
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep what comes in."""
        came = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(came, EmailMessage)
        self.came.append(came)
        self.something_came.set()
        return "250 OK"

    def knows(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
        """Whether somebody may sign in."""
        known = self.users.get(said.login.decode()) == said.password.decode()
        return AuthResult(success=known, handled=known)


@pytest.fixture
def mail_server(free_tcp_port: int) -> Iterator[MailServer]:
    """The server, listening."""
    kept = MailServer(port=free_tcp_port)
    controller = Controller(
        kept,
        hostname="127.0.0.1",
        port=free_tcp_port,
        authenticator=kept.knows,
        auth_require_tls=False,
    )
    controller.start()
    yield kept
    controller.stop()
