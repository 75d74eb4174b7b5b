"""An id or a name of another programme in an address tells nothing of it: no filter, no choice, no list."""

import re

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from app.web.openapi import describe_once
from app.web.pages.structure_parts import PARTS
from tests.clients import every_route
from tests.elsewhere import NAMES, SLUG, begin_elsewhere
from tests.web.route_matrix import DOORS

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def elsewhere(database, cast):
    """The other programme."""
    with database.writing() as session:
        return begin_elsewhere(session, cast)


def routes(app, cast):
    """Everything that can be looked at, with its address in the programme of the cast."""
    somebody = {"person_id": cast.bram, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
    for route in every_route():
        if "GET" in route.methods:
            yield route, route.path_format.format(**somebody | DOORS[route.name].path(cast))


def parameters(described, route, page):
    """What can be asked there, by name: as described, as declared, and as a form on the page asks it.

    The description gives with it what a value of it may be.
    """
    operation = described["paths"].get(route.path_format.removeprefix("/api/v1"), {}).get("get", {})
    names = {one.alias for one in _declared(route.dependant)}
    if route.name == "structure.new":
        names |= {word for kind in PARTS.values() for word in kind.keeps}
    asking = "".join(re.findall(r'<form[^>]* method="get".*?</form>', page, re.DOTALL))
    names |= set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', asking))
    schemas = {one["name"]: one["schema"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    return {name: {} for name in sorted(names)} | schemas


def _declared(dependant):
    yield from dependant.query_params
    for inner in dependant.dependencies:
        yield from _declared(inner)


def _asked(described, path, schemas, value):
    """A page leaves out what it does not understand; the interface refuses it, so there each goes alone.

    What is no value of a parameter by its description is refused before anything is looked for.
    """
    if not path.startswith("/api/"):
        return [dict.fromkeys(schemas, value)] if schemas else []
    values = [value, int(value)] if value.isdigit() else [value]
    judges = {name: _judge(described, schema) for name, schema in schemas.items()}
    return [{name: value} for name, judge in judges.items() if any(map(judge.is_valid, values))]


def _judge(described, schema):
    whole = schema | {"components": described["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker())


async def test_no_parameter_of_an_address_tells_what_is_of_another_programme(app, noor, cast, elsewhere):
    values = {str(elsewhere.person), str(elsewhere.project), str(elsewhere.deliverable)}
    tried, told, described = set(), [], describe_once(app)
    for route, path in routes(app, cast):
        names = parameters(described, route, (await noor.get(path)).text)
        for value in sorted({*values, "wilma@elders.nl", SLUG}):
            for asked in _asked(described, path, names, value):
                tried |= set(asked)
                answer = await noor.get(path, params=asked)
                assert answer.status_code < 500
                told += [f"{path} {asked}: {text}" for text in NAMES if text in answer.text]
    assert told == []
    assert tried >= {"wie", "lijn", "persoon", "id", "onder", "project", "lead", "programme", "person"}


async def test_what_is_of_another_programme_has_no_page_and_no_place_in_the_interface(app, noor, elsewhere):
    things = {"project_id": elsewhere.project, "deliverable_id": elsewhere.deliverable}
    things |= {"person_id": elsewhere.person, "slug": SLUG, "party_id": elsewhere.party}
    api = {"action-lines": elsewhere.action_line, "projects": elsewhere.project}
    api |= {"deliverables": elsewhere.deliverable, "indicators": elsewhere.indicator}
    api |= {"parties": elsewhere.party, "pilot-sites": elsewhere.pilot_site}
    tried = 0
    for route in every_route():
        places = set(re.findall(r"{(\w+)}", getattr(route, "path_format", "")))
        if "GET" in route.methods and places and places <= set(things):
            answer = await noor.get(route.path_format.format(**things))
            assert answer.status_code in (403, 404), route.name
            assert not any(text in answer.text for text in NAMES)
            tried += 1
    for noun, number in api.items():
        assert (await noor.get(f"/api/v1/{noun}/{number}")).status_code == 404
    assert tried > 10
