"""The API does what its description says: read by a validator, and tried with whatever fits or does not."""

from collections import Counter

import pytest
import schemathesis
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.python import asgi

from app.actions import person, sign_in
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.tables import AuditEntry
from app.web.auth import COOKIE
from app.web.openapi import describe_once
from tests.cast import SLUG

# What fits the description can still name what is not there, is not for one, or a day that is to come.
FITTING = ["2xx", "304", "400", "403", "404", "409"]
THERE = {
    "id": 1,
    "role": 1,
    "slug": SLUG,
    "format": "json",
    "section": "summary",
    "kind": "deliverable",
    "fact": 1,
}
THERE |= {"finding": "0" * 64, "delivery": 1, "measurement": 1, "comment": 1, "signoff": 1}
THERE |= {"deadline": 1, "update": 1, "source": 1, "evidence": 1, "occurrence": 1, "question": 1}
_ABSENT = ("findings/{finding}", "review", "erratum", "comments/{comment}", "sign-offs/{signoff}")
NOT_YET = {f"GET /reporting-periods/{{id}}/{of}" for of in _ABSENT}
NOT_YET |= {f"GET /webhooks/{{id}}{of}" for of in ("", "/deliveries", "/deliveries/{delivery}")}
NOT_YET |= {f"GET /{name}/{{id}}" for name in ("api-tokens", "bulk-entries", "calendar-links")}
NOT_YET |= {f"GET /{name}/{{id}}" for name in ("read-reports", "proposals")}
NOT_YET |= {
    f"GET /deliverables/{{id}}/{of}"
    for of in ("evidence/{evidence}", "occurrences/{occurrence}", "questions/{question}", "sources/{source}")
}
"""No text was written in the report of the cast, and it has not been in review; nobody is told of it or made
a token; no report was read, and nothing is laid beside its first deliverable."""
ADMINISTERED = {"GET /named-moments/{id}", "GET /people/{id}/api-tokens", "GET /programmes/{slug}/file"}
DRAFTS = {
    f"GET /reporting-periods/{{id}}/{of}"
    for of in (
        *("report", "report/files", "report/files/{format}", "report/versions", "sign-offs"),
        *("call", "section-texts", "section-texts/{section}", "section-texts/{section}/versions"),
        *("findings", "findings/{finding}", "summary", "summary/{kind}/{fact}", "review", "comments"),
        *("adoption", "erratum", "comparison", "drift", "comments/{comment}", "sign-offs/{signoff}"),
    )
}
DRAFTS |= {"GET /deliverables/{id}/questions/{question}"}
DRAFTS |= {"GET /deliverables/{id}/questions", "GET /people/{id}", "GET /audit-entries/{id}"}
DRAFTS |= {f"GET /people/{{id}}/{of}" for of in ("roles", "roles/{role}", "departure")}
DRAFTS |= {"GET /bulk-entries/{id}"}
"""What others than administrators, or than the office, may not ask."""
WHO = {"noor": 2, "bram": 1, "reader": 1}
"""Office, lead and reader, and how often each tries an operation: what is asked of all is the same code."""


@pytest.fixture
def cookies(database, cast, clock):
    """`cookies("bram")`: those of his browser; the reader is somebody new."""

    def of(who):
        act = AuditContext(cast.noor, clock(), "test")
        with database.writing() as session:
            if who == "reader":
                person_id = person.add(session, act, email="lezer@voorbeeld.nl", name="Lezer")
                person.grant(session, act, person_id, Role.READER, programme_id=cast.programme)
            else:
                person_id = cast.person(who)
            return {COOKIE: sign_in.begin(session, act, person_id)}

    return of


@pytest.fixture
def entry(database, cast):
    """An entry of the programme's own chain; the first of all are of the installation."""
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.min(AuditEntry.id)).filter_by(programme_id=cast.programme))


def test_the_description_is_valid_openapi(app):
    described = describe_once(app)
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
    # Whoever it is stays signed in throughout: what is tried is what may be asked.
    described = schemathesis.openapi.from_dict(describe_once(app) | {"security": []}, config=config)
    described.app, theirs = app, {who: cookies(who) for who in WHO}
    statuses, read, turns = {who: set() for who in WHO}, set(), Counter()
    other = (("/audit-entries", entry), ("/decisions", cast["location"]))
    with asgi.get_client(app) as browser:
        for operation in described.include(method="GET").get_all_operations():

            @_tried(max(WHO.values()))
            @given(case=operation.ok().as_strategy(generation_mode=mode))
            def try_it(case):
                if mode is GenerationMode.POSITIVE:
                    there = THERE | next(({"id": i} for path, i in other if path in case.operation.path), {})
                    case.path_parameters |= {name: there[name] for name in case.path_parameters}
                turns[case.operation.label] += 1
                # Making a case takes longer than asking, so that all share it; when one failed all ask again.
                turn = turns[case.operation.label]
                for who in [who for who, times in WHO.items() if turn <= times] or WHO:
                    answer = case.call(session=browser, cookies=theirs[who])
                    case.validate_response(answer)
                    statuses[who].add((case.operation.label, answer.status_code))

            try_it()
            read.add(operation.ok().label)
    for who, answers in statuses.items():
        answered = {label for label, status in answers if status == wanted}
        closed = {label for label, status in answers if status == 403}
        assert answered | closed | NOT_YET == read, who
        assert closed <= (ADMINISTERED if who == "noor" else ADMINISTERED | DRAFTS), who


def _tried(times):
    return settings(
        max_examples=times,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
