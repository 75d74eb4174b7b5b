"""What the API says of itself: operations, refusals and examples; the design rules are in `test_nlgov.py`."""

import json
import re

import pytest
import sqlalchemy as sa
from httpx import ASGITransport, AsyncClient

from app.web.api.v1.shapes.values import Shape
from app.web.api_address import API_VERSION
from app.web.openapi import EXAMPLES, describe_once
from app.web.problem import Problem
from tests.clients import ORIGIN
from tests.web.api.v1.test_doors import PATHS

WHEN_DONE = ({"200"}, {"201"}, {"204"}, {"200", "201"}, {"200", "204"})
"""What a change may be answered with: how it is then, what was made, that it is gone."""


@pytest.fixture
def described(app):
    return describe_once(app)


async def test_what_is_served_is_what_the_command_line_prints(client, app):
    assert (await client.get("/api/v1/openapi.json")).json() == app.openapi()


async def test_a_fault_of_ours_is_a_problem_that_tells_nothing(noor, app, database):
    with database.writing() as session:
        session.execute(sa.text("DROP TABLE evidence"))
    outside = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=outside, base_url=ORIGIN, cookies=noor.cookies) as browser:
        answer = await browser.get("/api/v1/deliverables")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["API-Version"] == API_VERSION
    assert answer.headers["Cache-Control"] == "no-store"
    assert "evidence" not in answer.text


async def test_head_answers_as_get_without_a_body(noor):
    for path in PATHS:
        there, head = await noor.get(f"/api/v1/{path}"), await noor.head(f"/api/v1/{path}")
        assert (head.status_code, head.content) == (there.status_code, b"")
        assert dict(head.headers) == dict(there.headers)


def test_properties_are_in_camel_case(described):
    shapes = described["components"]["schemas"].values()
    names = {name for shape in shapes for name in shape.get("properties", {})}
    assert "slipDays" in names
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_every_operation_tells_what_it_may_answer(described):
    refusals = {"400", "401", "403", "404", "429", "503"}
    for item in described["paths"].values():
        for method, operation in item.items():
            answered = set(operation["responses"]) - {"202", "409", "413", "415"} - refusals
            matches = {"412", "428"} if "If-Match" in _headers(operation) else set()
            assert refusals < set(operation["responses"])
            if method == "get":
                assert answered == {"200", "304"}
            else:
                assert answered - matches in WHEN_DONE
                assert answered & {"412", "428"} == matches
                assert operation["security"] == [{"token": []}]
            assert ("Idempotency-Key" in _headers(operation)) == (method == "post")
    for operation in _operations(described):
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"]
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}


def test_every_answer_has_an_example_that_is_one(described):
    schemas, examples = described["components"]["schemas"], json.loads(EXAMPLES.read_text())
    by_name = {shape.__name__: shape for shape in (Problem, *_shapes(Shape))}
    answers = {_told_by(operation, schemas) for operation in _operations(described)} - {None}
    assert answers == examples.keys() - {"Problem"}
    for name, example in examples.items():
        read = by_name[name].model_validate_json(json.dumps(example), strict=True)
        assert json.loads(read.model_dump_json(exclude_unset=True)) == example, name
    assert schemas["Risk"]["examples"] == [examples["Risk"]]
    assert schemas["Deliverable"]["properties"]["inputs"]["examples"] == [examples["Deliverable"]["inputs"]]


def _told_by(operation, schemas):
    """The shape of what an operation answers, or of each item of a collection; none for a file."""
    responses = operation["responses"]
    answer = (
        (responses.get("200") or responses.get("201") or {})
        .get("content", {})
        .get("application/json", {})
        .get("schema", {})
    )
    name = _whole(answer)
    items = schemas[name]["properties"].get("items") if name else None
    return _whole(items["items"]) if items else name


def _whole(schema):
    """The shape that a schema names; of one that `fields` can narrow, the whole of it."""
    return schema.get("anyOf", [schema])[0].get("$ref", "").rpartition("/")[2] or None


def _headers(operation):
    return {parameter["name"] for parameter in operation.get("parameters", ()) if parameter["in"] == "header"}


def _shapes(shape):
    return {below for direct in shape.__subclasses__() for below in {direct, *_shapes(direct)}}


def _operations(described):
    return [operation for item in described["paths"].values() for operation in item.values()]
