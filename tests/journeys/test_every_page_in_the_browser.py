"""Every page is whole and for everybody, also in a narrow window."""

import pytest
from playwright.sync_api import Error

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from tests.cast import SLUG, TODAY, at
from tests.clients import every_route
from tests.machine.markup import accessibility_faults, cut_off
from tests.readings import read_report
from tests.rounds import reviewed
from tests.web.route_matrix import DOORS

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])

WIDE, NARROW = 1280, 320


def addresses(app, cast):
    """One for every route that may answer with a page, a chapter with tables, and a report as a file."""
    somebody = {"person_id": cast.bram, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
    for route in every_route():
        if "GET" in route.methods and not route.path.startswith("/api/v1/"):
            yield route.path_format.format(**somebody | DOORS[route.name].path(cast))
    report = f"/programmas/{SLUG}/rapportages/2023-H2"
    yield f"{report}/hoofdstukken/action-line:1"
    yield f"/programmas/{SLUG}/inlezen/1?voorstel=1"
    yield f"{report}/bestand.html"


def test_no_page_is_cut_off_or_shuts_anybody_out(app, sit_down, database, cast):
    with database.writing() as session:
        reviewed(session, cast)
        read_report(session, AuditContext(cast.noor, at(TODAY), "test"), cast.programme)
        person.grant(session, AuditContext(cast.noor, at(TODAY), "test"), cast.noor, Role.ADMIN)
    page, faults, pages = sit_down("noor"), [], set()
    for path in addresses(app, cast):
        if not _shows(page, path):
            continue
        pages.add(path)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{path} at {width}: {fault}" for fault in cut_off(page)]
        faults += [f"{path}: {fault}" for fault in accessibility_faults(page)]
    assert faults == []
    assert {"/", "/programmas/buurtkracht", f"/producten/{cast['handbook']}", "/mensen"} < pages
    assert page.evaluate("getComputedStyle(document.querySelector('table')).borderCollapse") == "collapse"


def _shows(page, path):
    """Whether a page of ours stands there; what is a file goes to the disk."""
    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return False
    return answer.ok and answer.headers.get("content-type", "").startswith("text/html")
