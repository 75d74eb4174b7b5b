"""What every request of the API begins with: who asks, what they may read, and which names exist for them."""

from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, get_args

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions.audit_log import AuditContext
from app.domain.refusal import Forbidden, NotFound
from app.queries.address import addresses_in
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, action_line_codes, programmes, project_ids
from app.web.auth import CredentialsDep
from app.web.deps.session import SessionDep
from app.web.state import AppState, get_app_state


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the parameters of a request are checked against, beyond how they are written."""

    today: date
    programmes: Collection[str] = ()
    action_lines: Collection[str] = ()
    projects: Collection[int] = ()
    leads: Collection[str] = ()
    repeated: Collection[str] = ()
    """The parameters that the request gives more than once."""
    properties: Collection[str] = ()
    """Those of what the request asks for, or of each in a collection."""


KNOWN_NAMES: ContextVar[KnownNames] = ContextVar("known_names")
"""Of this request: FastAPI passes no context to Pydantic, and all faults are told together."""


@dataclass(frozen=True, slots=True)
class ProgrammesAccess:
    """A request, with every programme that its sender may read, by id."""

    request: Request
    session: Session
    viewer: Viewer
    app_state: AppState
    programmes: dict[int, ProgrammeRow]

    @property
    def today(self) -> date:
        """Return the day that counts where the request names none."""
        return self.app_state.today()

    @property
    def programme_ids(self) -> list[int]:
        """Return the ids of all of them, in order of title."""
        return list(self.programmes)

    @property
    def act(self) -> AuditContext:
        """The viewer acting now, over the API."""
        return self.app_state.act(self.viewer.id, "api")

    def slug(self, programme_id: int) -> str:
        """Return how a programme is called in answers."""
        return self.programmes[programme_id].slug

    def matching(self, slug: str | None) -> list[ProgrammeRow]:
        """Return the programme of this slug, or all of them where none is asked for."""
        return [row for row in self.programmes.values() if slug in (None, row.slug)]

    def programme_called(self, slug: str) -> ProgrammeRow:
        """Return one of them by slug. Refuses (`NotFound`) any other."""
        row = next((row for row in self.programmes.values() if row.slug == slug), None)
        if row is None:
            raise NotFound("There is no such programme.")
        return row

    def programme(self, programme_id: int | None) -> ProgrammeRow:
        """Return one of them by id. Refuses (`NotFound`) any other."""
        programme = self.programmes.get(programme_id or 0)
        if programme is None:
            raise NotFound("There is nothing here, or not for you.")
        return programme

    def require_structure(self, programme_id: int) -> ProgrammeRow:
        """Return one of them. Refuses people who may not change what it is made of."""
        if not self.viewer.rights.may_structure(programme_id):
            raise Forbidden("Only the programme office says what the programme is made of.")
        return self.programme(programme_id)

    def require_steering(self, programme_id: int) -> ProgrammeRow:
        """Return one of them. Refuses people who may not edit its indicators, risks and so on."""
        if not self.viewer.rights.may_steer(programme_id):
            raise Forbidden("Only the programme office keeps what the programme steers by.")
        return self.programme(programme_id)


def readable_programmes(
    request: Request, session: SessionDep, credentials: CredentialsDep
) -> ProgrammesAccess:
    """Load what the viewer may read. Two queries. Refuses whoever is not signed in."""
    return access_of(request, session, credentials.require_viewer(session))


def access_of(request: Request, session: Session, viewer: Viewer) -> ProgrammesAccess:
    """Return what a viewer may read. One query."""
    rows = programmes(session, viewer.rights.readable())
    return ProgrammesAccess(request, session, viewer, get_app_state(request), {row.id: row for row in rows})


ReadableProgrammes = Annotated[ProgrammesAccess, Depends(readable_programmes)]


_LOOKED_UP = frozenset({"actionLine", "project", "lead"})
"""The parameters of whose names the database knows which there are."""


def names_for(
    access: ProgrammesAccess,
    given: Collection[str],
    repeated: Collection[str] = (),
    properties: Collection[str] = (),
) -> KnownNames:
    """Look up the names that the parameters with these names can mean. One query for each such parameter."""
    ids = access.programme_ids
    return KnownNames(
        today=access.today,
        programmes={row.slug for row in access.programmes.values()},
        action_lines=action_line_codes(access.session, ids) if "actionLine" in given else (),
        projects=project_ids(access.session, ids) if "project" in given else (),
        leads=addresses_in(access.session, ids) if "lead" in given else (),
        repeated=repeated,
        properties=properties,
    )


async def provide_names(access: ReadableProgrammes) -> None:
    """Let the parameters of this request be checked against the names that they can mean.

    One query for each parameter that names something in a programme. A coroutine, because a thread would set
    a context of its own.
    """
    query = access.request.query_params
    repeated = {name for name in query if len(query.getlist(name)) > 1}
    look_up = partial(names_for, access, query, repeated, list_properties(access.request.scope["route"]))
    KNOWN_NAMES.set(look_up() if _LOOKED_UP.isdisjoint(query) else await run_in_threadpool(look_up))


def list_properties(route: APIRoute) -> tuple[str, ...]:
    """Return how the properties are called of what a route answers, or of each item of a collection."""
    shape = find_item_shape(route) or route.response_model
    return tuple(field.alias or name for name, field in shape.model_fields.items()) if shape else ()


def find_item_shape(route: APIRoute) -> type[BaseModel] | None:
    """Return the shape of what is in the collection that a route answers, None if it answers none."""
    fields = getattr(route.response_model, "model_fields", {})
    if "items" not in fields:
        return None
    shape: type[BaseModel] = get_args(fields["items"].annotation)[0]
    return shape
