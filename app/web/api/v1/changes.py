"""What every change of the API begins and ends with: who may, on which version, and how it is answered.

The change itself is the action that a page calls as well.
"""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions import answered_request
from app.actions.answered_request import Answer
from app.domain.refusal import Message
from app.queries.address import person_with
from app.queries.programme import action_lines
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse
from app.web.api.v1.filters import Absent
from app.web.faults import InvalidRequest
from app.web.idempotency import AlreadyAnswered, SentRequest, remember_answer, remember_request, write_answer
from app.web.preconditions import ExpectedVersion, read_if_match
from app.web.problem import Fault

NOBODY = 0
"""The id of nobody and nothing: an action refuses it beside everything else that is wrong."""

IdempotencyKey = Annotated[
    str | Absent,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="A request that is sent again with the same key within 24 hours is carried out once.",
    ),
]


async def read_sent_request(request: Request, key: IdempotencyKey = None) -> SentRequest | None:
    """Return by which a request is known when it is sent again, none where it carries no key."""
    if key is None:
        return None
    return remember_request(request, request.headers.get("authorization", ""), key, await request.body())


async def load_changeable(
    access: ReadableProgrammes, sent: Annotated[SentRequest | None, Depends(read_sent_request)]
) -> ProgrammesAccess:
    """Load what the viewer may read, to add something to it.

    A request that was carried out before is answered as it was then (`AlreadyAnswered`), as long as its
    sender may still read the programme that the answer tells of.
    """
    if sent is not None:
        now = access.app_state.now()
        answer = await run_in_threadpool(
            answered_request.claim, access.session, now, sent.of_hash, sent.body_hash
        )
        if answer is not None:
            if answer.programme_id is not None:
                access.programme(answer.programme_id)
            raise AlreadyAnswered(answer)
    return access


async def load_with_secret(access: ReadableProgrammes, key: IdempotencyKey = None) -> ProgrammesAccess:
    """Load the same where the answer holds a secret: it is never kept, so that a key is refused."""
    if key is not None:
        message = Message("This answer holds a secret, and is not kept. Send it without a key.")
        raise InvalidRequest([Fault(message, parameter="Idempotency-Key")])
    return access


Changeable = Annotated[ProgrammesAccess, Depends(load_changeable)]
"""Of a POST. A PATCH takes `ReadableProgrammes`: its If-Match lets it be carried out once only."""
ChangeableWithSecret = Annotated[ProgrammesAccess, Depends(load_with_secret)]
"""Of a POST whose answer holds a secret, such as a new token."""


async def expect_version(
    if_match: Annotated[
        str | Absent,
        Header(alias="If-Match", description="The ETag of the thing when you read it: what you change."),
    ] = None,
) -> ExpectedVersion:
    """Return the version on which a change is made. Refuses (`NoPrecondition`) a request that names none."""
    return read_if_match(if_match)


IfMatch = Annotated[ExpectedVersion, Depends(expect_version)]


def name_person(session: Session, address: str | None) -> int | None:
    """Return the id of the person with this address: none for nobody, `NOBODY` where nobody has it."""
    if address is None:
        return None
    return person_with(session, address) or NOBODY


def name_action_line(session: Session, programme_id: int, code: str | None) -> int | None:
    """Return the id of the action line with this code: none for no line, `NOBODY` where there is no such."""
    if code is None:
        return None
    lines = action_lines(session, programme_id, date.max)
    return next((line.id for line in lines if line.code == code), NOBODY)


def answer_created(
    access: ProgrammesAccess,
    name: str,
    content: CachedResponse,
    programme_id: int | None = None,
    **of: int | str,
) -> Response:
    """Answer with what was made (201); `name` and `of` are the route that shows it, and its parameters."""
    location = access.request.app.state.paths(name, **of)
    answer = Answer(HTTPStatus.CREATED, location, content.etag, content.body, programme_id)
    return _answer(access, answer)


def answer_made(access: ProgrammesAccess, content: CachedResponse, programme_id: int) -> Response:
    """Answer with several things that were made (201), each of which tells where it belongs."""
    return _answer(access, Answer(HTTPStatus.CREATED, content=content.body, programme_id=programme_id))


def answer_changed(
    access: ProgrammesAccess, content: CachedResponse, programme_id: int | None = None
) -> Response:
    """Answer with a thing as it is after the change (200)."""
    return _answer(access, Answer(HTTPStatus.OK, "", content.etag, content.body, programme_id))


def answer_gone(access: ProgrammesAccess, programme_id: int | None = None) -> Response:
    """Answer that a thing is not there any more (204)."""
    return _answer(access, Answer(HTTPStatus.NO_CONTENT, programme_id=programme_id))


def _answer(access: ProgrammesAccess, answer: Answer) -> Response:
    remember_answer(access.request, answer)
    return write_answer(answer)
