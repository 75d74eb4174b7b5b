"""The technical rules of the Dutch government for APIs (NLGov REST API Design Rules 2.2), a test for each.

A test is named by the rule: `/core/no-trailing-slash` is `test_core_no_trailing_slash`. The functional rules
are a line each in the table of the README.
"""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from app.web.openapi import describe_once
from app.web.pages.api_words import RULES
from tests.web.api.v1.test_doors import PATHS

TECHNICAL = (
    "/core/date-time/date-omit-time-portion",
    "/core/date-time/format",
    "/core/date-time/timezone",
    "/core/doc-openapi",
    "/core/doc-openapi-contact",
    "/core/error-handling/invalid-input",
    "/core/error-handling/problem-details",
    "/core/http-methods",
    "/core/no-trailing-slash",
    "/core/path-segments-kebab-case",
    "/core/publish-openapi",
    "/core/query-keys-camel-case",
    "/core/semver",
    "/core/transport/security-headers",
    "/core/transport/tls",
    "/core/uri-version",
    "/core/version-header",
)
FUNCTIONAL = (
    "/core/changelog",
    "/core/deprecation-schedule",
    "/core/doc-language",
    "/core/error-handling/all-errors",
    "/core/hide-implementation",
    "/core/http-response-code",
    "/core/http-safety",
    "/core/interface-language",
    "/core/naming-collections",
    "/core/naming-resources",
    "/core/nested-child",
    "/core/resource-operations",
    "/core/stateless",
    "/core/transition-period",
    "/core/transport/cors",
    "/core/transport/no-sensitive-uris",
)
REFUSED = {
    400: ("GET", "/api/v1/deliverables?limit=0"),
    403: ("GET", "/api/v1/named-moments/1"),
    404: ("GET", "/api/v1/nergens"),
    405: ("PUT", "/api/v1/openapi.json"),
}
METHODS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture
def described(app):
    return describe_once(app)


@pytest.fixture
def operations(described):
    return [operation for item in described["paths"].values() for operation in item.values()]


def test_each_technical_rule_has_a_test_and_each_functional_one_a_line():
    for rule in TECHNICAL:
        assert re.sub(r"\W", "_", f"test{rule}") in globals(), rule
    text = ", ".join(rules for rules, _text in RULES)
    assert [rule for rule in (*TECHNICAL, *FUNCTIONAL) if not re.search(rf"{rule}(,|$)", text)] == []
    readme = Path("README.md").read_text(encoding="utf-8")
    assert [rule for rule in FUNCTIONAL if f"| `{rule}` | " not in readme] == []


async def test_core_no_trailing_slash(noor, described):
    for path in ("openapi.json", *PATHS):
        answer = await noor.get(f"/api/v1/{path}/")
        assert (path, answer.status_code) == (path, 404)
        assert "Location" not in answer.headers
    assert [path for path in described["paths"] if path.endswith("/")] == []


def test_core_path_segments_kebab_case(described):
    segments = [segment for path in described["paths"] for segment in path.split("/")[1:]]
    assert [s for s in segments if not re.fullmatch(r"_[a-z]+|[a-z0-9]+(-[a-z0-9]+)*|\{[a-z]+\}", s)] == []
    inner = [segment for path in described["paths"] for segment in path.split("/")[1:-1]]
    assert [segment for segment in inner if segment.startswith("_")] == []


def test_core_query_keys_camel_case(operations):
    names = {
        parameter["name"]
        for operation in operations
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }
    assert {"asOf", "actionLine", "halfYear", "changedSince"} <= names
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


async def test_core_http_methods(noor, described):
    assert {method for item in described["paths"].values() for method in item} <= METHODS
    for path in PATHS:
        for method in ("PUT", "OPTIONS", "TRACE", "SEARCH"):
            answer = await noor.request(method, f"/api/v1/{path}")
            assert answer.status_code == 405
            assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))
    assert (await noor.delete("/api/v1/openapi.json")).headers["Allow"] == "GET, HEAD"


async def test_core_error_handling_problem_details(noor, operations):
    for status, (method, path) in REFUSED.items():
        answer = await noor.request(method, path)
        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        body = answer.json()
        assert {"type", "title", "status", "detail", "instance"} <= set(body)
        assert (body["status"], body["instance"]) == (status, path.partition("?")[0])
    for operation in operations:
        for status, response in operation["responses"].items():
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}


