"""The links of the description: what leads where, and that following them is enough to change a thing."""

import re

import pytest

from app.web.openapi import describe_once
from tests.web.api.v1.test_risk import NEW

BODIES = {"updateRisk": {"title": "Te weinig huizen"}, "retractRisk": {"reason": "Dubbel ingevoerd."}}

EXPRESSION = re.compile(
    r"\$request\.path\.(?P<path>\w+)|\$response\.body#/(?:items/0/)?(?P<property>\w+)|\$response\.header\.(?P<header>\w+)"
)


@pytest.fixture
def description(app):
    return describe_once(app)


def operations(description):
    for path, item in description["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def answers_with_links(description):
    for label, operation in operations(description):
        for response in operation["responses"].values():
            for name, link in response.get("links", {}).items():
                yield label, operation, response, name, component(description, link)


def component(description, link):
    return description["components"]["links"][link["$ref"].rpartition("/")[2]]


def shape_of(description, response):
    """The properties of an answer, or of each of its items."""
    schema = response["content"]["application/json"]["schema"]
    while "anyOf" in schema or "$ref" in schema or "items" in schema.get("properties", {}):
        if "anyOf" in schema:
            schema = schema["anyOf"][0]
        elif "$ref" in schema:
            schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = schema["properties"]["items"]["items"]
    return schema["properties"]


def test_a_link_names_all_that_its_operation_needs_from_what_the_answer_tells(description):
    by_id = {operation["operationId"]: operation for _, operation in operations(description)}
    wrong = []
    for label, operation, response, name, link in answers_with_links(description):
        assert name == link["operationId"]
        needed = {p["name"] for p in by_id[name].get("parameters", ()) if p.get("required")}
        known = {p["name"] for p in by_id[name].get("parameters", ())}
        given = [EXPRESSION.fullmatch(expression) for expression in link["parameters"].values()]
        in_path = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "path"}
        told = {
            *(("path", path) for path in in_path),
            *(("header", header) for header in response["headers"]),
            *(("property", property) for property in shape_of(description, response)),
        }
        asked = {(match.lastgroup, match[match.lastgroup]) for match in given if match}
        if not (needed <= link["parameters"].keys() <= known and all(given) and asked <= told):
            wrong.append((label, name, link["parameters"]))
    assert wrong == []


def test_whoever_made_or_read_a_thing_is_led_to_every_operation_on_it(description):
    led = {name for *_, name, _ in answers_with_links(description)}
    of_a_thing = {
        operation["operationId"]
        for label, operation in operations(description)
        if "}" in label and not label.endswith("/{format}")
    }
    # Of somebody else's tokens there is only the list.
    assert of_a_thing - led == {"revokePersonToken"}
    links = {name for label, *_, name, _ in answers_with_links(description) if label == "POST /risks"}
    assert links == {"getRisk", "updateRisk", "retractRisk", "undoRisk"}


async def test_the_version_that_a_link_names_is_the_one_to_change(office, cast, description):
    """Followed from what was read, to each change that takes a version: none is outdated or lost."""
    there = {
        "id": 1,
        "slug": "buurtkracht",
        "section": "summary",
        "deadline": 1,
        "update": 1,
        "measurement": 1,
    }
    by_id = {o["operationId"]: (label.split(), o) for label, o in operations(description)}
    followed = set()
    for label, _, _response, name, link in answers_with_links(description):
        method, path = label.split()
        (target_method, target), operation = by_id[name]
        if method != "GET" or "If-Match" not in link["parameters"] or not path.endswith("}"):
            continue
        try:
            read = await office.get(path.format(**there).lstrip("/"))
        except KeyError:
            continue
        if read.status_code != 200:
            continue
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        (example,) = body.get("examples", {"": {"value": None}}).values()
        headers = {"If-Match": read.headers["ETag"]}
        answer = await office.request(
            target_method, target.format(**there).lstrip("/"), json=example["value"], headers=headers
        )
        assert answer.status_code not in (404, 412, 428), (label, name, answer.text)
        followed.add(name)
    assert followed > {
        "updateRisk",
        "retractProject",
        "correctDeadline",
        "retractMeasurement",
        "mergeActionLine",
    }


async def test_who_follows_the_links_from_a_collection_can_change_a_thing_and_take_it_back(
    office, description
):
    made = await office.post("risks", json=NEW)
    assert made.status_code == 201
    by_id = {operation["operationId"]: (label, operation) for label, operation in operations(description)}
    answer = await office.get("risks", params={"programme": "buurtkracht"})
    step = "listRisks"
    for following in ("getRisk", "updateRisk", "updateRisk", "getRisk", "retractRisk"):
        label, operation = by_id[step]
        link = component(description, operation["responses"][str(answer.status_code)]["links"][following])
        path = label.split()[1]
        parts = dict(zip(path.split("/"), answer.url.path.removeprefix("/api/v1").split("/"), strict=True))
        values = {name: evaluate(value, answer, parts) for name, value in link["parameters"].items()}
        match = {"If-Match": values.pop("If-Match")} if "If-Match" in values else {}
        method, path = by_id[following][0].split()
        address = path.format(**values).lstrip("/")
        answer = await office.request(method, address, json=BODIES.get(following), headers=match)
        assert answer.is_success, answer.text
        step = following
    assert answer.status_code == 204


def evaluate(expression, answer, here):
    """The value of a runtime expression of OpenAPI, such as `$response.body#/items/0/id`."""
    if expression == "$response.header.ETag":
        return answer.headers["ETag"]
    source, _, pointer = expression.partition("#/")
    if source == "$response.body":
        value = answer.json()
        for name in pointer.split("/"):
            value = value[int(name) if name.isdecimal() else name]
        return value
    return here["{" + expression.removeprefix("$request.path.") + "}"]
