"""Authentication: the session cookie or API token of a request, its person, and noting their last use."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.actions import api_token, calendar_link, person, sign_in
from app.domain.refusal import Busy, Forbidden, NotSignedIn
from app.domain.sign_in import is_due
from app.queries.api_token import viewer_by_token
from app.queries.person import Use, Viewer, answers_anything, viewer_signed_in
from app.security import fresh_secret, hash_secret
from app.web.api_address import is_for_programs
from app.web.state import AppState, get_app_state
from app.web.waiting import find_waiting

COOKIE = "__Host-mijlpaal"
DEMO_COOKIE = "mijlpaal"
"""For a demonstration on plain http, where browsers accept no `__Host-` cookie."""

DEVICE_COOKIE = "__Host-mijlpaal-browser"
"""Recognises a browser in which somebody signed in before."""


def is_plain(app_state: AppState) -> bool:
    """Whether cookies travel over plain http: only in a demonstration, which stays on one machine."""
    return app_state.is_demo and not app_state.settings.public_url.startswith("https:")


def cookie_name(app_state: AppState) -> str:
    """Return the name of the session cookie in this installation."""
    return DEMO_COOKIE if is_plain(app_state) else COOKIE


def read_session_cookie(request: Request) -> str:
    """Return the session cookie of the browser, empty if it has none."""
    return request.cookies.get(cookie_name(get_app_state(request)), "")


def ensure_cookie(request: Request) -> str:
    """Return the session cookie, made if there is none: the CSRF token of the sign-in form needs one."""
    name = cookie_name(get_app_state(request))
    return request.cookies.setdefault(name, fresh_secret())


def set_cookie(
    response: Response, app_state: AppState, secret: str, lasts: timedelta, name: str | None = None
) -> None:
    """Set the session cookie (or another of ours, by name), hidden from scripts and from other sites."""
    response.set_cookie(
        name or cookie_name(app_state),
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=not is_plain(app_state),
        httponly=True,
        samesite="lax",
    )


def delete_cookie(response: Response, app_state: AppState, name: str | None = None) -> None:
    """Delete the session cookie (or another of ours, by name)."""
    response.delete_cookie(
        name or cookie_name(app_state),
        path="/",
        secure=not is_plain(app_state),
        httponly=True,
        samesite="lax",
    )


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Credentials:
    """The cookie or API token of a request, from which the viewer is looked up."""

    request: Request
    app_state: AppState
    cookie: str
    token: str | None = None
    """The bearer token of an API request; if there is one, the cookie is ignored."""

    def require_viewer(self, session: Session) -> Viewer:
        """Return the signed-in person. Refuses without one, and over the rate limit.

        One query, and another where something changed in their programmes since.
        """
        viewer = self.require_reader(session)
        if self.request.method not in SAFE:
            self._require_writing(viewer)
        return viewer

    def require_reader(self, session: Session) -> Viewer:
        """Return the signed-in person of a request that changes nothing, by whatever method it came.

        Refuses without one, and over the rate limit.
        """
        viewer = self.find_viewer(session)
        if viewer is None:
            raise NotSignedIn("Sign in to see this.")
        self._count_request(viewer)
        return viewer

    def find_viewer(self, session: Session) -> Viewer | None:
        """Return the signed-in person, None if nobody is."""
        viewer = self._by_cookie(session) if self.token is None else self._by_token(session, self.token)
        if viewer is not None:
            self.request.state.viewer_id = viewer.id
            _remember_use(self.request, viewer)
            if self.token is None:
                _count_waiting(self, viewer)
        return viewer

    def _require_writing(self, viewer: Viewer) -> None:
        """Refuse a change with a token for reading, and over the API with anything but a token."""
        if viewer.use is not None and viewer.use.reads_only:
            raise Forbidden("This token is for reading only.")
        if is_for_programs(self.request.scope) and self.token is None:
            raise Forbidden(
                "Over the API only a token changes something: send one with the right to write, as "
                "“Authorization: Bearer …”."
            )

    def _count_request(self, viewer: Viewer) -> None:
        rate_limits, now = self.app_state.rate_limits, self.app_state.now()
        if viewer.use is not None and viewer.use.by_token:
            rate_limits.count_token(viewer.use.id, now)
        else:
            rate_limits.count_person(viewer.id, now)

    def _by_cookie(self, session: Session) -> Viewer | None:
        if not self.cookie:
            return None
        viewer = viewer_signed_in(
            session, hash_secret(self.cookie), self.app_state.now(), self.app_state.idle
        )
        return None if viewer is None else replace(viewer, answers=self._answers(session, viewer))

    def _answers(self, session: Session, viewer: Viewer) -> bool:
        """Return whether the viewer has anything to answer; kept until something changes there."""
        key = ("answers", viewer.id, viewer.rights, viewer.revisions)
        is_safe = self.request.method in SAFE
        return self.app_state.renders.get(key, lambda: answers_anything(session, viewer.id), keep=is_safe)

    def _by_token(self, session: Session, token: str) -> Viewer | None:
        return viewer_by_token(session, hash_secret(token), self.app_state.now())


def read_credentials(request: Request) -> Credentials:
    """Return the credentials of a request, without using the database."""
    return Credentials(
        request, get_app_state(request), read_session_cookie(request), _read_bearer_token(request)
    )


async def get_credentials(request: Request) -> Credentials:
    """Return the credentials of a request. A coroutine, because FastAPI runs plain functions in a thread."""
    return read_credentials(request)


CredentialsDep = Annotated[Credentials, Depends(get_credentials)]


def _read_bearer_token(request: Request) -> str | None:
    """Return the bearer token (RFC 6750) of a program; pages are for people and take none."""
    if not is_for_programs(request.scope):
        return None
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _count_waiting(credentials: Credentials, viewer: Viewer) -> None:
    """Store on the request how much waits for the viewer, where that is known without looking.

    Else the page asks for it once it is there: counting anew after a change must not hold up a page.
    """
    waiting = find_waiting(credentials.app_state, viewer)
    credentials.request.state.waiting_count = None if waiting is None else len(waiting.items)


def get_viewer_id(request: Request) -> int | None:
    """Return who this request turned out to come from, None if nobody has asked or nobody is signed in."""
    return getattr(request.state, "viewer_id", None)


def _remember_use(request: Request, viewer: Viewer) -> None:
    """Store on the request that the use of a session or token is to be noted when it ends."""
    app_state = get_app_state(request)
    if viewer.use is not None and is_due(viewer.use.noted_at, app_state.now()):
        request.state.use = viewer.use


def remember_calendar_use(request: Request, link_id: int, noted_at: datetime | None) -> None:
    """Store on the request that the use of a calendar's link is to be noted when it ends."""
    if is_due(noted_at, get_app_state(request).now()):
        request.state.calendar_link_id = link_id


