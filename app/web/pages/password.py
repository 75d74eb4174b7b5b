"""Changing one's own password, with the current one as proof; wrong guesses are counted."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import credential
from app.actions.credential import SignInAttempt
from app.domain.password import find_fault
from app.domain.refusal import Message
from app.queries.person import Viewer
from app.queries.sign_in import has_password
from app.security import is_password, password_hashed
from app.web.auth import DEVICE_COOKIE, CredentialsDep, read_session_cookie
from app.web.deps.session import AppStateDep, SessionDep, ViewerDep
from app.web.errors import set_retry_after
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.origin import read_client_address
from app.web.pages.session import WAIT
from app.web.refusal_log import log_wrong_password
from app.web.responses import redirect_to, render_page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)
Errors = dict[str, Message]


class PasswordChangeForm(OwnForm):
    """The current password, and the new one twice."""

    current: FormText = ""
    password: FormText = ""
    again: FormText = ""
    email: FormText = ""
    """Sent for password managers, which keep it beside the password; nobody reads it here."""


@router.get("/mijn-wachtwoord", name="password.edit")
def edit(request: Request, session: SessionDep, viewer: ViewerDep) -> Response:
    """Ask for a new password; people without one are told that they sign in another way. Two queries."""
    return _render_form(request, viewer, has_password=has_password(session, viewer.id))


@router.post("/mijn-wachtwoord", name="password.update", dependencies=[Depends(require_own_form)])
async def update(
    request: Request,
    app_state: AppStateDep,
    credentials: CredentialsDep,
    form: Annotated[PasswordChangeForm, Form()],
) -> Response:
    """Set the new password and end every other session of this person."""
    viewer = await app_state.read(credentials.require_viewer)
    attempt = await app_state.write(lambda session: _count_attempt(session, request, app_state, viewer))
    if attempt.wait:
        return set_retry_after(
            attempt.wait, _render_form(request, viewer, {"current": WAIT}, HTTPStatus.TOO_MANY_REQUESTS)
        )
    act = app_state.act(viewer.id, "web")
    current, password = form.current, form.password
    errors = check_new_password(viewer.name, viewer.email, password, form.again)
    if not await app_state.hash(lambda: is_password(attempt.password_hash, current, app_state.password_cost)):
        await log_wrong_password(app_state, act, attempt, "credential.change")
        return _render_form(
            request, viewer, {"current": Message("This is not your password of now.")} | errors
        )
    stored = (
        "" if errors else await app_state.hash(lambda: password_hashed(password, app_state.password_cost))
    )

    def change_password(session: Session) -> None:
        credential.forgive_guess(session, attempt.keys)
        if not errors:
            credential.change_password(
                session, act, viewer.id, stored, cookie=read_session_cookie(request), device=attempt.device
            )

    await app_state.write(change_password)
    if errors:
        return _render_form(request, viewer, errors)
    return redirect_to(request, "session.index", {"bewaard": 1})


def _count_attempt(session: Session, request: Request, app_state: AppState, viewer: Viewer) -> SignInAttempt:
    device, address = request.cookies.get(DEVICE_COOKIE, ""), read_client_address(request)
    return credential.count_attempt(
        session, app_state.now(), email=viewer.email, address=address, device=device
    )


def check_new_password(name: str, email: str, password: str, again: str) -> Errors:
    """Return the errors of a new password of a person, by field."""
    weakness = find_fault(password, name, email)
    if weakness is not None:
        return {"password": weakness}
    return {} if password == again else {"again": Message("This is not the same password.")}


def _render_form(
    request: Request,
    viewer: Viewer,
    errors: Errors | None = None,
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
    *,
    has_password: bool = True,
) -> Response:
    context = {"wrong": errors or {}, "has_password": has_password, "active_page": "session.index"}
    code = status if errors else HTTPStatus.OK
    return render_page(request, "password/edit.html", context, viewer=viewer, status_code=code)
