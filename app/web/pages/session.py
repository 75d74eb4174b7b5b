"""Signing in and out, and one's own sessions and API tokens."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.actions import api_token, credential, sign_in
from app.actions.credential import DEVICE_LASTS
from app.domain.api_token import LASTS_DAYS, LONGEST_DAYS, TokenScope
from app.domain.refusal import Forbidden, Invalid, Message
from app.domain.sign_in import SignInMethod
from app.queries.api_token import api_tokens
from app.queries.person import PersonRow, Viewer, people
from app.queries.programme import programmes
from app.queries.sign_in import sign_ins
from app.security import hash_secret, is_password
from app.web.auth import DEVICE_COOKIE, delete_cookie, ensure_cookie, read_session_cookie, set_cookie
from app.web.deps.session import AppStateDep, Id, SessionDep, ViewerDep
from app.web.errors import set_retry_after
from app.web.forms import FormText, OwnForm, all_or_nothing, read_number, require_own_form
from app.web.origin import read_client_address, require_this_machine
from app.web.refusal_log import log_wrong_password
from app.web.responses import redirect_to, render_page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)


class SignInForm(OwnForm):
    """Who signs in, and the path they go on to (`verder`); `person` is used in the demonstration only."""

    verder: FormText = ""
    person: FormText = ""
    email: FormText = ""
    password: FormText = ""


class TokenForm(OwnForm):
    """A new token: what it opens, for how many days, and in which programme (its id; empty for all)."""

    scope: FormText = TokenScope.READ.value
    days: FormText = str(LASTS_DAYS)
    programme: FormText = ""


@router.get("/aanmelden", name="session.new")
def new(request: Request, session: SessionDep, app_state: AppStateDep, verder: str = "/") -> Response:
    """Show the sign-in page."""
    if app_state.is_demo:
        require_this_machine(request)
        return render_sign_in(request, app_state, verder, people=people(session))
    return render_sign_in(request, app_state, verder)


@router.post("/aanmelden", name="session.create", dependencies=[Depends(require_own_form)])
async def create(request: Request, app_state: AppStateDep, form: Annotated[SignInForm, Form()]) -> Response:
    """Sign in by password, or in the demonstration by choosing a person, and go on to `verder`."""
    if app_state.is_demo:
        require_this_machine(request)
        return await _sign_in_as(request, app_state, form.person, form.verder)
    if form.person:
        raise Forbidden("Choosing who you are is for the demonstration only.")
    return await sign_in_by_password(request, app_state, form.email, form.password, form.verder)


@router.get("/aanmelden/klaar", name="session.done")
def done(request: Request, viewer: ViewerDep) -> Response:
    """Tell who signed in beside a form that this tab can be closed."""
    return render_page(request, "session/done.html", {}, viewer=viewer)


@router.post("/afmelden", name="session.delete", dependencies=[Depends(require_own_form)])
def delete(request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep) -> Response:
    """Sign this browser out, and offer people who came through their organisation to sign out there too."""
    method = sign_in.end(session, app_state.act(viewer.id, "web"), read_session_cookie(request))
    goes_on = method is SignInMethod.OIDC and app_state.provider is not None
    response = redirect_to(request, "identity.left" if goes_on else "session.new")
    delete_cookie(response, app_state)
    return response


@router.get("/mijn-sessies", name="session.index")
def index(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, bewaard: str = ""
) -> Response:
    """List the viewer's sessions and API tokens."""
    return _render_sessions(request, session, app_state, viewer, TokenForm(), saved=bool(bewaard))


@router.post("/mijn-sessies/tokens", name="session.issue", dependencies=[Depends(require_own_form)])
def issue(
    request: Request,
    session: SessionDep,
    app_state: AppStateDep,
    viewer: ViewerDep,
    form: Annotated[TokenForm, Form()],
) -> Response:
    """Make a token for a program of the viewer, and show it this once."""
    chosen = {str(row.id): row.id for row in programmes(session, viewer.rights.readable())}
    try:
        if form.programme and form.programme not in chosen:
            raise Invalid.because("programme", "Choose one of the given values.")
        with all_or_nothing(session):
            token = api_token.issue(
                session,
                app_state.act(viewer.id, "web"),
                viewer.id,
                scope=TokenScope.WRITE if form.scope == TokenScope.WRITE else TokenScope.READ,
                days=read_number(form.days),
                programme_id=chosen.get(form.programme),
            )
    except Invalid as refused:
        return _render_sessions(request, session, app_state, viewer, form, errors=refused.fields)
    return _render_sessions(request, session, app_state, viewer, TokenForm(), token=token)


@router.post("/mijn-sessies/{id}/einde", name="session.end", dependencies=[Depends(require_own_form)])
def end(request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, id: Id) -> Response:
    """Sign out one of the viewer's browsers; if it is this one, the next page asks to sign in."""
    sign_in.end_one(session, app_state.act(viewer.id, "web"), viewer.id, id)
    return redirect_to(request, "session.index")


@router.post("/mijn-sessies/einde", name="session.end_others", dependencies=[Depends(require_own_form)])
def end_others(request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep) -> Response:
    """Sign out every other browser of the viewer."""
    sign_in.end_all(session, app_state.act(viewer.id, "web"), viewer.id, but=read_session_cookie(request))
    return redirect_to(request, "session.index")


