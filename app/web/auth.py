"""Who sends a request: the cookie or token they hold, whom that makes them, and when they were last here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.actions import api_token, person, sign_in
from app.domain.refusal import Busy, Forbidden, NotSignedIn
from app.domain.sign_in import is_due
from app.queries.api_token import viewer_by_token
from app.queries.person import Use, Viewer, viewer_signed_in
from app.security import fresh_secret, hashed
from app.web.state import AppState, app_state_of

COOKIE = "__Host-mijlpaal"
DEMO_COOKIE = "mijlpaal"
"""A demonstration on plain http has no secure cookie."""


DEVICE_COOKIE = "__Host-mijlpaal-browser"
"""By this a browser is known in which somebody signed in before."""


def is_plain(app_state: AppState) -> bool:
    """Whether cookies go over plain http: in a demonstration only, which stays on one machine."""
    return app_state.is_demo and not app_state.settings.public_url.startswith("https:")


def name_of(app_state: AppState) -> str:
    """What the cookie is called here."""
    return DEMO_COOKIE if is_plain(app_state) else COOKIE


def cookie_of(request: Request) -> str:
    """What this browser holds, empty where it holds nothing."""
    return request.cookies.get(name_of(app_state_of(request)), "")


def ensure_cookie(request: Request) -> str:
    """The same, made where there is none: a form belongs to a cookie, also before anybody is known."""
    name = name_of(app_state_of(request))
    return request.cookies.setdefault(name, fresh_secret())


def set_cookie(
    answer: Response, app_state: AppState, secret: str, lasts: timedelta, name: str | None = None
) -> None:
    """Set the cookie (or another of ours, by its name) on an answer: not for scripts, not for other sites."""
    answer.set_cookie(
        name or name_of(app_state),
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=not is_plain(app_state),
        httponly=True,
        samesite="lax",
    )


def delete_cookie(answer: Response, app_state: AppState, name: str | None = None) -> None:
    """Let the browser forget its cookie (or another of ours, by its name)."""
    answer.delete_cookie(
        name or name_of(app_state), path="/", secure=not is_plain(app_state), httponly=True, samesite="lax"
    )


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whoever knocks: a cookie, perhaps."""

    request: Request
    app_state: AppState
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
            _remember_use(self.request, found)
        return found

    def _count(self, viewer: Viewer) -> None:
        rate_limits, now = self.app_state.rate_limits, self.app_state.now()
        if viewer.use is not None and viewer.use.by_token:
            rate_limits.token(viewer.use.id, now)
        else:
            rate_limits.person(viewer.id, now)

    def _by_cookie(self, session: Session) -> Viewer | None:
        if not self.cookie:
            return None
        return viewer_signed_in(session, hashed(self.cookie), self.app_state.now(), self.app_state.idle)

    def _by_token(self, session: Session, token: str) -> Viewer | None:
        return viewer_by_token(session, hashed(token), self.app_state.now())


async def credentials(request: Request) -> Credentials:
    """Reads the cookie; asks the database nothing yet."""
    return credentials_of(request)


def credentials_of(request: Request) -> Credentials:
    """Whoever sent this request."""
    return Credentials(request, app_state_of(request), cookie_of(request), _bearer(request))


CredentialsDep = Annotated[Credentials, Depends(credentials)]


def _bearer(request: Request) -> str | None:
    """The token of RFC 6750, at the API only; a page is looked at by people."""
    if not request.scope["path"].startswith("/api/"):
        return None
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _remember_use(request: Request, viewer: Viewer) -> None:
    """Keep with the request what must be noted once it is over."""
    app_state = app_state_of(request)
    if viewer.use is not None and is_due(viewer.use.noted_at, app_state.now()):
        request.state.use = viewer.use


def remember_visit(request: Request, person_id: int, programme_id: int) -> None:
    """Keep with the request that somebody came to see what had changed in a programme."""
    request.state.visit = (person_id, programme_id)


def note_use(session: Session, request: Request) -> None:
    """Note it in the transaction of a change."""
    use, visited, now = _use(request), _visit(request), app_state_of(request).now()
    if use is not None:
        note = api_token.note_use if use.by_token else sign_in.note_use
        note(session, use.id, now)
    if visited is not None:
        person.record_visit(session, *visited, now)


async def note_use_apart(request: Request) -> None:
    """Note it in a small transaction of its own; where somebody is writing, the next look may try again."""
    app_state = app_state_of(request)
    if (_use(request) is None and _visit(request) is None) or app_state.writers.is_full:
        return
    try:
        await app_state.write(lambda session: note_use(session, request))
    except (OperationalError, Busy):
        return  # others write for long; who looks does not wait for it


def _use(request: Request) -> Use | None:
    return getattr(request.state, "use", None)


def _visit(request: Request) -> tuple[int, int] | None:
    return getattr(request.state, "visit", None)
