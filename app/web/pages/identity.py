"""Signing in through the organisation's OpenID Connect provider, and its notices of signing out."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session

from app.actions import identity, sign_in
from app.domain.identity import ATTEMPT_LASTS, SignedOut, VouchedIdentity
from app.domain.refusal import Unavailable, Unproven
from app.domain.sign_in import SignInMethod
from app.queries.sign_in import is_linked
from app.security import is_same
from app.web.auth import delete_cookie, read_session_cookie, set_cookie
from app.web.errors import get_status
from app.web.forms import FormText
from app.web.oidc_attempt import (
    ATTEMPT_COOKIE,
    OidcAttempt,
    Organisation,
    OrganisationAccess,
    begin_attempt,
    open_attempt,
)
from app.web.pages.session import finish_sign_in, render_sign_in, restrict_to_own_path
from app.web.refusal_log import log_unproven_identity
from app.web.responses import redirect_to, render_page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)


@router.get("/aanmelden/organisatie", name="identity.new")
async def new(request: Request, access: Organisation, verder: str = "/") -> Response:
    """Send the browser to the provider. Nothing is stored, so that an abandoned attempt leaves no trace."""
    app_state = access.app_state
    attempt = begin_attempt(app_state.now(), restrict_to_own_path(verder))
    try:
        address = await access.provider.build_sign_in_address(
            access.address("identity.back"),
            state=attempt.state(app_state.key),
            nonce=attempt.nonce(app_state.key),
            verifier=attempt.verifier(app_state.key),
            now=app_state.now(),
        )
    except Unavailable as unavailable:
        return _render_refused(request, access, verder, unavailable)
    answer = RedirectResponse(address, HTTPStatus.SEE_OTHER)
    set_cookie(answer, app_state, attempt.seal(app_state.key), ATTEMPT_LASTS, ATTEMPT_COOKIE)
    return answer


@router.get("/aanmelden/organisatie/terug", name="identity.back")
async def complete(
    request: Request,
    access: Organisation,
    code: str = "",
    state: str = "",
    error: str = "",
    iss: str | None = None,
) -> Response:
    """Finish the sign-in when the provider sends the browser back; a refusal shows the sign-in page."""
    app_state = access.app_state
    attempt = open_attempt(app_state.key, request.cookies.get(ATTEMPT_COOKIE, ""), app_state.now())
    try:
        answer = await complete_sign_in(access, attempt, CallbackParams(code, state, error, iss))
    except (Unproven, Unavailable) as refused:
        await log_unproven_identity(request, refused, "sign_in.begin")
        answer = _render_refused(request, access, attempt.onward if attempt else "/", refused)
    delete_cookie(answer, app_state, ATTEMPT_COOKIE)
    return answer


@router.get("/afmelden/organisatie", name="identity.left")
async def show_signed_out(request: Request, access: Organisation) -> Response:
    """Offer to sign out at the organisation too, after signing out here."""
    try:
        exit_there = await access.provider.build_sign_out_address(
            access.address("session.new"), access.app_state.now()
        )
    except Unavailable:
        exit_there = None
    if exit_there is None:
        return redirect_to(request, "session.new")
    context = {"exit_there": exit_there, "organisation": access.provider.label}
    return render_page(request, "identity/left.html", context)


@router.post("/afmelden/organisatie/bericht", name="identity.ended")
async def end(
    request: Request, access: Organisation, logout_token: Annotated[FormText, Form()] = ""
) -> Response:
    """End the sessions of a person who signed out elsewhere (OpenID Connect Back-Channel Logout 1.0)."""
    try:
        sign_out = await access.provider.read_sign_out(logout_token, access.app_state.now())
        await access.app_state.write(lambda session: _end_sessions(session, access, sign_out))
    except (Unproven, Unavailable) as refused:
        await log_unproven_identity(request, refused, "sign_in.end_elsewhere")
        return JSONResponse({"error": "invalid_request"}, HTTPStatus.BAD_REQUEST)
    return Response(status_code=HTTPStatus.OK)


def _end_sessions(session: Session, access: OrganisationAccess, sign_out: SignedOut) -> None:
    act, issuer = access.app_state.act(None, "oidc"), access.provider.issuer
    if not identity.spend(session, act.at, f"logout {issuer} {sign_out.token_id}", sign_out.until):
        raise Unproven("replayed")
    sign_in.end_elsewhere(session, act, issuer, sign_out)


def _render_refused(
    request: Request, access: OrganisationAccess, onward: str, refused: Unproven | Unavailable
) -> Response:
    errors = {"organisation": refused.message}
    return render_sign_in(request, access.app_state, onward, errors=errors, status=get_status(refused))


@dataclass(frozen=True, slots=True)
class CallbackParams:
    """The query parameters with which the provider sends the browser back."""

    code: str
    state: str
    error: str
    issuer: str | None


async def complete_sign_in(
    access: OrganisationAccess, attempt: OidcAttempt | None, params: CallbackParams
) -> Response:
    """Sign in the person that the provider vouches for.

    Refuses (`Unproven`) a response that does not check out, and people who were not invited.
    """
    app_state = access.app_state
    if attempt is None:
        raise Unproven("no attempt", "Signing in took too long, or began in another browser. Try again.")
    if not is_same(attempt.state(app_state.key), params.state):
        raise Unproven("state")
    await _spend_attempt(app_state, attempt)
    if params.error:
        raise Unproven("turned back", "Your organisation did not let you in, or you turned back yourself.")
    if not await access.provider.is_sender(params.issuer, app_state.now()):
        raise Unproven("sender")
    vouched = await _redeem_code(access, attempt, params.code)
    return finish_sign_in(
        app_state,
        attempt.onward,
        await app_state.write(lambda session: _start_session(session, access, vouched)),
    )


async def _spend_attempt(app_state: AppState, attempt: OidcAttempt) -> None:
    """Use the attempt up before asking the provider, so that of two simultaneous requests one goes on."""
    secret, until = f"attempt {attempt.secret}", attempt.began_at + ATTEMPT_LASTS
    if not await app_state.write(lambda session: identity.spend(session, app_state.now(), secret, until)):
        raise Unproven("replayed")


async def _redeem_code(access: OrganisationAccess, attempt: OidcAttempt, code: str) -> VouchedIdentity:
    """Return the person that the provider vouches for, with their e-mail address if they are new here."""
    app_state = access.app_state
    vouched, access_token = await access.provider.redeem(
        code,
        access.address("identity.back"),
        nonce=attempt.nonce(app_state.key),
        verifier=attempt.verifier(app_state.key),
        since=attempt.began_at,
        now=app_state.now(),
    )
    if access_token is None or await app_state.read(
        lambda session: is_linked(session, vouched.issuer, vouched.subject)
    ):
        return vouched
    return await access.provider.add_email(vouched, access_token, app_state.now())


def _start_session(session: Session, access: OrganisationAccess, vouched: VouchedIdentity) -> str:
    """Begin a session, end the one this browser had, and return the new cookie."""
    linked = identity.recognise(session, access.app_state.act(None, "web"), vouched)
    act = access.app_state.act(linked.person_id, "web")
    sign_in.end(session, act, read_session_cookie(access.request))
    return sign_in.begin(
        session,
        act,
        linked.person_id,
        way=SignInMethod.OIDC,
        user_agent=access.request.headers.get("user-agent", ""),
        lasts=access.app_state.lasts,
        identity_id=linked.id,
        provider_session=vouched.session,
    )
