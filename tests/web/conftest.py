"""In the tests of the web everybody of the cast has signed in already, once: most of them would begin so.

Those that look at who signed in, and how, are marked `signed_out`.
"""

from dataclasses import replace

import pytest

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.db import Database
from tests.cast import PEOPLE, Cast
from tests.clients import Clock
from tests.database import fill_template
from tests.machine.copies import Templates
from tests.machine.workplace import once


@pytest.fixture
def open_round_template(
    request: pytest.FixtureRequest,
    templates: Templates,
    backend: str,
    open_round_template: tuple[str, Cast],
    clock: Clock,
) -> tuple[str, Cast]:
    """The address of a template in which the cast lives and is signed in, and who they are."""
    if request.node.get_closest_marker("signed_out"):
        return open_round_template

    def make() -> tuple[str, Cast]:
        address, cast = open_round_template
        cookies: dict[str | int, str] = {}

        def come_in(database: Database) -> None:
            with database.writing() as session:
                for name in PEOPLE:
                    person = cast.person(name)
                    cookies[name] = sign_in.begin(session, AuditContext(person, clock(), "test"), person)

        return fill_template(templates.create(address), come_in), replace(cast, cookies=cookies)

    return once(f"{backend}-signed-in", make)
