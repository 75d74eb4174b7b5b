"""Every door asks what the table of the rules says: each route, each method, everybody."""

from dataclasses import dataclass
from itertools import count

import pytest
import sqlalchemy as sa
from fastapi.routing import APIRoute
from starlette.routing import Mount

from app.actions import api_token, bulk_entry, person
from app.actions.audit_log import AuditContext
from app.domain.role import Ability, Role
from app.queries.role_grant import holders
from app.security import form_token
from app.tables import ApiToken, AuditEntry
from app.web.auth import COOKIE
from tests.cast import SLUG, TODAY, at
from tests.clients import KEY, ORIGIN
from tests.readings import places_of, read_report
from tests.web.route_matrix import ACTORS, DOORS, expected

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
PARTS = 3
"""In so many tests everybody knocks, so that several processes share the longest of all."""


@dataclass(frozen=True)
class Knock:
    """One request at one door."""

    name: str
    method: str
    form: str

    @property
    def is_api(self):
        return self.form.startswith("/api/v1/")


def knocks(app):
    """One for everything that the application answers."""
    for route in app.routes:
        if isinstance(route, Mount):
            yield Knock(route.name, "GET", route.path + "/icon.svg")
        elif isinstance(route, APIRoute):
            yield from (Knock(route.name, method, route.path_format) for method in sorted(route.methods))


@pytest.fixture
def actors(database, cast):
    """The id of everybody who knocks: the cast, a reader and an administrator."""
    found = {name: cast.person(name) for name in ACTORS if hasattr(cast, name)}
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        for name, role in ACTORS.items():
            if name not in found:
                found[name] = person.add(session, act, email=f"{name}@voorbeeld.nl", name=name)
                where = None if role is Role.ADMIN else cast.programme
                person.grant(session, act, found[name], role, programme_id=where)
    return found


@pytest.fixture
def places(database, cast):
    """What the path of a door names."""
    numbers = count(1)

    def newcomer():
        with database.writing() as session:
            act = AuditContext(cast.noor, at(TODAY), "test")
            made = person.add(session, act, email=f"nieuw{next(numbers)}@voorbeeld.nl", name="Nieuw")
            person.grant(session, act, made, Role.READER, programme_id=cast.programme)
            api_token.issue(session, act, made)
            token = session.scalar(sa.select(ApiToken.id).where(ApiToken.person_id == made))
            held = holders(session, None, made)[0].grants[0].id
            # The pages name them by the first names, the API by the others.
            of_page = {"person_id": made, "grant_id": held, "token_id": token}
            return of_page | {"id": made, "role": held, "token": token}

    with database.writing() as session:
        table = bulk_entry.add_all(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme, [])
        reading = places_of(read_report(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme))
    with database.reading() as session:
        entry = session.scalar(
            sa.select(sa.func.max(AuditEntry.id)).where(AuditEntry.programme_id == cast.programme)
        )

    def place(door):
        if door.of_entry:
            return {"id": entry}
        if door.of_table:
            return {"slug": SLUG, "entry_id": table, "id": table}
        if door.of_reading:
            return {"slug": SLUG, **reading}
        return newcomer() if door.of_newcomer else door.path(cast)

    return place


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_door_asks_of_everybody_what_its_row_says(
    app, client_as, program_of, places, actors, cast, part
):
    wrong = []
    for name, person_id in [*actors.items(), (None, None)][part::PARTS]:
        browser = await _browser(client_as, person_id)
        program = await program_of(person_id) if person_id is not None else browser
        for knock in (one for one in knocks(app) if one.name in DOORS):
            door = DOORS[knock.name]
            changes = knock.is_api and knock.method != "GET"
            sent = (door.body(cast) if door.body else {}) if changes else None
            path = ORIGIN + knock.form.format(**places(door))
            answer = await (program if changes else browser).request(knock.method, path, json=sent)
            met = _met(answer)
            if met != expected(DOORS[knock.name], name, is_api=knock.is_api):
                wrong.append(f"{knock.method} {knock.name} met {name} with {answer.status_code}")
            if knock.method != "GET" and met == "in" and not knock.is_api:  # one of these doors leads out
                browser = await _browser(client_as, person_id)
    assert wrong == []


def test_every_route_has_a_row_and_every_row_a_route(app):
    there = [knock.name for knock in knocks(app)]
    assert sorted(set(there) - set(DOORS)) == [], "give these a row in tests/web/route_matrix.py"
    assert sorted(set(DOORS) - set(there)) == []


def test_every_ability_of_the_table_is_asked_at_some_door(app):
    asked = {DOORS[knock.name].ability for knock in knocks(app)}
    asked |= {DOORS[knock.name].own for knock in knocks(app)}
    assert set(Ability) - asked == set()


async def test_a_list_of_the_interface_is_empty_for_who_may_read_nothing(app, vera):
    lists = [knock for knock in knocks(app) if knock.is_api and knock.name.endswith(".index")]
    paths = [knock.form for knock in lists if "{" not in knock.form]
    assert paths
    assert {path: (await vera.get(path)).json() for path in paths} == {path: {"items": []} for path in paths}


async def _browser(client_as, person_id):
    """Somebody's browser; of nobody one that has seen the form to sign in, so with a cookie of nobody."""
    browser = await client_as(person_id)
    if person_id is None:
        await browser.get("/aanmelden")
        browser.headers["X-CSRF-Token"] = form_token(KEY, browser.cookies.get(COOKIE, ""))
    return browser


def _met(answer):
    """How one was met. Signing out leads to the same page, but takes the cookie."""
    led_to = answer.headers.get("location", "").partition("?")[0]
    if led_to == "/aanmelden" and "set-cookie" not in answer.headers:
        return "to sign in"
    assert answer.status_code < 500
    return str(answer.status_code) if answer.status_code in (401, 403, 404) else "in"
