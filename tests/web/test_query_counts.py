"""Every page and every answer of the API asks as few queries of many deliverables as of ten."""

import pytest
import sqlalchemy as sa
from httpx import ASGITransport, AsyncClient
from sqlmodel import col, select
from starlette.routing import Route

from app.actions import calendar_link, party, person, sign_in
from app.actions.audit_log import AuditContext
from app.domain.calendar_feed import CalendarKind
from app.domain.role import Role
from app.domain.structure import DeliverableKind, PartyKind
from app.settings import Settings
from app.tables import (
    ActionLine,
    Deadline,
    Deliverable,
    Person,
    Programme,
    Project,
    ReportingPeriod,
    RoleGrant,
    StatusUpdate,
)
from app.web.api.v1 import API_ROUTERS
from app.web.auth import COOKIE
from app.web.pages import PAGE_ROUTERS
from tests.clients import KEY, ORIGIN, Clock, open_application
from tests.database import connect
from tests.readings import places_of, read_report

ON_SESSION_AND_RIGHTS = 2
NOT_INVENTED = {
    "api.calendar_link",
    *("api.party", "api.pilot_site", "api.indicator", "api.measurement", "api.audit_entry"),
    *("api.named_moment", "api.bulk_entry", "api.api_token", "api.involvement"),
    *("api.webhook", "api.webhook_delivery", "api.read_report", "api.proposal"),
    *("api.risk", "api.external_dependency", "api.parliamentary_commitment"),
}
"""Of these there is none among invented programmes, so that only their lists can be asked."""
ONLY_WITH_A_PROVIDER = ("identity",)
"""Nobody goes through an organisation here, and no list stands on those pages."""
ASKED = {
    "form_draft.show": "?voor=/mijn-wachtwoord",
    "report_reading.show": "?voorstel={proposal_id}",
    "proposal.reading": "?phrase=begin+2024&deliverable_query=plan",
}
"""What an address must ask to be answered."""
ONLY_IN_REVIEW = ("sign_off", "api.review", "api.erratum")
"""No invented report is in review or adopted; that these ask no more where more is signed is told beside."""
IDS = {
    "api.action_line": ActionLine,
    "api.project": Project,
    "api.deliverable": Deliverable,
    "api.decision": Deliverable,
    "api.deadline": Deliverable,
    "api.status_update": Deliverable,
    "api.promise": Deliverable,
    **dict.fromkeys(("api.source", "api.evidence", "api.occurrence", "api.question"), Deliverable),
    **dict.fromkeys(("api.person", "api.person_role", "api.person_token"), Person),
    "api.reporting_period": ReportingPeriod,
    "api.report": ReportingPeriod,
    "api.report_file": ReportingPeriod,
    "api.sign_off": ReportingPeriod,
    **dict.fromkeys(("api.report_version", "api.call", "api.section_text", "api.finding"), ReportingPeriod),
    **dict.fromkeys(("api.summary", "api.comment", "api.adoption"), ReportingPeriod),
    **dict.fromkeys(("api.comparison", "api.drift"), ReportingPeriod),
}


SAID = {"deadline": Deadline, "update": StatusUpdate}
"""What was said of a deliverable, by the name of its place in an address."""


@pytest.fixture
def counted(invented, queries):
    """How many queries each route asks when it answers for the first time, with so many deliverables."""

    async def count(deliverables):
        with invented(deliverables, 1) as address:
            database, clock, found = connect(address), Clock(), {}
            with database.writing() as session:
                cookie, secret = _signed_in(session, clock)
                reading = _read_report(session, clock, deliverables)
            with database.reading() as session:
                paths = list(_paths(session, secret, reading))
            given = Settings(database_url=address, secret_key=KEY, public_url=ORIGIN)
            app = open_application(given, clock, database)
            app.state.app_state.is_demo = False  # a demonstration lets in from its own machine only
            reached = ASGITransport(app)
            async with AsyncClient(transport=reached, base_url=ORIGIN, cookies={COOKIE: cookie}) as browser:
                for name, path in paths:
                    with queries() as seen:
                        answer = await browser.get(path, headers={"HX-Request-Type": "partial"})
                    assert (path, answer.status_code) == (path, 200)
                    found[name] = len(seen)
            database.dispose()
        return found

    return count


@pytest.mark.parametrize(
    ("backend", "more", "thousands"),
    [("sqlite", 200, 1), pytest.param("postgresql", 40, 0, marks=pytest.mark.postgres)],
)
async def test_no_page_asks_more_queries_when_there_is_more_to_show(counted, more, thousands):
    few, many = await counted(10), await counted(more)
    # Each deliverable has seven entries in the trail, which is read a thousand at a time.
    assert many.pop("audit_entry.file") == few.pop("audit_entry.file") + thousands
    assert few == many


async def test_a_page_that_is_kept_asks_who_looks_and_whether_they_may(noor, cast, queries):
    for path in ("/programmas/buurtkracht", f"/producten/{cast['handbook']}"):
        await noor.get(path)
        with queries() as seen:
            await noor.get(path)
        assert len(seen) <= ON_SESSION_AND_RIGHTS


