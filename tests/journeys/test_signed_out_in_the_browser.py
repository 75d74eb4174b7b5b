"""The sign-in of Bram ends while he types, in a row of a page; what Noor typed waits for her in its form."""

import os

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.tables import SignIn
from app.web.auth import COOKIE
from tests.machine.markup import accessibility_faults

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("backend", ["sqlite"])]


def shoot(page, name):
    if where := os.environ.get("SHOTS"):
        page.screenshot(path=f"{where}/{name}.png", full_page=True)


@pytest.fixture
def lose_sign_in(database):
    """`lose_sign_in()`: nobody is signed in any more."""

    def end():
        with database.writing() as session:
            session.execute(sa.delete(SignIn))

    return end


@pytest.fixture
def sign_in_beside(database, clock, site):
    """`sign_in_beside(page, cast.bram)`: in another tab of the same browser."""

    def begin(page, person_id):
        with database.writing() as session:
            cookie = sign_in.begin(session, AuditContext(person_id, clock(), "test"), person_id)
        home = site.replace("http:", "https:")
        page.context.add_cookies([{"name": COOKIE, "value": cookie, "url": home, "secure": True}])

    return begin


def test_in_a_row_the_form_stays_until_the_same_person_saves_it(sit_down, cast, lose_sign_in, sign_in_beside):
    page = sit_down("bram")
    page.goto(f"/projecten/{cast.houses}")
    row = page.locator(f"#deliverable-{cast['handbook']}")
    row.get_by_role("link", name="Bijwerken voor Handreiking buurthuizen").click()
    row.get_by_label("Toelichting").fill("De tekst ligt bij de drukker.")
    lose_sign_in()
    row.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(page.locator("#toasts")).to_contain_text("Niet bewaard.")
    expect(page.locator("#toasts [data-focus]")).to_be_focused()
    expect(row.get_by_label("Toelichting")).to_have_value("De tekst ligt bij de drukker.")
    assert accessibility_faults(page) == []
    shoot(page, "ended-part")

    sign_in_beside(page, cast.noor)  # she may save it in her own name, and does not get to do so here
    row.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(page.locator("#toasts")).to_contain_text("nu iemand anders aangemeld")

    sign_in_beside(page, cast.bram)
    row.get_by_role("button", name="Bewaar stand van zaken").click()
    expect(row).to_contain_text("Bewaard")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_whole_page_comes_back_and_a_long_text_waits(sit_down, cast, lose_sign_in, sign_in_beside, width):
    page = sit_down("noor", width=width)
    page.goto("/programmas/buurtkracht/risicos/nieuw")
    page.get_by_label("Titel").fill("Te weinig uren")
    page.get_by_label("Oorzaak").press_sequentially("Vakantie")
    expect(page.locator("#draft")).to_contain_text("Concept bewaard om")
    page.goto("/programmas/buurtkracht/risicos/nieuw")
    shoot(page, f"offer-{width}")
    page.get_by_role("button", name="Ga daarmee verder").click()
    expect(page.get_by_label("Oorzaak")).to_have_value("Vakantie")
    expect(page.get_by_role("alert")).to_contain_text("Nog niet bewaard")
    shoot(page, f"resumed-{width}")
    lose_sign_in()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog niet bewaard")
    assert accessibility_faults(page) == []
    shoot(page, f"ended-{width}")
    sign_in_beside(page, cast.noor)
    page.get_by_role("button", name="Bekijk eerst het formulier").click()
    expect(page.get_by_label("Titel")).to_have_value("Te weinig uren")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("heading", name="Te weinig uren")).to_be_visible()
