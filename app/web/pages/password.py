"""Changing one's own password: the one of now is asked first, and guesses at it are counted."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.actions import credential
from app.actions.credential import SignInAttempt
from app.domain.password import fault
from app.domain.refusal import Message
from app.queries.person import Viewer
from app.queries.sign_in import has_password
from app.security import is_password, password_hashed
from app.web.auth import DEVICE_COOKIE, CredentialsDep, cookie_of
from app.web.deps.session import AppStateDep, SessionDep, ViewerDep
from app.web.errors import after
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.origin import address_of
from app.web.pages.session import WAIT
from app.web.refusal_log import keep_wrong_password
from app.web.responses import page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)
Errors = dict[str, Message]


class PasswordChangeForm(OwnForm):
    """The password of now, and the new one, twice."""

    current: FormText = ""
    password: FormText = ""
    again: FormText = ""


@router.get("/mijn-wachtwoord", name="password.edit")
def edit(request: Request, session: SessionDep, viewer: ViewerDep) -> Response:
    """Which password will it be? Whoever comes in another way is told so. Two queries."""
    return _ask(request, viewer, has_password=has_password(session, viewer.id))


@router.post("/mijn-wachtwoord", name="password.update", dependencies=[Depends(require_own_form)])
async def update(
    request: Request,
    app_state: AppStateDep,
    credentials: CredentialsDep,
    form: Annotated[PasswordChangeForm, Form()],
) -> Response:
    """Set the new password, and end every other session of this person; this one goes on."""
    viewer = await app_state.read(credentials.viewer)
    made = await app_state.write(lambda session: _attempt(session, request, app_state, viewer))
    if made.wait:
        return after(made.wait, _ask(request, viewer, {"current": WAIT}, HTTPStatus.TOO_MANY_REQUESTS))
    act = app_state.act(viewer.id, "web")
    current, password = form.current, form.password
    wrong = _wrong(viewer, password, form.again)
    if not await app_state.hash(lambda: is_password(made.password_hash, current, app_state.password_cost)):
        await keep_wrong_password(app_state, act, made, "credential.change")
        return _ask(request, viewer, {"current": Message("This is not your password of now.")} | wrong)
    stored = "" if wrong else await app_state.hash(lambda: password_hashed(password, app_state.password_cost))

    def keep(session: Session) -> None:
        credential.forgive_guess(session, made.keys)
        if not wrong:
            credential.change_password(
                session, act, viewer.id, stored, cookie=cookie_of(request), device=made.device
            )

    await app_state.write(keep)
    if wrong:
        return _ask(request, viewer, wrong)
    paths = request.app.state.paths
    return RedirectResponse(paths("session.index", {"bewaard": 1}), HTTPStatus.SEE_OTHER)


def _attempt(session: Session, request: Request, app_state: AppState, viewer: Viewer) -> SignInAttempt:
    device, address = request.cookies.get(DEVICE_COOKIE, ""), address_of(request)
    return credential.count_attempt(
        session, app_state.now(), email=viewer.email, address=address, device=device
    )


def _wrong(viewer: Viewer, password: str, again: str) -> Errors:
    weak = fault(password, viewer.name, viewer.email)
    if weak is not None:
        return {"password": weak}
    return {} if password == again else {"again": Message("This is not the same password.")}


def _ask(
    request: Request,
    viewer: Viewer,
    wrong: Errors | None = None,
    status: HTTPStatus = HTTPStatus.BAD_REQUEST,
    *,
    has_password: bool = True,
) -> Response:
    context = {"wrong": wrong or {}, "has_password": has_password, "active_page": "session.index"}
    code = status if wrong else HTTPStatus.OK
    return page(request, "password/edit.html", context, viewer=viewer, status_code=code)