def _signed_in(session, clock):
    """The cookie of the office, who is administrator and sponsor too: every page opens and has something.

    And the secret of the link to their calendar.
    """
    office, programme_id = session.execute(
        sa.select(RoleGrant.person_id, RoleGrant.programme_id).where(RoleGrant.role == Role.OFFICE)
    ).first()
    act = AuditContext(office, clock(), "test")
    person.grant(session, act, office, Role.ADMIN)
    party_id = party.get_or_create(session, act, name="De opdrachtgever")
    party.involve(session, act, programme_id, party_id, PartyKind.SPONSOR)
    person.grant(session, act, office, Role.SPONSOR, programme_id=programme_id, party_id=party_id)
    _, secret = calendar_link.create(session, act, office, CalendarKind.LEAD)
    return sign_in.begin(session, act, office), secret


def _read_report(session, clock, proposals):
    """The places of a report that was read, with so many proposals; each may belong to what is there."""
    programme_id, project_id = session.execute(sa.select(Project.programme_id, Project.id)).first()
    title = session.scalar(sa.select(Deliverable.title).where(Deliverable.project_id == project_id))
    act = AuditContext(session.scalar(sa.select(sa.func.min(Person.id))), clock(), "test")
    sentences = [f"{title} {number} verschijnt begin 2024." for number in range(proposals)]
    return places_of(read_report(session, act, programme_id, sentences=sentences))


def _paths(session, secret, reading):
    """Each route that answers GET, by name, with its path filled in with what there is."""
    known = {
        **reading,
        "slug": session.scalar(sa.select(Programme.slug)),
        "code": session.scalar(sa.select(ActionLine.code)),
        "half_year": "2023-H2",
        "key": "summary",
        "secret": secret,
        "section": "summary",
        "kind": "deliverable",
        "fact": session.scalar(sa.select(sa.func.min(Deliverable.id))),
        "format": "json",
        "step": "redactie",
        "form": "csv",
        "other": "nu",
        "veld": "input",
        "resource": "risks",
        "soort": "projecten",
        "lijst": "mijlpalen",
        "part_id": session.scalar(sa.select(sa.func.min(Project.id))),
        "deliverable_id": session.scalar(sa.select(sa.func.min(Deliverable.id))),
        "project_id": session.scalar(sa.select(sa.func.min(Project.id))),
        "person_id": session.scalar(sa.select(sa.func.min(RoleGrant.person_id))),
    }
    decisions = sa.select(sa.func.min(Deliverable.id)).filter_by(kind=DeliverableKind.DECISION)
    decision = session.scalar(decisions)
    for router in (*PAGE_ROUTERS, *API_ROUTERS):
        for route in router.routes:
            assert isinstance(route, Route)
            noun, places = route.name.rpartition(".")[0], {*route.param_convertors}
            if noun in (*ONLY_WITH_A_PROVIDER, *ONLY_IN_REVIEW):
                continue
            if places & {
                "thing_id",
                "measurement_id",
                "party_id",
                "moment_id",
                "entry_id",
                "finding",
                "webhook_id",
                "comment",
                "signoff",
                *("source", "evidence", "occurrence", "question"),
            }:  # of these there is none among invented programmes
                continue
            if "GET" not in route.methods or ("id" in places and noun in NOT_INVENTED) or noun == "account":
                continue
            own = {"id": session.scalar(sa.select(sa.func.min(IDS[noun].id)))} if "id" in places else {}
            if "role" in places:
                held = sa.select(col(RoleGrant.id), col(RoleGrant.person_id)).order_by(col(RoleGrant.id))
                role = session.execute(held).first()
                own = {"id": role.person_id, "role": role.id}
            if noun.removeprefix("api.") in ("decision", "decision_taking"):
                own = dict.fromkeys(places & {"id", "deliverable_id"}, decision)
            if said := places & SAID.keys():
                (place,) = said
                row = session.exec(select(SAID[place]).order_by(col(SAID[place].id))).first()
                own = {"id": row.deliverable_id, place: row.id}
            if noun == "correction":
                update = session.exec(select(StatusUpdate).order_by(col(StatusUpdate.id))).first()
                own = {
                    "soort": "stand-van-zaken",
                    "row_id": update.id,
                    "deliverable_id": update.deliverable_id,
                }
            yield route.name, (route.path_format + ASKED.get(route.name, "")).format(**known | own)


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("", 11),
        ("/beloften", 10),
        # What became overdue is judged too; the verdicts are kept, and shared with other pages.
        ("/wijzigingen?sinds=2021-01-01", 18),
        ("/wijzigingen", 18),
    ],
)
async def test_what_grows_with_the_programme_is_drawn_in_few_queries(noor, queries, page, most):
    with queries() as seen:
        await noor.get(f"/programmas/buurtkracht{page}")
    asked = [statement for statement in seen if not statement.startswith(("INSERT", "UPDATE"))]
    assert len(asked) <= most