@router.post(
    "/mijn-sessies/tokens/{id}/einde", name="session.revoke", dependencies=[Depends(require_own_form)]
)
def revoke(
    request: Request, session: SessionDep, app_state: AppStateDep, viewer: ViewerDep, id: Id
) -> Response:
    """Revoke one of the viewer's API tokens."""
    api_token.revoke(session, app_state.act(viewer.id, "web"), viewer.id, id)
    return redirect_to(request, "session.index")


def _render_sessions(
    request: Request,
    session: Session,
    app_state: AppState,
    viewer: Viewer,
    typed: TokenForm,
    *,
    errors: Mapping[str, Message] | None = None,
    token: str = "",
    saved: bool = False,
) -> Response:
    cookie_hash, now = hash_secret(read_session_cookie(request)), app_state.now()
    readable = programmes(session, viewer.rights.readable())
    context = {
        "sign_ins": sign_ins(session, viewer.id, now, cookie_hash=cookie_hash, idle=app_state.idle),
        "tokens": api_tokens(session, viewer.id, now),
        "programmes": [(str(row.id), row.title) for row in readable],
        "longest": LONGEST_DAYS,
        "typed": typed,
        "errors": errors or {},
        "token": token,
        "active_page": "session.index",
        "saved": saved,
    }
    status = HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK
    return render_page(request, "session/index.html", context, viewer=viewer, status_code=status)


async def _sign_in_as(request: Request, app_state: AppState, person: str, onward: str) -> Response:
    chosen = read_number(person)
    user_agent, act = request.headers.get("user-agent", ""), app_state.act(chosen or None, "web")

    def start_session(session: Session) -> str:
        secret = sign_in.begin(
            session, act, chosen, way=SignInMethod.DEMO, user_agent=user_agent, lasts=app_state.lasts
        )
        sign_in.end(session, act, read_session_cookie(request))
        return secret

    try:
        secret = await app_state.write(start_session)
    except Invalid as refused:
        everybody = await app_state.read(people)
        return render_sign_in(request, app_state, onward, people=everybody, errors=refused.fields)
    return finish_sign_in(app_state, onward, secret)


WRONG = Message("This e-mail address and password do not belong together.")
WAIT = Message("There were too many attempts. Wait a quarter of an hour at most, and try again.")


async def sign_in_by_password(
    request: Request, app_state: AppState, email: str, password: str, onward: str
) -> Response:
    """Sign in by password; the response and its time do not reveal whether the account exists."""
    device = request.cookies.get(DEVICE_COOKIE, "")
    address, now = read_client_address(request), app_state.now()
    attempt = await app_state.write(
        lambda session: credential.count_attempt(session, now, email=email, address=address, device=device)
    )
    if attempt.wait:
        return set_retry_after(
            attempt.wait,
            render_sign_in(request, app_state, onward, errors={"password": WAIT}, email=email, status=429),
        )
    cost = app_state.password_cost
    is_right = await app_state.hash(lambda: is_password(attempt.password_hash, password, cost))
    act = app_state.act(attempt.person_id, "web")
    person_id = attempt.person_id
    if not is_right or person_id is None:
        await log_wrong_password(app_state, act, attempt)
        return render_sign_in(request, app_state, onward, errors={"password": WRONG}, email=email)
    user_agent = request.headers.get("user-agent", "")

    def start_session(session: Session) -> tuple[str, str]:
        sign_in.end(session, act, read_session_cookie(request))
        credential.forgive_guess(session, attempt.keys)
        secret = sign_in.begin(
            session, act, person_id, way=SignInMethod.PASSWORD, user_agent=user_agent, lasts=app_state.lasts
        )
        return secret, attempt.device or credential.remember_device(session, person_id, act.at)

    return finish_sign_in(app_state, onward, *await app_state.write(start_session))


def render_sign_in(
    request: Request,
    app_state: AppState,
    onward: str,
    *,
    people: Sequence[PersonRow] = (),
    errors: Mapping[str, Message] | None = None,
    email: str = "",
    status: int = 400,
) -> Response:
    """Return the sign-in page, with any errors and everything that was typed except the password."""
    cookie = ensure_cookie(request)
    context = {
        "people": people,
        "onward": restrict_to_own_path(onward),
        "wrong": errors or {},
        "email": email,
        "has_organisation": app_state.provider is not None,
        "organisation": app_state.provider.label if app_state.provider else "",
        "active_page": "session.new",
    }
    answer = render_page(request, "session/new.html", context, status_code=status if errors else 200)
    set_cookie(answer, app_state, cookie, app_state.lasts)
    return answer


def finish_sign_in(app_state: AppState, onward: str, secret: str, device: str = "") -> Response:
    """Redirect to `onward` with the cookie of the new session, and one that recognises this browser."""
    answer = RedirectResponse(restrict_to_own_path(onward), HTTPStatus.SEE_OTHER)
    set_cookie(answer, app_state, secret, app_state.lasts)
    if device:
        set_cookie(answer, app_state, device, DEVICE_LASTS, DEVICE_COOKIE)
    return answer


def restrict_to_own_path(onward: str) -> str:
    """Return the path if it is one of our own, else the front page: a link must not lead to another site."""
    return onward if onward.startswith("/") and not onward.startswith(("//", "/\\")) else "/"
