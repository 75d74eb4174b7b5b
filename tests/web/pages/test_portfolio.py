"""The portfolio, one action line, and the public pages."""

import pytest
from httpx import AsyncClient


async def test_the_portfolio_lists_the_readable_programmes(bram: AsyncClient) -> None:
    answer = await bram.get("/portfolio")
    assert answer.status_code == 200
    assert "Buurtkracht" in answer.text
    assert 'href="/programmas/buurtkracht"' in answer.text


async def test_what_is_due_first_is_listed_first(bram: AsyncClient) -> None:
    page = (await bram.get("/portfolio")).text
    assert page.index("1 december 2023") < page.index("begin 2024")


async def test_a_stranger_sees_an_empty_portfolio_with_an_explanation(vera: AsyncClient) -> None:
    page = (await vera.get("/portfolio")).text
    assert "Buurtkracht" not in page
    assert "Er is nog geen programma voor u" in page


async def test_a_visitor_is_sent_to_sign_in(client: AsyncClient) -> None:
    answer = await client.get("/portfolio")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Fportfolio")


async def test_a_wrong_day_is_refused_on_the_portfolio_too(bram: AsyncClient) -> None:
    answer = await bram.get("/portfolio", params={"peildatum": "31-11-2023"})
    assert answer.status_code == 400
    assert "is geen dag" in answer.text


async def test_an_action_line_shows_its_own_projects_and_no_others(bram: AsyncClient) -> None:
    answer = await bram.get("/programmas/buurtkracht/actielijnen/1")
    assert answer.status_code == 200
    assert "Ontmoeten" in answer.text
    assert "Handreiking buurthuizen" in answer.text
    assert 'id="lijn-2"' not in answer.text


async def test_an_unknown_action_line_is_not_found(bram: AsyncClient) -> None:
    answer = await bram.get("/programmas/buurtkracht/actielijnen/9")
    assert answer.status_code == 404
    assert "Deze actielijn bestaat niet." in answer.text


async def test_a_stranger_gets_not_found_for_an_action_line(vera: AsyncClient) -> None:
    assert (await vera.get("/programmas/buurtkracht/actielijnen/1")).status_code == 404


@pytest.mark.parametrize("path", ["/toegankelijkheid", "/healthz", "/readyz", "/aanmelden"])
async def test_some_pages_are_public(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 200


async def test_not_found_is_explained_in_dutch(bram: AsyncClient) -> None:
    answer = await bram.get("/nergens")
    assert answer.status_code == 404
    assert "Hier is niets, of niet voor u." in answer.text


@pytest.mark.parametrize("path", ["/", "/aanmelden", "/programmas/buurtkracht", "/nergens"])
async def test_every_response_has_the_security_headers(bram: AsyncClient, path: str) -> None:
    headers = (await bram.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
