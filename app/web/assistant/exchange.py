"""The address of assistants: who asks, from where, and one message at a time."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from app.domain.refusal import Forbidden, NotSignedIn
from app.web.api.v1.access import access_of
from app.web.api_address import ASSISTANTS
from app.web.auth import note_use_apart, read_credentials
from app.web.deps.session import AppStateDep
from app.web.origin import require_own_site
from app.web.refusal_log import log_refusal

if TYPE_CHECKING:
    from app.web.assistant.server import Exchange

router = APIRouter(include_in_schema=False)


@router.post(ASSISTANTS, name="assistant.exchange")
async def answer(request: Request, app_state: AppStateDep) -> Response:
    """Answer one message of an assistant that comes with a token, whose scope is reading or more.

    A cookie is none: a page of another site could come with it. What is sent is read first, and what is
    answered is sent once nothing is held any more.
    """
    require_own_site(request, app_state.settings.public_url)
    credentials = read_credentials(request)
    if credentials.token is None:
        raise NotSignedIn("An assistant comes with an API token. Make one at /mijn-sessies.")
    body = await request.body()
    open_exchange = await run_in_threadpool(_load_exchange)
    async with app_state.reading() as session:
        viewer = await run_in_threadpool(credentials.require_reader, session)
        exchange = open_exchange(await run_in_threadpool(access_of, request, session, viewer))
        response = await exchange.answer(body)
    await note_use_apart(request)
    if isinstance(exchange.refusal, Forbidden):
        await log_refusal(request)
    return response


def _load_exchange() -> type["Exchange"]:
    """Import the SDK at the first question, in a thread: it takes half a second."""
    from app.web.assistant.server import Exchange

    return Exchange
