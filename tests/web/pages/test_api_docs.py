"""The documentation of the API for people."""

import re

import pytest

from app.templating import translator
from app.web.openapi import describe
from app.web.pages.api_words import PLACES

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


async def test_the_documentation_is_for_everyone(client):
    answer = await client.get("/api")
    assert answer.status_code == 200
    assert "/api/v1/openapi.json" in answer.text
    assert "oplevermoment" in answer.text


async def test_who_is_signed_in_stays_so_on_it(bram):
    assert "Bram" in (await bram.get("/api")).text


def test_every_place_of_the_api_is_documented_and_no_other(app):
    assert sorted(place for place, _ in PLACES) == sorted(describe(app)["paths"])


async def test_every_parameter_is_documented_in_dutch(app, client):
    shown = (await client.get("/api")).text
    dutch = translator("nl").gettext
    for item in describe(app)["paths"].values():
        for asked in item["get"]["parameters"]:
            if asked["in"] == "query":
                assert f"<code>{asked['name']}</code>" in shown
                assert dutch(asked["description"]) != asked["description"]


async def test_nothing_on_it_comes_from_elsewhere(client):
    assert re.findall(r'(?:src|href)="(?:https?:)?//', (await client.get("/api")).text) == []