def remember_visit(request: Request, person_id: int, programme_id: int) -> None:
    """Store on the request that a person looked at the changes of a programme, perhaps of several."""
    request.state.visits = [*_visits(request), (person_id, programme_id)]


def has_use_to_note(request: Request) -> bool:
    """Whether the use or a visit of the request, of a person or a calendar, is to be noted when it ends."""
    return bool(_use(request) or _visits(request) or _calendar_link_id(request))


def note_use(session: Session, request: Request) -> None:
    """Write the use and visit of a request, of a person or a calendar, in its own transaction."""
    use, now = _use(request), get_app_state(request).now()
    if use is not None:
        note = api_token.note_use if use.by_token else sign_in.note_use
        note(session, use.id, now)
    link_id = _calendar_link_id(request)
    if link_id is not None:
        calendar_link.note_use(session, link_id, now)
    for person_id, programme_id in _visits(request):
        person.record_visit(session, person_id, programme_id, now)


async def note_use_apart(request: Request) -> None:
    """Write the use and visit of a reading request in a small transaction of its own.

    Skipped while others are writing: the next request tries again.
    """
    app_state = get_app_state(request)
    if not has_use_to_note(request) or app_state.writers.is_full:
        return
    try:
        await app_state.write(lambda session: note_use(session, request))
    except (OperationalError, Busy):
        return  # a reading request must not wait for a long write


def _use(request: Request) -> Use | None:
    return getattr(request.state, "use", None)


def _calendar_link_id(request: Request) -> int | None:
    return getattr(request.state, "calendar_link_id", None)


def _visits(request: Request) -> list[tuple[int, int]]:
    return getattr(request.state, "visits", [])
