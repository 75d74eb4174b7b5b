"""Whoever begins is told the next step, with a button: nothing says that a filter finds nothing."""

from datetime import date

import pytest

from app.actions import action_line, deliverable, person, programme, project
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.report import reporting_period
from app.domain.half_year import HalfYear
from app.domain.role import Role
from app.domain.round import propose_days
from app.domain.structure import DeliverableKind
from tests.cast import TODAY, at

NEW_LINE, NEW_PROJECT, NEW_PROMISE = (
    f'href="/programmas/leeg/opzet/{kind}/nieuw' for kind in ("actielijnen", "projecten", "producten")
)


@pytest.fixture
def act(cast):
    return AuditContext(cast.noor, at(TODAY), "test")


@pytest.fixture
def empty_programme(database, cast, act):
    """A programme in which nothing is yet; Noor is its office, Vera the administrator."""
    with database.writing() as session:
        programme_id = programme.create(
            session, act, slug="leeg", title="Nog leeg", starts_on=date(2023, 7, 1)
        )
        person.grant(session, act, cast.noor, Role.OFFICE, programme_id=programme_id)
        person.grant(session, act, cast.vera, Role.ADMIN)
    return programme_id


async def test_a_programme_leads_on_from_line_to_project_to_promise(
    database, empty_programme, act, noor, vera
):
    async def pages(browser, *paths):
        texts = [(await browser.get(path)).text for path in paths]
        assert not any("Niets past bij dit filter" in text for text in texts)
        return texts

    both = ("/programmas/leeg", "/programmas/leeg/beloften")
    assert all(NEW_LINE in text for text in await pages(noor, *both))
    assert all('href="/mensen"' in text and NEW_LINE not in text for text in await pages(vera, *both))
    with database.writing() as session:
        line = action_line.add(session, act, empty_programme, code="1", title="Samen", position=1)
    line_page = "/programmas/leeg/actielijnen/1"
    assert all(NEW_PROJECT in text for text in await pages(noor, *both, line_page))
    with database.writing() as session:
        plan = project.add(session, act, line, title="Plan", position=1)
    project_page = f"/projecten/{plan}"
    for text in await pages(noor, *both, line_page, project_page):
        assert NEW_PROMISE in text
        assert "/programmas/leeg/invoer" in text
    assert NEW_PROMISE not in (await pages(vera, project_page))[0]


async def test_a_round_without_promises_or_leads_says_what_it_lacks(
    database, cast, empty_programme, act, noor
):
    half_year = HalfYear(2023, 2)
    with database.writing() as session:
        reporting_period.plan(
            session, act, empty_programme, half_year=half_year, number=1, days=propose_days(half_year)
        )
    opening = "/programmas/leeg/rapportages/2023-H2/stap/uitvraag"
    page = (await noor.get(opening)).text
    assert "nog niets om naar te vragen" in page
    assert 'href="/programmas/leeg"' in page
    with database.writing() as session:
        line = action_line.add(session, act, empty_programme, code="1", title="Samen", position=1)
        plan = project.add(session, act, line, title="Plan", position=1, lead_id=None)
        new = NewDeliverable(plan, TODAY, 1, kind=DeliverableKind.PRODUCT, title="Handreiking")
        deliverable.add(session, act, new)
    page = (await noor.get(opening)).text
    assert "Er wordt nog niemand gevraagd" in page
    assert "/programmas/leeg/opzet/meerdere" in page
    assert 'href="/mensen"' in page


async def test_what_has_nothing_to_show_does_not_ask_of_which_day(empty_programme, noor):
    lists = ("", "/beloften", "/besluiten", "/indicatoren", "/risicos", "/raakvlakken", "/toezeggingen")
    for page in lists:
        assert 'id="peildatum"' not in (await noor.get(f"/programmas/leeg{page}")).text, page
        assert 'id="peildatum"' in (await noor.get(f"/programmas/leeg{page}?peildatum=2023-08-01")).text, page
        assert 'id="peildatum"' in (await noor.get(f"/programmas/buurtkracht{page}")).text, page
