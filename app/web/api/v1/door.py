"""The door of the API: who knocks, which programmes they may read, and how they are answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.refusal import NotFound
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programmes
from app.web.auth import Credentials, CredentialsDep
from app.web.deps.session import SessionDep


@dataclass(frozen=True, slots=True)
class Made:
    """An answer in bytes; `after` is the cursor of the next page, where there is one."""

    body: bytes
    etag: str
    after: str | None = None


class Door:
    """One request. Nothing is asked of the database before it is needed."""

    def __init__(self, request: Request, session: Session, credentials: Credentials) -> None:
        self.request, self.session, self.app_state = request, session, credentials.app_state
        self._visitor = credentials

    @cached_property
    def viewer(self) -> Viewer:
        """Who knocks; refuses whoever is not signed in. One query."""
        return self._visitor.viewer(self.session)

    @cached_property
    def programmes(self) -> dict[int, ProgrammeRow]:
        """The programmes that exist for the viewer, by id. One query."""
        readable = self.viewer.rights.readable()
        return {row.id: row for row in programmes(self.session, readable)}

    @cached_property
    def today(self) -> date:
        """The day that is asked for where none is named."""
        return self.app_state.today()

    def programme_of(self, row_programme_id: int | None) -> ProgrammeRow:
        """The programme of a thing; what is in none that the viewer may read does not exist."""
        programme = self.programmes.get(row_programme_id or 0)
        if programme is None:
            raise NotFound("There is nothing here, or not for you.")
        return programme

    def answer(self, make: Callable[[], Made], *, kept: bool = True) -> Response:
        """What `make` gives; if `kept`, until something changes in a programme that the viewer may read.

        Who reads a programme and who also sees its drafts are not answered alike.
        """
        sees_drafts = self.viewer.rights.may_see_drafts
        revisions = tuple((row.id, row.revision, sees_drafts(row.id)) for row in self.programmes.values())
        url = self.request.url
        key = ("api", url.path, url.query, self.today, revisions)
        made = self.app_state.renders.get(key, make) if kept else make()
        headers = {"ETag": made.etag}
        if made.after is not None:
            headers["Link"] = f'<{url.include_query_params(after=made.after)}>; rel="next"'
        if _is_known(self.request.headers.get("If-None-Match", ""), made.etag):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(made.body, media_type="application/json", headers=headers)


async def knock(request: Request, session: SessionDep, credentials: CredentialsDep) -> Door:
    """A coroutine, so that a request goes to the pool of threads only once."""
    return Door(request, session, credentials)


DoorDep = Annotated[Door, Depends(knock)]


def _is_known(condition: str, etag: str) -> bool:
    """The weak comparison of RFC 9110, If-None-Match."""
    known = {tag.strip().removeprefix("W/") for tag in condition.split(",")}
    return etag in known or "*" in known
