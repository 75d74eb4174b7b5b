"""What an attacker types, everywhere at once: every text, every filter, every name in a path, every form.

A new page, filter or form is tried as soon as it has a row in the route matrix.
"""

import html
import re
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlmodel import AutoString

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.tables import metadata
from app.web.openapi import describe_once
from tests.cast import SLUG, TODAY, at
from tests.clients import every_route
from tests.readings import SENTENCES, read_report
from tests.web.route_matrix import DOORS

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"])

SCRIPT = "\"'><script>alert(1)</script><b onclick=alert(1)>"
READ_BY_THE_PROGRAM = re.compile(
    "slug|code|half_year|edtf|action|object_type|origin|result|chain|previous|digest|key_id|content|"
    "(.*_)?hash|submission|version_num|paragraphs"
)
"""Columns of which what stands there is never typed by anybody."""
TRIED = ("' OR '1'='1", "1; DROP TABLE person; --", "%", "\\", "\x00", "9" * 400, "x" * 2000, "🜁", "\ufffe")
OF_POSTGRESQL = ("\x00", "x" * 2000)
"""What only PostgreSQL minds: it keeps no NUL, and counts characters."""
OUTSIDE = (
    *(
        "%2e%2e/%2e%2e/app/main.py",
        "..%2f..%2fapp%2fmain.py",
        "..%5c..%5capp%5cmain.py",
        "csv%00",
        "%2fetc%2fpasswd",
    ),
    *(
        "/etc/passwd",
        "....//....//etc/passwd",
        "file:%2f%2f%2fetc%2fpasswd",
        "csv%2f%2e%2e",
        "csv;.html",
        "~root",
    ),
)


@pytest.fixture
async def noor(database, cast, client_as):
    """The browser of Noor, who runs the office and is an administrator too: every page opens."""
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.noor, Role.ADMIN)
        sentences = (*SENTENCES, f"Het plan {SCRIPT} verschijnt in mei 2024.")
        act = AuditContext(cast.noor, at(TODAY), "test")
        read_report(session, act, cast.programme, sentences=sentences)
    return await client_as("noor")


@pytest.fixture
def places(cast, database):
    """What fills the places in the path of a door."""
    with database.reading() as session:
        entry = session.scalar(sa.text("SELECT max(id) FROM audit_entry WHERE programme_id IS NOT NULL"))

    def of(door):
        known = {
            "person_id": cast.bram,
            "grant_id": 1,
            "token_id": 1,
            "id": entry if door.of_entry else 1,
            "role": 1,
            "token": 1,
        }
        return {**known, **door.path(cast)}

    return of


def routes(app, method):
    """Every route of ours that answers a method, with its row in the matrix."""
    for route in every_route():
        if method in route.methods:
            yield route, DOORS[route.name]


@pytest.fixture
def poisoned(database):
    """Every text that somebody ever typed begins with a script."""
    with database.writing_engine.connect() as connection:
        connection.exec_driver_sql(
            "PRAGMA ignore_check_constraints=ON"
        )  # an answer stands by “on track” only
        for name in connection.scalars(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        found = []
        for table in metadata.sorted_tables:
            texts = [column for column in table.c if _is_typed(column)]
            found += [str(column) for column in texts]
            if texts:
                worse = {column: sa.literal(SCRIPT) + sa.func.coalesce(column, "") for column in texts}
                connection.execute(sa.update(table).values(worse))
        connection.commit()
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=OFF")
    return found


def _is_typed(column):
    return isinstance(column.type, AutoString) and not READ_BY_THE_PROGRAM.fullmatch(column.name)


@ON_SQLITE
async def test_a_script_in_every_text_is_text_on_every_page(app, noor, places, poisoned):
    assert {"person.name", "deliverable.title", "status_update.text", "deadline.reason"} <= set(poisoned)
    shown = 0
    for route, door in routes(app, "GET"):
        answer = await noor.get(route.path_format.format(**places(door)))
        assert answer.status_code < 500, route.name
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            assert not re.search("<script>|<b onclick|\"'>", answer.text), route.name
            shown += html.escape("<script>alert(1)") in answer.text
        else:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert shown > 10


async def test_sql_in_every_filter_and_every_field_of_a_form_that_asks_finds_nothing_and_breaks_nothing(
    app, noor, places, database, backend
):
    described, times = describe_once(app), Counter()
    tried, texts = Counter(), TRIED if backend == "sqlite" else OF_POSTGRESQL
    for route, door in routes(app, "GET"):
        path = route.path_format.format(**places(door))
        operation = described["paths"].get(route.path_format.removeprefix("/api/v1"), {}).get("get", {})
        names = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        names |= {parameter.alias for parameter in _queried(route.dependant)}
        if not path.startswith("/api/"):
            page = (await noor.get(path)).text
            names |= set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', _asking_forms(page)))
        for name in sorted(names):
            times[name] += 1
            for text in _texts(texts, times[name]):
                answer = await noor.get(path, params={name: text})
                assert answer.status_code in (200, 303, 400, 404, 409), (route.name, name, text)
                assert not re.search("sqlite|psycopg", answer.text, re.IGNORECASE)
                tried[text] += 1
    assert min(tried[text] for text in texts) > 40, tried
    with database.reading() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM person")) == 5


def _queried(dependant):
    yield from dependant.query_params
    for inner in dependant.dependencies:
        yield from _queried(inner)


def _texts(texts, time):
    """What is tried the first, second … time that a name is met: everything, and then one text in turn.

    PostgreSQL meets each name once: what it minds, it minds everywhere.
    """
    if time == 1:
        return texts
    return () if texts is OF_POSTGRESQL else (texts[time % len(texts)],)


def _asking_forms(page):
    return "".join(re.findall(r'<form[^>]* method="get".*?</form>', page, re.DOTALL))


@ON_SQLITE
async def test_no_name_in_a_path_leads_outside(app, noor, places):
    secret, times = ("MIJLPAAL_SECRET_KEY", "root:", "create_app"), Counter()
    for route, door in routes(app, "GET"):
        known = places(door)
        for name in sorted(set(re.findall(r"{(\w+)}", route.path_format))):
            times[name] += 1
            for text in _texts(OUTSIDE, times[name]):
                answer = await noor.get(route.path_format.format(**{**known, name: text}))
                assert answer.status_code in (303, 400, 404), (route.name, text)
                assert not any(word in answer.text for word in secret), (route.name, text)
    for text in OUTSIDE:
        assert (await noor.get(f"/static/{text}")).status_code in (400, 404)


@ON_SQLITE
async def test_no_form_is_taken_from_another_site_or_without_the_token_of_this_browser(
    app, noor, places, database
):
    def everything():
        with database.reading() as session:
            counted = {
                table.name: session.execute(sa.select(table)).all()
                for table in metadata.sorted_tables
                if not table.name.startswith(("audit_", "sign_in"))
            }
        return str(counted)

    before, tried = everything(), 0
    for route, door in routes(app, "POST"):
        # A program comes with a token, and no browser sends the last one.
        if route.path_format.startswith(("/api/", "/mcp")) or route.name == "identity.ended":
            continue
        path = route.path_format.format(**{**places(door), "secret": "x", "slug": SLUG})
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://elders.example"},
            {"Origin": "null"},
            {"X-CSRF-Token": ""},
            {"X-CSRF-Token": "0" * 64},
        ):
            answer = await noor.post(path, headers=headers)
            assert (route.name, headers, answer.status_code) == (route.name, headers, 403)
            tried += 1
    assert tried > 60
    assert everything() == before
