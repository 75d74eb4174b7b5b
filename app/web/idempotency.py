"""Idempotency-Key: a request of the API that is sent again gets the answer that it got the first time."""

from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

from app.actions.answered_request import Answer


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request that carries a key: by what it is known again, and the hash of what was sent with it."""

    of_hash: str
    body_hash: str


class AlreadyAnswered(Exception):
    """This request was carried out before."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(answer.location)


def remember_request(request: Request, token: str, key: str, body: bytes) -> SentRequest:
    """Store on the request by which it is known: its token, its address and its key."""
    place = "\0".join((sha256(token.encode()).hexdigest(), request.method, request.scope["path"], key))
    sent = SentRequest(sha256(place.encode()).hexdigest(), sha256(body).hexdigest())
    request.state.sent_request = sent
    return sent


def sent_request(request: Request) -> SentRequest | None:
    """Return by which the request is known, None where it carries no key."""
    return getattr(request.state, "sent_request", None)


def remember_answer(request: Request, answer: Answer) -> None:
    """Store on the request how it is answered, so that it is answered so again."""
    request.state.api_answer = answer


def answer_of(request: Request) -> Answer | None:
    """Return how the request is answered, None where it changed nothing."""
    return getattr(request.state, "api_answer", None)


def write_answer(answer: Answer) -> Response:
    """Return the response of an answer."""
    headers = {"Location": answer.location, "ETag": answer.etag}
    return Response(
        answer.content or None,
        answer.status,
        {name: value for name, value in headers.items() if value},
        "application/json" if answer.content else None,
    )
