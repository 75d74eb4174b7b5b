"""Coming in and going out through one's own organisation; nothing is asked of it inside a transaction."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session

from app.actions import identity, sign_in
from app.domain.identity import ATTEMPT_LASTS, SignedOut
from app.domain.refusal import Unavailable, Unproven
from app.web.auth import delete_cookie, set_cookie
from app.web.errors import status_of
from app.web.forms import TypedDep
from app.web.oidc_attempt import ATTEMPT_COOKIE, Organisation, OrganisationDoor, begun, opened
from app.web.pages.identity_return import Sent, come_in
from app.web.pages.session_entrance import ask, inside
from app.web.refusal_log import keep_unproven
from app.web.responses import page

router = APIRouter(include_in_schema=False)


@router.get("/aanmelden/organisatie", name="identity.new")
async def new(request: Request, door: Organisation, verder: str = "/") -> Response:
    """Go and show who you are. Nothing is written, and nothing changes for whoever never comes back."""
    app_state = door.app_state
    attempt = begun(app_state.now(), inside(verder))
    try:
        address = await door.provider.entrance(
            door.address("identity.back"),
            state=attempt.state(app_state.key),
            nonce=attempt.nonce(app_state.key),
            verifier=attempt.verifier(app_state.key),
            now=app_state.now(),
        )
    except Unavailable as silent:
        return _ask(request, door, verder, silent)
    answer = RedirectResponse(address, HTTPStatus.SEE_OTHER)
    set_cookie(answer, app_state, attempt.sealed(app_state.key), ATTEMPT_LASTS, ATTEMPT_COOKIE)
    return answer


@router.get("/aanmelden/organisatie/terug", name="identity.back")
async def back(
    request: Request,
    door: Organisation,
    code: str = "",
    state: str = "",
    error: str = "",
    iss: str | None = None,
) -> Response:
    """Come back from there, and in where everything holds; else the sign-in page says why not."""
    app_state = door.app_state
    attempt = opened(app_state.key, request.cookies.get(ATTEMPT_COOKIE, ""), app_state.now())
    try:
        answer = await come_in(door, attempt, Sent(code, state, error, iss))
    except (Unproven, Unavailable) as refused:
        await keep_unproven(request, refused, "sign_in.begin")
        answer = _ask(request, door, attempt.onward if attempt else "/", refused)
    delete_cookie(answer, app_state, ATTEMPT_COOKIE)
    return answer


@router.get("/afmelden/organisatie", name="identity.left")
async def left(request: Request, door: Organisation) -> Response:
    """Signed out here; would you like to sign out at your organisation too?"""
    try:
        exit_there = await door.provider.exit(door.address("session.new"), door.app_state.now())
    except Unavailable:
        exit_there = None
    if exit_there is None:
        return RedirectResponse(request.app.state.paths("session.new"), HTTPStatus.SEE_OTHER)
    context = {"exit_there": exit_there, "organisation": door.provider.label}
    return page(request, "identity/left.html", context)


@router.post("/afmelden/organisatie/bericht", name="identity.ended")
async def ended(request: Request, door: Organisation, typed: TypedDep) -> Response:
    """The organisation tells that somebody signed out (OpenID Connect Back-Channel Logout 1.0)."""
    try:
        out = await door.provider.ended(typed["logout_token"], door.app_state.now())
        await door.app_state.write(lambda session: _end(session, door, out))
    except (Unproven, Unavailable) as refused:
        await keep_unproven(request, refused, "sign_in.end_elsewhere")
        return JSONResponse({"error": "invalid_request"}, HTTPStatus.BAD_REQUEST)
    return Response(status_code=HTTPStatus.OK)


def _end(session: Session, door: OrganisationDoor, out: SignedOut) -> None:
    act, issuer = door.app_state.act(None, "oidc"), door.provider.issuer
    if not identity.spend(session, act.at, f"logout {issuer} {out.token_id}", out.until):
        raise Unproven("replayed")
    sign_in.end_elsewhere(session, act, issuer, out)


def _ask(request: Request, door: OrganisationDoor, onward: str, refused: Unproven | Unavailable) -> Response:
    wrong = {"organisation": refused.message}
    return ask(request, door.app_state, onward, wrong=wrong, status=status_of(refused))
