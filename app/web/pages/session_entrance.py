"""The door that everybody comes in by: what is asked there, a password verified, and the way in."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.actions import credential, guess, sign_in
from app.actions.credential import DEVICE_LASTS
from app.domain.refusal import Message
from app.domain.sign_in import Way
from app.queries.person import PersonRow
from app.security import is_password
from app.web.auth import DEVICE_COOKIE, cookie_of, ensure_cookie, set_cookie
from app.web.errors import after
from app.web.origin import address_of
from app.web.refusal_log import keep_wrong_password
from app.web.responses import page
from app.web.state import AppState

WRONG = Message("This e-mail address and password do not belong together.")
WAIT = Message("There were too many attempts. Wait a quarter of an hour at most, and try again.")


async def by_password(
    request: Request, app_state: AppState, email: str, password: str, onward: str
) -> Response:
    """Sign in by password, with the same answer in the same time whether or not the account exists."""
    device = request.cookies.get(DEVICE_COOKIE, "")
    address, now = address_of(request), app_state.now()
    made = await app_state.write(
        lambda session: credential.attempt(session, now, email=email, address=address, device=device)
    )
    if made.wait:
        return after(
            made.wait, ask(request, app_state, onward, wrong={"password": WAIT}, email=email, status=429)
        )
    cost = app_state.password_cost
    is_right = await app_state.hash(lambda: is_password(made.password_hash, password, cost))
    act = app_state.act(made.person_id, "web")
    person_id = made.person_id
    if not is_right or person_id is None:
        await keep_wrong_password(app_state, act, made)
        return ask(request, app_state, onward, wrong={"password": WRONG}, email=email)
    agent = request.headers.get("user-agent", "")

    def enter(session: Session) -> tuple[str, str]:
        sign_in.end(session, act, cookie_of(request))
        guess.forgive(session, made.keys)
        secret = sign_in.begin(
            session, act, person_id, way=Way.PASSWORD, user_agent=agent, lasts=app_state.lasts
        )
        return secret, made.device or credential.know_device(session, person_id, act.at)

    return welcome(app_state, onward, *await app_state.write(enter))


def ask(
    request: Request,
    app_state: AppState,
    onward: str,
    *,
    people: Sequence[PersonRow] = (),
    wrong: Mapping[str, Message] | None = None,
    email: str = "",
    status: int = 400,
) -> Response:
    """Who are you? With what was wrong, and all but the password still there."""
    cookie = ensure_cookie(request)
    context = {
        "people": people,
        "onward": inside(onward),
        "wrong": wrong or {},
        "email": email,
        "there": app_state.provider is not None,
        "organisation": app_state.provider.label if app_state.provider else "",
        "active_page": "session.new",
    }
    answer = page(request, "session/new.html", context, status_code=status if wrong else 200)
    set_cookie(answer, app_state, cookie, app_state.lasts)
    return answer


def welcome(app_state: AppState, onward: str, secret: str, device: str = "") -> Response:
    """Go on to where one was going, with a fresh cookie; the browser is known from now on."""
    answer = RedirectResponse(inside(onward), HTTPStatus.SEE_OTHER)
    set_cookie(answer, app_state, secret, app_state.lasts)
    if device:
        set_cookie(answer, app_state, device, DEVICE_LASTS, DEVICE_COOKIE)
    return answer


def inside(onward: str) -> str:
    """Only a path of our own: a name of another host does not send anybody away."""
    return onward if onward.startswith("/") and not onward.startswith(("//", "/\\")) else "/"
