"""The API does what its description says: read by a validator, and tried with whatever fits or does not."""

import pytest
import schemathesis
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.python import asgi

from app.actions import sign_in
from app.actions.act import Act
from app.tables import AuditEntry
from app.web.cookie import COOKIE
from app.web.openapi import describe
from tests.cast import SLUG

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

# What fits the description can still name what is not there, or a day that is to come.
FITTING = ["2xx", "304", "400", "404", "409"]
THERE = {"id": 1, "slug": SLUG}
TRIED = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def cookies(database, cast, clock):
    """Those of Noor's browser."""
    with database.writing() as session:
        return {COOKIE: sign_in.begin(session, Act(cast.noor, clock(), "test"), cast.noor)}


@pytest.fixture
def entry(database, cast):
    """An entry of the programme's own chain; the first of all are of the installation."""
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.min(AuditEntry.id)).filter_by(programme_id=cast.programme))


def test_the_description_is_valid_openapi(app):
    described = describe(app)
    validate(described)
    assert described["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [(GenerationMode.POSITIVE, 200), (GenerationMode.NEGATIVE, 400)],
    ids=["fits", "does not"],
)
def test_every_operation_does_what_is_described(app, cookies, cast, entry, mode, wanted):
    config = SchemathesisConfig.from_dict(
        {"checks": {"positive_data_acceptance": {"expected-statuses": FITTING}}}
    )
    # Noor stays signed in throughout: what is tried is what may be asked.
    described = schemathesis.openapi.from_dict(describe(app) | {"security": []}, config=config)
    described.app = app
    tried = []
    other = (("/audit-entries", entry), ("/decisions", cast["location"]))
    with asgi.get_client(app) as browser:
        for operation in described.get_all_operations():

            @TRIED
            @given(case=operation.ok().as_strategy(generation_mode=mode))
            def try_it(case):
                if mode is GenerationMode.POSITIVE:
                    there = THERE | next(({"id": i} for path, i in other if path in case.operation.path), {})
                    case.path_parameters |= {name: there[name] for name in case.path_parameters}
                answer = case.call(session=browser, cookies=cookies)
                case.validate_response(answer)
                tried.append((case.operation.label, answer.status_code))

            try_it()
    answered = {label for label, status in tried if status == wanted}
    assert answered == {f"GET {path}" for path in described}
