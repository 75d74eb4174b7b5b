"""Setting one's own password by an invitation."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import credential, invitation, sign_in
from app.domain.password import fault
from app.domain.refusal import Message, Spent
from app.domain.sign_in import SignInMethod
from app.queries.sign_in import InvitedPerson, find_invitation
from app.security import hashed, password_hashed
from app.web.auth import ensure_cookie, set_cookie
from app.web.deps.session import AppStateDep
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.pages.session import welcome
from app.web.responses import page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)


class PasswordForm(OwnForm):
    """The password that somebody chooses, twice."""

    password: FormText = ""
    again: FormText = ""


@router.get(invitation.PATH, name="account.new")
async def new(request: Request, app_state: AppStateDep, secret: str) -> Response:
    """Which password will it be? Looking uses nothing up: programs look at links before people do."""
    return _ask(request, app_state, secret, await _invited(app_state, secret))


@router.post(invitation.PATH, name="account.create", dependencies=[Depends(require_own_form)])
async def create(
    request: Request,
    app_state: AppStateDep,
    secret: str,
    form: Annotated[PasswordForm, Form()],
) -> Response:
    """Set the password, end every other session of this person, and sign them in here."""
    whom, password = await _invited(app_state, secret), form.password
    wrong = _wrong(whom, password, form.again)
    if wrong:
        return _ask(request, app_state, secret, whom, wrong)
    stored = await app_state.hash(lambda: password_hashed(password, app_state.password_cost))
    agent = request.headers.get("user-agent", "")

    def enter(session: Session) -> tuple[str, str]:
        person_id = invitation.accept(session, app_state.act(None, "web"), secret, stored)
        act = app_state.act(person_id, "web")
        cookie = sign_in.begin(
            session, act, person_id, way=SignInMethod.INVITATION, user_agent=agent, lasts=app_state.lasts
        )
        return cookie, credential.remember_device(session, person_id, act.at)

    return welcome(app_state, "/", *await app_state.write(enter))


async def _invited(app_state: AppState, secret: str) -> InvitedPerson:
    found = await app_state.read(lambda session: find_invitation(session, hashed(secret), app_state.now()))
    if found is None:
        raise Spent("This link was used before or has expired. Ask for a new one.")
    return found


def _wrong(whom: InvitedPerson, password: str, again: str) -> dict[str, Message]:
    weak = fault(password, whom.name, whom.email)
    if weak is not None:
        return {"password": weak}
    return {} if password == again else {"again": Message("This is not the same password.")}


def _ask(
    request: Request,
    app_state: AppState,
    secret: str,
    whom: InvitedPerson,
    wrong: dict[str, Message] | None = None,
) -> Response:
    cookie = ensure_cookie(request)
    context = {"secret": secret, "whom": whom, "wrong": wrong or {}}
    answer = page(request, "account/new.html", context, status_code=400 if wrong else 200)
    set_cookie(answer, app_state, cookie, app_state.lasts)
    return answer
