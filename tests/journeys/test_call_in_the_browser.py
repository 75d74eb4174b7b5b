"""Bram answers the call of a round: by keyboard alone, several in one go, and over a closed browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from app.actions import deliverable
from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from tests.cast import at
from tests.machine.markup import accessibility_faults

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("backend", ["sqlite"]),
]

PAGE = "/stand-van-zaken"
SPRING = date(2023, 3, 1)


@pytest.fixture
def ten_more(database, cast):
    """Ten products of which Bram said in spring that they run; since then nothing changed."""
    with database.writing() as session:
        bram = AuditContext(cast.bram, at(SPRING), "test")
        for number in range(10):
            new = deliverable.NewDeliverable(
                cast.houses, SPRING, 20 + number, kind=DeliverableKind.PRODUCT, title=f"Werkblad {number + 1}"
            )
            made = deliverable.add(session, bram, new)
            submit(
                session,
                bram,
                made,
                StatusUpdateInput(Status.IN_PROGRESS, 1, SPRING, text="Loopt."),
                today=SPRING,
            )


@pytest.mark.usefixtures("ten_more")
def test_ten_without_change_take_a_lead_one_key_each_since_the_next_row_has_the_focus(
    sit_down, database, cast
):
    page = sit_down("bram")
    page.goto(PAGE)
    rows = page.locator("[data-queue] > li")
    expect(page.get_by_text("volgende, vorige")).to_be_visible()
    assert accessibility_faults(page) == []
    is_next_focused = False
    for at_row in range(rows.count()):
        row = rows.nth(at_row)
        if not is_next_focused:
            page.keyboard.press("j")
        expect(row.locator("h3 a")).to_be_focused()
        is_next_focused = row.get_by_role("button", name="Geen wijziging").count() > 0
        if is_next_focused:
            page.keyboard.press("g")
            expect(row.get_by_role("status")).to_be_visible()
            expect(row.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    expect(rows.last.get_by_role("status")).to_be_focused()
    assert page.get_by_text("Bewaard").count() >= 10
    page.goto(PAGE)
    assert page.locator("[data-queue] > li", has_text="Werkblad").count() == 0


@pytest.mark.usefixtures("ten_more")
def test_ten_are_chosen_and_answered_in_one_go_without_script(sit_down):
    page = sit_down("bram", script=False)
    page.goto(PAGE)
    for number in range(10):
        page.get_by_label(f"Kies Werkblad {number + 1}", exact=True).check()
    page.get_by_role("button", name="Geen wijziging voor alles wat is gekozen").click()
    expect(page.get_by_text("Van 10 producten is “geen wijziging” vastgelegd.")).to_be_visible()
    assert page.locator(".queue.done > li", has_text="Werkblad").count() == 10


def test_what_was_typed_survives_a_closed_browser_until_it_is_said(sit_down, cast):
    address = f"/producten/{cast['handbook']}/stand-van-zaken"
    page = sit_down("bram")
    page.goto(address)
    page.get_by_label("Toelichting").fill("Nog niet af.")
    expect(page.get_by_text("Concept bewaard om")).to_be_visible()
    page.context.close()

    page = sit_down("bram")
    page.goto(address)
    expect(page.get_by_label("Toelichting")).to_have_value("Nog niet af.")
    expect(page.get_by_text("nog niet vastgelegd")).to_be_visible()
    other = sit_down("noor")
    other.goto(address)
    expect(other.get_by_label("Toelichting")).to_have_value("")
    expect(other.locator(".last-text")).to_contain_text("Bewoners schrijven mee.")

    page.get_by_role("button", name="Bewaar stand van zaken").click()
    page.goto(address)
    expect(page.get_by_label("Toelichting")).to_have_value("")
    expect(page.locator(".last-text")).to_contain_text("Nog niet af.")
    expect(page.get_by_text("nog niet vastgelegd")).to_have_count(0)


def test_shortcuts_can_be_turned_off_and_stay_so(sit_down):
    page = sit_down("bram")
    page.goto(PAGE)
    page.get_by_role("button", name="Sneltoetsen uitzetten").click()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-queue] h3 a:focus")).to_have_count(0)
    expect(page.get_by_role("button", name="Sneltoetsen uitzetten")).to_have_attribute("aria-pressed", "true")
