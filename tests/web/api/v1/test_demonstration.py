"""Every operation of the API answers of everything in the demonstration, with every word of every list."""

import re
from itertools import product

import pytest
import sqlalchemy as sa

from app.web.openapi import describe_once

OTHERWISE = {
    "audit-entries": "audit_entry",
    "bulk-entries": "bulk_entry",
    "external-dependencies": "external_dependency",
    "parties": "party",
    "people": "person",
}
"""Tables whose name is not the noun of the API without its last letter."""
OF_SOME = {"/file": 403, "/api-tokens": 403, "/review": 404, "/erratum": 409}
"""Files and tokens of others are the administrator's; not every report was in review, or adopted."""


@pytest.fixture
def database(demo_database):
    """Both programmes of the demonstration, with seven reports of which five were adopted."""
    return demo_database


@pytest.fixture
async def noor(app, client_as, database):
    """The browser of the programme office of both."""
    app.state.app_state.is_demo = False  # a demonstration lets in from its own machine only
    with database.reading() as session:
        return await client_as(
            session.scalar(sa.text("SELECT id FROM person WHERE email = 'noor@voorbeeld.nl'"))
        )


@pytest.fixture
def places(database):
    """The ids, or slugs, of everything that a path of the API can be about."""

    def of(path):
        noun = re.match(r"/api/v1/([a-z-]+)/", path)[1]
        if noun == "programmes":
            return ["toekomstscenario", "voorbeeld"]
        name = OTHERWISE.get(noun, noun.removesuffix("s").replace("-", "_"))
        with database.reading() as session:
            return session.scalars(sa.text(f"SELECT id FROM {name} ORDER BY id LIMIT 12")).all()

    return of


def words_of(operation):
    """Every way to fill in the parameters that take a word from a list, one of them at a time."""
    yield {}
    for parameter in operation.get("parameters", ()):
        if parameter["in"] != "query":
            continue
        for word in parameter["schema"].get("enum", ()):
            yield {parameter["name"]: word}


async def test_nothing_in_the_demonstration_is_more_than_the_api_can_tell(app, noor, places):
    asked = 0
    paths = describe_once(app)["paths"]
    # What is within another thing is told by itself as in its list.
    within = re.compile(r".*\}.*\{(?!format).*")
    readable = {path: item for path, item in paths.items() if "get" in item and not within.fullmatch(path)}
    for path, operations in readable.items():
        address = f"/api/v1{path}".replace("{format}", "json")
        ids = places(address) if "{" in path else [None]
        for place, words in product(ids, words_of(operations["get"])):
            answer = await noor.get(re.sub(r"{\w+}", str(place), address), params=words)
            # Entries and people of the installation are the administrator's, and adopted reports have no
            # other edition.
            may_lack = "audit" in path or "people" in path or words.get("language") == "en"
            of_some = {status for end, status in OF_SOME.items() if path.endswith(end)}
            fitting = {200} | of_some | ({404} if may_lack else set())
            assert answer.status_code in fitting, (address, place, words)
            asked += answer.status_code == 200
    assert asked > 200


async def test_an_adopted_report_without_an_english_edition_says_what_there_is(noor, places):
    periods = places("/api/v1/reporting-periods/{id}")
    states = {}
    for period in periods:
        state = (await noor.get(f"/api/v1/reporting-periods/{period}")).json()["state"]
        params = {"language": "en"}
        answer = await noor.get(f"/api/v1/reporting-periods/{period}/report", params=params)
        states.setdefault((state == "published", answer.status_code), answer.json())
    assert set(states) == {(True, 404), (False, 200)}
    assert "There is: Nederlands" in states[True, 404]["detail"]
    assert states[False, 200]["language"] == "en"
