"""The documentation of the API for people."""

import html
import re
from datetime import date

import jsonschema
import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app.domain.month import add_months
from app.templating import translator
from app.web.api_address import API_VERSION
from app.web.deprecation import DEPRECATED, NOTICE_MONTHS, Deprecation, deprecation_headers
from app.web.openapi import describe_once
from app.web.pages.api_docs import BEGIN
from app.web.pages.api_words import ABOUT, PLACES, RELEASES
from app.web.views.api_reference import list_resources


@pytest.fixture
def described(app):
    return describe_once(app)


async def test_the_documentation_is_public(client):
    answer = await client.get("/api")
    assert answer.status_code == 200
    assert "/api/v1/openapi.json" in answer.text
    assert "oplevermoment" in answer.text


async def test_signed_in_people_stay_signed_in_on_the_documentation(bram):
    assert "Bram" in (await bram.get("/api")).text


async def test_the_quick_start_is_the_very_text_that_the_tests_run(client):
    page = (await client.get("/api")).text
    shown = dict(re.findall(r'data-file="([^"]+)"><code>(.*?)</code>', page, re.DOTALL))
    files = {
        path.name: path.read_text(encoding="utf-8").rstrip() for path in BEGIN.iterdir() if path.is_file()
    }
    assert {name: html.unescape(text) for name, text in shown.items()} == files
    assert "export API=https://mijlpaal.test/api/v1" in page


def test_exactly_the_paths_and_the_groups_of_the_api_are_documented(described):
    things = [path for path in described["paths"] if "/_" not in path]
    assert sorted(place for place, _ in PLACES) == sorted(things)
    assert {resource.name for resource in list_resources(described)} == set(ABOUT)


async def test_every_operation_of_the_api_stands_in_the_reference(client, described):
    shown = set()
    for resource in list_resources(described):
        page = (await client.get(f"/api/naslag/{resource.slug}")).text
        shown |= set(re.findall(r'<div class="operation" id="([a-z]\w+)"', page))
        targets = re.findall(r'href="#(\w+)"', page)
        assert set(targets) <= set(re.findall(r'id="(\w+)"', page))
    assert shown == {o["operationId"] for item in described["paths"].values() for o in item.values()}
    assert (await client.get("/api/naslag/niets")).status_code == 404


async def test_the_reference_tells_what_an_operation_takes_and_answers(client):
    page = html.unescape((await client.get("/api/naslag/risks")).text)
    (added,) = re.findall(r'<div class="operation" id="createRisk">(.*?)id="getRisk"', page, re.DOTALL)
    for way in (
        "POST",
        "Idempotency-Key",
        "likelihood",
        "risk | issue",
        "verplicht",
        "201",
        '"buurtkracht"',
    ):
        assert way in added


def test_every_body_has_an_example_that_it_takes(described):
    wrong = []
    for item in described["paths"].values():
        for operation in item.values():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content is None or "$ref" not in content["schema"]:  # the file of a programme is a book
                continue
            schema = content["schema"] | {"components": described["components"]}
            examples = [example["value"] for example in content.get("examples", {}).values()]
            faults = [
                e.message for x in examples for e in jsonschema.Draft202012Validator(schema).iter_errors(x)
            ]
            if faults or not all(examples) or not examples:
                wrong.append((operation["operationId"], faults))
    assert wrong == [], "write these in app/web/openapi_requests.json"


def test_generated_clients_get_names_that_people_would_give(described):
    operations = [
        operation["operationId"] for item in described["paths"].values() for operation in item.values()
    ]
    assert [name for name in operations if not re.fullmatch("[a-z]+([A-Z][a-z]+)+", name)] == []
    assert len(operations) == len(set(operations))
    shapes = described["components"]["schemas"]
    assert [name for name in shapes if not re.fullmatch("([A-Z][a-z]*)+", name)] == [], (
        "of one name in two modules"
    )


async def test_every_parameter_is_documented_in_dutch(described, client):
    shown = set(re.findall(r"<code>(\w+)</code>", (await client.get("/api")).text))
    dutch = translator("nl").gettext
    operations = [operation for item in described["paths"].values() for operation in item.values()]
    parameters = [parameter for operation in operations for parameter in operation.get("parameters", ())]
    assert parameters
    assert {parameter["name"] for parameter in parameters if parameter["in"] == "query"} <= shown
    descriptions = {parameter.get("description", parameter["name"]) for parameter in parameters}
    assert {text for text in descriptions if dutch(text) == text} == set()


async def test_the_documentation_loads_nothing_from_other_sites(client):
    assert re.findall(r'(?:src|href)="(?:https?:)?//', (await client.get("/api")).text) == []


def test_the_newest_version_of_the_changelog_is_that_of_the_api():
    assert RELEASES[0][0] == API_VERSION


def test_whatever_goes_is_announced_long_enough_before():
    assert all(
        deprecation.until >= add_months(deprecation.since, NOTICE_MONTHS)
        for deprecation in DEPRECATED.values()
    )


async def test_what_will_go_says_so_in_every_answer():
    app, seen = FastAPI(), []

    @app.middleware("http")
    async def note(request, call_next):
        answer = await call_next(request)
        seen.append(deprecation_headers(request.scope, going))
        return answer

    @app.get("/old", operation_id="listOld")
    def old():
        return {}

    @app.get("/new", operation_id="listNew")
    def new():
        return {}

    going = {"listOld": Deprecation(date(2026, 1, 1), date(2027, 1, 1), "listNew")}
    async with AsyncClient(transport=ASGITransport(app), base_url="https://mijlpaal.test") as client:
        await client.get("/old")
        await client.get("/new")
    assert seen == [
        {
            "Deprecation": "@1767225600",
            "Sunset": "Fri, 01 Jan 2027 00:00:00 GMT",
            "Link": '</api#versions>; rel="deprecation"; type="text/html"',
        },
        {},
    ]
