"""What is done often: forms on plain routes, each with its door, its act and its commit in one thread.

FastAPI opens stacks and solves dependencies around every request. Where that would take a tenth of the
whole, a form about one thing is asked for what every form is asked for, and no more is done around it.
"""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.routing import Route

from app.web.doors import LARGEST_ID
from app.web.form import from_our_form
from app.web.turn import Look
from app.web.use import note_in
from app.web.world import world_of

T = TypeVar("T")
U = TypeVar("U")
Do = Callable[[Request, int], Awaitable[Response]]
"""Answers a form about the thing of this id."""

_ID = re.compile(f"[1-9][0-9]{{0,{len(str(LARGEST_ID)) - 1}}}")


def posted(router: APIRouter, path: str, *, name: str) -> Callable[[Do], Do]:
    """Where a form about one thing is sent to; its id is the one place in the path."""

    def register(do: Do) -> Do:
        async def endpoint(request: Request) -> Response:
            request.scope["route"] = route  # as FastAPI does: a refusal is kept under its name
            await from_our_form(request)
            return await do(request, _id(request))

        route = Route(path, endpoint, methods=["POST"], name=name, include_in_schema=False)
        router.routes.append(route)
        return do

    return register


async def change(request: Request, do: Callable[[Session], T]) -> T:
    """Do it in a transaction; what waits for the same turn is committed together."""
    return await world_of(request).change(_noted(request, do))


async def change_and_look(request: Request, do: Callable[[Session], T], look: Look[T, U]) -> U:
    """The same, and then one look at what was changed together."""
    return await world_of(request).change_and_look(_noted(request, do), look)


def _noted(request: Request, do: Callable[[Session], T]) -> Callable[[Session], T]:
    def done(session: Session) -> T:
        found = do(session)
        note_in(session, request)
        return found

    return done


def _id(request: Request) -> int:
    """Refuses what is none as a path that leads nowhere."""
    (typed,) = request.path_params.values()
    if not _ID.fullmatch(typed) or int(typed) > LARGEST_ID:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return int(typed)
