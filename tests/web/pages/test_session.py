"""Coming in and going out."""

import re

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.web.deps import COOKIE
from tests.cast import Cast
from tests.clients import Clock


@pytest.fixture
async def demo(app: FastAPI, client: AsyncClient) -> AsyncClient:
    """A browser before the door of a demonstration."""
    app.state.world.is_demo = True
    return client


def token(page: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


async def test_whoever_is_chosen_is_signed_in_and_sent_on(demo: AsyncClient, cast: Cast) -> None:
    asked = await demo.get("/aanmelden", params={"verder": "/programmas/buurtkracht"})
    form = {"csrf_token": token(asked.text), "person": str(cast.bram), "verder": "/programmas/buurtkracht"}
    answer = await demo.post("/aanmelden", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/programmas/buurtkracht"
    assert "Bram" in (await demo.get("/programmas/buurtkracht")).text


async def test_signing_in_gives_a_new_cookie_that_scripts_cannot_read(demo: AsyncClient, cast: Cast) -> None:
    asked = await demo.get("/aanmelden")
    before = demo.cookies[COOKIE]
    answer = await demo.post("/aanmelden", data={"csrf_token": token(asked.text), "person": str(cast.bram)})
    assert demo.cookies[COOKIE] != before
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()


async def test_a_form_of_another_site_is_refused(demo: AsyncClient, cast: Cast) -> None:
    asked = await demo.get("/aanmelden")
    form = {"csrf_token": token(asked.text), "person": str(cast.bram)}
    answer = await demo.post("/aanmelden", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("sent", ["", "0" * 64])
async def test_a_form_without_this_browsers_token_is_refused(
    demo: AsyncClient, cast: Cast, sent: str
) -> None:
    await demo.get("/aanmelden")
    answer = await demo.post("/aanmelden", data={"csrf_token": sent, "person": str(cast.bram)})
    assert answer.status_code == 403
    assert "Dit formulier is verlopen." in answer.text


@pytest.mark.parametrize("person", ["", "999999", "Bram"])
async def test_somebody_who_is_not_there_cannot_be_chosen(demo: AsyncClient, person: str) -> None:
    asked = await demo.get("/aanmelden")
    answer = await demo.post("/aanmelden", data={"csrf_token": token(asked.text), "person": person})
    assert answer.status_code == 400
    assert "Kies een van deze mensen." in answer.text


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "/\\elders.example"])
async def test_nobody_is_sent_to_another_host(demo: AsyncClient, cast: Cast, elsewhere: str) -> None:
    asked = await demo.get("/aanmelden")
    form = {"csrf_token": token(asked.text), "person": str(cast.bram), "verder": elsewhere}
    assert (await demo.post("/aanmelden", data=form)).headers["location"] == "/"


async def test_choosing_who_you_are_is_for_the_demonstration_only(noor: AsyncClient, cast: Cast) -> None:
    answer = await noor.post("/aanmelden", data={"person": str(cast.bram)})
    assert answer.status_code == 403


async def test_after_signing_out_the_cookie_opens_nothing(bram: AsyncClient) -> None:
    cookie = bram.cookies[COOKIE]
    answer = await bram.post("/afmelden")
    assert answer.status_code == 303
    bram.cookies.set(COOKIE, cookie)
    assert (await bram.get("/")).status_code == 303


async def test_a_session_ends_after_twelve_hours(bram: AsyncClient, clock: Clock) -> None:
    assert (await bram.get("/")).status_code == 200
    clock.wait(hours=13)
    assert (await bram.get("/")).headers["location"].startswith("/aanmelden")
