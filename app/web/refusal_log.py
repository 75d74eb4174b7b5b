"""The traces of refusals: who was refused what, where; limited, lest somebody fill the trail."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from app.actions.audit_log import AuditContext, record_refusal
from app.actions.credential import SignInAttempt
from app.domain.refusal import NotInvited, Unavailable, Unproven
from app.queries.access import deliverable_place, project_place
from app.queries.programme import programme_by_slug
from app.web.auth import credentials_of
from app.web.state import AppState, app_state_of


async def log_refusal(request: Request) -> None:
    """Write that this request was refused; its own transaction has been taken back by now."""
    app_state = app_state_of(request)
    told = await app_state.read(lambda session: _look(session, request))
    unwritten = app_state.refusals.admit(told.asker, app_state.now())
    if unwritten is None:
        return
    act = app_state.act(told.asker, told.origin)
    await app_state.write(
        lambda session: record_refusal(
            session, act, told.asked, told.thing, programme_id=told.programme_id, unwritten=unwritten
        )
    )


async def log_wrong_password(
    app_state: AppState, act: AuditContext, made: SignInAttempt, asked: str = "sign_in.begin"
) -> None:
    """Write that a password was wrong: so many in a minute over all accounts together, known or not.

    Bound by account, an attempt at one that is not there would soon take less time than at one that is.
    """
    whose, unwritten = ("person", made.person_id), app_state.refusals.admit("password", app_state.now())
    if unwritten is not None:
        await app_state.write(lambda session: record_refusal(session, act, asked, whose, unwritten=unwritten))


async def log_unproven_identity(request: Request, refused: Unproven | Unavailable, asked: str) -> None:
    """Write that another organisation's word was not enough, and in a word of ours why."""
    app_state = app_state_of(request)
    unwritten = app_state.refusals.admit("organisation", app_state.now())
    if unwritten is None:
        return
    why = refused.why if isinstance(refused, Unproven) else "no answer"
    whom = refused.person_id if isinstance(refused, NotInvited) else None
    act = app_state.act(None, "oidc")
    await app_state.write(
        lambda session: record_refusal(session, act, asked, ("person", whom), unwritten=unwritten, why=why)
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Who asked what, of which thing, where."""

    asker: int | None
    asked: str
    origin: str
    thing: tuple[str, int]
    programme_id: int | None


def _look(session: Session, request: Request) -> _Told:
    """Only names of ours and numbers are taken from the request: nothing that was typed."""
    route = request.scope.get("route")
    origin = "api" if request.url.path.startswith("/api/") else "web"
    viewer = credentials_of(request).viewer_or_none(session)
    thing, programme_id = _place(session, request.path_params)
    if viewer is None or programme_id is None or not viewer.rights.may_read(programme_id):
        programme_id = None
    return _Told(viewer.id if viewer else None, getattr(route, "name", ""), origin, thing, programme_id)


def _place(session: Session, asked: Mapping[str, object]) -> tuple[tuple[str, int], int | None]:
    """The thing in the path, and its programme."""
    match asked:
        case {"deliverable_id": str(number)} if number.isdecimal():
            deliverable = deliverable_place(session, int(number))
            return ("deliverable", int(number)), deliverable.programme.id if deliverable else None
        case {"project_id": str(number)} if number.isdecimal():
            project = project_place(session, int(number))
            return ("project", int(number)), project.programme.id if project else None
        case {"slug": str(slug)}:
            programme = programme_by_slug(session, slug)
            return ("programme", programme.id if programme else 0), programme.id if programme else None
    return ("page", 0), None
