"""The documentation of the API for people."""

import re

from app.templating import translator
from app.web.openapi import describe
from app.web.pages.api_words import PLACES


async def test_the_documentation_is_public(client):
    answer = await client.get("/api")
    assert answer.status_code == 200
    assert "/api/v1/openapi.json" in answer.text
    assert "oplevermoment" in answer.text


async def test_signed_in_people_stay_signed_in_on_the_documentation(bram):
    assert "Bram" in (await bram.get("/api")).text


def test_exactly_the_things_of_the_api_are_documented(app):
    """What is done with one of them stands in the description, below the thing itself."""
    things = [path for path in describe(app)["paths"] if "/_" not in path]
    assert sorted(place for place, _ in PLACES) == sorted(things)


async def test_every_parameter_is_documented_in_dutch(app, client):
    shown = (await client.get("/api")).text
    dutch = translator("nl").gettext
    for item in describe(app)["paths"].values():
        for parameter in item.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query":
                assert f"<code>{parameter['name']}</code>" in shown
                assert dutch(parameter["description"]) != parameter["description"]


async def test_the_documentation_loads_nothing_from_other_sites(client):
    assert re.findall(r'(?:src|href)="(?:https?:)?//', (await client.get("/api")).text) == []
