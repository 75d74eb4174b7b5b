"""The cookie behind which a browser is known: its name, what is in it, and how it is set."""

from datetime import timedelta

from fastapi import Request
from fastapi.responses import Response

from app.security import fresh_secret
from app.web.world import World, world_of

COOKIE = "__Host-mijlpaal"
DEMO_COOKIE = "mijlpaal"
"""A demonstration on plain http has no secure cookie."""


DEVICE_COOKIE = "__Host-mijlpaal-browser"
"""By this a browser is known in which somebody signed in before."""


def is_plain(world: World) -> bool:
    """Whether cookies go over plain http: in a demonstration only, which stays on one machine."""
    return world.is_demo and not world.settings.public_url.startswith("https:")


def name_of(world: World) -> str:
    """What the cookie is called here."""
    return DEMO_COOKIE if is_plain(world) else COOKIE


def cookie_of(request: Request) -> str:
    """What this browser holds, empty where it holds nothing."""
    return request.cookies.get(name_of(world_of(request)), "")


def give_cookie(request: Request) -> str:
    """The same, made where there is none: a form belongs to a cookie, also before anybody is known."""
    name = name_of(world_of(request))
    return request.cookies.setdefault(name, fresh_secret())


def put(answer: Response, world: World, secret: str, lasts: timedelta, name: str | None = None) -> None:
    """Set the cookie (or another of ours, by its name) on an answer: not for scripts, not for other sites."""
    answer.set_cookie(
        name or name_of(world),
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=not is_plain(world),
        httponly=True,
        samesite="lax",
    )


def take_away(answer: Response, world: World, name: str | None = None) -> None:
    """Let the browser forget its cookie (or another of ours, by its name)."""
    answer.delete_cookie(
        name or name_of(world), path="/", secure=not is_plain(world), httponly=True, samesite="lax"
    )
