"""Sending mail by the server of the organisation (SMTP); what fails for good is told from what may pass."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr

from app.domain.job import NO_MAIL_SERVER
from app.domain.time_zone import AMSTERDAM
from app.settings import Settings

_TIMEOUT = 30
_FOR_GOOD = range(500, 600)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail in plain text; `key` names it for ever, so that who gets it twice can see that."""

    to: str
    subject: str
    text: str
    key: str
    at: datetime
    """When it was written, for its `Date` header."""


class Undelivered(Exception):
    """The mail did not leave; `for_good` where trying again would not help."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        self.for_good = for_good
        super().__init__(why)


def send(settings: Settings, letter: Letter) -> None:
    """Hand it to the server. Raises `Undelivered`; never tells a password."""
    if not settings.smtp_host:
        raise Undelivered(NO_MAIL_SERVER, for_good=False)
    try:
        with _connect(settings) as server:
            server.send_message(_message(settings, letter))
    except smtplib.SMTPRecipientsRefused as refused:
        code, reply = next(iter(refused.recipients.values()))
        raise Undelivered(f"{code} {_text(reply)}", for_good=code in _FOR_GOOD) from refused
    except smtplib.SMTPAuthenticationError as refused:  # what the deployer has set may be mended
        raise Undelivered(f"{refused.smtp_code} sign-in refused", for_good=False) from refused
    except smtplib.SMTPResponseException as refused:
        why = f"{refused.smtp_code} {_text(refused.smtp_error)}"
        raise Undelivered(why, for_good=refused.smtp_code in _FOR_GOOD) from refused
    except (OSError, smtplib.SMTPException) as failed:
        raise Undelivered(f"{type(failed).__name__}: {failed}", for_good=False) from failed


def _connect(settings: Settings) -> smtplib.SMTP:
    host, port, secured = settings.smtp_host or "", settings.smtp_port, ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT, context=secured)
    else:
        server = smtplib.SMTP(host, port, timeout=_TIMEOUT)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=secured)
        if settings.smtp_user:
            password = settings.smtp_password.get_secret_value() if settings.smtp_password else ""
            server.login(settings.smtp_user, password)
    # After any failure, an interrupt too: a connection that is not signed in must not stay open.
    except BaseException:
        server.close()
        raise
    return server


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.smtp_sender
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Message-ID"] = (
        f"<{letter.key}@{parseaddr(settings.smtp_sender)[1].partition('@')[2] or 'mijlpaal'}>"
    )
    message["Date"] = letter.at.astimezone(AMSTERDAM)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
