"""Whoever knocks at a door: what they hold, and who that makes them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.domain.refusal import Forbidden, NotSignedIn
from app.queries.api_token import viewer_by_token
from app.queries.person import Viewer, viewer_signed_in
from app.security import hashed
from app.web.cookie import cookie_of
from app.web.use import remember
from app.web.world import World, world_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever knocks: a cookie, perhaps."""

    request: Request
    world: World
    cookie: str
    token: str | None = None
    """What a program gives at the door of the API; then no cookie counts."""

    def viewer(self, session: Session) -> Viewer:
        """The signed-in person. One query. Refuses whoever is not signed in, or asks too fast."""
        found = self.viewer_or_none(session)
        if found is None:
            raise NotSignedIn("Sign in to see this.")
        self._count(found)
        if found.use is not None and found.use.reads_only and self.request.method not in SAFE:
            raise Forbidden("This token is for reading only.")
        return found

    def viewer_or_none(self, session: Session) -> Viewer | None:
        """The signed-in person, if there is one."""
        found = self._by_cookie(session) if self.token is None else self._by_token(session, self.token)
        if found is not None:
            remember(self.request, found)
        return found

    def _count(self, viewer: Viewer) -> None:
        paces, now = self.world.paces, self.world.now()
        if viewer.use is not None and viewer.use.by_token:
            paces.token(viewer.use.id, now)
        else:
            paces.person(viewer.id, now)

    def _by_cookie(self, session: Session) -> Viewer | None:
        if not self.cookie:
            return None
        return viewer_signed_in(session, hashed(self.cookie), self.world.now(), self.world.idle)

    def _by_token(self, session: Session, token: str) -> Viewer | None:
        return viewer_by_token(session, hashed(token), self.world.now())


async def visitor(request: Request) -> Visitor:
    """Reads the cookie; asks the database nothing yet."""
    return visitor_of(request)


def visitor_of(request: Request) -> Visitor:
    """Whoever sent this request."""
    return Visitor(request, world_of(request), cookie_of(request), _bearer(request))


VisitorDep = Annotated[Visitor, Depends(visitor)]


def _bearer(request: Request) -> str | None:
    """The token of RFC 6750, at the API only; a page is looked at by people."""
    if not request.scope["path"].startswith("/api/"):
        return None
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None
