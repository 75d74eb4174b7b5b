"""Choosing a password by an invitation link."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import credential, invitation, sign_in
from app.domain.refusal import Message, Spent
from app.domain.sign_in import SignInMethod
from app.queries.sign_in import InvitedPerson, find_invitation
from app.security import hash_secret, password_hashed
from app.web.auth import ensure_cookie, set_cookie
from app.web.deps.session import AppStateDep
from app.web.forms import FormText, OwnForm, require_own_form
from app.web.pages.password import check_new_password
from app.web.pages.session import finish_sign_in
from app.web.responses import render_page
from app.web.state import AppState

router = APIRouter(include_in_schema=False)


class PasswordForm(OwnForm):
    """The password that somebody chooses, twice."""

    password: FormText = ""
    again: FormText = ""
    email: FormText = ""
    """Sent for password managers, which keep it beside the password; nobody reads it here."""


@router.get(invitation.PATH, name="account.new")
async def new(request: Request, app_state: AppStateDep, secret: str) -> Response:
    """Ask for a password. This does not use the link up: mail programs open links before people do."""
    return _render_form(request, app_state, secret, await _find_invited_person(app_state, secret))


@router.post(invitation.PATH, name="account.create", dependencies=[Depends(require_own_form)])
async def create(
    request: Request,
    app_state: AppStateDep,
    secret: str,
    form: Annotated[PasswordForm, Form()],
) -> Response:
    """Set the password, end every session of this person, and sign them in here."""
    person, password = await _find_invited_person(app_state, secret), form.password
    errors = check_new_password(person.name, person.email, password, form.again)
    if errors:
        return _render_form(request, app_state, secret, person, errors)
    stored = await app_state.hash(lambda: password_hashed(password, app_state.password_cost))
    user_agent = request.headers.get("user-agent", "")

    def start_session(session: Session) -> tuple[str, str]:
        person_id = invitation.accept(session, app_state.act(None, "web"), secret, stored)
        act = app_state.act(person_id, "web")
        cookie = sign_in.begin(
            session, act, person_id, way=SignInMethod.INVITATION, user_agent=user_agent, lasts=app_state.lasts
        )
        return cookie, credential.remember_device(session, person_id, act.at)

    return finish_sign_in(app_state, "/", *await app_state.write(start_session))


async def _find_invited_person(app_state: AppState, secret: str) -> InvitedPerson:
    person = await app_state.read(
        lambda session: find_invitation(session, hash_secret(secret), app_state.now())
    )
    if person is None:
        raise Spent("This link was used before or has expired. Ask for a new one.")
    return person


def _render_form(
    request: Request,
    app_state: AppState,
    secret: str,
    person: InvitedPerson,
    errors: dict[str, Message] | None = None,
) -> Response:
    cookie = ensure_cookie(request)
    context = {"secret": secret, "whom": person, "wrong": errors or {}}
    answer = render_page(request, "account/new.html", context, status_code=400 if errors else 200)
    set_cookie(answer, app_state, cookie, app_state.lasts)
    return answer
