"""Signing in through one's own organisation, and its word that somebody signed out."""

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
from app.web.auth import cookie_of, delete_cookie, set_cookie
from app.web.errors import status_of
from app.web.forms import FormText
from app.web.oidc_attempt import ATTEMPT_COOKIE, OidcAttempt, Organisation, OrganisationDoor, begun, opened
from app.web.pages.session import ask, inside, welcome
from app.web.refusal_log import keep_unproven
from app.web.responses import page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)


@router.get("/aanmelden/organisatie", name="identity.new")
async def new(request: Request, door: Organisation, verder: str = "/") -> Response:
    """Go and show who you are. Nothing is written, and nothing changes for whoever never comes back."""
    app_state = door.app_state
    attempt = begun(app_state.now(), inside(verder))
    try:
        address = await door.provider.build_sign_in_address(
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
        exit_there = await door.provider.build_sign_out_address(
            door.address("session.new"), door.app_state.now()
        )
    except Unavailable:
        exit_there = None
    if exit_there is None:
        return RedirectResponse(request.app.state.paths("session.new"), HTTPStatus.SEE_OTHER)
    context = {"exit_there": exit_there, "organisation": door.provider.label}
    return page(request, "identity/left.html", context)


@router.post("/afmelden/organisatie/bericht", name="identity.ended")
async def ended(
    request: Request, door: Organisation, logout_token: Annotated[FormText, Form()] = ""
) -> Response:
    """The organisation tells that somebody signed out (OpenID Connect Back-Channel Logout 1.0)."""
    try:
        out = await door.provider.read_sign_out(logout_token, door.app_state.now())
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


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands in the address of whoever comes back."""

    code: str
    state: str
    error: str
    issuer: str | None


async def come_in(door: OrganisationDoor, attempt: OidcAttempt | None, sent: Sent) -> Response:
    """Let somebody in. Refuses (`Unproven`) whatever does not hold, and whoever was not invited."""
    app_state = door.app_state
    if attempt is None:
        raise Unproven("no attempt", "Signing in took too long, or began in another browser. Try again.")
    if not is_same(attempt.state(app_state.key), sent.state):
        raise Unproven("state")
    await _once(app_state, attempt)
    if sent.error:
        raise Unproven("turned back", "Your organisation did not let you in, or you turned back yourself.")
    if not await door.provider.is_sender(sent.issuer, app_state.now()):
        raise Unproven("sender")
    who = await _asked(door, attempt, sent.code)
    return welcome(
        app_state, attempt.onward, await app_state.write(lambda session: _enter(session, door, who))
    )


async def _once(app_state: AppState, attempt: OidcAttempt) -> None:
    """Before anything is asked of the provider, so that two at once do not both go on."""
    secret, until = f"attempt {attempt.secret}", attempt.began_at + ATTEMPT_LASTS
    if not await app_state.write(lambda session: identity.spend(session, app_state.now(), secret, until)):
        raise Unproven("replayed")


async def _asked(door: OrganisationDoor, attempt: OidcAttempt, code: str) -> VouchedIdentity:
    """For whom the provider vouches; their address is asked apart only for whoever is new here."""
    app_state = door.app_state
    who, access = await door.provider.redeem(
        code,
        door.address("identity.back"),
        nonce=attempt.nonce(app_state.key),
        verifier=attempt.verifier(app_state.key),
        since=attempt.began_at,
        now=app_state.now(),
    )
    if access is None or await app_state.read(lambda session: is_linked(session, who.issuer, who.subject)):
        return who
    return await door.provider.add_email(who, access, app_state.now())


def _enter(session: Session, door: OrganisationDoor, who: VouchedIdentity) -> str:
    """The cookie of a new session; what this browser was signed in to has ended."""
    found = identity.recognise(session, door.app_state.act(None, "web"), who)
    act = door.app_state.act(found.person_id, "web")
    sign_in.end(session, act, cookie_of(door.request))
    return sign_in.begin(
        session,
        act,
        found.person_id,
        way=SignInMethod.OIDC,
        user_agent=door.request.headers.get("user-agent", ""),
        lasts=door.app_state.lasts,
        identity_id=found.id,
        provider_session=who.session,
    )
