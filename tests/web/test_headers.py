"""What a browser may do with an answer of ours, on every kind of answer: page, part, API, file, error."""

import pytest
from httpx import ASGITransport, AsyncClient
from pydantic import ValidationError

from app.settings import Settings
from tests.clients import ORIGIN

pytestmark = [pytest.mark.parametrize("backend", ["sqlite"]), pytest.mark.own_application]
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}


@pytest.fixture
async def answers(noor, client, app, cast):
    """One answer of every kind, by what it is."""
    app.add_api_route("/kapot", lambda: 1 / 0)
    outside = ASGITransport(app, raise_app_exceptions=False)
    broken = AsyncClient(transport=outside, base_url=ORIGIN)
    product = f"/producten/{cast['handbook']}"
    async with broken:
        return {
            "page": await noor.get("/"),
            "part": await noor.get(product, headers=PARTIAL),
            "file": await noor.get("/mensen/bestand.csv"),
            "to sign in": await client.get("/portfolio"),
            "sign in": await client.get("/aanmelden"),
            "not found": await noor.get("/nergens"),
            "refused": await noor.post("/aanmelden"),
            "no method": await noor.put("/"),
            "fault": await broken.get("/kapot"),
            "too big": await noor.post("/", content=b"x" * 3_000_000),
            "too long": await noor.get("/" + "x" * 9000),
            "api": await noor.get("/api/v1/programmes"),
            "api not found": await noor.get("/api/v1/nergens"),
            "described": await client.get("/api/v1/openapi.json"),
            "probe": await client.get("/healthz"),
            "head": await noor.head("/"),
            "static": await client.get("/static/icon.svg"),
            "static not found": await client.get("/static/nergens.css"),
        }


async def test_every_answer_carries_every_header(answers):
    for what, answer in answers.items():
        assert (what, {name: answer.headers.get(name) for name in EVERY}) == (what, EVERY)


async def test_nothing_runs_or_is_drawn_that_is_not_ours(answers):
    for what, answer in answers.items():
        policy = dict(
            part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
        )
        assert (what, policy["default-src"], policy["object-src"]) == (what, "'self'", "'none'")
        assert (policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'")
        assert policy["form-action"] == "'self'"
        assert not {"script-src", "style-src", "connect-src"} & set(policy)
        assert not any(word in str(policy) for word in ("unsafe", "*", "http:", "https:"))


async def test_nothing_is_kept_but_files_of_ours(answers):
    kept = {what for what, answer in answers.items() if answer.headers["Cache-Control"] != "no-store"}
    assert kept == {"static"}


async def test_a_file_is_kept_for_ever_only_where_its_content_is_in_its_address(client, app):
    versioned = (await client.get("/aanmelden")).text.split('rel="icon" href="')[1].split('"')[0]
    assert "immutable" in (await client.get(versioned)).headers["Cache-Control"]
    assert (await client.get("/static/icon.svg")).headers["Cache-Control"] == "public, max-age=3600"
    assert (await client.get("/static/nergens.css?v=1")).headers["Cache-Control"] == "no-store"


async def test_no_page_has_script_or_style_of_its_own(answers):
    for what, answer in answers.items():
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert (
                what,
                [mark for mark in (" style=", "<style", " onclick=", "javascript:") if mark in answer.text],
            ) == (what, [])
            assert answer.text.count("<script") == answer.text.count("<script src=")


async def test_a_ministrys_own_style_sheet_is_linked_and_the_policy_lets_it_in(app, client):
    app.state.app_state.settings.theme_css = "/huisstijl/ministerie.css"
    answer = await client.get("/aanmelden")
    assert '<link rel="stylesheet" href="/huisstijl/ministerie.css">' in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    "address", ["https://elders.example/a.css", "//elders.example/a.css", "/\\elders", "a.css"]
)
def test_a_style_sheet_from_elsewhere_is_refused_at_the_start(address, backend):
    with pytest.raises(ValidationError):
        Settings(theme_css=address)
