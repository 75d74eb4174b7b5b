"""Coming in and going out; in the demo by choosing who you are."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from app.actions import sign_in
from app.domain.refusal import Forbidden, Invalid
from app.queries.person import people
from app.security import fresh_secret
from app.web.answer import page
from app.web.deps import COOKIE, SessionDep, ViewerDep, WorldDep
from app.web.form import from_our_form, number
from app.web.world import World

router = APIRouter(include_in_schema=False)


@router.get("/aanmelden", name="session.new")
def new(request: Request, session: SessionDep, world: WorldDep, verder: str = "/") -> Response:
    """Who are you?"""
    return _ask(request, session, world, verder)


@router.post("/aanmelden", name="session.create", dependencies=[Depends(from_our_form)])
def create(
    request: Request,
    session: SessionDep,
    world: WorldDep,
    person: Annotated[str, Form()] = "",
    verder: Annotated[str, Form()] = "/",
) -> Response:
    """Sign the chosen person in and send them on to where they were going."""
    if not world.is_demo:
        raise Forbidden("Choosing who you are is for the demonstration only.")
    chosen = number(person)
    try:
        secret = sign_in.begin(session, world.act(chosen or None, "web"), chosen)
    except Invalid as refused:
        return _ask(request, session, world, verder, refused)
    answer = RedirectResponse(_inside(verder), HTTPStatus.SEE_OTHER)
    _set_cookie(answer, secret, world)
    return answer


@router.post("/afmelden", name="session.delete", dependencies=[Depends(from_our_form)])
def delete(request: Request, session: SessionDep, world: WorldDep, viewer: ViewerDep) -> Response:
    """Sign this browser out."""
    sign_in.end(session, world.act(viewer.id, "web"), request.cookies[COOKIE])
    answer = RedirectResponse(request.app.state.paths("session.new"), HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE)
    return answer


def _ask(
    request: Request, session: SessionDep, world: World, onward: str, refused: Invalid | None = None
) -> Response:
    if not request.cookies.get(COOKIE):
        # A form needs a cookie to belong to, also before anybody is signed in.
        request.cookies[COOKIE] = fresh_secret()
    context = {
        "people": people(session) if world.is_demo else [],
        "onward": _inside(onward),
        "wrong": refused.fields if refused else {},
    }
    answer = page(request, "session/new.html", context, status_code=400 if refused else 200)
    _set_cookie(answer, request.cookies[COOKIE], world)
    return answer


def _set_cookie(answer: Response, secret: str, world: World) -> None:
    lasts = int(sign_in.LASTS.total_seconds())
    secure = world.settings.public_url.startswith("https:")
    answer.set_cookie(COOKIE, secret, max_age=lasts, httponly=True, samesite="lax", secure=secure)


def _inside(onward: str) -> str:
    """Only a path of our own: a name of another host does not send anybody away."""
    return onward if onward.startswith("/") and not onward.startswith(("//", "/\\")) else "/"
