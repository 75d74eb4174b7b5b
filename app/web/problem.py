"""What the API answers where it refuses (RFC 9457): the kind of problem, in words, and every fault."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from app.domain.language import LANGUAGES
from app.domain.refusal import Message
from app.templating import translator
from app.templating.vocabulary import say
from app.web.problem_kinds import ProblemKind
from app.web.state import get_app_state

MEDIA_TYPE = "application/problem+json"
CHALLENGE = 'Bearer realm="Mijlpaal"'
"""The `WWW-Authenticate` of a 401 (RFC 6750); the cookie of a signed-in browser is accepted as well."""

OTHERWISE = "en"
"""The language of who names none that we speak."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter, by its name, or with one place of the body, by its JSON pointer."""

    message: Message
    parameter: str | None = None
    pointer: str | None = None

    @classmethod
    def in_body(cls, message: Message, *path: str | int) -> Self:
        """Return the fault of a place in the body; without a path that of the whole body (RFC 6901)."""
        steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
        return cls(message, pointer="".join(f"/{step}" for step in steps))


class FaultShape(BaseModel):
    """What is wrong: with the parameter or header of this name, or where this JSON pointer leads in the body.

    One of the two is there.
    """

    parameter: str = ""
    pointer: str = ""
    message: str


class Problem(BaseModel):
    """Why a request was refused; `type` is where its kind is explained, `errors` holds every fault."""

    type: Annotated[str, Field(json_schema_extra={"format": "uri"})]
    status: int
    title: str
    detail: str
    instance: str
    errors: list[FaultShape] = []


def render_problem(
    request: Request, kind: ProblemKind, detail: Message, faults: Sequence[Fault] = (), **extra: object
) -> Response:
    """Return a problem in the language of the client; `extra` are members that its kind has beside these."""
    language = preferred_language(request)
    translation = translator(language)
    body: dict[str, object] = {
        "type": kind.address(get_app_state(request).settings.public_url),
        "status": kind.status,
        "title": translation.gettext(kind.title),
        "detail": say(translation, detail),
        "instance": request.scope["path"],
    }
    if faults:
        body["errors"] = [_write_fault(fault, say(translation, fault.message)) for fault in faults]
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    if kind.status == HTTPStatus.UNAUTHORIZED:
        has_token = request.headers.get("authorization", "").lower().startswith("bearer ")
        headers["WWW-Authenticate"] = CHALLENGE + (', error="invalid_token"' if has_token else "")
    return ProblemResponse(body | extra, kind.status, headers)


class ProblemResponse(JSONResponse):
    """A problem in JSON; half a character that it quotes of a request is written as it came (`\\ud800`)."""

    media_type = MEDIA_TYPE

    def render(self, content: object) -> bytes:
        """Return the bytes of the problem."""
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "backslashreplace")


def preferred_language(request: Request) -> str:
    """Return which of our languages the client likes best (RFC 9110, 12.5.4); English where it is all one."""
    likes: dict[str, float] = {}
    for entry in request.headers.get("Accept-Language", "").lower().split(","):
        written = _LANGUAGE.fullmatch(entry.strip())
        if written is not None:
            name, quality = written["name"], float(written["quality"] or 1)
            likes[name] = max(likes.get(name, 0), quality)
    anything = likes.get("*", 0)
    order = sorted(LANGUAGES, key=lambda language: language != OTHERWISE)
    best = max(order, key=lambda language: likes.get(language, anything))
    return best if likes.get(best, anything) else OTHERWISE


_LANGUAGE = re.compile(
    r"(?P<name>\*|[a-z]{1,8})(?:-[a-z0-9-]+)?\s*(?:;\s*q=(?P<quality>[01](?:\.\d{0,3})?))?"
)


def _write_fault(fault: Fault, message: str) -> dict[str, str]:
    place = {"pointer": fault.pointer} if fault.parameter is None else {"parameter": fault.parameter}
    return {name: value for name, value in place.items() if value is not None} | {"message": message}