async def test_core_error_handling_invalid_input(noor, operations):
    """Invalid input is 400, and never 422; that it all is told at once is in `test_doors.py`."""
    for operation in operations:
        assert "400" in operation["responses"]
        assert "422" not in operation["responses"]
    for path in PATHS:
        assert (await noor.get(f"/api/v1/{path}", params={"kleur": "rood"})).status_code == 400


def test_core_doc_openapi(described):
    assert re.fullmatch(r"3\.\d+\.\d+", described["openapi"])


def test_core_doc_openapi_contact(described):
    contact = described["info"]["contact"]
    assert {"name", "email", "url"} <= set(contact)
    assert contact["email"].count("@") == 1


async def test_core_publish_openapi(client):
    answer = await client.get("/api/v1/openapi.json", headers={"Origin": "https://elders.example"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["openapi"].startswith("3.")


def test_core_uri_version(described):
    major = described["info"]["version"].partition(".")[0]
    assert [server["url"].rpartition("/")[2] for server in described["servers"]] == [f"v{major}"]


def test_core_semver(described):
    assert re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", described["info"]["version"])


async def test_core_version_header(noor, described, operations):
    version = described["info"]["version"]
    answers = [await noor.get(f"/api/v1/{path}") for path in PATHS]
    answers += [await noor.request(method, path) for method, path in REFUSED.values()]
    etag = answers[0].headers["ETag"]
    answers.append(await noor.get(f"/api/v1/{PATHS[0]}", headers={"If-None-Match": etag}))
    assert {answer.status_code for answer in answers} == {200, 304, *REFUSED}
    assert {answer.headers["API-Version"] for answer in answers} == {version}
    for operation in operations:
        assert all("API-Version" in response["headers"] for response in operation["responses"].values())


def test_core_date_time_format(described):
    for shape in described["components"]["schemas"].values():
        for name, schema in shape.get("properties", {}).items():
            if re.search(r"(On|Date|Deadline)$", name) and "anyOf" not in schema:
                assert schema["format"] == "date", name
            if name.endswith("At"):
                assert schema["format"] == "date-time", name


async def test_core_date_time_timezone(noor):
    """A moment comes in with any offset, never without one, and goes out in UTC."""
    path = "/api/v1/deliverables"
    for moment in ("2023-09-01T10:00:00Z", "2023-09-01T12:00:00+02:00"):
        items = (await noor.get(path, params={"changedSince": moment})).json()["items"]
        assert all(datetime.fromisoformat(item["updatedAt"]) for item in items)
        assert all(item["updatedAt"].endswith("Z") for item in items)
    assert (await noor.get(path, params={"changedSince": "2023-09-01T10:00:00"})).status_code == 400


async def test_core_date_time_date_omit_time_portion(noor):
    for item in (await noor.get("/api/v1/reporting-periods")).json()["items"]:
        for name in ("startsOn", "endsOn", "referenceDate", "inputDeadline", "reportDate"):
            assert date.fromisoformat(item[name]).isoformat() == item[name]
    assert (await noor.get("/api/v1/deliverables", params={"asOf": "2023-12-18T00:00"})).status_code == 400


async def test_core_transport_security_headers(noor):
    for method, path in (("GET", "/api/v1/deliverables"), *REFUSED.values()):
        headers = (await noor.request(method, path)).headers
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Strict-Transport-Security"].startswith("max-age=")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"


def test_core_transport_tls(described):
    """The address is https; which versions of TLS are spoken is up to the server in front of this one."""
    assert all(server["url"].startswith("https://") for server in described["servers"])


async def test_an_operation_beside_things_is_none_of_them(noor, described):
    """`programmes/_import` has its own methods, and not those of `programmes/{slug}`."""
    beside = [
        path for path in described["paths"] if path.rpartition("/")[2].startswith("_") and "{" not in path
    ]
    assert "/programmes/_import" in beside
    for path in beside:
        answer = await noor.put(f"/api/v1{path}")
        assert answer.status_code == 405
        allowed = {method.lower() for method in answer.headers["Allow"].split(", ")} - {"head"}
        assert allowed == described["paths"][path].keys(), path
