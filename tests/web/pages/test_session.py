"""Signing in and out."""

import re

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from sqlmodel import col

from app.db import Database
from app.tables import SignIn
from app.web.auth import COOKIE
from tests.cast import Cast

pytestmark = pytest.mark.signed_out

HERE = "https://127.0.0.1"


@pytest.fixture
async def demo(app: FastAPI, client: AsyncClient) -> AsyncClient:
    """A browser at a demonstration, not signed in."""
    app.state.app_state.is_demo = True
    client.base_url = HERE
    return client


def token(page: str) -> str:
    """The token of the first form on a page."""
    match = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert match
    return match[1]


async def test_the_chosen_person_is_signed_in_and_sent_on(demo: AsyncClient, cast: Cast) -> None:
    sign_in_page = await demo.get("/aanmelden", params={"verder": "/programmas/buurtkracht"})
    form = {
        "csrf_token": token(sign_in_page.text),
        "person": str(cast.bram),
        "verder": "/programmas/buurtkracht",
    }
    answer = await demo.post("/aanmelden", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/programmas/buurtkracht"
    assert "Bram" in (await demo.get("/programmas/buurtkracht")).text


async def test_signing_in_gives_a_new_cookie_that_scripts_cannot_read(demo: AsyncClient, cast: Cast) -> None:
    sign_in_page = await demo.get("/aanmelden")
    before = demo.cookies[COOKIE]
    answer = await demo.post(
        "/aanmelden", data={"csrf_token": token(sign_in_page.text), "person": str(cast.bram)}
    )
    assert demo.cookies[COOKIE] != before
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=lax" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("address", "called"), [("192.0.2.7", "127.0.0.1"), ("127.0.0.1", "mijlpaal.example"), ("127.0.0.1", "")]
)
async def test_a_demonstration_is_only_accessible_from_its_own_machine(
    demo: AsyncClient, app: FastAPI, cast: Cast, address: str, called: str
) -> None:
    sign_in_page = await demo.get("/aanmelden")
    form = {"csrf_token": token(sign_in_page.text), "person": str(cast.bram)}
    elsewhere = AsyncClient(
        transport=ASGITransport(app, client=(address, 1)),
        base_url=HERE,
        cookies=demo.cookies,
        headers={"Host": called},
    )
    for answer in (await elsewhere.get("/aanmelden"), await elsewhere.post("/aanmelden", data=form)):
        assert answer.status_code == 403
        assert "Bram" not in answer.text
    await elsewhere.aclose()


async def test_a_demonstration_on_plain_http_has_a_cookie_that_is_not_secure(
    demo: AsyncClient, app: FastAPI
) -> None:
    app.state.app_state.settings.public_url = "http://127.0.0.1:8000"
    cookie = (await demo.get("/aanmelden")).headers["set-cookie"]
    assert cookie.startswith("mijlpaal=")
    assert "secure" not in cookie.lower()


async def test_a_form_of_another_site_is_refused(demo: AsyncClient, cast: Cast) -> None:
    sign_in_page = await demo.get("/aanmelden")
    form = {"csrf_token": token(sign_in_page.text), "person": str(cast.bram)}
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
async def test_an_unknown_person_cannot_be_chosen(demo: AsyncClient, person: str) -> None:
    sign_in_page = await demo.get("/aanmelden")
    answer = await demo.post("/aanmelden", data={"csrf_token": token(sign_in_page.text), "person": person})
    assert answer.status_code == 400
    assert "Kies een van deze mensen." in answer.text


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "/\\elders.example"])
async def test_nobody_is_sent_to_another_host(demo: AsyncClient, cast: Cast, elsewhere: str) -> None:
    sign_in_page = await demo.get("/aanmelden")
    form = {"csrf_token": token(sign_in_page.text), "person": str(cast.bram), "verder": elsewhere}
    assert (await demo.post("/aanmelden", data=form)).headers["location"] == "/"


async def test_choosing_who_you_are_is_for_the_demonstration_only(noor: AsyncClient, cast: Cast) -> None:
    answer = await noor.post("/aanmelden", data={"person": str(cast.bram)})
    assert answer.status_code == 403


async def test_after_signing_out_the_cookie_no_longer_works(bram: AsyncClient) -> None:
    cookie = bram.cookies[COOKIE]
    answer = await bram.post("/afmelden")
    assert answer.status_code == 303
    bram.cookies.set(COOKIE, cookie)
    assert (await bram.get("/portfolio")).status_code == 303


async def test_signing_in_again_ends_the_previous_session_of_the_browser(
    demo: AsyncClient, cast: Cast, database: Database
) -> None:
    for person in (cast.bram, cast.iris):
        sign_in_page = await demo.get("/aanmelden")
        await demo.post("/aanmelden", data={"csrf_token": token(sign_in_page.text), "person": str(person)})
    with database.reading() as session:
        assert session.scalars(sa.select(col(SignIn.person_id))).all() == [cast.iris]
