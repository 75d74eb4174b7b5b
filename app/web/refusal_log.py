"""Writing refusals to the audit log, limited so that nobody can flood it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from app.actions.audit_log import AuditContext, record_refusal
from app.actions.credential import SignInAttempt
from app.domain.refusal import NotInvited, Unavailable, Unproven
from app.queries.access import deliverable_place, project_place
from app.queries.programme import programme_by_slug
from app.web.api_address import is_for_programs
from app.web.auth import read_credentials
from app.web.state import AppState, get_app_state


async def log_refusal(request: Request) -> None:
    """Log that this request was refused; by now its own transaction has been rolled back."""
    app_state = get_app_state(request)
    attempt = await app_state.read(lambda session: _describe_attempt(session, request))
    unwritten = app_state.refusals.admit(attempt.person_id, app_state.now())
    if unwritten is None:
        return
    context = app_state.act(attempt.person_id, attempt.origin)
    await app_state.write(
        lambda session: record_refusal(
            session,
            context,
            attempt.action,
            attempt.target,
            programme_id=attempt.programme_id,
            unwritten=unwritten,
        )
    )


async def log_wrong_password(
    app_state: AppState, act: AuditContext, attempt: SignInAttempt, action: str = "sign_in.begin"
) -> None:
    """Log that a password was wrong, up to a number a minute over all accounts together, known or not.

    A limit for each account would make attempts at an unknown account faster than at a known one.
    """
    target, unwritten = ("person", attempt.person_id), app_state.refusals.admit("password", app_state.now())
    if unwritten is not None:
        await app_state.write(
            lambda session: record_refusal(session, act, action, target, unwritten=unwritten)
        )


async def log_unproven_identity(request: Request, refused: Unproven | Unavailable, action: str) -> None:
    """Log that the response of an identity provider was not accepted, with the reason in our own words."""
    app_state = get_app_state(request)
    unwritten = app_state.refusals.admit("organisation", app_state.now())
    if unwritten is None:
        return
    why = refused.why if isinstance(refused, Unproven) else "no answer"
    person_id = refused.person_id if isinstance(refused, NotInvited) else None
    act = app_state.act(None, "oidc")
    await app_state.write(
        lambda session: record_refusal(
            session, act, action, ("person", person_id), unwritten=unwritten, why=why
        )
    )


@dataclass(frozen=True, slots=True)
class _RefusedAttempt:
    """Who tried which action, on what, from where."""

    person_id: int | None
    action: str
    origin: str
    target: tuple[str, int]
    programme_id: int | None


def _describe_attempt(session: Session, request: Request) -> _RefusedAttempt:
    """Describe a refused request by our own route names and by ids: nothing that the user typed is logged."""
    route = request.scope.get("route")
    origin = "api" if is_for_programs(request.scope) else "web"
    viewer = read_credentials(request).find_viewer(session)
    target, programme_id = _find_target(session, request.path_params)
    if viewer is None or programme_id is None or not viewer.rights.may_read(programme_id):
        programme_id = None
    action = getattr(route, "name", "")
    return _RefusedAttempt(viewer.id if viewer else None, action, origin, target, programme_id)


def _find_target(session: Session, path_params: Mapping[str, object]) -> tuple[tuple[str, int], int | None]:
    """Return the type and id of the entity in the path, and the id of its programme."""
    match path_params:
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
